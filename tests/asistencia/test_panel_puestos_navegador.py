"""The panel's pages of phones and the live screens with something in them: axe, valid HTML, no sideways scrolling."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from asistencia.models import Lectura
from eventos.models import Evento
from tests import fabricas
from tests.recorridos.test_paginas import examinar, presentar

pytestmark = pytest.mark.django_db(transaction=True)
LARGO = "Entrada del portón norte, junto al parqueo del zoológico"


def con_de_todo() -> Evento:
    """An event with phones in every state, people in every way, and scans that were not admitted."""
    ahora = timezone.now()
    evento = fabricas.evento(controla_salidas=True, titulo="Feria de salud del parque Cuscatlán")
    visto = {"enrolado_el": ahora, "visto_el": ahora - timedelta(hours=2)}
    norte = fabricas.puesto(evento, nombre=LARGO, pendientes=1200, bateria=9, desfase_ms=-2_400_000, **visto)
    fabricas.puesto(evento, nombre="Vencido", hasta=ahora - timedelta(hours=1), **visto)
    fabricas.puesto(evento, nombre="Revocado", revocado_el=ahora, **visto)
    fabricas.puesto(evento, nombre="Sin enrolar")
    fabricas.llegada(
        fabricas.inscripcion(evento, nombre="Alguien", sexo="mujer"), ahora - timedelta(minutes=50), puesto=norte
    )
    fabricas.conteo(evento, 12345)
    Lectura.objects.create(id=uuid4(), evento=evento, razon="ya_entro", momento=ahora, recibido_el=ahora)
    return evento


@pytest.mark.parametrize("cual", ["/panel/puestos/", "/panel/eventos/{}/en-vivo/", "/panel/eventos/{}/proyector/"])
def test_pages_full_of_things(
    cual: str,
    contexto_escritorio: BrowserContext,
    live_server: object,
    revisar_axe: Callable[[Page], None],
    validar_html: Callable[[str], None],
) -> None:
    evento = con_de_todo()
    presentar(contexto_escritorio, fabricas.usuario("organizacion"), str(live_server))
    examinar(contexto_escritorio.new_page(), cual.format(evento.slug), revisar_axe, validar_html)


def test_a_phone_is_made_and_its_code_shown_once(
    contexto_escritorio: BrowserContext, live_server: object, revisar_axe: Callable[[Page], None]
) -> None:
    fabricas.evento(titulo="Feria de salud")
    presentar(contexto_escritorio, fabricas.usuario("organizacion"), str(live_server))
    pagina = contexto_escritorio.new_page()
    pagina.goto("/panel/puestos/nuevo/")
    pagina.get_by_label("Nombre del puesto").fill("Vacunación")
    expect(pagina.get_by_label("O el nombre de un estand nuevo")).to_be_hidden()
    pagina.get_by_text("Estand", exact=True).click()
    pagina.get_by_text("Feria de salud").click()
    pagina.get_by_label("O el nombre de un estand nuevo").fill("Vacunación")
    pagina.get_by_role("button", name="Guardar y ver su código").click()
    codigo = pagina.get_by_role("img", name="Código QR para enrolar un teléfono")
    expect(codigo).to_be_visible()
    for ancho in (360, 1280):
        pagina.set_viewport_size({"width": ancho, "height": 800})
        revisar_axe(pagina)
    pagina.get_by_role("link", name="Ya lo escaneó").click()
    expect(codigo).to_have_count(0)
    pagina.go_back()
    expect(codigo).to_have_count(0)
