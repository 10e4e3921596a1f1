"""One form makes one draft, however often it is sent."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from eventos.models import Bitacora, Evento, Lugar
from tests import fabricas
from tests.eventos.test_panel import datos

NUEVO = "/panel/eventos/nuevo/"
pytestmark = pytest.mark.django_db


def test_the_page_mints_the_number_of_the_request(client):
    client.force_login(fabricas.usuario("organizacion"))
    numeros = [client.get(NUEVO).context["form"]["solicitud"].value() for _vez in range(2)]
    assert numeros[0] != numeros[1]


def test_sending_the_same_form_twice_makes_one_draft(client):
    client.force_login(fabricas.usuario("organizacion"))
    envio = datos(solicitud=str(uuid4()))
    assert client.post(NUEVO, envio).url == client.post(NUEVO, envio).url
    creados = Bitacora.objects.filter(objeto="evento", accion=Bitacora.Accion.CREAR)
    assert (Evento.objects.count(), Lugar.objects.count(), creados.count()) == (1, 1, 1)


def test_two_forms_make_two_drafts_with_the_same_title(client):
    client.force_login(fabricas.usuario("organizacion"))
    for _vez in range(2):
        client.post(NUEVO, datos(solicitud=str(uuid4())))
    assert Evento.objects.count() == 2


def test_the_number_of_another_institution_opens_nothing_of_it(client):
    numero = uuid4()
    suyo = fabricas.evento(titulo="De otra casa", en=fabricas.institucion("ISSS", "Otra"), solicitud=numero)
    client.force_login(fabricas.usuario("organizacion"))
    client.post(NUEVO, datos(solicitud=str(numero)))
    assert Evento.objects.exclude(pk=suyo.pk).get().titulo == "Cine fórum de enero"


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_make_one_draft(client):
    client.force_login(fabricas.usuario("organizacion"))
    envio, salida, direcciones = datos(solicitud=str(uuid4())), Barrier(2), []

    def tocar() -> None:
        salida.wait(timeout=30)
        direcciones.append(client.post(NUEVO, envio).url)
        connection.close()

    hilos = [Thread(target=tocar) for _n in range(2)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(timeout=60)
    assert (len(direcciones), len(set(direcciones)), Evento.objects.count()) == (2, 1, 1)
