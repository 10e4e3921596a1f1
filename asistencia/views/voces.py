"""What people said, as the institution answers it."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from eventos.permisos import Capacidad, SolicitudPanel, exige


@exige(Capacidad.ATENDER_VOCES, Capacidad.ATENDER_DENUNCIAS)
@require_safe
def voces(request: SolicitudPanel) -> HttpResponse:
    """The inbox."""
    raise NotImplementedError


@exige(Capacidad.ATENDER_VOCES, Capacidad.ATENDER_DENUNCIAS)
@require_http_methods(["GET", "HEAD", "POST"])
def voz(request: SolicitudPanel, folio: str) -> HttpResponse:
    """One comment: read, pass on, answer."""
    raise NotImplementedError
