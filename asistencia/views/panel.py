"""Totals and past years."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from eventos.permisos import Capacidad, SolicitudPanel, exige


@exige(Capacidad.VER_TOTALES)
@require_safe
def cifras(request: SolicitudPanel) -> HttpResponse:
    """Totals of a period."""
    raise NotImplementedError


@exige(Capacidad.IMPORTAR)
@require_http_methods(["GET", "HEAD", "POST"])
def historico(request: SolicitudPanel) -> HttpResponse:
    """Import past years."""
    raise NotImplementedError
