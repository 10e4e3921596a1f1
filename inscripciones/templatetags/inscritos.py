"""What the panel's pages of events show of registrations: how many places are taken, and who must be told."""

from collections.abc import Iterable
from typing import Any

from django import template

from eventos.models import Evento
from inscripciones import cupos
from inscripciones.models import Inscripcion

register = template.Library()


@register.simple_tag
def tomados(eventos: Iterable[Evento]) -> dict[int, int]:
    """People with a place in each event of a list, in one query: `{% tomados eventos as n %}`."""
    return cupos.ocupados([e.pk for e in eventos])


@register.inclusion_tag("inscripciones/_ocupacion.html")
def ocupacion(evento: Evento, de: dict[int, int], sin_barra: str = "") -> dict[str, Any]:
    """«48 de 60 lugares», with a bar when there is a limit."""
    return {"evento": evento, "n": de.get(evento.pk, 0), "barra": not sin_barra}


@register.inclusion_tag("inscripciones/_por_avisar.html")
def por_avisar(evento: Evento) -> dict[str, Any]:
    """How many people hold a place and would have to be told, and how many of them can be reached."""
    con_lugar = Inscripcion.objects.filter(evento=evento).con_lugar()
    return {
        "inscripciones": con_lugar.count(),
        "personas": con_lugar.lugares(),
        "localizables": con_lugar.exclude(telefono="", correo="").count(),
    }


@register.inclusion_tag("inscripciones/_ocupacion.html")
def ocupacion_de(evento: Evento) -> dict[str, Any]:
    """The same, of one event alone."""
    return ocupacion(evento, tomados([evento]))
