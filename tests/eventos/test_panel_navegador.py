"""Every page of the organizers in a real browser: axe, valid HTML, nothing sideways at 360 px."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests import fabricas

PAGINAS = [
    "/panel/",
    "/panel/eventos/",
    "/panel/eventos/?titulo=nada",
    "/panel/eventos/nuevo/",
    "/panel/eventos/el-que-viene/",
    "/panel/eventos/el-que-viene/editar/",
    "/panel/eventos/el-que-viene/inscripciones/",
    "/panel/eventos/borrador/",
    "/panel/personas/",
    "/panel/institucion/{casa}/",
    "/panel/bitacora/",
]


@pytest.fixture
def casa(client, transactional_db) -> int:
    casa = fabricas.institucion()
    fabricas.evento()
    viene = fabricas.evento(inicio=timezone.now() + timedelta(days=1), slug="el-que-viene", capacidad=9)
    fabricas.inscripcion(viene, nombre="Marta", telefono="+50370000000")
    fabricas.evento(inicio=timezone.now() + timedelta(days=1), slug="borrador", estado="borrador", resumen="")
    client.force_login(fabricas.usuario("administracion", "organizacion", "seguimiento", "auditoria"))
    return casa.pk


@pytest.mark.parametrize("ruta", PAGINAS)
def test_the_page_is_sound(ruta, casa, client, contexto_movil, revisar_axe, validar_html):
    pagina = contexto_movil.new_page()
    pagina.goto("/healthz")
    galleta = {"name": settings.SESSION_COOKIE_NAME, "url": pagina.url}
    contexto_movil.add_cookies([galleta | {"value": client.cookies[settings.SESSION_COOKIE_NAME].value}])
    respuesta = pagina.goto(ruta.format(casa=casa))
    assert (respuesta.status, pagina.evaluate("document.documentElement.scrollWidth")) == (200, 360)
    revisar_axe(pagina)
    validar_html(respuesta.text())
