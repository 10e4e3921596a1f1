"""The order of arrival does not matter: facts permuted, repeated and split give what a naive counter gives."""

import os
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asistencia import puerta
from asistencia.models import Hecho
from asistencia.participacion import consulta
from eventos.models import Evento
from inscripciones.models import Inscripcion
from tests import fabricas

AHORA = timezone.now().replace(microsecond=0)
INICIO = AHORA - timedelta(hours=30)
SEXOS = ["mujer", "hombre", ""]
# `make prueba-larga` looks at many more ledgers than `make test`.
CUANTAS = 5_000 if os.environ.get("PRUEBA_LARGA") else 150

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> tuple[Evento, list[Inscripcion]]:
    """An event of two days, and four registrations of its own."""
    evento = fabricas.evento(inicio=INICIO, horas=4, jornadas=2)
    return evento, [fabricas.inscripcion(evento, sexo=SEXOS[n % 3], acompanantes=n) for n in range(4)]


ids = st.integers(1, 12).map(lambda n: UUID(int=n))
# Both openings, the window before the first, and far outside: self check-in there is doubtful.
momentos = st.sampled_from([-300, -30, 0, 60, 239, 900, 1440, 1500, 1700]).map(lambda m: INICIO + timedelta(minutes=m))
llegadas = st.fixed_dictionaries(
    {
        "tipo": st.sampled_from(["asistencia", "alta"]),
        "momento": momentos,
        "cual": st.integers(0, 3),
        "personas": st.integers(1, 4),
        "metodo": st.sampled_from(["qr", "mesa", "autorregistro"]),
    }
)
conteos = st.fixed_dictionaries(
    {
        "tipo": st.just("conteo"),
        "momento": momentos,
        "personas": st.integers(1, 3),
        "metodo": st.just("conteo"),
        "ambito": st.sampled_from(["sin_registro", "todos"]),
        "sexo": st.sampled_from(SEXOS),
    }
)
anulaciones = st.fixed_dictionaries(
    {"tipo": st.just("anulacion"), "momento": momentos, "refiere": ids, "motivo": st.just("error")}
)
revisiones = st.fixed_dictionaries(
    {"tipo": st.just("revision"), "momento": momentos, "refiere": ids, "admite": st.booleans()}
)
libretas = st.lists(st.one_of(llegadas, llegadas, conteos, anulaciones, revisiones), max_size=12)


def contar_a_mano(libreta: list[dict[str, Any]]) -> dict[str, int]:
    """What a patient person with pencil and paper gets. Shares nothing with the code under test."""
    numerados = [dict(h, id=UUID(int=n + 1)) for n, h in enumerate(libreta)]
    valen = []
    for h in numerados:
        if h["tipo"] in ("anulacion", "revision"):
            continue
        if any(a["tipo"] == "anulacion" and a["refiere"] == h["id"] for a in numerados):
            continue
        minuto = (h["momento"] - INICIO) / timedelta(minutes=1)
        a_tiempo = -60 <= minuto <= 240 or 1440 - 60 <= minuto <= 1440 + 240
        pasa = h["metodo"] != "autorregistro" or a_tiempo
        decisiones = [r for r in numerados if r["tipo"] == "revision" and r["refiere"] == h["id"]]
        if decisiones:
            pasa = sorted(decisiones, key=lambda r: (r["momento"], r["id"]))[-1]["admite"]
        if pasa:
            dia = 1 if minuto <= (240 + 1440) / 2 else 2
            valen.append(dict(h, dia=dia))
    personas = 0
    vinieron = set()
    for dia in (1, 2):
        for cual in range(4):
            suyas = [h for h in valen if h.get("cual") == cual and h["dia"] == dia]
            if suyas:
                primera = sorted(suyas, key=lambda h: (h["momento"], h["id"]))[0]
                personas += primera["personas"]
                vinieron.add(cual)
    contadas = sum(h["personas"] for h in valen if h.get("ambito") == "sin_registro")
    control = sum(h["personas"] for h in valen if h.get("ambito") == "todos")
    return {"identificadas": len(vinieron), "participaciones": personas + contadas, "control": control}


