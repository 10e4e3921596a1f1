"""Walk-ins: person and arrival in one."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from asistencia import cierre
from asistencia.models import Hecho
from eventos.models import Evento
from inscripciones.models import Inscripcion
from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento()


@pytest.fixture
def mesa(client: Client, evento: Evento) -> Client:
    client.force_login(fabricas.usuario("registro"))
    return client


def inscribe(client: Client, evento: Evento, **datos: str) -> Any:
    datos = {"id": str(uuid4()), "acompanantes": "0"} | datos
    return client.post(f"/panel/eventos/{evento.slug}/puerta/alta/", datos)


def totales(evento: Evento) -> tuple[int, int]:
    recuento = cierre.recuento_actual(evento)
    return recuento.total("identificadas"), recuento.total("participaciones")


def test_a_walk_in_is_identified_and_counted_with_companions(mesa: Client, evento: Evento) -> None:
    inscribe(mesa, evento, nombre="Rosa", sexo="mujer", edad="60-mas", origen="Apopa", acompanantes="2")
    hecha = Inscripcion.objects.get()
    assert (hecha.canal, hecha.nombre, str(hecha.origen), hecha.acompanantes) == ("mesa", "Rosa", "Apopa", 2)
    assert totales(evento) == (1, 3)


def test_nothing_but_coming_is_needed(mesa: Client, evento: Evento) -> None:
    inscribe(mesa, evento)
    assert totales(evento) == (1, 1)


def test_the_same_form_sent_twice_is_one_person(mesa: Client, evento: Evento) -> None:
    id_ = str(uuid4())
    for _vez in range(2):
        assert inscribe(mesa, evento, id=id_, nombre="Rosa").status_code == 302
    assert (Inscripcion.objects.count(), Hecho.objects.count()) == (1, 1)


def test_a_full_event_does_not_stop_the_door(mesa: Client) -> None:
    evento = fabricas.evento(capacidad=1)
    fabricas.inscripcion(evento)
    inscribe(mesa, evento, acompanantes="2")
    assert totales(evento) == (1, 3)


@pytest.mark.parametrize("edad", ["0-11", "12-17"])
def test_of_a_minor_no_name_is_kept_and_it_is_said(mesa: Client, evento: Evento, edad: str) -> None:
    respuesta = inscribe(mesa, evento, nombre="Juanito", edad=edad)
    assert (Inscripcion.objects.get().nombre, totales(evento)) == ("", (1, 1))
    assert "No guardamos el nombre" in mesa.get(respuesta.headers["Location"]).content.decode()


@pytest.mark.parametrize(("datos", "entra"), [({}, False), ({"nombre": "Rosa"}, True), ({"edad": "12-17"}, True)])
def test_where_the_mechanism_asks_the_name_adults_say_it(
    mesa: Client, evento: Evento, datos: dict[str, str], entra: bool
) -> None:
    evento.mecanismo.nombre_obligatorio = True
    evento.mecanismo.save()
    inscribe(mesa, evento, **datos)
    assert Inscripcion.objects.exists() is entra


def test_a_paper_list_typed_in_is_of_paper(mesa: Client, evento: Evento) -> None:
    inscribe(mesa, evento, de_papel="on")
    assert (Inscripcion.objects.get().canal, Hecho.objects.get().metodo) == ("papel", "papel")


@pytest.mark.parametrize("origen", ["San Lorenzo", "Macondo"])
def test_an_ambiguous_or_unknown_place_is_told_and_what_was_typed_stays(
    mesa: Client, evento: Evento, origen: str
) -> None:
    respuesta = inscribe(mesa, evento, nombre="Rosa", origen=origen)
    texto = respuesta.content.decode()
    assert (respuesta.context["form"].has_error("origen"), "Rosa" in texto, origen in texto) == (True, True, True)
    assert Hecho.objects.count() == 0


def test_an_id_already_used_by_another_fact_makes_no_person(mesa: Client, evento: Evento) -> None:
    usado = fabricas.conteo(evento)
    inscribe(mesa, evento, id=str(usado.pk))
    assert Inscripcion.objects.count() == 0


def test_the_door_of_another_institution_does_not_exist(client: Client, evento: Evento) -> None:
    client.force_login(fabricas.usuario("registro", en=fabricas.institucion("ISSS", "Otra")))
    assert (inscribe(client, evento).status_code, Inscripcion.objects.count()) == (404, 0)


def test_a_walk_in_costs_a_bounded_number_of_queries(
    mesa: Client, evento: Evento, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(20, exact=False):
        inscribe(mesa, evento, nombre="Rosa", origen="Apopa")
