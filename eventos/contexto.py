"""What every template may ask for. Lazy: a page that does not show it pays nothing."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from . import permisos
from .models import Institucion
from .permisos import Capacidad


@dataclass(frozen=True)
class Enlace:
    url: str
    icono: str
    texto: str
    actual: bool


def comun(request: HttpRequest) -> dict[str, Any]:
    return {
        "demostracion": SimpleLazyObject(lambda: Institucion.objects.filter(demostracion=True).exists()),
        "casas": SimpleLazyObject(lambda: ", ".join(permisos.siglas(request.user))),
        "navegacion": SimpleLazyObject(lambda: navegacion(request)),
    }


def navegacion(request: HttpRequest) -> list[Enlace]:
    """The panel's sections that this person may open."""
    C = Capacidad
    secciones = [
        ("eventos:hoy", "casa", _("Hoy"), (C.VER_PANEL,)),
        ("eventos:panel-eventos", "calendario", _("Eventos"), (C.VER_EVENTOS,)),
        ("asistencia:panel-puestos", "movil", _("Puestos"), (C.PLANIFICAR,)),
        ("asistencia:panel-voces", "globo", _("Voces"), (C.ATENDER_VOCES, C.ATENDER_DENUNCIAS)),
        ("asistencia:panel-cifras", "grafica", _("Cifras"), (C.VER_TOTALES,)),
        ("asistencia:panel-historico", "historico", _("Años anteriores"), (C.IMPORTAR,)),
        ("eventos:panel-personas", "persona", _("Personas"), (C.ADMINISTRAR,)),
        ("eventos:panel-bitacora", "bitacora", _("Bitácora"), (C.VER_BITACORA,)),
    ]
    aqui = request.path
    enlaces = []
    for nombre, icono, texto, capacidades in secciones:
        if permisos.puede_en_alguna(request.user, *capacidades):
            url = reverse(nombre)
            enlaces.append(Enlace(url, icono, texto, aqui == url or (nombre != "eventos:hoy" and aqui.startswith(url))))
    return enlaces
