"""Arriving, speaking and asking after a folio, as anybody may."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from eventos.permisos import publica


@publica
@require_http_methods(["GET", "HEAD", "POST"])
def llegada(request: HttpRequest, slug: str) -> HttpResponse:
    """Marks one's own arrival with the short code."""
    raise NotImplementedError


@publica
@require_http_methods(["GET", "HEAD", "POST"])
def opinar(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave a comment."""
    raise NotImplementedError


@publica
@require_http_methods(["GET", "HEAD", "POST"])
def buscar_folio(request: HttpRequest) -> HttpResponse:
    """Ask after a folio."""
    raise NotImplementedError


@publica
@require_safe
def folio(request: HttpRequest, folio: str) -> HttpResponse:
    """State and public answer of a comment, never its words."""
    raise NotImplementedError


@publica
@require_safe
def transparencia(request: HttpRequest) -> HttpResponse:
    """Published totals."""
    raise NotImplementedError
