"""Stands and exits in the planning of an event."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from asistencia.models import Hecho
from eventos import estands
from eventos.models import Bitacora, Evento
from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiza(client: Client) -> Client:
    client.force_login(fabricas.usuario("organizacion"))
    return client


def editar(cliente: Client, evento: Evento, **cambios: Any) -> Any:
    inicio = timezone.localtime(evento.jornadas.get().inicio)
    datos = {
        "mecanismo": evento.mecanismo_id, "titulo": evento.titulo, "resumen": evento.resumen, "lugar": evento.lugar_id,
        "modalidad": "presencial", "llegada_minutos_antes": 60, "dias": 1, "fecha": inicio.date().isoformat(),
        "hora_inicio": "00:00", "hora_fin": "23:59",
    } | cambios  # fmt: skip
    return cliente.post(f"/panel/eventos/{evento.slug}/editar/", datos)


def suyos(evento: Evento) -> list[str]:
    return [e.nombre for e in evento.estands.all()]


def test_stands_are_written_one_a_line_and_each_once() -> None:
    assert estands.nombres(" Vacunación \n\nvacunacion\nToma  de presión\n!!!") == ["vacunacion", "Toma de presión"]


def test_the_planning_form_makes_stands_and_asks_for_exits(organiza: Client) -> None:
    evento = fabricas.evento()
    editar(organiza, evento, estands="Nutrición\nVacunación", controla_salidas="on")
    evento.refresh_from_db()
    assert (suyos(evento), evento.controla_salidas) == (["Nutrición", "Vacunación"], True)
    asiento = Bitacora.objects.get(objeto_id=evento.slug, accion="cambiar")
    assert {"estands", "controla_salidas"} <= set(asiento.campos.split(", "))


def test_the_form_shows_the_stands_it_has_and_keeps_their_rows(organiza: Client) -> None:
    evento = fabricas.evento()
    estand = estands.agregar(evento, "Nutricion")
    assert ">\nNutricion</textarea>" in organiza.get(f"/panel/eventos/{evento.slug}/editar/").content.decode()
    editar(organiza, evento, estands="Nutrición\nOtro")
    estand.refresh_from_db()
    assert (estand.nombre, suyos(evento)) == ("Nutrición", ["Nutrición", "Otro"])


def test_a_stand_that_gave_services_stays(organiza: Client) -> None:
    evento, ahora = fabricas.evento(), timezone.now()
    estand = estands.agregar(evento, "Nutrición")
    Hecho.objects.create(
        id=uuid4(), tipo="atencion", evento=evento, estand=estand, personas=1, momento=ahora, recibido_el=ahora
    )
    respuesta = editar(organiza, evento, estands="Otro", titulo="Otro título")
    evento.refresh_from_db()
    assert ("ya atendió a personas" in respuesta.content.decode(), suyos(evento), evento.titulo != "Otro título") == (
        True, ["Nutrición"], True,
    )  # fmt: skip


@pytest.mark.parametrize("texto", ["x" * 81, "\n".join(f"Estand {n}" for n in range(61))])
def test_too_much_is_refused_beside_the_field(organiza: Client, texto: str) -> None:
    evento = fabricas.evento()
    assert (editar(organiza, evento, estands=texto).status_code, suyos(evento)) == (200, [])


def test_a_new_event_may_have_stands(organiza: Client) -> None:
    molde = fabricas.evento()
    organiza.post(
        "/panel/eventos/nuevo/",
        {
            "mecanismo": molde.mecanismo_id, "titulo": "Feria", "modalidad": "presencial", "llegada_minutos_antes": 60,
            "dias": 1, "fecha": "2027-03-01", "hora_inicio": "08:00", "hora_fin": "12:00", "estands": "Dental",
        },
    )  # fmt: skip
    assert suyos(Evento.objects.get(titulo="Feria")) == ["Dental"]
