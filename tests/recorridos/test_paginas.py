"""Every page of the site: axe with AAA, valid HTML, no sideways scrolling, at three widths."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from eventos.models import Membresia, Usuario
from tests import fabricas
from tests.test_matriz import GUARDADAS, PUBLICAS, direcciones  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db(transaction=True)

NO_SON_PAGINAS = {
    "eventos:evento-ics", "eventos:territorio", "eventos:healthz", "inscripciones:enlace-corto",
    "inscripciones:pase-png", "inscripciones:pase-svg", "asistencia:puesto-sw", "asistencia:puesto-manifiesto",
}  # fmt: skip
PAGINAS_PUBLICAS = sorted(
    n for n, verbos in PUBLICAS.items() if "GET" in verbos and n not in NO_SON_PAGINAS and not n.startswith("api:")
)
PAGINAS_DEL_PANEL = sorted(n for n, regla in GUARDADAS.items() if regla.get)
ANCHOS = (320, 768, 1024, 1280)

Revisar = Callable[[Page], None]
Validar = Callable[[str], None]


def presentar(contexto: BrowserContext, persona: Usuario, servidor: str) -> None:
    """Signs the person in by giving the browser their session."""
    cliente = Client()
    cliente.force_login(persona)
    galleta = cliente.cookies[settings.SESSION_COOKIE_NAME]
    contexto.add_cookies([{"name": galleta.key, "value": galleta.value, "url": servidor}])


def examinar(pagina: Page, url: str, revisar_axe: Revisar, validar_html: Validar) -> None:
    """axe as the browser came, a phone or a desk; no sideways scrolling at any width."""
    respuesta = pagina.goto(url)
    assert respuesta is not None
    validar_html(respuesta.text())
    revisar_axe(pagina)
    for ancho in ANCHOS:
        pagina.set_viewport_size({"width": ancho, "height": 800})
        sobra = pagina.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert sobra == 0, f"{url} se desliza {sobra} px de lado a {ancho} px"


@pytest.mark.parametrize("nombre", PAGINAS_PUBLICAS)
def test_public_page(
    nombre: str,
    direcciones: dict[str, str],  # noqa: F811
    contexto_movil: BrowserContext,
    revisar_axe: Revisar,
    validar_html: Validar,
) -> None:
    examinar(contexto_movil.new_page(), direcciones[nombre], revisar_axe, validar_html)


@pytest.mark.parametrize("nombre", PAGINAS_DEL_PANEL)
def test_panel_page(
    nombre: str,
    direcciones: dict[str, str],  # noqa: F811
    contexto_escritorio: BrowserContext,
    live_server: object,
    revisar_axe: Revisar,
    validar_html: Validar,
) -> None:
    presentar(contexto_escritorio, fabricas.usuario(*Membresia.Rol.values), str(live_server))
    examinar(contexto_escritorio.new_page(), direcciones[nombre], revisar_axe, validar_html)


@pytest.mark.parametrize("url", ["/no/existe/", "/cuentas/entrar/", "/p/NOEXISTE/", "/o/000000000/"])
def test_page_of_an_error_or_a_door(
    url: str, contexto_movil: BrowserContext, revisar_axe: Revisar, validar_html: Validar
) -> None:
    fabricas.institucion()
    examinar(contexto_movil.new_page(), url, revisar_axe, validar_html)


def test_the_door_as_staff_see_it(
    contexto_movil: BrowserContext, live_server: object, revisar_axe: Revisar, validar_html: Validar
) -> None:
    inscripcion = fabricas.inscripcion(fabricas.evento(), nombre="Nombre de Ejemplo", acompanantes=1)
    presentar(contexto_movil, fabricas.usuario("registro"), str(live_server))
    pagina = contexto_movil.new_page()
    examinar(pagina, f"/p/{inscripcion.codigo}/", revisar_axe, validar_html)
    fabricas.llegada(inscripcion)
    examinar(pagina, f"/p/{inscripcion.codigo}/", revisar_axe, validar_html)


def test_the_whole_citizen_path_without_javascript(nuevo_contexto: Callable[..., BrowserContext]) -> None:
    evento = fabricas.evento()
    contexto = nuevo_contexto(java_script_enabled=False, viewport={"width": 360, "height": 740})
    pagina = contexto.new_page()
    pagina.goto(f"/eventos/{evento.slug}/")
    pagina.get_by_role("link", name="Guardar mi lugar").first.click()
    pagina.get_by_label("¿Cómo se llama?").fill("Persona de Ejemplo")
    pagina.get_by_text("Hombre", exact=True).click()
    pagina.get_by_text("30 a 59", exact=True).click()
    pagina.get_by_role("button", name="Guardar mi lugar").click()
    pagina.wait_for_url("**/i/**")
    corto = pagina.locator(".corto").inner_text()
    pagina.goto(f"/eventos/{evento.slug}/llegada/")
    pagina.locator("[name=corto]").fill(corto.lower())
    pagina.locator("main form button[type=submit]").first.click()
    pagina.locator("main form button[type=submit]").first.click()
    assert evento.hechos.count() == 1


def test_a_registration_by_keyboard_only(contexto_escritorio: BrowserContext) -> None:
    evento = fabricas.evento()
    pagina = contexto_escritorio.new_page()
    pagina.goto(f"/eventos/{evento.slug}/inscripcion/")
    pagina.locator("[name=nombre]").focus()
    pagina.keyboard.type("Persona de Ejemplo")
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Space")
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Space")
    pagina.keyboard.press("Enter")
    pagina.wait_for_url("**/i/**")
    assert evento.inscripciones.get().nombre == "Persona de Ejemplo"
