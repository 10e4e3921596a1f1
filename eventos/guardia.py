"""Holds every request to the rule of its view, and gives refusals a page that helps."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import permisos


class GuardiaMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        respuesta = self.get_response(request)
        if respuesta.status_code == 405 and not respuesta.content:
            pagina = render(request, "405.html", {"metodos": respuesta.headers["Allow"]}, status=405)
            pagina.headers["Allow"] = respuesta.headers["Allow"]
            return pagina
        return respuesta

    def process_view(
        self, request: HttpRequest, vista: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        coincide = request.resolver_match
        regla = permisos.regla_de(vista, coincide.view_name if coincide else "")
        if regla is None:
            raise PermissionDenied("no rule for this view")
        if not regla.sesion:
            return None
        if not request.user.is_authenticated:
            if request.method in ("GET", "HEAD"):
                return redirect_to_login(request.get_full_path())
            # A form sent after the session ended: the page says so, and going back keeps what was typed.
            return render(request, "sesion_terminada.html", status=403)
        if regla.capacidades:
            request.instituciones = permisos.instituciones_con(request.user, *regla.capacidades)  # type: ignore[attr-defined]
            if not permisos.puede_en_alguna(request.user, *regla.capacidades):
                raise PermissionDenied
        return None
