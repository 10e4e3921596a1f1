"""The door app as the server hands it out. What it does is in tests/js and tests/recorridos."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, expect

from tests import fabricas

pytestmark = pytest.mark.django_db
CON_TRABAJADOR = """navigator.serviceWorker.controller ? true : new Promise((listo) =>
  navigator.serviceWorker.addEventListener("controllerchange", () => listo(true), { once: true }))"""
PASE = "7H2K9MPQ4RSTV0WXYZ3ABCDE5F"


def lista(respuesta: Any) -> dict[str, Any]:
    cabeza = respuesta.content.decode().splitlines()[0]
    datos: dict[str, Any] = json.loads(cabeza.removeprefix("self.CONVOCA = ").removesuffix(";"))
    return datos


def test_the_worker_may_serve_the_whole_site_and_is_asked_for_anew_each_time(client: Client) -> None:
    respuesta = client.get("/puesto/sw.js")
    assert respuesta.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert respuesta.headers["Service-Worker-Allowed"] == "/"
    assert "no-store" in respuesta.headers["Cache-Control"]


def test_every_file_that_the_worker_keeps_exists_and_never_changes(client: Client) -> None:
    archivos = lista(client.get("/puesto/sw.js"))["archivos"]
    assert any(a.endswith(".wasm") for a in archivos)
    for direccion in archivos:
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", direccion), direccion
        respuesta = client.get(direccion)
        assert respuesta.status_code == 200, direccion
        respuesta.close()


def test_everything_that_the_shell_loads_is_kept(client: Client) -> None:
    archivos = set(lista(client.get("/puesto/sw.js"))["archivos"])
    cascaron = client.get("/puesto/").content.decode()
    assert set(re.findall(r'"(/static/[^"]+)"', cascaron)) <= archivos


def test_another_shell_is_another_version(client: Client) -> None:
    antes = lista(client.get("/puesto/sw.js"))
    assert lista(client.get("/puesto/sw.js")) == antes
    ingles = lista(client.get("/puesto/sw.js", headers={"accept-language": "en"}))
    assert (ingles["version"] != antes["version"], ingles["archivos"]) == (True, antes["archivos"])


def test_the_shell_is_the_same_for_everybody(client: Client) -> None:
    desconocido = client.get("/puesto/")
    client.force_login(fabricas.usuario("organizacion"))
    assert client.get("/puesto/").content == desconocido.content
    assert "csrfmiddlewaretoken" not in desconocido.content.decode()
    assert not desconocido.cookies


def test_only_the_scanner_page_may_run_webassembly(client: Client) -> None:
    politica = client.get("/puesto/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in politica
    assert "worker-src 'self'" in politica
    assert "manifest-src 'self'" in politica
    for otra in ("/", "/puesto/sw.js", "/cuentas/entrar/"):
        assert "wasm" not in client.get(otra).headers["Content-Security-Policy"]


def test_it_can_be_installed(client: Client) -> None:
    respuesta = client.get("/puesto/manifiesto.webmanifest")
    assert respuesta.headers["Content-Type"] == "application/manifest+json"
    manifiesto = respuesta.json()
    assert (manifiesto["start_url"], manifiesto["display"]) == ("/puesto/", "standalone")
    icono = client.get(manifiesto["icons"][0]["src"])
    assert icono.status_code == 200
    icono.close()


@pytest.mark.django_db(transaction=True)
def test_it_opens_without_network_and_keeps_nothing_else(contexto_movil: BrowserContext) -> None:
    pagina = contexto_movil.new_page()
    pagina.goto("/puesto/")
    pagina.evaluate(CON_TRABAJADOR)
    contexto_movil.set_offline(True)
    pagina.reload()
    assert pagina.locator("h1").first.is_visible()
    guardado = pagina.evaluate(
        "caches.keys().then((ks) => Promise.all(ks.map((k) => caches.open(k).then((c) => c.keys()))))"
        ".then((listas) => listas.flat().map((p) => new URL(p.url).pathname))"
    )
    assert [ruta for ruta in guardado if not ruta.startswith("/static/")] == ["/puesto/"]


@pytest.mark.django_db(transaction=True)
def test_a_pass_opens_in_the_app_of_an_enrolled_phone_without_network(
    contexto_movil: BrowserContext, errores_de_pagina: list[str]
) -> None:
    pagina = contexto_movil.new_page()
    pagina.goto("/puesto/")
    pagina.evaluate(CON_TRABAJADOR)
    guardar = """async (modulo) => {
      const almacen = await import(modulo);
      await almacen.put(await almacen.abrir(), "estado", "UN-PORTADOR", "portador");
    }"""
    almacen = next(a for a in lista(Client().get("/puesto/sw.js"))["archivos"] if "/puesto/almacen." in a)
    pagina.evaluate(guardar, almacen)
    contexto_movil.set_offline(True)
    pagina.goto(f"/p/{PASE}/")
    assert pagina.evaluate("location.pathname") == "/puesto/"
    expect(pagina).to_have_url(re.compile("/puesto/$"))
    pagina.close()
    # The app tried to speak to the server, which is right, and the browser says that it could not.
    errores_de_pagina[:] = [e for e in errores_de_pagina if "/api/v1/puestos/" not in e]
