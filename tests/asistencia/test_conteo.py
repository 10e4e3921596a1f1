"""Counting people nobody writes down: one tap is one person."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from asistencia import cierre
from asistencia.models import Hecho
from eventos.models import Evento
from tests import fabricas

JSON = {"accept": "application/json"}


@pytest.fixture
def evento(db: None) -> Evento:
    return fabricas.evento()


@pytest.fixture
def puerta(client: Client, evento: Evento) -> Client:
    client.force_login(fabricas.usuario("registro"))
    return client


def toca(client: Client, evento: Evento, **datos: str) -> Any:
    return client.post(f"/panel/eventos/{evento.slug}/puerta/conteo/", {"id": str(uuid4())} | datos)


def quita(client: Client, evento: Evento, **datos: str) -> Any:
    return client.post(f"/panel/eventos/{evento.slug}/puerta/anular/", {"id": str(uuid4())} | datos)


def contadas(evento: Evento) -> int:
    return cierre.recuento_actual(evento).total("participaciones")


@pytest.mark.parametrize(
    ("tira", "dice"),
    [
        ("", ("", "")),
        ("mujer", ("mujer", "")),
        ("hombre", ("hombre", "")),
        ("ninez", ("", "0-11")),
        ("mayor", ("", "60-mas")),
    ],
)
def test_each_strip_says_one_thing_of_one_person(
    puerta: Client, evento: Evento, tira: str, dice: tuple[str, str]
) -> None:
    toca(puerta, evento, tira=tira)
    hecho = Hecho.objects.get()
    assert (hecho.sexo, hecho.edad, hecho.personas, hecho.ambito) == (*dice, 1, "sin_registro")


def test_counted_people_are_participations_and_not_identified(puerta: Client, evento: Evento) -> None:
    toca(puerta, evento)
    recuento = cierre.recuento_actual(evento)
    assert (recuento.total("participaciones"), recuento.total("identificadas")) == (1, 0)


def test_two_taps_count_two_and_the_same_one_twice_counts_one(puerta: Client, evento: Evento) -> None:
    id_ = str(uuid4())
    for este in (id_, id_, str(uuid4())):
        toca(puerta, evento, id=este)
    assert contadas(evento) == 2


def test_without_script_the_counter_comes_back(puerta: Client, evento: Evento) -> None:
    respuesta = toca(puerta, evento)
    assert respuesta.headers["Location"] == f"/panel/eventos/{evento.slug}/puerta/?conteo"
    assert puerta.get(respuesta.headers["Location"]).context["contadas"] == 1


def test_a_script_gets_the_number(puerta: Client, evento: Evento) -> None:
    url = f"/panel/eventos/{evento.slug}/puerta/conteo/"
    respuestas = [puerta.post(url, {"id": i}, headers=JSON) for i in (str(uuid4()), "x")]
    assert [(r.status_code, r.json()) for r in respuestas] == [(200, {"total": 1}), (400, {"total": 1})]


def test_a_tap_that_waited_keeps_its_moment(puerta: Client, evento: Evento) -> None:
    toca(puerta, evento, hace="1200")
    assert timezone.now() - Hecho.objects.get().momento >= timedelta(minutes=20)


def test_taking_away_the_last_takes_one_s_own(puerta: Client, evento: Evento) -> None:
    toca(puerta, evento)
    mio = Hecho.objects.get()
    fabricas.conteo(evento)
    quita(puerta, evento)
    assert (Hecho.objects.get(tipo="anulacion").refiere, contadas(evento)) == (mio.pk, 1)


def test_taking_away_twice_takes_two_and_the_same_one_twice_takes_one(puerta: Client, evento: Evento) -> None:
    for _vez in range(4):
        toca(puerta, evento)
    id_ = str(uuid4())
    for este in (id_, id_, str(uuid4())):
        quita(puerta, evento, id=este)
    assert contadas(evento) == 2


def test_taking_away_from_nothing_says_so(puerta: Client, evento: Evento) -> None:
    assert (
        "No había nada"
        in puerta.post(
            f"/panel/eventos/{evento.slug}/puerta/anular/", {"id": str(uuid4())}, follow=True
        ).content.decode()
    )


def test_who_may_not_register_does_not_count(client: Client, evento: Evento) -> None:
    client.force_login(fabricas.usuario("consulta"))
    assert (toca(client, evento).status_code, Hecho.objects.count()) == (403, 0)


def test_a_tap_costs_a_bounded_number_of_queries(
    puerta: Client, evento: Evento, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(13, exact=False):
        toca(puerta, evento)


# --- In a real phone


@pytest.fixture
def telefono(contexto_movil: BrowserContext, evento: Evento, live_server: Any) -> BrowserContext:
    cliente = Client()
    cliente.force_login(fabricas.usuario("registro"))
    contexto_movil.add_cookies(
        [{"name": "sessionid", "value": cliente.cookies["sessionid"].value, "url": live_server.url}]
    )
    return contexto_movil


@pytest.mark.django_db(transaction=True)
def test_quick_taps_on_a_phone_all_count(telefono: BrowserContext, evento: Evento) -> None:
    pagina = telefono.new_page()
    pagina.goto(f"/panel/eventos/{evento.slug}/puerta/?conteo")
    for boton in ("+1: sumar una persona", "+1: sumar una persona", "Mujer", "60 o más"):
        pagina.get_by_role("button", name=boton).click()
    expect(pagina.locator("#total")).to_have_text("4")
    pagina.get_by_role("button", name="Quitar la última").click()
    expect(pagina.locator("#total")).to_have_text("3")
    expect(pagina.get_by_text("Todo guardado")).to_be_visible()
    assert contadas(evento) == 3


@pytest.mark.django_db(transaction=True)
def test_without_signal_taps_wait_on_the_phone_and_go_when_it_returns(
    telefono: BrowserContext, evento: Evento, errores_de_pagina: list[str]
) -> None:
    pagina = telefono.new_page()
    pagina.goto(f"/panel/eventos/{evento.slug}/puerta/?conteo")
    telefono.set_offline(True)
    for _vez in range(3):
        pagina.get_by_role("button", name="+1: sumar una persona").click()
    expect(pagina.locator("#total")).to_have_text("3")
    expect(pagina.get_by_text("Faltan guardar 3")).to_be_visible()
    errores_de_pagina.clear()
    telefono.set_offline(False)
    expect(pagina.get_by_text("Todo guardado")).to_be_visible()
    assert contadas(evento) == 3


@pytest.mark.django_db
def test_a_thousand_counted_is_still_a_number_for_the_script(client: Client) -> None:
    evento = fabricas.evento()
    fabricas.conteo(evento, 1_200)
    client.force_login(fabricas.usuario("registro"))
    pagina = client.get(f"/panel/eventos/{evento.slug}/puerta/?conteo").content.decode()
    assert 'data-total="1200"' in pagina
