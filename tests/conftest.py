"""Fixtures for every test: the database, the server, the browser and the two page checkers."""

import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import qrcode
from django.test.testcases import LiveServerThread
from django.test.utils import modify_settings
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

RAIZ = Path(__file__).resolve().parent.parent
NAVEGADORES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# Quiet on a closed network, and able to start as root inside a container.
ARGUMENTOS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ETIQUETAS_AXE = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

NuevoContexto = Callable[..., BrowserContext]


def pytest_configure() -> None:
    """What costs much and proves nothing: strong password hashes, and listing the static files for every client."""
    from django.conf import settings

    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On SQLite, a file of this very run: threads share it, and two runs at once do not."""
    from django.db import connection

    if connection.vendor == "sqlite":
        prueba = tmp_path_factory.mktemp("base") / "pruebas.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(prueba)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The country and the catalogue, once for all tests that roll back; whoever flushes them loads them again."""
    from eventos.catalogo import cargar_base

    with django_db_blocker.unblock():
        cargar_base()


# --- A server that answers like the real one


class ServidorDePrueba:
    """pytest-django's live server, but whitenoise gives the static files, hashed names and all, as in production."""

    def __init__(self) -> None:
        self.hilo = LiveServerThread("127.0.0.1", static_handler=lambda aplicacion: aplicacion)
        self.hilo.daemon = True
        self._live_server_modified_settings = modify_settings(ALLOWED_HOSTS={"append": "127.0.0.1"})
        self.hilo.start()
        self.hilo.is_ready.wait()
        if self.hilo.error:
            raise self.hilo.error

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.hilo.port}"

    def __str__(self) -> str:
        return self.url

    def __add__(self, otro: str) -> str:
        return self.url + otro


@pytest.fixture(scope="session")
def live_server() -> Iterator[ServidorDePrueba]:
    servidor = ServidorDePrueba()
    yield servidor
    servidor.hilo.terminate()


@pytest.fixture(autouse=True)
def _sitio_del_servidor(request: pytest.FixtureRequest) -> None:
    """What QR codes and messages carry leads to the server of the test."""
    if "live_server" in request.fixturenames:
        request.getfixturevalue("settings").SITIO_URL = request.getfixturevalue("live_server").url


# --- A real browser


def ejecutable() -> str:
    ruta = next((ruta for nombre in NAVEGADORES if (ruta := shutil.which(nombre))), None)
    assert ruta, "No hay Chromium: make test lo instala."
    return ruta


@pytest.fixture(scope="session")
def navegador() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; the ORM is still called from plain functions only.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=ejecutable(), args=ARGUMENTOS)
        yield chromium
        chromium.close()


class Errores(list[str]):
    """What the pages of a context complained about: exceptions, refused resources, violations of the CSP."""

    def vigilar(self, pagina: Page) -> None:
        pagina.on("pageerror", lambda error: self.append(f"{pagina.url}: {error}"))
        pagina.on("console", self.anotar)

    def anotar(self, mensaje: ConsoleMessage) -> None:
        pagina = mensaje.page
        origen = mensaje.location.get("url", "")
        # A page may itself answer 403 or 404: the test that went there says so. A resource of it may not, but for
        # the icon that Chromium asks for by itself where the answer is not a page of ours.
        propia = mensaje.text.startswith("Failed to load resource") and (
            origen.endswith("/favicon.ico") or (pagina is not None and origen == pagina.url)
        )
        if mensaje.type == "error" and not propia:
            self.append(f"{pagina.url if pagina else ''}: {mensaje.text} ({origen})")


@pytest.fixture
def errores_de_pagina() -> Iterator[Errores]:
    """Empty at the end of every test that opens a page; a test that provokes an error clears it."""
    errores = Errores()
    yield errores
    assert not errores, "La página se quejó:\n" + "\n".join(errores)


@pytest.fixture
def nuevo_contexto(
    navegador: Browser, live_server: ServidorDePrueba, errores_de_pagina: Errores
) -> Iterator[NuevoContexto]:
    """Make contexts of one's own: nuevo_contexto(java_script_enabled=False, viewport={…})."""
    abiertos = []

    def abrir(**opciones: Any) -> BrowserContext:
        opciones = {"locale": "es-SV", "timezone_id": "America/El_Salvador"} | opciones
        contexto = navegador.new_context(base_url=live_server.url, **opciones)
        contexto.set_default_timeout(10_000)
        contexto.on("page", errores_de_pagina.vigilar)
        abiertos.append(contexto)
        return contexto

    yield abrir
    for contexto in abiertos:
        contexto.close()


# --- A phone with a camera


