"""The API as transport: who is let in, what is said to bodies that make no sense."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asistencia.models import Hecho
from eventos.models import Membresia
from tests import fabricas
from tests.asistencia.mensajero import ENROLAR, PADRON, SINCRONIZAR, Telefono

pytestmark = pytest.mark.django_db
UNO = {"resultado", "veredicto", "detalle", "primera", "id"}


@pytest.fixture
def telefono() -> Telefono:
    return Telefono(fabricas.evento())


def test_the_api_describes_itself(client: Client) -> None:
    dicho = client.get("/api/v1/openapi.json").json()
    assert set(dicho["paths"]) == {ENROLAR, PADRON, SINCRONIZAR}
    for camino in dicho["paths"].values():
        for operacion in camino.values():
            assert "401" in operacion["responses"]


@pytest.mark.parametrize("rol", [*Membresia.Rol.values, ""])
def test_a_session_gives_no_right(rol: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(fabricas.usuario(*([rol] if rol else [])))
    assert client.get(PADRON).status_code == 401
    assert client.post(SINCRONIZAR, {"hechos": []}, content_type="application/json").status_code == 401
    for url in (ENROLAR, SINCRONIZAR):
        for verbo in ("GET", "PUT", "PATCH", "DELETE"):
            assert client.generic(verbo, url).status_code == 405


def test_a_bearer_needs_no_form_token_and_reads_no_session(telefono: Telefono) -> None:
    telefono.client = Client(enforce_csrf_checks=True)
    telefono.client.force_login(fabricas.usuario("organizacion"))
    with CaptureQueriesContext(connection) as vistas:
        assert telefono.una(telefono.conteo())["resultado"] == "nuevo"
    assert not [v for v in vistas if "session" in v["sql"] or "usuario" in v["sql"].split("operador")[0]]


@pytest.mark.parametrize(
    "cuerpo",
    ["", "{", "[]", "null", "7", "{}", '{"hechos": {}}', "\ud800".encode("utf-8", "surrogatepass"), "[" * 50_000],
)
def test_a_body_that_is_no_batch_is_not_taken(telefono: Telefono, cuerpo: Any) -> None:
    respuesta = telefono.client.post(SINCRONIZAR, cuerpo, content_type="application/json", headers=telefono.cabecera)
    assert respuesta.status_code == 422
    desconocido = {"Authorization": "Bearer nadie"}
    respuesta = telefono.client.post(SINCRONIZAR, cuerpo, content_type="application/json", headers=desconocido)
    assert respuesta.status_code == 401


def test_five_hundred_facts_and_no_more(telefono: Telefono) -> None:
    hechos = [telefono.conteo() for _n in range(501)]
    assert telefono.entregar(*hechos).status_code == 422
    respuesta = telefono.entregar(*hechos[:500])
    assert (respuesta.status_code, len(respuesta.json()["respuestas"])) == (200, 500)
    assert respuesta.headers["Cache-Control"] == "no-store"


cosas = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda dentro: st.lists(dentro, max_size=3) | st.dictionaries(st.text(max_size=8), dentro, max_size=3),
    max_leaves=5,
)
TIPOS = ["asistencia", "alta", "conteo", "salida", "atencion", "anulacion", "lectura"]
CAMPOS = [
    "id", "tipo", "evento", "secuencia", "capturado_el", "desfase_ms", "codigo", "corto", "personas", "metodo", "sello",
    "ambito", "sexo", "edad", "estand", "refiere", "motivo", "razon",
]  # fmt: skip
estropeos = st.dictionaries(st.sampled_from(CAMPOS), cosas, max_size=3)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    malos=st.lists(cosas | st.tuples(st.sampled_from(TIPOS), estropeos), max_size=5),
    sobre=estropeos,
    n=st.integers(0, 2),
)
def test_whatever_comes_valid_facts_are_kept_and_nothing_breaks(
    telefono: Telefono, malos: list[Any], sobre: dict[str, Any], n: int
) -> None:
    hechos: list[Any] = [
        telefono.hecho(m[0], personas=1, metodo="mesa", ambito="todos", motivo="error", razon="ya_entro") | m[1]
        if isinstance(m, tuple)
        else m
        for m in malos
    ]
    buenos = [telefono.conteo() for _n in range(n)]
    cuerpo = json.dumps(sobre | {"pendientes": sobre.get("id"), "hechos": [*hechos, *buenos]})
    respuesta = telefono.client.post(SINCRONIZAR, cuerpo, content_type="application/json", headers=telefono.cabecera)
    assert respuesta.status_code == 200
    respuestas = respuesta.json()["respuestas"]
    assert len(respuestas) == len(hechos) + n
    assert {frozenset(r) for r in respuestas} <= {frozenset(UNO)}
    assert [r["resultado"] for r in respuestas[len(hechos) :]] == ["nuevo"] * n
    assert Hecho.objects.filter(pk__in=[b["id"] for b in buenos]).count() == n


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuerpo=st.binary(max_size=60) | cosas.map(lambda c: json.dumps(c).encode()))
def test_no_body_breaks_any_operation(telefono: Telefono, cuerpo: bytes) -> None:
    for url in (ENROLAR, SINCRONIZAR):
        respuesta = telefono.client.post(url, cuerpo, content_type="application/json", headers=telefono.cabecera)
        assert respuesta.status_code in (200, 400, 401, 422)
