"""The main job, end to end: an organizer at a desk, a citizen with a phone, and the number at the end."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests import fabricas

pytestmark = pytest.mark.django_db(transaction=True)
HISTORICO = Path(__file__).parent.parent / "datos" / "inpep_2019_2020.csv"


def leer_qr(imagen: bytes) -> str:
    """What an independent decoder reads in a picture."""
    (codigo,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(imagen)))
    return str(codigo.text)


def entrar(pagina: Page, correo: str) -> None:
    pagina.goto("/panel/")
    pagina.get_by_label("Correo electrónico").fill(correo)
    pagina.get_by_label("Contraseña").fill(fabricas.CLAVE)
    pagina.get_by_role("button", name="Entrar").click()
    expect(pagina.locator(".lienzo h1")).to_be_visible()


def crear_evento(pagina: Page) -> str:
    """Plans and publishes a cine fórum for the whole of today; returns its slug."""
    pagina.goto("/panel/eventos/nuevo/")
    pagina.locator("label").filter(has_text="Cine fórum").click()
    pagina.get_by_label("Título").fill("Cine y memoria")
    pagina.get_by_label("En una frase").fill("Una película y una charla después.")
    pagina.locator("[name=fecha]").fill(f"{timezone.localdate():%Y-%m-%d}")
    pagina.locator("[name=hora_inicio]").fill("00:00")
    pagina.locator("[name=hora_fin]").fill("23:59")
    pagina.get_by_label("Nombre del lugar").fill("Cinemark Metrocentro")
    pagina.locator("[name=lugar_distrito]").fill("San Salvador")
    pagina.locator("[name=capacidad]").fill("60")
    pagina.get_by_role("button", name="Guardar borrador").click()
    pagina.get_by_role("button", name="Publicar").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Cine y memoria")
    return pagina.url.rstrip("/").split("/")[-1]


def inscribirse(telefono: Page, direccion: str) -> None:
    telefono.goto(direccion)
    telefono.get_by_label("¿Cómo se llama?").fill("Rosa Amelia Persona")
    telefono.get_by_text("Mujer", exact=True).click()
    telefono.get_by_text("60 o más", exact=True).click()
    telefono.locator("[name=origen]").fill("santa tecla")
    _acompanante(telefono.locator("[name=acompanantes]"), 1)
    telefono.get_by_role("button", name="Guardar mi lugar").click()
    expect(telefono.get_by_text("Rosa Amelia Persona")).to_be_visible()


def _acompanante(campo: Locator, n: int) -> None:
    campo.locator(f"xpath=self::*[@value='{n}']").check(force=True)


def numero(texto: str | None) -> int:
    return int((texto or "").strip().replace(",", ""))


@pytest.fixture
def organizadora() -> str:
    correo = "organiza@inpep.example"
    fabricas.usuario("organizacion", "seguimiento", "cifras", email=correo)
    return correo


def test_from_the_plan_to_the_published_number(
    contexto_escritorio: BrowserContext,
    contexto_movil: BrowserContext,
    organizadora: str,
    revisar_axe: Callable[[Page], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    escritorio, telefono = contexto_escritorio.new_page(), contexto_movil.new_page()

    # The organizer plans, publishes and prints.
    entrar(escritorio, organizadora)
    slug = crear_evento(escritorio)
    escritorio.goto(f"/panel/eventos/{slug}/afiche/")
    enlace = leer_qr(escritorio.screenshot(full_page=True))
    assert re.search(r"/q/[0-9a-z]{5}/$", enlace)

    # The citizen finds it in the agenda; the poster's QR leads to the form.
    telefono.goto("/")
    expect(telefono.get_by_role("link", name="Cine y memoria")).to_be_visible()
    inscribirse(telefono, enlace)
    privada = telefono.url
    revisar_axe(telefono)
    assert "Rosa" not in telefono.title()

    # The pass, read by an independent decoder: it opens nothing private.
    pase = leer_qr(telefono.request.get(f"{privada}pase.png").body())
    codigo = pase.rstrip("/").split("/")[-1]
    assert telefono.goto(pase).status == 200  # type: ignore[union-attr]
    expect(telefono.get_by_text("Rosa Amelia")).to_have_count(0)
    assert telefono.request.get(f"/i/{codigo}/").status == 404

    # The door: staff open the same link, see who it is, and let two in with one tap.
    escritorio.goto(pase)
    expect(escritorio.get_by_text("Rosa Amelia Persona")).to_be_visible()
    escritorio.get_by_role("button", name="Entra", exact=True).click()
    expect(escritorio.get_by_role("heading", level=1)).to_have_text("Adelante")
    escritorio.goto(pase)
    expect(escritorio.get_by_role("heading", level=1)).to_have_text("Ya entró")

    # Two people nobody writes down, tapped quickly.
    escritorio.goto(f"/panel/eventos/{slug}/puerta/?conteo")
    mas = escritorio.get_by_role("button", name="Sumar una persona")
    mas.click()
    mas.click()
    expect(escritorio.locator("#total")).to_have_text("2")
    expect(escritorio.locator("#guardado")).to_have_text("Todo guardado")

    # She says what she thought, and keeps a folio; the unit answers, and she reads the answer.
    telefono.goto(f"/eventos/{slug}/opinar/")
    telefono.get_by_text("Bien", exact=True).click()
    telefono.locator("[name=texto]").fill("El sonido estaba muy bajo en las filas de atrás.")
    telefono.get_by_role("button", name="Enviar").click()
    telefono.wait_for_url("**/o/**")
    folio = telefono.url.rstrip("/").split("/")[-1]
    expect(telefono.get_by_text("El sonido estaba")).to_have_count(0)
    escritorio.goto(f"/panel/voces/{folio}/")
    expect(escritorio.get_by_text("El sonido estaba muy bajo")).to_be_visible()
    escritorio.locator("[name=respuesta]").first.fill("Desde el próximo foro probamos el sonido con la sala llena.")
    escritorio.get_by_role("button", name=re.compile("^Responder")).click()
    telefono.reload()
    expect(telefono.get_by_text("probamos el sonido con la sala llena")).to_be_visible()

    # Closing freezes the figures: one identified, four people.
    escritorio.goto(f"/panel/eventos/{slug}/cierre/")
    escritorio.get_by_role("button", name="Cerrar y firmar el acta").click()
    expect(escritorio.get_by_text("Versión 1")).to_be_visible()

    # The total stands beside those of a real published report.
    call_command("importar_historico", str(HISTORICO), verbosity=0)
    hoy = timezone.localdate()
    capsys.readouterr()
    call_command("totales", "--institucion", "INPEP", "--desde", "2019-11-01", "--hasta", f"{hoy}", "--formato", "json")
    total = json.loads(capsys.readouterr().out)["total"]
    assert (total["eventos"], total["identificadas"], total["participaciones"]) == (4, 1, 82 + 4)
    escritorio.goto(f"/panel/cifras/?desde=2019-11-01&hasta={hoy}")
    visto = escritorio.locator(".cifra").filter(has_text="participaciones").locator("b").first.text_content()
    assert numero(visto) == 86
    revisar_axe(escritorio)
