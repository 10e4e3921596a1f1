"""The live screens: what they say, to whom, and how little they cost."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asistencia import graficos, puerta
from asistencia.models import Hecho, Lectura
from asistencia.participacion import en_vivo
from asistencia.participacion.consulta import de_evento
from eventos.models import Evento
from tests import fabricas

pytestmark = pytest.mark.django_db
# Of the session, the person and their roles.
DE_SESION = 3


def salida(en: Evento, personas: int = 1, **campos: Any) -> Hecho:
    ahora = timezone.now()
    hecho = Hecho(
        **{"id": uuid4(), "tipo": "salida", "evento": en, "personas": personas, "momento": ahora} | campos
    )  # fmt: skip
    puerta.registrar([hecho], ahora)
    return hecho


def lectura(en: Evento, razon: str) -> Lectura:
    ahora = timezone.now()
    return Lectura.objects.create(id=uuid4(), evento=en, razon=razon, momento=ahora, recibido_el=ahora)


def url(evento: Evento, cual: str = "en-vivo") -> str:
    return f"/panel/eventos/{evento.slug}/{cual}/"


@pytest.fixture
def organiza(client: Client) -> Client:
    client.force_login(fabricas.usuario("organizacion"))
    return client


def leer(evento: Evento) -> en_vivo.EnVivo:
    return en_vivo.leer(evento, evento.jornadas.first())


def dentro(evento: Evento) -> int:
    return leer(evento).dentro


# --- What counts


def test_the_curve_adds_up_to_the_total() -> None:
    evento = fabricas.evento()
    inicio = timezone.now() - timedelta(minutes=70)
    for n in range(6):
        llego = inicio + timedelta(minutes=11 * n)
        fabricas.llegada(fabricas.inscripcion(evento, nombre=f"P {n}", acompanantes=n % 3), llego)
    repetida = fabricas.inscripcion(evento, nombre="Dos veces")
    fabricas.llegada(repetida)
    fabricas.llegada(repetida)
    fabricas.conteo(evento, 5)
    fabricas.conteo(evento, 50, ambito="todos")
    leido = leer(evento)
    total = de_evento(evento).total("participaciones")
    assert (leido.curva[-1].suma, sum(t.personas for t in leido.curva), leido.recuento.total("participaciones")) == (
        total, total, total,
    )  # fmt: skip


def test_quarters_without_anybody_are_in_the_curve() -> None:
    evento = fabricas.evento()
    base = datetime(2026, 3, 2, 15, 7, tzinfo=timezone.get_current_timezone())
    fabricas.conteo(evento, 2, base)
    fabricas.conteo(evento, 1, base + timedelta(minutes=50))
    assert [(timezone.localtime(t.desde).strftime("%H:%M"), t.personas, t.suma) for t in leer(evento).curva] == [
        ("15:00", 2, 2), ("15:15", 0, 2), ("15:30", 0, 2), ("15:45", 1, 3),
    ]  # fmt: skip


def test_a_fact_of_another_year_does_not_make_an_endless_curve() -> None:
    evento = fabricas.evento()
    fabricas.conteo(evento, 1, timezone.now() - timedelta(days=2000))
    fabricas.conteo(evento, 1)
    assert len(leer(evento).curva) <= en_vivo.PASOS + 1


def test_people_inside_are_those_who_came_less_those_who_left() -> None:
    evento = fabricas.evento(controla_salidas=True)
    grupo = fabricas.inscripcion(evento, nombre="Grupo", acompanantes=2)
    fabricas.llegada(grupo)
    fabricas.conteo(evento, 4)
    salida(evento, 1, inscripcion=grupo)
    salida(evento, 2)
    assert dentro(evento) == 4


def test_who_comes_back_in_is_inside_and_counts_once() -> None:
    evento = fabricas.evento(controla_salidas=True)
    alguien = fabricas.inscripcion(evento, nombre="Alguien")
    antes = timezone.now() - timedelta(minutes=20)
    fabricas.llegada(alguien, antes)
    salida(evento, 1, inscripcion=alguien, momento=antes + timedelta(minutes=5))
    fabricas.llegada(alguien)
    assert (dentro(evento), de_evento(evento).total("participaciones")) == (1, 1)


def test_an_exit_that_was_annulled_left_nobody_out() -> None:
    evento = fabricas.evento(controla_salidas=True)
    fabricas.conteo(evento, 3)
    salio = salida(evento, 2)
    puerta.anular(salio, uuid4(), "error", None, timezone.now())
    assert dentro(evento) == 3


def test_more_exits_than_entries_leave_nobody_inside() -> None:
    evento = fabricas.evento(controla_salidas=True)
    salida(evento, 9)
    assert dentro(evento) == 0


def test_exits_do_not_change_the_total() -> None:
    evento = fabricas.evento()
    fabricas.conteo(evento, 3)
    antes = de_evento(evento).celdas
    salida(evento, 2)
    assert de_evento(evento).celdas == antes


def test_each_phone_has_the_people_it_counted() -> None:
    evento = fabricas.evento()
    norte, sur = fabricas.puesto(evento), fabricas.puesto(evento, nombre="Entrada sur")
    fabricas.llegada(fabricas.inscripcion(evento, nombre="A", acompanantes=1), puesto=norte)
    fabricas.conteo(evento, 3, puesto=sur)
    fabricas.conteo(evento, 2)
    assert leer(evento).por_puesto == {norte.pk: 2, sur.pk: 3, None: 2}


def test_a_curve_without_anybody_is_not_drawn() -> None:
    assert graficos.curva([]) is None


def test_a_curve_of_one_quarter_is_drawn_with_one_mark() -> None:
    curva = graficos.curva([("9:00", 3)])
    assert curva is not None
    assert len(curva.marcas) == 1


# --- The pages


def test_the_screen_of_the_organizer_says_it_all(organiza: Client) -> None:
    evento = fabricas.evento(controla_salidas=True)
    norte = fabricas.puesto(evento, nombre="Entrada norte")
    fabricas.llegada(fabricas.inscripcion(evento, nombre="Nombre Secreto", sexo="mujer", acompanantes=1), puesto=norte)
    lectura(evento, "desconocido")
    pagina = organiza.get(url(evento)).content.decode()
    for dicho in ("Entrada norte", "Dentro ahora", "Código QR", "Código desconocido", "Curva de llegadas: 2 personas"):
        assert dicho in pagina
    assert "Nombre Secreto" not in pagina


def test_the_projector_shows_numbers_and_nobody(organiza: Client) -> None:
    evento = fabricas.evento()
    norte = fabricas.puesto(evento, nombre="Entrada de Ana")
    fabricas.llegada(fabricas.inscripcion(evento, nombre="Nombre Secreto"), puesto=norte)
    pagina = organiza.get(url(evento, "proyector")).content.decode()
    assert ("persona ha llegado" in pagina, "Secreto" in pagina, "de Ana" in pagina) == (True, False, False)


def test_without_exits_nobody_is_told_who_is_inside(organiza: Client) -> None:
    assert "dentro ahora" not in organiza.get(url(fabricas.evento(), "proyector")).content.decode().lower()


def test_an_event_without_anything_yet_says_so(organiza: Client) -> None:
    pagina = organiza.get(url(fabricas.evento(inicio=timezone.now() + timedelta(days=3)))).content.decode()
    assert "Todavía no ha llegado nadie" in pagina


def test_a_closed_event_shows_the_total_of_its_acta(organiza: Client) -> None:
    from asistencia import cierre

    evento = fabricas.evento()
    fabricas.conteo(evento, 7)
    cierre.cerrar(evento, fabricas.usuario("organizacion"), timezone.now())
    fabricas.conteo(evento, 1)
    pagina = organiza.get(url(evento)).content.decode()
    assert ("ya tiene acta" in pagina, '<b class="num">7</b>' in pagina) == (True, True)


def test_the_event_page_leads_to_it(organiza: Client) -> None:
    evento = fabricas.evento()
    assert url(evento) in organiza.get(f"/panel/eventos/{evento.slug}/").content.decode()


# --- Asking again and again


@pytest.mark.parametrize("cual", ["en-vivo", "proyector"])
def test_when_nothing_changed_the_answer_is_304_for_one_query(organiza: Client, cual: str) -> None:
    evento = fabricas.evento()
    fabricas.conteo(evento, 3)
    fabricas.puesto(evento)
    primera = organiza.get(url(evento, cual) + "?parte")
    with CaptureQueriesContext(
        connection,
    ) as consultas:
        otra = organiza.get(url(evento, cual) + "?parte", headers={"If-None-Match": primera["ETag"]})
    assert (otra.status_code, otra.content, len(consultas)) == (304, b"", DE_SESION + 1)


@pytest.mark.parametrize("que", ["conteo", "salida", "anulacion", "lectura", "visto", "puesto", "estado", "titulo"])
def test_whatever_changes_is_told(organiza: Client, que: str) -> None:
    evento = fabricas.evento()
    hecho, telefono = fabricas.conteo(evento, 3), fabricas.puesto(evento)
    marca = organiza.get(url(evento) + "?parte")["ETag"]
    if que == "conteo":
        fabricas.conteo(evento, 1)
    elif que == "salida":
        salida(evento)
    elif que == "anulacion":
        puerta.anular(hecho, uuid4(), "error", None, timezone.now())
    elif que == "lectura":
        lectura(evento, "cancelado")
    elif que == "visto":
        type(telefono).objects.update(visto_el=timezone.now())
    elif que == "puesto":
        fabricas.puesto(evento)
    elif que == "estado":
        Evento.objects.update(estado="cancelado")
    else:
        Evento.objects.update(titulo="Otro título")
    respuesta = organiza.get(url(evento) + "?parte", headers={"If-None-Match": marca})
    assert (respuesta.status_code, respuesta["ETag"] != marca) == (200, True)


def test_what_happens_elsewhere_changes_nothing(organiza: Client) -> None:
    evento, otro = fabricas.evento(), fabricas.evento(titulo="Otro")
    marca = organiza.get(url(evento) + "?parte")["ETag"]
    fabricas.conteo(otro, 4)
    fabricas.puesto(otro, visto_el=timezone.now())
    assert organiza.get(url(evento) + "?parte", headers={"If-None-Match": marca}).status_code == 304


def test_only_the_part_that_changes_is_sent(organiza: Client) -> None:
    parte = organiza.get(url(fabricas.evento()) + "?parte").content.decode()
    assert ("<html" in parte, "rejilla" in parte) == (False, True)


def test_a_repeated_question_is_for_who_may_see_it(client: Client) -> None:
    evento = fabricas.evento()
    client.force_login(fabricas.usuario("organizacion"))
    marca = client.get(url(evento) + "?parte")["ETag"]
    client.force_login(fabricas.usuario("organizacion", en=fabricas.institucion("ISSS")))
    assert client.get(url(evento) + "?parte", headers={"If-None-Match": marca}).status_code == 404


def test_thirty_phones_cost_as_many_queries_as_one(organiza: Client) -> None:
    evento = fabricas.evento()

    def cuesta() -> int:
        with CaptureQueriesContext(connection) as consultas:
            organiza.get(url(evento))
        return len(consultas)

    fabricas.conteo(evento, 1, puesto=fabricas.puesto(evento))
    con_uno = cuesta()
    for n in range(29):
        fabricas.conteo(evento, 1, puesto=fabricas.puesto(evento, nombre=f"Mesa {n}"))
    assert cuesta() == con_uno