def mjpeg(texto: str) -> bytes:
    """Frames of a film in which somebody holds this QR before the camera."""
    dibujo = qrcode.QRCode(border=4, box_size=8, mask_pattern=3)
    dibujo.add_data(texto)
    codigo = dibujo.make_image().convert("RGB")
    cuadro = Image.new("RGB", (640, 480), "white")
    cuadro.paste(codigo, ((640 - codigo.width) // 2, (480 - codigo.height) // 2))
    jpeg = io.BytesIO()
    cuadro.save(jpeg, "JPEG", quality=90)
    return jpeg.getvalue() * 20


class Camara:
    """What the cameras of the test film; each opens the film anew."""

    def __init__(self, pelicula: Path) -> None:
        self.pelicula = pelicula
        self.mostrar("https://ejemplo.invalid/")

    def mostrar(self, texto: str) -> None:
        self.pelicula.write_bytes(mjpeg(texto))


@pytest.fixture
def camara(tmp_path: Path) -> Camara:
    return Camara(tmp_path / "camara.mjpeg")


@pytest.fixture
def nuevo_telefono(
    navegador: Browser,
    camara: Camara,
    live_server: ServidorDePrueba,
    errores_de_pagina: Errores,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[NuevoContexto]:
    """Phones of 360 px with a camera. Each is a browser with a profile of its own: an incognito window keeps nothing,
    and the door app says so."""
    abiertos = []

    def abrir(argumentos: tuple[str, ...] = ("--use-fake-ui-for-media-stream",), **opciones: Any) -> BrowserContext:
        filma = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={camara.pelicula}"]
        telefono = {
            "base_url": live_server.url,
            "locale": "es-SV",
            "timezone_id": "America/El_Salvador",
            "viewport": {"width": 360, "height": 740},
        }
        contexto = navegador.browser_type.launch_persistent_context(
            tmp_path_factory.mktemp("telefono"),
            executable_path=ejecutable(),
            args=[*ARGUMENTOS, *filma, *argumentos],
            **(telefono | opciones),
        )
        contexto.set_default_timeout(20_000)
        contexto.on("page", errores_de_pagina.vigilar)
        abiertos.append(contexto)
        return contexto

    yield abrir
    for contexto in abiertos:
        contexto.close()


@pytest.fixture
def contexto_movil(nuevo_contexto: NuevoContexto) -> BrowserContext:
    return nuevo_contexto(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)


@pytest.fixture
def contexto_escritorio(nuevo_contexto: NuevoContexto) -> BrowserContext:
    return nuevo_contexto(viewport={"width": 1280, "height": 860})


# --- The two checkers


@pytest.fixture(scope="session")
def revisar_axe() -> Callable[[Page], None]:
    """Assert that axe, AAA included, has nothing to object to in the page as it stands."""
    fuente = (RAIZ / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def revisar(pagina: Page) -> None:
        # Through the debugger, which the page's CSP does not bind: nothing of the page is loosened.
        sesion = pagina.context.new_cdp_session(pagina)
        try:
            sesion.send("Runtime.evaluate", {"expression": fuente, "returnByValue": False})
            orden = f"axe.run(document, {{runOnly: {json.dumps(ETIQUETAS_AXE)}, resultTypes: ['violations']}})"
            respuesta = sesion.send(
                "Runtime.evaluate",
                {"expression": f"{orden}.then(r => r.violations)", "awaitPromise": True, "returnByValue": True},
            )
        finally:
            sesion.detach()
        assert "exceptionDetails" not in respuesta, respuesta["exceptionDetails"]
        quejas = [
            f"{falla['id']}: {falla['help']}\n    {nodo['html']}\n    {nodo['failureSummary']}"
            for falla in respuesta["result"]["value"]
            for nodo in falla["nodes"]
        ]
        assert not quejas, f"axe en {pagina.url}:\n" + "\n".join(quejas)

    return revisar


@pytest.fixture(scope="session")
def validar_html() -> Iterator[Callable[[str], None]]:
    """Assert that html-validate accepts a document; one Node process serves the whole session."""
    proceso = subprocess.Popen(
        ["node", str(RAIZ / "tests" / "validador.mjs")],
        cwd=RAIZ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert proceso.stdin
    assert proceso.stdout
    entrada, salida = proceso.stdin, proceso.stdout

    def validar(documento: str) -> None:
        entrada.write(json.dumps(documento) + "\n")
        entrada.flush()
        quejas = json.loads(salida.readline())
        assert not quejas, "html-validate:\n" + "\n".join(quejas)

    yield validar
    entrada.close()
    proceso.wait(timeout=10)
    salida.close()
