"""The institution, its people and the audit trail."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eventos.permisos import Capacidad, SolicitudPanel, exige


@exige(Capacidad.ADMINISTRAR)
@require_http_methods(["GET", "HEAD", "POST"])
def personas(request: SolicitudPanel) -> HttpResponse:
    """Who may do what; add a person."""
    raise NotImplementedError


@exige(Capacidad.ADMINISTRAR)
@require_POST
def quitar_membresia(request: SolicitudPanel, pk: int) -> HttpResponse:
    """Take a role away."""
    raise NotImplementedError


@exige(Capacidad.ADMINISTRAR)
@require_http_methods(["GET", "HEAD", "POST"])
def institucion(request: SolicitudPanel, pk: int) -> HttpResponse:
    """The institution's own data."""
    raise NotImplementedError


@exige(Capacidad.VER_BITACORA)
@require_safe
def bitacora(request: SolicitudPanel) -> HttpResponse:
    """The audit trail."""
    raise NotImplementedError
