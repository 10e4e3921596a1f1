"""Facts of several phones in any order, repeated and split, annulments first included: what pencil and paper say."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asistencia import sincronizar
from asistencia.models import Hecho, Lectura, Puesto
from asistencia.participacion import consulta
from eventos.models import Estand, Evento
from inscripciones.models import Inscripcion
from tests import fabricas
from tests.asistencia.mensajero import Telefono

AHORA = timezone.now().replace(minute=0, second=0, microsecond=0)
INICIO = AHORA - timedelta(hours=30)
pytestmark = pytest.mark.django_db

# Never on the hour or its half, which is when services are noted; -5000 is days before, and so doubtful.
minutos = st.sampled_from([-5000, -29, 7, 61, 238, 901, 1443, 1501, 1699])
personas = st.integers(1, 4)
cuales = st.integers(0, 3)
ASISTENCIA = st.fixed_dictionaries({"tipo": st.just("asistencia"), "cual": cuales, "personas": personas, "m": minutos})
ALTA = st.fixed_dictionaries({"tipo": st.just("alta"), "personas": personas, "m": minutos})
CONTEO = st.fixed_dictionaries(
    {
        "tipo": st.just("conteo"),
        "personas": personas,
        "ambito": st.sampled_from(["sin_registro", "todos"]),
        "m": minutos,
    }
)
SALIDA = st.fixed_dictionaries({"tipo": st.just("salida"), "personas": personas, "m": minutos})
ATENCION = st.fixed_dictionaries({"tipo": st.just("atencion"), "cual": st.none() | cuales, "m": minutos})
ANULACION = st.fixed_dictionaries({"tipo": st.just("anulacion"), "refiere": st.integers(0, 11), "m": minutos})
AJENA = st.fixed_dictionaries({"tipo": st.just("ajena"), "m": minutos})
libretas = st.lists(
    st.one_of(ASISTENCIA, ASISTENCIA, ALTA, CONTEO, SALIDA, ATENCION, ANULACION, AJENA), min_size=1, max_size=12
)


def numero(n: int) -> str:
    """The id of the n-th fact: of version 4, which services must have and the rest may."""
    return str(UUID(int=(n + 1) << 80, version=4))


def contar_a_mano(libreta: list[dict[str, Any]]) -> dict[str, int]:
    """Shares nothing with the code under test."""
    anulados = {h["refiere"] for h in libreta if h["tipo"] == "anulacion"}
    valen = [(n, h) for n, h in enumerate(libreta) if n not in anulados and h["m"] != -5000]
    entradas: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    suma, control, atenciones, quienes = 0, 0, 0, set()
    for n, h in valen:
        if h["tipo"] == "conteo":
            suma += h["personas"] if h["ambito"] == "sin_registro" else 0
            control += h["personas"] if h["ambito"] == "todos" else 0
        if h["tipo"] == "atencion":
            atenciones += 1
        if h["tipo"] == "alta":
            suma += h["personas"]
            quienes.add(f"alta {n}")
        if h["tipo"] == "asistencia":
            entradas.setdefault((h["cual"], dia(h["m"])), []).append((h["m"], n, h["personas"]))
    # Taking a service back does not say that the person was not there.
    for h in libreta:
        if h["tipo"] == "atencion" and h["cual"] is not None and h["m"] != -5000:
            a_la_media = -(-h["m"] // 30) * 30
            entradas.setdefault((h["cual"], dia(a_la_media)), []).append((a_la_media, 0, 1))
    suma += sum(min(juntas)[2] for juntas in entradas.values())
    quienes |= {cual for cual, _dia in entradas}
    return {
        "identificadas": len(quienes), "participaciones": suma, "atenciones": atenciones, "control": control,
    }  # fmt: skip


def dia(minuto: int) -> int:
    """Of two openings of four hours on two days, the nearest."""
    return 1 if minuto <= (240 + 1440) / 2 else 2


@pytest.fixture
def escena() -> tuple[list[Telefono], list[Inscripcion], Inscripcion]:
    evento = fabricas.evento(inicio=INICIO, horas=4, jornadas=2)
    Estand.objects.create(evento=evento, nombre="Presión", slug="presion")
    telefonos = [Telefono(evento), Telefono(evento, nombre="Sur"), Telefono(evento, tipo=Puesto.Tipo.ESTAND)]
    ajena = fabricas.inscripcion(fabricas.evento())
    return telefonos, [fabricas.inscripcion(evento, acompanantes=n) for n in range(4)], ajena


def como_json(n: int, h: dict[str, Any], telefono: Telefono, suyas: list[Inscripcion], ajena: Inscripcion) -> Any:
    propio: dict[str, Any] = {
        "asistencia": lambda: {"personas": h["personas"], "codigo": suyas[h["cual"]].codigo, "metodo": "qr"},
        "alta": lambda: {"personas": h["personas"], "sello": "", "metodo": "mesa"},
        "conteo": lambda: {"personas": h["personas"], "ambito": h["ambito"]},
        "salida": lambda: {"personas": h["personas"]},
        "atencion": lambda: {"estand": "presion"} | ({} if h["cual"] is None else {"codigo": suyas[h["cual"]].codigo}),
        "anulacion": lambda: {"refiere": numero(h["refiere"]), "motivo": "error"},
        "ajena": lambda: {"personas": 1, "codigo": ajena.codigo, "metodo": "qr"},
    }[h["tipo"]]()
    tipo = "asistencia" if h["tipo"] == "ajena" else h["tipo"]
    return telefono.hecho(tipo, INICIO + timedelta(minutes=h["m"]), id=numero(n), **propio)


def entregar(telefono: Telefono, lote: list[Any], ahora: datetime) -> list[str]:
    dicho = sincronizar.sincronizar(telefono.portador, {"hechos": lote}, ahora)
    assert dicho is not None
    return [r["resultado"] for r in dicho["respuestas"]]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(libreta=libretas, datos=st.data())
def test_any_order_repetition_and_split_over_phones_gives_the_naive_count(
    escena: tuple[list[Telefono], list[Inscripcion], Inscripcion], libreta: list[dict[str, Any]], datos: st.DataObject
) -> None:
    telefonos, suyas, ajena = escena
    Hecho.objects.all().delete()
    Lectura.objects.all().delete()
    Inscripcion.objects.exclude(pk__in=[i.pk for i in [*suyas, ajena]]).delete()
    hechos = [como_json(n, h, telefonos[0], suyas, ajena) for n, h in enumerate(libreta)]
    envios = datos.draw(st.permutations(hechos + datos.draw(st.lists(st.sampled_from(hechos), max_size=6))))
    resultados: list[str] = []
    while envios:
        corte = datos.draw(st.integers(1, len(envios)))
        resultados += entregar(telefonos[datos.draw(st.integers(0, 2))], envios[:corte], AHORA)
        envios = envios[corte:]
    recuento = consulta.de_evento(Evento.objects.get(pk=telefonos[0].puesto.eventos.get().pk))
    medidas = ("identificadas", "participaciones", "atenciones")
    visto = {m: recuento.total(m) for m in medidas} | {"control": recuento.control}
    assert visto == contar_a_mano(libreta)
    assert len(resultados) - resultados.count("repetido") == len(hechos)
    assert Lectura.objects.count() == sum(h["tipo"] == "ajena" for h in libreta)
    assert Inscripcion.objects.count() == 5 + sum(h["tipo"] == "alta" for h in libreta)
