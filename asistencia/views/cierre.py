"""Closing an event: review its figures, freeze them, rectify them."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from eventos.permisos import Capacidad, SolicitudPanel, exige


@exige(Capacidad.CERRAR)
@require_POST
def revisar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Accept or discard a doubtful fact."""
    raise NotImplementedError


@exige(Capacidad.CERRAR, Capacidad.VER_TOTALES)
@require_http_methods(["GET", "HEAD", "POST"])
def cierre(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Review the figures and close them into the acta."""
    raise NotImplementedError


@exige(Capacidad.RECTIFICAR)
@require_POST
def rectificar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """A new version of the acta."""
    raise NotImplementedError
