"""Planning pages of the panel."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eventos.permisos import Capacidad, SolicitudPanel, exige


@exige(Capacidad.VER_PANEL)
@require_safe
def hoy(request: SolicitudPanel) -> HttpResponse:
    """What needs doing today."""
    raise NotImplementedError


@exige(Capacidad.VER_EVENTOS)
@require_safe
def eventos(request: SolicitudPanel) -> HttpResponse:
    """The events of one's institutions."""
    raise NotImplementedError


@exige(Capacidad.PLANIFICAR)
@require_http_methods(["GET", "HEAD", "POST"])
def nuevo(request: SolicitudPanel) -> HttpResponse:
    """A new event."""
    raise NotImplementedError


@exige(Capacidad.VER_EVENTOS)
@require_safe
def detalle(request: SolicitudPanel, slug: str) -> HttpResponse:
    """One event, and what can be done with it."""
    raise NotImplementedError


@exige(Capacidad.PLANIFICAR)
@require_http_methods(["GET", "HEAD", "POST"])
def editar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Change an event."""
    raise NotImplementedError


@exige(Capacidad.PLANIFICAR)
@require_POST
def publicar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Publish it."""
    raise NotImplementedError


@exige(Capacidad.PLANIFICAR)
@require_POST
def retirar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Back to draft."""
    raise NotImplementedError


@exige(Capacidad.PLANIFICAR)
@require_POST
def cancelar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Cancel it."""
    raise NotImplementedError


@exige(Capacidad.VER_EVENTOS)
@require_safe
def afiche(request: SolicitudPanel, slug: str) -> HttpResponse:
    """The printable page with its QR."""
    raise NotImplementedError
