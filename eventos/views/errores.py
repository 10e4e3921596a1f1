"""Pages for what goes wrong. Each says what happened and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def mal_pedido(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def prohibido(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def no_encontrado(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def error_interno(request: HttpRequest) -> HttpResponse:
    """Stands alone: whatever failed may be what other pages need."""
    return render(None, "500.html", status=500)  # type: ignore[arg-type]


def sin_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
