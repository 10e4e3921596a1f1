"""The public pages in a real browser: what a phone shows, with and without JavaScript, and what it weighs."""

import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from eventos.models import Evento, Institucion
from inscripciones.models import Inscripcion
from tests import fabricas

pytestmark = pytest.mark.django_db(transaction=True)
LIMITE = 100 * 1024


@pytest.fixture
def evento() -> Evento:
    """Everything an event page can show at once, so that nothing weighs more."""
    nuevo = fabricas.evento(
        inicio=timezone.now() + timedelta(days=3),
        jornadas=3,
        capacidad=60,
        slug="cine",
        descripcion="Una charla. " * 60,
    )
    nuevo.lugar.direccion, nuevo.lugar.indicaciones = "Avenida de prueba 12", "Frente a la parada"
    nuevo.lugar.accesibilidad = "Rampa y baño accesible"
    nuevo.lugar.save()
    Institucion.objects.update(demostracion=True, contacto="Oficina de prueba, 0000-0000")
    return nuevo


def paginas(evento: Evento) -> dict[str, str]:
    """Name -> address of every public page and state of this side of the house."""
    mia = fabricas.inscripcion(evento, nombre="Ana de Prueba", acompanantes=2)
    devuelta = fabricas.inscripcion(evento, estado="cancelada")
    lleno = fabricas.evento(inicio=timezone.now() + timedelta(days=4), capacidad=1, slug="lleno")
    fabricas.inscripcion(lleno)
    cancelado = fabricas.evento(inicio=timezone.now() + timedelta(days=5), estado="cancelado", slug="cancelado")
    fabricas.evento(slug="ahora")
    return {
        "agenda": "/",
        "agenda vacía": "/?mecanismo=no-hay",
        "evento": "/eventos/cine/",
        "evento en curso": "/eventos/ahora/",
        "evento lleno": "/eventos/lleno/",
        "evento cancelado": "/eventos/cancelado/",
        "inscripción": "/eventos/cine/inscripcion/",
        "inscripción llena": "/eventos/lleno/inscripcion/",
        "pase": f"/i/{mia.clave}/",
        "pase devuelto": f"/i/{devuelta.clave}/",
        "pase de un evento cancelado": f"/i/{fabricas.inscripcion(cancelado).clave}/",
        "privacidad": "/privacidad/",
        "accesibilidad": "/accesibilidad/",
    }


def test_every_page_is_accessible_valid_and_fits_a_phone(
    contexto_movil: BrowserContext, evento, revisar_axe, validar_html
):
    pagina = contexto_movil.new_page()
    for nombre, direccion in paginas(evento).items():
        respuesta = pagina.goto(direccion)
        validar_html(respuesta.text())
        revisar_axe(pagina)
        assert pagina.evaluate("document.documentElement.scrollWidth") <= 360, f"{nombre}: scrolls sideways"


def test_a_form_with_everything_wrong_is_accessible_and_valid(contexto_movil, evento, revisar_axe, validar_html):
    pagina = contexto_movil.new_page()
    pagina.goto("/eventos/cine/inscripcion/")
    pagina.get_by_label("¿De qué lugar viene?").fill("san lorenzo")
    pagina.get_by_text("Más datos (opcional)").click()
    pagina.get_by_label("Teléfono").fill("123")
    pagina.get_by_role("button", name="Guardar mi lugar").click()
    expect(pagina.get_by_role("alert")).to_be_visible()
    validar_html(pagina.content())
    revisar_axe(pagina)


def test_every_page_weighs_less_than_100_kb(client, evento):
    for nombre, direccion in paginas(evento).items():
        html = client.get(direccion).content
        recursos = set(re.findall(rb'(?:href|src)="/static/([^"]+)"', html))
        assert recursos, nombre
        peso = len(html) + sum(_bytes(r.decode()) for r in recursos) + _bytes("img/greca.svg")
        assert peso < LIMITE, f"{nombre}: {peso}"


def _bytes(recurso: str) -> int:
    """Uncompressed size; the name in the page carries the hash of its content."""
    ruta = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", recurso))
    assert ruta, recurso
    with open(ruta, "rb") as archivo:
        return len(archivo.read())


def test_the_whole_way_without_javascript(nuevo_contexto, evento):
    """An ambiguous place is chosen among its candidates; the place is kept and then given back."""
    contexto = nuevo_contexto(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    pagina = contexto.new_page()
    pagina.goto(f"/q/{evento.difusiones.get().corto}/")
    pagina.get_by_label("¿Cómo se llama?").fill("Ana de Prueba")
    pagina.get_by_text("Mujer", exact=True).click()
    pagina.get_by_text("30 a 59").click()
    pagina.get_by_label("¿De qué lugar viene?").fill("san lorenzo")
    pagina.get_by_text("2", exact=True).click()
    pagina.get_by_role("button", name="Guardar mi lugar").click()
    expect(pagina.get_by_label("¿De qué lugar viene?")).to_have_value("san lorenzo")
    pagina.get_by_text("San Lorenzo, Ahuachapán Norte", exact=True).click()
    pagina.get_by_role("button", name="Guardar mi lugar").click()
    expect(pagina.get_by_role("heading", name="Su lugar está guardado")).to_be_visible()
    mia = Inscripcion.objects.get()
    assert (mia.origen_id, mia.personas, mia.difusion) == ("010209", 3, evento.difusiones.get())
    pagina.get_by_text("Ya no puedo ir").click()
    pagina.get_by_role("button", name="Devolver mi lugar").click()
    expect(pagina.get_by_role("heading", name="Usted devolvió su lugar")).to_be_visible()


def test_places_are_suggested_while_typing(contexto_movil, evento):
    pagina = contexto_movil.new_page()
    pagina.goto("/eventos/cine/inscripcion/")
    pagina.get_by_label("¿De qué lugar viene?").press_sequentially("ilob")
    opcion = pagina.locator("datalist option")
    expect(opcion.first).to_have_attribute("value", "Ilobasco, Cabañas Oeste")
