"""Reviewing, closing and rectifying, as people do it in the panel."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from asistencia import cierre as sala
from asistencia.models import Acta, Hecho
from eventos.models import Bitacora, Evento
from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento(inicio=timezone.now() - timedelta(hours=5))


@pytest.fixture
def organiza(client: Client, evento: Evento) -> Client:
    client.force_login(fabricas.usuario("organizacion"))
    return client


def ruta(evento: Evento, cual: str = "cierre") -> str:
    return f"/panel/eventos/{evento.slug}/{cual}/"


def test_the_composition_is_shown_before_closing(organiza: Client, evento: Evento) -> None:
    fabricas.llegada(fabricas.inscripcion(evento, sexo="mujer", edad="60-mas", acompanantes=1))
    fabricas.conteo(evento, 3, sexo="hombre")
    cifras = organiza.get(ruta(evento)).context["cifras"]
    assert (cifras.identificadas, cifras.participaciones) == (1, 5)
    assert [(r.nombre, r.participaciones, r.identificadas) for r in cifras.metodos] == [
        ("código QR", 2, 1),
        ("conteo", 3, 0),
    ]
    assert [(r.nombre, r.participaciones) for r in cifras.sexo] == [("Mujer", 1), ("Hombre", 3), ("No consta", 1)]
    assert sum(r.participaciones for r in cifras.edad) == 5


def test_looking_closes_nothing(organiza: Client, evento: Evento) -> None:
    organiza.get(ruta(evento))
    assert Acta.objects.count() == 0


def test_closing_shows_the_signed_acta(organiza: Client, evento: Evento) -> None:
    fabricas.llegada(fabricas.inscripcion(evento))
    pagina = organiza.post(ruta(evento), follow=True).content.decode()
    acta = Acta.objects.get()
    assert ("Versión 1" in pagina, acta.huella in pagina, str(acta.firmada_por) in pagina) == (True, True, True)


def test_closing_twice_leaves_one_acta(organiza: Client, evento: Evento) -> None:
    for _vez in range(2):
        organiza.post(ruta(evento))
    assert Acta.objects.count() == 1


def test_who_sees_totals_may_look_and_not_close(client: Client, evento: Evento) -> None:
    client.force_login(fabricas.usuario("consulta"))
    assert (client.get(ruta(evento)).status_code, client.post(ruta(evento)).status_code) == (200, 403)
    assert Acta.objects.count() == 0


def test_without_facts_it_closes_with_nobody_or_without_data(organiza: Client, evento: Evento) -> None:
    otro = fabricas.evento(inicio=timezone.now() - timedelta(days=2))
    organiza.post(ruta(evento))
    organiza.post(ruta(otro), {"sin_dato": "on"})
    assert dict(Acta.objects.values_list("evento", "sin_dato")) == {evento.pk: False, otro.pk: True}


@pytest.mark.parametrize(
    "campos", [{"inicio": timezone.now() + timedelta(days=1)}, {"estado": "cancelado"}, {"estado": "borrador"}]
)
def test_what_cannot_be_closed_says_why(organiza: Client, campos: dict[str, Any]) -> None:
    evento = fabricas.evento(**campos)
    assert organiza.get(ruta(evento)).context["cerrable"] is False
    assert (organiza.post(ruta(evento)).status_code, Acta.objects.count()) == (200, 0)


def test_the_difference_of_the_gate_count_enters_only_if_signed(organiza: Client, evento: Evento) -> None:
    fabricas.conteo(evento, 10)
    fabricas.conteo(evento, 13, ambito="todos")
    assert organiza.get(ruta(evento)).context["cifras"].diferencia == 3
    assert organiza.post(ruta(evento), {"diferencia": "4"}).context["form"].has_error("diferencia")
    organiza.post(ruta(evento), {"diferencia": "3"})
    assert sala.recuento_actual(evento).total("participaciones") == 13


# --- Doubtful facts


@pytest.fixture
def dudoso(evento: Evento) -> Hecho:
    return fabricas.llegada(fabricas.inscripcion(evento, nombre="Rosa Elena", acompanantes=2), metodo="autorregistro")


def decide(client: Client, hecho: Hecho, decision: str) -> Any:
    return client.post(
        ruta(hecho.evento, "revisar"), {"id": str(uuid4()), "hecho": str(hecho.pk), "decision": decision}
    )


def test_what_is_undecided_blocks_and_is_listed_without_names(organiza: Client, evento: Evento, dudoso: Hecho) -> None:
    respuesta = organiza.post(ruta(evento))
    texto = respuesta.content.decode()
    assert dudoso.inscripcion is not None
    assert (dudoso.inscripcion.corto_visible in texto, "Rosa" in texto) == (True, False)
    assert Acta.objects.count() == 0


def test_who_only_sees_totals_sees_no_code_of_anybody(client: Client, evento: Evento, dudoso: Hecho) -> None:
    client.force_login(fabricas.usuario("consulta"))
    texto = client.get(ruta(evento)).content.decode()
    assert dudoso.inscripcion is not None
    assert ("Por revisar" in texto, dudoso.inscripcion.corto_visible in texto) == (True, False)


@pytest.mark.parametrize(("decision", "personas"), [("si", 3), ("no", 0)])
def test_deciding_counts_it_or_not_and_lets_close(
    organiza: Client, evento: Evento, dudoso: Hecho, decision: str, personas: int
) -> None:
    decide(organiza, dudoso, decision)
    organiza.post(ruta(evento))
    assert Acta.objects.count() == 1
    assert sala.recuento_actual(evento).total("participaciones") == personas
    assert Bitacora.objects.filter(accion="revisar").count() == 1


def test_what_was_decided_stays_decided(organiza: Client, evento: Evento, dudoso: Hecho) -> None:
    decide(organiza, dudoso, "si")
    decide(organiza, dudoso, "no")
    assert sala.recuento_actual(evento).total("participaciones") == 3


def test_a_fact_of_another_event_is_not_decided_from_here(organiza: Client, evento: Evento, dudoso: Hecho) -> None:
    otro = fabricas.evento()
    organiza.post(ruta(otro, "revisar"), {"id": str(uuid4()), "hecho": str(dudoso.pk), "decision": "si"})
    assert Hecho.objects.por_revisar().count() == 1


# --- After the acta


@pytest.fixture
def cerrado(evento: Evento) -> Evento:
    fabricas.llegada(fabricas.inscripcion(evento))
    sala.cerrar(evento, fabricas.usuario("organizacion"), timezone.now())
    return evento


def test_what_comes_later_is_told_apart(client: Client, cerrado: Evento) -> None:
    fabricas.llegada(fabricas.inscripcion(cerrado))
    client.force_login(fabricas.usuario("cifras"))
    contexto = client.get(ruta(cerrado)).context
    assert (contexto["cifras"].participaciones, contexto["posteriores"]) == (1, 1)
    assert contexto["ahora_mismo"].participaciones == 2


def test_rectifying_needs_a_reason_and_makes_the_next_version(client: Client, cerrado: Evento) -> None:
    fabricas.llegada(fabricas.inscripcion(cerrado))
    client.force_login(fabricas.usuario("cifras"))
    assert client.post(ruta(cerrado, "rectificar"), {"motivo": " "}).context["rectificar"].has_error("motivo")
    client.post(ruta(cerrado, "rectificar"), {"motivo": "Faltaba una lista."})
    contexto = client.get(ruta(cerrado)).context
    assert (contexto["acta"].version, contexto["acta"].motivo, contexto["cifras"].participaciones) == (
        2,
        "Faltaba una lista.",
        2,
    )


def test_who_organizes_does_not_rectify(organiza: Client, cerrado: Evento) -> None:
    assert organiza.get(ruta(cerrado)).context["rectificar"] is None
    assert organiza.post(ruta(cerrado, "rectificar"), {"motivo": "Porque sí."}).status_code == 403


@pytest.mark.parametrize("cuantos", [1, 3])
def test_the_page_costs_the_same_with_one_and_with_three_doubts(
    organiza: Client, evento: Evento, django_assert_num_queries: Any, cuantos: int
) -> None:
    for _vez in range(cuantos):
        fabricas.llegada(fabricas.inscripcion(evento), metodo="autorregistro")
    with django_assert_num_queries(10):
        organiza.get(ruta(evento))
