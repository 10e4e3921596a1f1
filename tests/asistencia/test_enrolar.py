"""A phone becomes a Puesto once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from asistencia import puestos
from asistencia.models import Puesto
from eventos.models import Evento
from tests import fabricas
from tests.asistencia.mensajero import ENROLAR, PADRON
from tests.asistencia.test_carrera import a_la_vez

pytestmark = pytest.mark.django_db


def estrenar(evento: Evento, **campos: Any) -> tuple[Puesto, str]:
    puesto = Puesto(
        **{"institucion": evento.institucion, "nombre": "Norte", "hasta": timezone.now() + timedelta(hours=12)} | campos
    )
    return puesto, puestos.crear(puesto, [evento], fabricas.usuario("organizacion"), timezone.now())


def enrolar(client: Client, token: object) -> Any:
    return client.post(ENROLAR, {"token": token}, content_type="application/json")


def test_a_token_enrols_once_and_nothing_of_it_is_kept(client: Client) -> None:
    puesto, token = estrenar(fabricas.evento())
    respuesta = enrolar(client, token)
    dicho = respuesta.json()
    assert (respuesta.status_code, respuesta.headers["Cache-Control"]) == (200, "no-store")
    assert (dicho["puesto"]["nombre"], dicho["puesto"]["tipo"]) == ("Norte", "entrada")
    puesto.refresh_from_db()
    assert (puesto.enrolar_huella, puesto.enrolar_hasta) == ("", None)
    assert puesto.portador_huella == puestos.huella(dicho["portador"])
    assert len({token, dicho["portador"], puesto.portador_huella}) == 3
    assert client.get(PADRON, headers={"Authorization": f"Bearer {dicho['portador']}"}).status_code == 200
    assert enrolar(client, token).status_code == 401


def test_used_lapsed_revoked_and_unknown_get_one_answer(client: Client) -> None:
    evento = fabricas.evento()
    _usado, token = estrenar(evento)
    enrolar(client, token)
    tarde, vencido = estrenar(evento)
    Puesto.objects.filter(pk=tarde.pk).update(enrolar_hasta=timezone.now())
    fuera, revocado = estrenar(evento)
    Puesto.objects.filter(pk=fuera.pk).update(revocado_el=timezone.now())
    _acabado, pasado = estrenar(evento, hasta=timezone.now() - timedelta(seconds=1))
    respuestas = [enrolar(client, t) for t in (token, vencido, revocado, pasado, "0" * 26, "", "\x00")]
    assert {(r.status_code, r.content) for r in respuestas} == {(401, b'{"detail": "Unauthorized"}')}


def test_an_empty_print_enrols_nobody(client: Client) -> None:
    """A Puesto without a token keeps an empty one: nothing hashes to it."""
    fabricas.puesto(fabricas.evento())
    assert enrolar(client, "").status_code == 401


@pytest.mark.parametrize(
    "cuerpo", ["", "{", "[]", "null", '{"token": 7}', "{}", '{"token": "\\ud800"}', '{"token": "' + "x" * 300 + '"}']
)
def test_a_body_that_says_no_token_is_not_understood(client: Client, cuerpo: str) -> None:
    respuesta = client.post(ENROLAR, cuerpo, content_type="application/json")
    assert respuesta.status_code in (400, 422)
    assert respuesta.json()["detail"]


def test_a_new_link_ends_the_bearer_before_it(client: Client) -> None:
    puesto, token = estrenar(fabricas.evento())
    portador = enrolar(client, token).json()["portador"]
    puestos.nuevo_enlace(puesto, fabricas.usuario("organizacion"), timezone.now())
    assert client.get(PADRON, headers={"Authorization": f"Bearer {portador}"}).status_code == 401


@pytest.mark.django_db(transaction=True)
def test_of_two_phones_with_the_same_token_at_once_one_wins() -> None:
    _puesto, token = estrenar(fabricas.evento())
    estados: list[int] = []
    a_la_vez(*(lambda: estados.append(enrolar(Client(), token).status_code) for _telefono in range(6)))
    assert sorted(estados) == [200] + [401] * 5
