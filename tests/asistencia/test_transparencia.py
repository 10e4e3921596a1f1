"""What everybody may read: actas only, with how each was counted, and what is still missing."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from asistencia import cierre
from tests import fabricas

pytestmark = pytest.mark.django_db
PAGINA = reverse("asistencia:transparencia")


@pytest.fixture(autouse=True)
def _julio():
    with time_machine.travel("2026-07-15T18:00:00Z", tick=False):
        yield


def cerrado(personas: int, **campos: object):
    ahora = timezone.now()
    evento = fabricas.evento(inicio=ahora - timedelta(days=3), **campos)
    if personas:
        fabricas.conteo(evento, personas, ahora - timedelta(days=3))
    cierre.cerrar(evento, None, ahora, sin_dato=not personas)
    return evento


def test_only_what_has_an_acta_is_in_the_numbers(client):
    cerrado(40)
    abierto = fabricas.evento(inicio=timezone.now() - timedelta(days=2))
    fabricas.conteo(abierto, 1000)
    publicado = client.get(PAGINA).context["p"]
    assert publicado.por_mecanismo.total.participaciones == 40
    assert publicado.pendientes == 1


def test_an_event_without_data_is_listed_and_is_not_zero(client):
    cerrado(0)
    respuesta = client.get(PAGINA)
    assert respuesta.context["p"].por_mecanismo.total.sin_dato == 1
    assert "sin dato" in respuesta.content.decode()


def test_a_rectified_number_is_the_last_one(client):
    evento = cerrado(40)
    fabricas.conteo(evento, 2)
    assert client.get(PAGINA).context["p"].por_mecanismo.total.participaciones == 40
    cierre.rectificar(evento, None, timezone.now(), "Faltaban dos.")
    assert client.get(PAGINA).context["p"].por_mecanismo.total.participaciones == 42


@pytest.mark.parametrize(("pedido", "anio"), [("2025", 2025), ("1999", 2026), ("abc", 2026), ("", 2026)])
def test_a_year_that_is_not_offered_is_this_one(client, pedido, anio):
    assert client.get(PAGINA, {"anio": pedido}).context["p"].anio == anio


def test_it_names_nobody_and_breaks_nobody_down(client):
    evento = fabricas.evento(inicio=timezone.now() - timedelta(days=3))
    persona = fabricas.inscripcion(evento, nombre="Zoila Única", sexo="mujer", edad="60-mas")
    fabricas.llegada(persona, timezone.now() - timedelta(days=3))
    cierre.cerrar(evento, None, timezone.now())
    pagina = client.get(PAGINA).content.decode()
    assert "Zoila" not in pagina
    assert "mujer" not in pagina.lower()


def test_before_any_acta_it_says_so(client, validar_html):
    respuesta = client.get(PAGINA)
    assert "Todavía no hay actas de 2026" in respuesta.content.decode()
    validar_html(respuesta.content.decode())


def test_the_page_is_sound_html_and_small(client, validar_html):
    cerrado(40)
    respuesta = client.get(PAGINA)
    validar_html(respuesta.content.decode())
    assert len(respuesta.content) < 60_000


def test_the_queries_do_not_grow_with_the_events(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cerrado(1)
    with CaptureQueriesContext(connection) as con_uno:
        client.get(PAGINA)
    for n in range(10):
        cerrado(1, titulo=f"Otro {n}")
    with django_assert_num_queries(len(con_uno)):
        client.get(PAGINA)


def test_nobody_writes_to_it(client):
    assert client.post(PAGINA).status_code == 405


def test_the_agenda_tells_what_was_done_this_year(client):
    cerrado(40)
    pagina = client.get(reverse("eventos:agenda")).content.decode()
    assert "en una actividad" in pagina
    assert "de una institución" in pagina
