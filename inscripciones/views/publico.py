"""Registration as a citizen meets it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eventos.permisos import publica


@publica
@require_safe
def enlace_corto(request: HttpRequest, corto: str) -> HttpResponse:
    """Tallies the visit and leads to the registration form."""
    raise NotImplementedError


@publica
@require_http_methods(["GET", "HEAD", "POST"])
def inscripcion(request: HttpRequest, slug: str) -> HttpResponse:
    """The registration form."""
    raise NotImplementedError


@publica
@require_safe
def mi_registro(request: HttpRequest, clave: str) -> HttpResponse:
    """My registration: private."""
    raise NotImplementedError


@publica
@require_safe
def pase_png(request: HttpRequest, clave: str) -> HttpResponse:
    """The pass as a PNG."""
    raise NotImplementedError


@publica
@require_safe
def pase_svg(request: HttpRequest, clave: str) -> HttpResponse:
    """The pass as an SVG."""
    raise NotImplementedError


@publica
@require_POST
def cancelar(request: HttpRequest, clave: str) -> HttpResponse:
    """Give the place back."""
    raise NotImplementedError