def como_hechos(libreta: list[dict[str, Any]], evento: Evento, inscripciones: list[Inscripcion]) -> list[Hecho]:
    hechos = []
    for n, campos in enumerate(libreta):
        campos = dict(campos)
        if "cual" in campos:
            campos["inscripcion"] = inscripciones[campos.pop("cual")]
        hechos.append(Hecho(id=UUID(int=n + 1), evento=evento, **campos))
    return hechos


def del_sistema(evento: Evento) -> dict[str, int]:
    recuento = consulta.de_evento(evento)
    return {m: recuento.total(m) for m in ("identificadas", "participaciones")} | {"control": recuento.control}


@pytest.mark.larga
@settings(
    max_examples=CUANTAS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(libreta=libretas, datos=st.data())
def test_any_order_repetition_and_split_gives_the_naive_count(
    escena: tuple[Evento, list[Inscripcion]], libreta: list[dict[str, Any]], datos: st.DataObject
) -> None:
    evento, inscripciones = escena
    Hecho.objects.all().delete()
    hechos = como_hechos(libreta, evento, inscripciones)
    envios = datos.draw(st.permutations(hechos + datos.draw(st.lists(st.sampled_from(hechos or [None]), max_size=6))))
    corte = datos.draw(st.integers(0, len(envios)))
    for lote in (envios[:corte], envios[corte:]):
        puerta.registrar([h for h in lote if h], AHORA)
    assert del_sistema(evento) == contar_a_mano(libreta)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(libreta=libretas)
def test_every_dimension_adds_up_to_its_total(
    escena: tuple[Evento, list[Inscripcion]], libreta: list[dict[str, Any]]
) -> None:
    evento, inscripciones = escena
    Hecho.objects.all().delete()
    puerta.registrar(como_hechos(libreta, evento, inscripciones), AHORA)
    dia = timezone.localdate(INICIO)
    por_dimension = {
        clave: sum(f.participaciones for f in consulta.totales(dia, dia, AHORA, por=clave).filas)
        for clave in consulta.CLAVES
    }
    assert set(por_dimension.values()) == {consulta.totales(dia, dia, AHORA).total.participaciones}


def test_an_annulment_of_another_event_takes_nothing_away() -> None:
    evento, ajeno = fabricas.evento(), fabricas.evento()
    hecho = fabricas.conteo(evento, 5)
    puerta.registrar(
        [Hecho(id=uuid4(), tipo="anulacion", evento=ajeno, refiere=hecho.id, motivo="error", momento=AHORA)], AHORA
    )
    assert consulta.de_evento(evento).total("participaciones") == 5


def test_a_gate_clicker_over_everybody_is_control_and_never_added() -> None:
    evento = fabricas.evento()
    fabricas.conteo(evento, 40, ambito="todos")
    recuento = consulta.de_evento(evento)
    assert (recuento.total("participaciones"), recuento.control) == (0, 40)


def test_who_came_counts_although_the_registration_is_cancelled() -> None:
    evento = fabricas.evento()
    fabricas.llegada(fabricas.inscripcion(evento, estado="cancelada"))
    assert consulta.de_evento(evento).total("identificadas") == 1


def test_a_decision_on_an_annulment_that_nobody_doubted_changes_nothing() -> None:
    evento = fabricas.evento()
    hecho = fabricas.conteo(evento, 5)
    anulacion = Hecho(id=uuid4(), tipo="anulacion", evento=evento, refiere=hecho.id, motivo="error", momento=AHORA)
    revision = Hecho(id=uuid4(), tipo="revision", evento=evento, refiere=anulacion.id, admite=False, momento=AHORA)
    puerta.registrar([anulacion, revision], AHORA)
    assert consulta.de_evento(evento).total("participaciones") == 0
