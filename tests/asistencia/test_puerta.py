"""The door: what a pass opens for the public and for staff, and what staff note there."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from asistencia import cierre
from asistencia.models import Hecho
from eventos.models import Bitacora, Evento
from inscripciones.models import Inscripcion
from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento()


@pytest.fixture
def puerta(client: Client, evento: Evento) -> Client:
    client.force_login(fabricas.usuario("registro"))
    return client


def pase(inscripcion: Inscripcion) -> str:
    return f"/p/{inscripcion.codigo}/"


def entra(client: Client, inscripcion: Inscripcion, id_: object = None, **datos: Any) -> Any:
    datos = {"id": str(id_ or uuid4()), "acompanantes": "0"} | datos
    return client.post(pase(inscripcion), datos)


def participaciones(evento: Evento) -> int:
    return cierre.recuento_actual(evento).total("participaciones")


# --- The public


def test_a_stranger_sees_nothing_personal(client: Client, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento, nombre="Rosa Elena Melgar", acompanantes=7)
    respuesta = client.get(pase(inscripcion))
    texto = respuesta.content.decode()
    assert (respuesta.status_code, "Rosa" in texto, inscripcion.corto in texto) == (200, False, False)


def test_every_pass_of_an_event_looks_the_same_to_a_stranger(client: Client, evento: Evento) -> None:
    vistos = set()
    for datos in ({"nombre": "Rosa"}, {"estado": "cancelada"}, {"estado": "en_espera", "acompanantes": 3}):
        inscripcion = fabricas.inscripcion(evento, **datos)
        respuesta = client.get(pase(inscripcion))
        texto = respuesta.content.decode().replace(inscripcion.codigo, "CODIGO")
        vistos.add((respuesta.status_code, texto.split("<main")[1].split("</main>")[0]))
    assert len(vistos) == 1


def test_a_pass_is_never_kept_in_a_cache(client: Client, evento: Evento) -> None:
    assert "no-store" in client.get(pase(fabricas.inscripcion(evento))).headers["Cache-Control"]


def test_an_unknown_code_is_not_found(client: Client, evento: Evento) -> None:
    assert client.get("/p/0123456789ABCDEFGHJKMNPQRS/").status_code == 404


@pytest.mark.parametrize("rol", [None, "consulta", "seguimiento"])
def test_who_may_not_register_cannot_mark_an_arrival(client: Client, evento: Evento, rol: str | None) -> None:
    inscripcion = fabricas.inscripcion(evento)
    if rol:
        client.force_login(fabricas.usuario(rol))
    assert (entra(client, inscripcion).status_code, Hecho.objects.count()) == (403, 0)


def test_staff_of_another_institution_is_the_public(client: Client, evento: Evento) -> None:
    otra = fabricas.institucion("ISSS", "Otra")
    client.force_login(fabricas.usuario("registro", en=otra))
    inscripcion = fabricas.inscripcion(evento, nombre="Rosa Elena")
    assert "Rosa" not in client.get(pase(inscripcion)).content.decode()
    assert entra(client, inscripcion).status_code == 403


# --- Verdicts


def veredicto(client: Client, inscripcion: Inscripcion) -> Any:
    return client.get(pase(inscripcion)).context["veredicto"].value


def test_a_confirmed_registration_is_valid(puerta: Client, evento: Evento) -> None:
    assert veredicto(puerta, fabricas.inscripcion(evento)) == "valido"


@pytest.mark.parametrize(("estado", "esperado"), [("en_espera", "en-espera"), ("cancelada", "cancelado")])
def test_who_has_no_place_is_told_so_and_counts_if_they_enter(
    puerta: Client, evento: Evento, estado: str, esperado: str
) -> None:
    inscripcion = fabricas.inscripcion(evento, estado=estado)
    assert veredicto(puerta, inscripcion) == esperado
    entra(puerta, inscripcion)
    assert participaciones(evento) == 1


def test_a_cancelled_event_is_told_and_its_arrivals_wait_for_review(puerta: Client) -> None:
    evento = fabricas.evento(estado=Evento.Estado.CANCELADO)
    inscripcion = fabricas.inscripcion(evento)
    assert veredicto(puerta, inscripcion) == "evento-cancelado"
    entra(puerta, inscripcion)
    assert (participaciones(evento), Hecho.objects.por_revisar().count()) == (0, 1)


@pytest.mark.parametrize("dias", [-3, 3])
def test_an_event_of_another_day_says_which(puerta: Client, dias: int) -> None:
    evento = fabricas.evento(inicio=timezone.now() + timedelta(days=dias))
    assert veredicto(puerta, fabricas.inscripcion(evento)) == "otro-dia"


def test_an_event_that_runs_past_midnight_is_still_today(puerta: Client) -> None:
    hoy = timezone.localtime().replace(hour=1, minute=0)
    from asistencia.veredicto import es_otro_dia

    evento = fabricas.evento(inicio=hoy - timedelta(hours=4), horas=4.5)
    assert [es_otro_dia(list(evento.jornadas.all()), hoy + timedelta(hours=h)) for h in (0, 3, 30)] == [
        False,
        False,
        True,
    ]


# --- Entra


def test_one_tap_notes_the_arrival_and_shows_it(puerta: Client, evento: Evento) -> None:
    inscripcion, id_ = fabricas.inscripcion(evento, acompanantes=2), uuid4()
    respuesta = entra(puerta, inscripcion, id_, acompanantes="2")
    assert respuesta.headers["Location"] == f"{pase(inscripcion)}?hecho={id_}"
    despues = puerta.get(respuesta.headers["Location"]).content.decode()
    assert ("Adelante" in despues, "Deshacer" in despues, participaciones(evento)) == (True, True, 3)


def test_looking_notes_no_arrival(puerta: Client, evento: Evento) -> None:
    puerta.get(pase(fabricas.inscripcion(evento)))
    assert Hecho.objects.count() == 0


def test_the_same_tap_sent_twice_is_one_arrival(puerta: Client, evento: Evento) -> None:
    inscripcion, id_ = fabricas.inscripcion(evento), uuid4()
    entra(puerta, inscripcion, id_)
    entra(puerta, inscripcion, id_)
    assert Hecho.objects.count() == 1


def test_a_second_scan_says_already_in_and_a_second_tap_is_kept_and_not_counted(puerta: Client, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento)
    entra(puerta, inscripcion)
    assert veredicto(puerta, inscripcion) == "ya-entro"
    segunda = puerta.get(entra(puerta, inscripcion).headers["Location"])
    assert "Ya había entrado" in segunda.content.decode()
    assert (Hecho.objects.count(), participaciones(evento)) == (2, 1)


def test_more_come_later_changes_the_number_and_not_the_hour(puerta: Client, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento)
    primera = fabricas.llegada(inscripcion, timezone.now() - timedelta(minutes=20))
    nueva = uuid4()
    entra(puerta, inscripcion, nueva, acompanantes="mas", cuantos="4", refiere=str(primera.pk))
    entra(puerta, inscripcion, nueva, acompanantes="mas", cuantos="4", refiere=str(primera.pk))
    assert participaciones(evento) == 5
    assert Hecho.objects.get(pk=nueva).momento == primera.momento
    assert Hecho.objects.count() == 3


def test_undoing_takes_the_arrival_away_and_leaves_a_trace(puerta: Client, evento: Evento) -> None:
    inscripcion, id_ = fabricas.inscripcion(evento), uuid4()
    entra(puerta, inscripcion, id_)
    anular = {"id": str(uuid4()), "hecho": str(id_), "motivo": "error"}
    for _vez in range(2):
        puerta.post(f"/panel/eventos/{evento.slug}/puerta/anular/", anular)
    assert (participaciones(evento), Hecho.objects.count()) == (0, 2)
    assert Bitacora.objects.filter(accion="anular").count() == 1
    assert veredicto(puerta, inscripcion) == "valido"


def test_a_fact_of_another_event_cannot_be_undone_from_here(puerta: Client, evento: Evento) -> None:
    otro = fabricas.evento()
    hecho = fabricas.llegada(fabricas.inscripcion(otro))
    puerta.post(f"/panel/eventos/{evento.slug}/puerta/anular/", {"id": str(uuid4()), "hecho": str(hecho.pk)})
    assert participaciones(otro) == 1


@pytest.mark.parametrize(
    "datos",
    [{"acompanantes": "mas", "cuantos": "-1"}, {"acompanantes": "mas", "cuantos": "51"}, {"acompanantes": "mas"}],
)
def test_impossible_companions_are_refused_next_to_the_field(
    puerta: Client, evento: Evento, datos: dict[str, str]
) -> None:
    respuesta = entra(puerta, fabricas.inscripcion(evento), **datos)
    assert (respuesta.status_code, respuesta.context["form"].has_error("cuantos"), Hecho.objects.count()) == (
        200,
        True,
        0,
    )


def test_an_id_that_is_no_id_changes_nothing(puerta: Client, evento: Evento) -> None:
    assert (entra(puerta, fabricas.inscripcion(evento), "x").status_code, Hecho.objects.count()) == (200, 0)


def test_two_days_are_two_arrivals(puerta: Client) -> None:
    ayer: datetime = timezone.now() - timedelta(days=1, minutes=30)
    evento = fabricas.evento(inicio=ayer, jornadas=2)
    inscripcion = fabricas.inscripcion(evento)
    fabricas.llegada(inscripcion, ayer)
    assert veredicto(puerta, inscripcion) == "valido"
    entra(puerta, inscripcion)
    assert participaciones(evento) == 2


# --- Readings of personal data


def test_showing_a_name_is_written_in_the_bitacora(puerta: Client, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento, nombre="Rosa Elena")
    assert "Rosa Elena" in puerta.get(pase(inscripcion)).content.decode()
    linea = Bitacora.objects.get()
    assert (linea.accion, linea.objeto_id, linea.campos) == ("leer", str(inscripcion.pk), "nombre")


def test_without_a_name_there_is_nothing_to_write(puerta: Client, evento: Evento) -> None:
    assert "Sin nombre" in puerta.get(pase(fabricas.inscripcion(evento))).content.decode()
    assert Bitacora.objects.count() == 0


# --- The desk: the short code


def test_the_short_code_as_anybody_says_it_opens_the_verdict_without_a_name(puerta: Client, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento, nombre="Rosa Elena")
    dicho = f" {inscripcion.corto[:2].lower()} - {inscripcion.corto[2:]} "
    respuesta = puerta.get(f"/panel/eventos/{evento.slug}/puerta/", {"corto": dicho}, follow=True)
    texto = respuesta.content.decode()
    assert (respuesta.context["veredicto"].value, "Rosa" in texto, inscripcion.corto_visible in texto) == (
        "valido",
        False,
        True,
    )


def test_an_arrival_by_short_code_is_of_the_desk(puerta: Client, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento)
    entra(puerta, inscripcion, via="mesa")
    assert Hecho.objects.get().metodo == "mesa"


def test_a_short_code_of_another_event_is_not_found_here(puerta: Client, evento: Evento) -> None:
    ajena = fabricas.inscripcion(fabricas.evento())
    respuesta = puerta.get(f"/panel/eventos/{evento.slug}/puerta/", {"corto": ajena.corto})
    assert "No encontramos ese código" in respuesta.content.decode()


# --- Its cost


@pytest.mark.parametrize(("nombre", "consultas"), [("", 9), ("Rosa", 10)])
def test_a_scan_costs_a_fixed_number_of_queries(
    puerta: Client, evento: Evento, django_assert_num_queries: Any, nombre: str, consultas: int
) -> None:
    for _otra in range(3):
        fabricas.llegada(fabricas.inscripcion(evento))
    inscripcion = fabricas.inscripcion(evento, nombre=nombre)
    with django_assert_num_queries(consultas):
        puerta.get(pase(inscripcion))


def test_a_tap_costs_a_fixed_number_of_queries(puerta: Client, evento: Evento, django_assert_num_queries: Any) -> None:
    inscripcion = fabricas.inscripcion(evento)
    with django_assert_num_queries(11, exact=False):
        entra(puerta, inscripcion)


def test_the_page_of_the_door_costs_the_same_with_many_arrivals(
    puerta: Client, evento: Evento, django_assert_num_queries: Any
) -> None:
    for _vez in range(2):
        for _otra in range(3):
            fabricas.llegada(fabricas.inscripcion(evento))
        with django_assert_num_queries(8):
            puerta.get(f"/panel/eventos/{evento.slug}/puerta/")
