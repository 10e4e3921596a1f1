"""The poster: one page, a code that is read, and an address that a person can type."""

import io
import re
from datetime import timedelta

import pytest
import zxingcpp
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from eventos.models import Evento
from tests import fabricas

# As long as the model allows, in words of ordinary length.
LARGO = {
    "titulo": ("Rendición de cuentas con preguntas " * 5)[:139] + "s",
    "resumen": ("Venga y pregunte. " * 12)[:199] + ".",
}


def ruta(evento: Evento, **papel) -> str:
    return reverse("eventos:panel-afiche", args=[evento.slug], query=papel)


def corto(evento: Evento) -> str:
    return evento.difusiones.get().corto


@pytest.fixture
def cita(transactional_db) -> Evento:
    lugar = fabricas.lugar()
    lugar.direccion, lugar.indicaciones = "Sala 4, calle Arce", "Frente a la parada de la ruta 30"
    lugar.accesibilidad = "Hay rampa y asientos cerca"
    lugar.save()
    return fabricas.evento(inicio=timezone.now() + timedelta(days=4), jornadas=2, lugar=lugar)


@pytest.fixture
def pagina(contexto_escritorio, client):
    client.force_login(fabricas.usuario("organizacion"))
    galleta = client.cookies[settings.SESSION_COOKIE_NAME].value
    nueva = contexto_escritorio.new_page()
    nueva.goto("/healthz")
    contexto_escritorio.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": galleta, "url": nueva.url}])
    return nueva


@pytest.mark.parametrize(("papel", "milimetros"), [("a4", (210, 297)), ("carta", (216, 279))])
@pytest.mark.parametrize("campos", [{}, LARGO])
def test_it_prints_on_one_page_of_its_paper(cita, pagina, papel, milimetros, campos):
    Evento.objects.update(**(campos or {"titulo": cita.titulo}))
    pagina.goto(ruta(cita, papel=papel))
    pdf = pagina.pdf(prefer_css_page_size=True, print_background=True)
    cajas = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert [tuple(round(float(n) / 72 * 25.4) for n in caja) for caja in cajas] == [milimetros]


@pytest.mark.parametrize("papel", ["a4", "carta"])
@pytest.mark.parametrize("campos", [{}, LARGO])
def test_nothing_is_cut_off(cita, pagina, papel, campos):
    Evento.objects.update(**(campos or {"titulo": cita.titulo}))
    pagina.goto(ruta(cita, papel=papel))
    alto, cabe = pagina.locator(".afiche").evaluate("e => [e.scrollHeight, e.clientHeight]")
    assert alto <= cabe


@pytest.mark.parametrize("papel", ["a4", "carta"])
def test_its_code_is_read_back_and_leads_to_the_tracked_link(cita, pagina, papel, live_server):
    pagina.goto(ruta(cita, papel=papel))
    foto = Image.open(io.BytesIO(pagina.locator(".afiche").screenshot()))
    (leido,) = zxingcpp.read_barcodes(foto)
    assert (leido.text, leido.ec_level) == (f"{live_server.url}/q/{corto(cita)}/", "H")


@pytest.mark.parametrize("papel", ["a4", "carta"])
def test_its_code_is_at_least_twelve_centimetres_wide(cita, pagina, papel):
    pagina.goto(ruta(cita, papel=papel))
    caja = pagina.locator(".afiche .qr").bounding_box()
    assert caja["width"] / 96 * 25.4 >= 120


def test_it_passes_axe_and_is_valid(cita, pagina, revisar_axe, validar_html):
    pagina.goto(ruta(cita))
    revisar_axe(pagina)
    validar_html(pagina.content())


@pytest.mark.django_db
def test_it_says_when_where_how_to_get_there_and_what_to_type(client, settings):
    lugar = fabricas.lugar()
    lugar.indicaciones, lugar.accesibilidad = "Ruta 30", "Hay rampa"
    lugar.save()
    evento = fabricas.evento(lugar=lugar)
    client.force_login(fabricas.usuario("registro"))
    pagina = client.get(ruta(evento)).text
    escrita = settings.SITIO_URL.split("://")[1] + f"/q/{corto(evento)}"
    assert [t for t in ("Cine del centro", "San Salvador", "Ruta 30", "Hay rampa", escrita) if t not in pagina] == []


@pytest.mark.django_db
def test_it_is_in_spanish_whatever_the_browser_speaks(client):
    client.force_login(fabricas.usuario("registro"))
    pagina = client.get(ruta(fabricas.evento()), headers={"Accept-Language": "en"})
    assert "Apunte la cámara" in pagina.text


@pytest.mark.django_db
@pytest.mark.parametrize("estado", ["borrador", "cancelado"])
def test_only_a_published_event_has_one(client, estado):
    client.force_login(fabricas.usuario("organizacion"))
    evento = fabricas.evento(estado=estado, inicio=timezone.now() + timedelta(days=1))
    respuesta = client.get(ruta(evento), follow=True)
    assert "cuando el evento está publicado" in respuesta.text
