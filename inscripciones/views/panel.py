"""Registrations as the institution sees them."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from eventos.permisos import Capacidad, SolicitudPanel, exige


@exige(Capacidad.LEER_INSCRIPCIONES)
@require_safe
def inscripciones(request: SolicitudPanel, slug: str) -> HttpResponse:
    """The list of an event; every reading is in the bitácora."""
    raise NotImplementedError
