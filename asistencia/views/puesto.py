"""The door app on a phone: its shell, its service worker and what makes it installable. Nobody is told in them."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eventos.permisos import publica

CASCARON = "asistencia/puesto.html"
TRABAJADOR = "js/puesto/sw.js"
# What the shell loads besides its own folder.
SUELTOS = (
    "js/uuid7.js",
    "css/tokens.css",
    "css/base.css",
    "css/puerta.css",
    "css/puesto.css",
    "img/favicon.svg",
    "lector/zxing.js",
    "lector/zxing_reader.wasm",
    "lector/decode.js",
    "lector/index.js",
)


@publica
@require_safe
@never_cache
@csp_update({"script-src": ["'wasm-unsafe-eval'"], "worker-src": [SELF]})
def app(request: HttpRequest) -> HttpResponse:
    """The shell: the same for everybody, so that a phone may keep it."""
    return render(request, CASCARON)


@publica
@require_safe
@never_cache
def sw(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of what it keeps in front: another list or shell is another worker."""
    archivos, huella = _archivos.__wrapped__() if settings.DEBUG else _archivos()
    cascaron = render_to_string(CASCARON, request=request)
    version = hashlib.sha256(f"{huella}\n{cascaron}".encode()).hexdigest()[:16]
    cabeza = f"self.CONVOCA = {json.dumps({'version': version, 'archivos': archivos})};\n"
    respuesta = HttpResponse(cabeza + _leer(TRABAJADOR).decode(), content_type="text/javascript; charset=utf-8")
    respuesta.headers["Service-Worker-Allowed"] = "/"
    return respuesta


@publica
@require_safe
def manifiesto(request: HttpRequest) -> HttpResponse:
    inicio = reverse("asistencia:puesto")
    datos = {
        "id": inicio,
        "name": _("Puerta · Convoca"),
        "short_name": _("Puerta"),
        "lang": request.LANGUAGE_CODE,  # type: ignore[attr-defined]
        "start_url": inicio,
        "scope": inicio,
        "display": "standalone",
        "orientation": "portrait",
        "theme_color": "#162250",
        "background_color": "#162250",
        "icons": [{"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(datos, content_type="application/manifest+json")


@lru_cache(maxsize=1)
def _archivos() -> tuple[list[str], str]:
    """Addresses of every static file of the shell, hashed names where there are any; and a digest of what they say."""
    carpeta = Path(str(finders.find("js/puesto")))
    propios = [f"js/puesto/{ruta.relative_to(carpeta).as_posix()}" for ruta in sorted(carpeta.rglob("*.js"))]
    nombres = [*SUELTOS, *(n for n in propios if n != TRABAJADOR)]
    direcciones = [static(n) for n in nombres]
    contenidos = [hashlib.sha256(_leer(n)).hexdigest() for n in [*nombres, TRABAJADOR]]
    return direcciones, "\n".join([*direcciones, *contenidos])


def _leer(nombre: str) -> bytes:
    return Path(str(finders.find(nombre))).read_bytes()
