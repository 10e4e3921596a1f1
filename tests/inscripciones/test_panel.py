"""The list of registrations: who reads it, and what reading leaves behind."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from eventos.models import Bitacora, Evento, Territorio
from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento(inicio=timezone.now() + timedelta(days=1), capacidad=60)


def ruta(evento: Evento, **pagina) -> str:
    return reverse("inscripciones:panel-inscripciones", args=[evento.slug], query=pagina)


@pytest.mark.parametrize("rol", ["organizacion", "registro"])
def test_it_shows_who_comes(client, evento, rol):
    client.force_login(fabricas.usuario(rol))
    una = fabricas.inscripcion(evento, nombre="Marta Pérez", sexo="mujer", edad="60-mas", acompanantes=2)
    pagina = client.get(ruta(evento)).text
    assert all(dato in pagina for dato in ("Marta Pérez", una.corto_visible, "60 o más", "Confirmada"))


@pytest.mark.parametrize("rol", ["administracion", "seguimiento", "cifras", "consulta", "auditoria"])
def test_others_do_not_see_it(client, evento, rol):
    client.force_login(fabricas.usuario(rol))
    assert client.get(ruta(evento)).status_code == 403


def test_that_of_another_institution_does_not_exist(client, evento):
    client.force_login(fabricas.usuario("organizacion", en=fabricas.institucion("ISSS", "Otra")))
    assert client.get(ruta(evento)).status_code == 404


def test_each_reading_is_written_down_with_how_many(client, evento):
    persona = fabricas.usuario("registro")
    client.force_login(persona)
    for _vez in range(3):
        fabricas.inscripcion(evento, nombre="Marta Pérez")
    client.get(ruta(evento))
    a = Bitacora.objects.get()
    assert (a.usuario, a.accion, a.objeto_id, a.cantidad, a.campos) == (persona, "leer", evento.slug, 3, "")


def test_a_page_counts_only_what_it_showed(client, evento):
    client.force_login(fabricas.usuario("registro"))
    for _vez in range(52):
        fabricas.inscripcion(evento)
    client.get(ruta(evento, pagina="2"))
    assert Bitacora.objects.get().cantidad == 2


def test_an_empty_list_reads_nobody(client, evento):
    client.force_login(fabricas.usuario("registro"))
    assert "Nadie se ha inscrito todavía" in client.get(ruta(evento)).text
    assert not Bitacora.objects.exists()


def test_it_is_not_kept_by_the_browser_nor_told_to_other_sites(client, evento):
    client.force_login(fabricas.usuario("registro"))
    respuesta = client.get(ruta(evento))
    assert "no-store" in respuesta.headers["Cache-Control"]
    assert '<meta name="referrer" content="strict-origin">' in respuesta.text


def test_no_private_key_nor_pass_is_in_the_page(client, evento):
    client.force_login(fabricas.usuario("organizacion"))
    una = fabricas.inscripcion(evento)
    pagina = client.get(ruta(evento)).text
    assert (una.clave in pagina, una.codigo in pagina) == (False, False)


def test_forty_registrations_take_as_many_queries_as_one(client, evento, django_assert_max_num_queries):
    client.force_login(fabricas.usuario("registro"))
    for distrito in Territorio.objects.filter(nivel="distrito")[:40]:
        fabricas.inscripcion(evento, origen=distrito)
    with django_assert_max_num_queries(12):
        client.get(ruta(evento))
