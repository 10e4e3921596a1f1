"""Marking one's own arrival with the short code."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from asistencia import cierre
from asistencia.models import Hecho
from eventos.models import Evento
from inscripciones.models import Inscripcion
from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento()


def ruta(evento: Evento) -> str:
    return f"/eventos/{evento.slug}/llegada/"


def marca(client: Client, inscripcion: Inscripcion, **datos: str) -> Any:
    datos = {"corto": inscripcion.corto, "id": str(uuid4()), "acompanantes": "0"} | datos
    return client.post(ruta(inscripcion.evento), datos)


def test_the_code_shows_state_and_companions_and_never_a_name(client: Client, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento, nombre="Rosa Elena", acompanantes=2)
    texto = client.post(ruta(evento), {"corto": inscripcion.corto}).content.decode()
    assert ("Confirmada" in texto, "2 personas más" in texto, "Rosa" in texto) == (True, True, False)
    assert Hecho.objects.count() == 0


@pytest.mark.parametrize("escrito", ["{a}-{b}", "{a} {b}", " {a}{b}. "])
def test_the_code_may_be_typed_in_many_ways(client: Client, evento: Evento, escrito: str) -> None:
    corto = fabricas.inscripcion(evento).corto
    dicho = escrito.format(a=corto[:2].lower(), b=corto[2:].replace("0", "O"))
    assert client.post(ruta(evento), {"corto": dicho}).context["paso"] == "confirmar"


def test_marking_it_counts_the_people_who_came(client: Client, evento: Evento) -> None:
    respuesta = marca(client, fabricas.inscripcion(evento, acompanantes=1), acompanantes="2")
    assert "Ya está" in client.get(respuesta.headers["Location"]).content.decode()
    assert dict(cierre.recuento_actual(evento).por_metodo("participaciones")) == {"autorregistro": 3}


def test_sending_it_twice_is_one_arrival_and_the_same_page(client: Client, evento: Evento) -> None:
    inscripcion, id_ = fabricas.inscripcion(evento), str(uuid4())
    paginas = [marca(client, inscripcion, id=id_).headers["Location"] for _vez in range(2)]
    assert (len(set(paginas)), Hecho.objects.count()) == (1, 1)


def test_who_came_already_is_told_so_and_nothing_is_noted(client: Client, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento)
    fabricas.llegada(inscripcion)
    assert "ya estaba anotada" in marca(client, inscripcion).content.decode()
    assert Hecho.objects.count() == 1


@pytest.mark.parametrize("horas", [-5, 2])
def test_outside_the_time_of_arrival_it_waits_for_a_person_and_says_so(client: Client, horas: int) -> None:
    evento = fabricas.evento(inicio=timezone.now() + timedelta(hours=horas), horas=1)
    respuesta = marca(client, fabricas.inscripcion(evento))
    assert "una persona lo confirmará" in client.get(respuesta.headers["Location"]).content.decode()
    assert (Hecho.objects.por_revisar().count(), cierre.recuento_actual(evento).total("participaciones")) == (1, 0)


def test_while_it_waits_it_is_not_noted_again(client: Client) -> None:
    inscripcion = fabricas.inscripcion(fabricas.evento(inicio=timezone.now() + timedelta(hours=5)))
    marca(client, inscripcion)
    marca(client, inscripcion)
    assert Hecho.objects.count() == 1


@pytest.mark.parametrize("estado", ["en_espera", "cancelada"])
def test_who_has_no_confirmed_place_is_sent_to_the_desk(client: Client, evento: Evento, estado: str) -> None:
    respuesta = marca(client, fabricas.inscripcion(evento, estado=estado))
    assert (respuesta.context["paso"], Hecho.objects.count()) == ("mesa", 0)


def test_too_many_companions_are_refused_next_to_the_field(client: Client, evento: Evento) -> None:
    respuesta = marca(client, fabricas.inscripcion(evento), acompanantes="mas", cuantos="60")
    assert (respuesta.context["form"].has_error("cuantos"), Hecho.objects.count()) == (True, 0)


def test_a_wrong_code_and_one_of_another_event_get_the_same_answer(client: Client, evento: Evento) -> None:
    otro = fabricas.inscripcion(fabricas.evento()).corto
    errores = {
        str(client.post(ruta(evento), {"corto": c}).context["form"].errors["corto"]) for c in (otro, "ZZ000", "¿?")
    }
    assert len(errores) == 1


def test_after_thirty_wrong_codes_even_the_right_one_waits(client: Client, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento)
    vistos = {client.post(ruta(evento), {"corto": "ZZZZZ"}).status_code for _vez in range(30)}
    assert (vistos, marca(client, inscripcion).status_code, Hecho.objects.count()) == ({200}, 429, 0)
    assert client.post(ruta(fabricas.evento()), {"corto": "ZZZZZ"}).status_code == 200


def test_a_draft_does_not_exist(client: Client) -> None:
    assert client.get(ruta(fabricas.evento(estado=Evento.Estado.BORRADOR))).status_code == 404


def test_a_cancelled_event_says_so_and_notes_nothing(client: Client) -> None:
    inscripcion = fabricas.inscripcion(fabricas.evento(estado=Evento.Estado.CANCELADO))
    assert "se canceló" in marca(client, inscripcion).content.decode()
    assert Hecho.objects.count() == 0


def test_the_id_of_somebody_elses_event_shows_nothing(client: Client, evento: Evento) -> None:
    hecho = fabricas.llegada(fabricas.inscripcion(fabricas.evento()))
    assert client.get(ruta(evento), {"listo": str(hecho.pk)}).context["paso"] == "codigo"


def test_marking_costs_a_bounded_number_of_queries(
    client: Client, evento: Evento, django_assert_num_queries: Any
) -> None:
    inscripcion = fabricas.inscripcion(evento)
    with django_assert_num_queries(14, exact=False):
        marca(client, inscripcion)
