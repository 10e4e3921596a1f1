"""An event while it happens: the organizer's screen and one to project. Cheap to ask again and again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eventos import permisos
from eventos.models import Evento
from eventos.permisos import Capacidad, SolicitudPanel, exige
from eventos.templatetags.diseno import hora

from .. import graficos, puerta
from ..models import Hecho, Puesto
from ..participacion import en_vivo as cuenta
from ..participacion.composicion import componer

# What depends on the clock alone (a phone's time ran out, the next day begins) shows at the latest after this.
RANCIO = 600


@exige(Capacidad.REGISTRAR, Capacidad.VER_TOTALES)
@require_safe
@never_cache
def en_vivo(request: SolicitudPanel, slug: str) -> HttpResponse:
    """How it goes; with `?parte` only what changes, or 304 when nothing did."""
    return _responder(request, slug, "en_vivo", _todo)


@exige(Capacidad.REGISTRAR, Capacidad.VER_TOTALES)
@require_safe
@never_cache
def proyector(request: SolicitudPanel, slug: str) -> HttpResponse:
    """The number for everybody in the room: nothing of anybody."""
    return _responder(request, slug, "proyector", _para_todos)


def _responder(
    request: SolicitudPanel, slug: str, plantilla: str, que: Callable[[Evento, datetime], dict[str, Any]]
) -> HttpResponse:
    suyos = Evento.objects.de(request.instituciones).con_fechas().select_related("mecanismo", "lugar")
    evento, ahora = get_object_or_404(cuenta.con_marca(suyos), slug=slug), timezone.now()
    marca, parte = _marca(evento, ahora), "parte" in request.GET
    if parte and (sin_cambio := get_conditional_response(request, etag=marca)):
        return sin_cambio
    planifica = permisos.puede(request.user, Capacidad.PLANIFICAR, evento.institucion_id)
    contexto = {"evento": evento, "ahora": ahora, "marca": marca, "planifica": planifica} | que(evento, ahora)
    respuesta = render(request, f"asistencia/{'_' if parte else ''}{plantilla}.html", contexto)
    respuesta.headers["ETag"] = marca
    return respuesta


def _marca(evento: Evento, ahora: datetime) -> str:
    """Strong ETag of what both screens show: the event's facts, scans and phones, and its own state."""
    campos = ("pk", "titulo", "estado", "cerrado_el", "controla_salidas", "inicio", "fin")
    partes = [getattr(evento, c) for c in (*campos, *cuenta.MARCAS)]
    texto = repr([*partes, int(ahora.timestamp()) // RANCIO, get_language()])
    return f'"{salted_hmac("en-vivo", texto, algorithm="sha256").hexdigest()[:32]}"'


def _para_todos(evento: Evento, ahora: datetime) -> dict[str, Any]:
    jornada = puerta.jornada_de(ahora, list(evento.jornadas.all()))
    leido = cuenta.leer(evento, jornada)
    return {
        "jornada": jornada,
        "vivo": leido,
        "total": leido.recuento.total("participaciones"),
        "curva": graficos.curva([(hora(t.desde), t.suma) for t in leido.curva]),
    }


def _todo(evento: Evento, ahora: datetime) -> dict[str, Any]:
    contexto = _para_todos(evento, ahora)
    cuantas = contexto["vivo"].por_puesto
    puestos = [(p, cuantas[p.pk]) for p in Puesto.objects.filter(eventos=evento)]
    return contexto | {
        "composicion": componer(contexto["vivo"].recuento),
        "pico": max(contexto["vivo"].curva, key=lambda t: t.personas, default=None),
        "puestos": puestos,
        # From the panel, from people themselves, and from phones that serve other events now.
        "sin_puesto": sum(cuantas.values()) - sum(n for _puesto, n in puestos),
        "lecturas": cuenta.lecturas(evento),
        "por_revisar": Hecho.objects.filter(evento=evento).por_revisar().count(),
    }
