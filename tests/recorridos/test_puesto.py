"""The phone at the door, in a real browser whose camera films a pass."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from asistencia import puestos
from asistencia.models import Hecho, Puesto
from eventos import codigos
from eventos.models import Evento
from inscripciones import pases
from tests import fabricas
from tests.conftest import Camara

pytestmark = pytest.mark.django_db(transaction=True)


def enlace(puesto: Puesto) -> str:
    """What the panel's QR says: the one-time address that makes a phone this Puesto."""
    token = codigos.secreto()
    ahora = timezone.now()
    Puesto.objects.filter(pk=puesto.pk).update(
        enrolar_huella=puestos.huella(token), enrolar_hasta=ahora + puestos.ENROLAR_VALE
    )
    return f"/puesto/#{token}"


def enrolar(telefono: BrowserContext, puesto: Puesto) -> Page:
    pagina = telefono.new_page()
    pagina.goto(enlace(puesto))
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Listo para trabajar sin señal")
    return pagina


def a_la_puerta(telefono: BrowserContext, puesto: Puesto) -> Page:
    pagina = enrolar(telefono, puesto)
    pagina.get_by_role("button", name="Empezar").click()
    return pagina


def subido(pagina: Page) -> None:
    expect(pagina.locator("#subida")).to_have_text("Todo guardado y subido", timeout=15_000)


def palabra(pagina: Page, texto: str) -> None:
    expect(pagina.locator(".veredicto h1")).to_have_text(texto)


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento()


@pytest.fixture
def puesto(evento: Evento) -> Puesto:
    return fabricas.puesto(evento)


def test_a_valid_pass_before_the_camera_is_in(
    nuevo_telefono: Callable[..., BrowserContext], camara: Camara, evento: Evento, puesto: Puesto
) -> None:
    persona = fabricas.inscripcion(evento, nombre="Rosa Persona", acompanantes=1)
    camara.mostrar(pases.enlace(persona.codigo))
    pagina = a_la_puerta(nuevo_telefono(), puesto)
    palabra(pagina, "Adelante")
    expect(pagina.get_by_text("Rosa Persona")).to_be_visible()
    subido(pagina)
    assert list(Hecho.objects.values_list("tipo", "inscripcion", "personas", "metodo")) == [
        ("asistencia", persona.pk, 2, "qr")
    ]
