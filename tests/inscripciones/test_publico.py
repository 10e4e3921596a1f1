"""The private page of a registration."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from eventos.registros import sin_codigos
from inscripciones.models import Inscripcion
from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.fixture
def mia() -> Inscripcion:
    evento = fabricas.evento(inicio=timezone.now() + timedelta(days=3), titulo="Cine")
    registrada = fabricas.inscripcion(evento, nombre="Ana de Prueba", acompanantes=2)
    registrada.corto = "KM482"
    registrada.save()
    return registrada


def pagina(client, inscripcion: Inscripcion) -> str:
    respuesta = client.get(f"/i/{inscripcion.clave}/")
    assert respuesta.status_code == 200
    return respuesta.content.decode()


def test_it_shows_the_pass_and_how_to_say_it(client, mia):
    salida = pagina(client, mia)
    for dicho in ("KM-482", "K M, cuatro ocho dos", "Ana de Prueba", "y 2 personas más", "Código QR de su pase"):
        assert dicho in salida


def test_the_code_of_the_pass_is_only_in_the_picture(client, mia):
    assert mia.codigo not in pagina(client, mia)


def test_it_is_private(client, mia):
    respuesta = client.get(f"/i/{mia.clave}/")
    salida = respuesta.content.decode()
    assert "no-store" in respuesta["Cache-Control"]
    assert '<meta name="referrer" content="no-referrer">' in salida
    assert 'name="robots" content="noindex' in salida


def test_a_page_without_a_referrer_has_no_form_that_needs_csrf(client, mia):
    """Browsers post «Origin: null» from it, which Django's CSRF check refuses."""
    for direccion in (f"/i/{mia.clave}/", f"/p/{mia.codigo}/"):
        salida = client.get(direccion).content.decode()
        assert "no-referrer" in salida
        assert "csrfmiddlewaretoken" not in salida


def test_the_title_says_nothing_personal(client, mia):
    titulo = re.search(r"<title>(.*?)</title>", pagina(client, mia))
    assert titulo[1] == "Mi lugar · Convoca"


def test_the_private_page_costs_three_queries(client, mia, django_assert_num_queries):
    """Registration with its event, openings, demonstration."""
    with django_assert_num_queries(3):
        client.get(f"/i/{mia.clave}/")


@pytest.mark.parametrize("cambio", [str.lower, lambda c: c[:-1], lambda c: c + "A", lambda c: c.replace(c[0], "-")])
def test_the_key_is_matched_exactly(client, mia, cambio):
    otra = cambio(mia.clave)
    assert client.get(f"/i/{otra}/").status_code == (200 if otra == mia.clave else 404)


def test_giving_the_place_back(client, mia):
    respuesta = client.post(f"/i/{mia.clave}/cancelar/", follow=True)
    assert "Usted devolvió su lugar" in respuesta.content.decode()
    mia.refresh_from_db()
    assert mia.esta_cancelada


def test_giving_it_back_twice_is_harmless(client, mia):
    assert [client.post(f"/i/{mia.clave}/cancelar/").status_code for _ in range(2)] == [302, 302]


def test_reading_does_not_cancel(client, mia):
    assert client.get(f"/i/{mia.clave}/cancelar/").status_code == 405
    mia.refresh_from_db()
    assert not mia.esta_cancelada


def test_nobody_cancels_with_an_unknown_key(client, mia):
    assert client.post(f"/i/{mia.codigo}/cancelar/").status_code == 404


def test_the_consequence_is_said_before(client, mia):
    assert "Si devuelve sus 3 lugares, los podrán usar otras personas" in pagina(client, mia)


def test_a_cancelled_one_shows_no_code_and_a_way_back(client, mia):
    client.post(f"/i/{mia.clave}/cancelar/")
    salida = pagina(client, mia)
    assert ("Código QR" in salida, "Inscribirme otra vez" in salida) == (False, True)


def test_when_the_event_was_cancelled_it_says_so(client, mia):
    mia.evento.estado = "cancelado"
    mia.evento.save()
    salida = pagina(client, mia)
    assert ("El evento fue cancelado" in salida, "Código QR" in salida) == (True, False)


def test_when_it_is_over_there_is_nothing_to_give_back(client):
    mia = fabricas.inscripcion(fabricas.evento(inicio=timezone.now() - timedelta(days=1)))
    salida = pagina(client, mia)
    assert ("Este evento ya terminó" in salida, "Devolver mi lugar" in salida) == (True, False)


def test_the_key_is_masked_in_the_logs(mia):
    assert sin_codigos(f"GET /i/{mia.clave}/pase.png") == "GET /i/***/pase.png"
