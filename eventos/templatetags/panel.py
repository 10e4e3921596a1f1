"""Small pieces of the panel's pages of events."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from eventos.models import Evento, Fase

from .diseno import pildora

register = template.Library()
TONO_DE_FASE = {
    Fase.BORRADOR: "",
    Fase.PUBLICADO: "bien",
    Fase.EN_CURSO: "hoy",
    Fase.REALIZADO: "ojo",
    Fase.CERRADO: "",
    Fase.CANCELADO: "mal",
}


@register.simple_tag
def fase(evento: Evento, ahora: datetime) -> SafeString:
    """The pill that says what the event is at this moment."""
    suya = evento.fase(ahora)
    return pildora(capfirst(suya.label), TONO_DE_FASE[suya])


@register.inclusion_tag("eventos/_paginas.html", takes_context=True)
def paginas(context: template.Context, pagina: Any) -> dict[str, Any]:
    """Ways to the pages before and after, keeping what the list is narrowed by."""
    consulta = context["request"].GET.copy()
    consulta.pop("pagina", None)
    return {"pagina": pagina, "resto": f"&{consulta.urlencode()}" if consulta else ""}
