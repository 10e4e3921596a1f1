"""What attendance adds to the page of an event: to arrive, and to speak."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template

from asistencia import puerta
from eventos.models import Evento, Jornada

register = template.Library()


@register.inclusion_tag("asistencia/_participar.html")
def participar(evento: Evento, jornadas: Sequence[Jornada], ahora: datetime) -> dict[str, Any]:
    """«Ya llegué» while people may mark their arrival; «Dejar un comentario» from the start on."""
    vale = not evento.esta_cancelado
    return {
        "evento": evento,
        "llegada": vale and not evento.esta_cerrado and puerta.admite_llegada_sola(evento, jornadas, ahora),
        "opinar": vale and bool(jornadas) and jornadas[0].inicio <= ahora,
    }
