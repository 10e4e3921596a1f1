"""The live screen in a real browser: it follows by itself, and says when it cannot."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from tests import fabricas
from tests.conftest import Errores
from tests.recorridos.test_paginas import presentar

pytestmark = pytest.mark.django_db(transaction=True)
# What makes the page ask at once instead of in five seconds.
PREGUNTAR_YA = "window.dispatchEvent(new Event('online'))"


@pytest.mark.parametrize(("cual", "antes", "despues"), [("en-vivo", "3", "5"), ("proyector", "3", "5")])
def test_the_number_follows_without_loading_the_page_again(
    contexto_escritorio: BrowserContext, live_server: object, cual: str, antes: str, despues: str
) -> None:
    evento = fabricas.evento()
    fabricas.conteo(evento, 3)
    presentar(contexto_escritorio, fabricas.usuario("organizacion"), str(live_server))
    pagina = contexto_escritorio.new_page()
    pagina.goto(f"/panel/eventos/{evento.slug}/{cual}/")
    numero = pagina.locator("#en-vivo b.num").first
    expect(numero).to_have_text(antes)
    fabricas.conteo(evento, 2)
    pagina.evaluate(PREGUNTAR_YA)
    expect(numero).to_have_text(despues)
    expect(pagina.locator("#pulso")).to_have_text("Se actualiza sola")


def test_what_was_unfolded_stays_so_and_lost_connection_is_told(
    contexto_escritorio: BrowserContext, live_server: object, errores_de_pagina: Errores
) -> None:
    evento = fabricas.evento()
    fabricas.conteo(evento, 3)
    presentar(contexto_escritorio, fabricas.usuario("organizacion"), str(live_server))
    pagina = contexto_escritorio.new_page()
    pagina.goto(f"/panel/eventos/{evento.slug}/en-vivo/")
    pagina.get_by_text("Ver la tabla").click()
    fabricas.conteo(evento, 2)
    pagina.evaluate(PREGUNTAR_YA)
    expect(pagina.locator("#tabla-curva[open] tbody tr").last).to_contain_text("5")
    contexto_escritorio.set_offline(True)
    pagina.evaluate(PREGUNTAR_YA)
    expect(pagina.locator("#pulso.mal")).to_have_text(re.compile(r"Sin conexión desde las \d+:\d\d"))
    contexto_escritorio.set_offline(False)
    expect(pagina.locator("#pulso.bien")).to_be_visible()
    errores_de_pagina.clear()


def test_when_the_session_ends_the_screen_says_so(contexto_escritorio: BrowserContext, live_server: object) -> None:
    evento = fabricas.evento()
    presentar(contexto_escritorio, fabricas.usuario("organizacion"), str(live_server))
    pagina = contexto_escritorio.new_page()
    pagina.goto(f"/panel/eventos/{evento.slug}/en-vivo/")
    contexto_escritorio.clear_cookies()
    pagina.evaluate(PREGUNTAR_YA)
    expect(pagina.locator("#pulso.fuera")).to_contain_text("Su sesión terminó")
