"""The door, from a signed-in person's phone."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eventos.permisos import Capacidad, SolicitudPanel, exige, publica


@publica
@require_http_methods(["GET", "HEAD", "POST"])
def pase(request: HttpRequest, codigo: str) -> HttpResponse:
    """What the pass's QR opens: nothing personal for the public, the check-in for staff."""
    raise NotImplementedError


@exige(Capacidad.REGISTRAR)
@require_safe
def puerta(request: SolicitudPanel, slug: str) -> HttpResponse:
    """The door of one event."""
    raise NotImplementedError


@exige(Capacidad.REGISTRAR)
@require_http_methods(["GET", "HEAD", "POST"])
def alta(request: SolicitudPanel, slug: str) -> HttpResponse:
    """A walk-in."""
    raise NotImplementedError


@exige(Capacidad.REGISTRAR)
@require_POST
def conteo(request: SolicitudPanel, slug: str) -> HttpResponse:
    """People nobody writes down."""
    raise NotImplementedError


@exige(Capacidad.REGISTRAR)
@require_POST
def anular(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Undo a fact, with a reason."""
    raise NotImplementedError
