"""What the panel's pages of events show of arrivals, actas and comments. Each tag asks who may see it.

A tag is where a page of another app ends, so it reads the clock itself, as a view does.
"""

from typing import Any
from uuid import UUID

from django import template
from django.db.models import QuerySet
from django.template.context import Context
from django.utils import timezone
from uuid6 import uuid7

from eventos import permisos
from eventos.models import Evento, Institucion
from eventos.permisos import Capacidad

from .. import cierre
from .. import voces as sala_de_voces
from ..models import Acta, Hecho
from ..participacion import actas, vivos

register = template.Library()


@register.simple_tag
def id_nuevo() -> UUID:
    """An id for a fact that this page may send."""
    return uuid7()


@register.inclusion_tag("asistencia/_acciones_evento.html", takes_context=True)
def acciones_evento(context: Context, evento: Evento) -> dict[str, Any]:
    """Ways to the door and the acta of one event, with how things stand there."""
    usuario, casa = context["request"].user, evento.institucion_id
    puede = {c.name: permisos.puede(usuario, c, casa) for c in (Capacidad.REGISTRAR, Capacidad.CERRAR)}
    ve_acta = puede["CERRAR"] or permisos.puede(usuario, Capacidad.VER_TOTALES, casa)
    return {
        "evento": evento,
        "puerta": puede["REGISTRAR"],
        "en_vivo": puede["REGISTRAR"] or permisos.puede(usuario, Capacidad.VER_TOTALES, casa),
        "ve_acta": ve_acta,
        "acta": Acta.objects.filter(evento=evento).order_by("-version").first() if ve_acta else None,
        "por_revisar": Hecho.objects.filter(evento=evento).por_revisar().count() if puede["CERRAR"] else 0,
        "posteriores": cierre.posteriores(evento) if ve_acta else 0,
        "comenzo": evento.jornadas.filter(inicio__lte=timezone.now()).exists(),
    }


@register.inclusion_tag("asistencia/_sin_acta.html", takes_context=True)
def sin_acta(context: Context, instituciones: QuerySet[Institucion]) -> dict[str, Any]:
    """Events that ended and have no acta yet, for who may see or close it."""
    suyas = _con(context, instituciones, Capacidad.CERRAR, Capacidad.VER_TOTALES)
    pendientes = cierre.sin_acta(Evento.objects.de(suyas), timezone.now()).select_related("mecanismo")
    return {"ve": suyas.exists(), "eventos": list(pendientes[:10]), "total": pendientes.count()}


@register.inclusion_tag("asistencia/_en_curso.html", takes_context=True)
def en_curso(context: Context, instituciones: QuerySet[Institucion]) -> dict[str, Any]:
    """Events under way now, each with its numbers so far."""
    ahora = timezone.now()
    suyas = _con(context, instituciones, Capacidad.REGISTRAR, Capacidad.VER_TOTALES)
    ahora_mismo = Evento.objects.de(suyas).contables(ahora).por_venir(ahora)
    eventos = list(ahora_mismo.select_related("mecanismo", "lugar").order_by("pk"))
    ids = [e.pk for e in eventos]
    recuentos = vivos.recontar(ids) | actas.leer(ids) if ids else {}
    usuario = context["request"].user
    return {
        "filas": [
            {
                "evento": e,
                "identificadas": recuentos[e.pk].total("identificadas"),
                "participaciones": recuentos[e.pk].total("participaciones"),
                "puerta": permisos.puede(usuario, Capacidad.REGISTRAR, e.institucion_id),
            }
            for e in eventos
        ]
    }


@register.inclusion_tag("asistencia/_voces_pendientes.html", takes_context=True)
def voces_pendientes(context: Context) -> dict[str, Any]:
    """How many comments wait for an answer; denuncias only for who attends them."""
    usuario = context["request"].user
    atiende = permisos.puede_en_alguna(usuario, Capacidad.ATENDER_VOCES, Capacidad.ATENDER_DENUNCIAS)
    return {"atiende": atiende, "pendientes": sala_de_voces.bandeja(usuario).abiertos().count() if atiende else 0}


def _con(context: Context, instituciones: QuerySet[Institucion], *alguna: Capacidad) -> QuerySet[Institucion]:
    return instituciones & permisos.instituciones_con(context["request"].user, *alguna)
