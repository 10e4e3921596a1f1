"""What anybody may see of events."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from eventos.permisos import publica


@publica
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """The agenda, by mechanism."""
    raise NotImplementedError


@publica
@require_safe
def evento(request: HttpRequest, slug: str) -> HttpResponse:
    """One event."""
    raise NotImplementedError


@publica
@require_safe
def evento_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The event for a calendar."""
    raise NotImplementedError


@publica
@require_safe
def territorio(request: HttpRequest) -> HttpResponse:
    """Suggestions for a place being typed (?q=), as options."""
    raise NotImplementedError


@publica
@require_safe
def privacidad(request: HttpRequest) -> HttpResponse:
    """The privacy notice."""
    raise NotImplementedError


@publica
@require_safe
def accesibilidad(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    raise NotImplementedError


@publica
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers."""
    raise NotImplementedError
