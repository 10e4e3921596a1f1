"""Calendar files (RFC 5545). Pure: events with their jornadas in, bytes out."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from icalendar import Event as Entrada

from .models import Evento


def ics(eventos: Iterable[Evento], nombre: str = "Convoca") -> bytes:
    """One VEVENT a jornada, local times with their time zone; moved or cancelled events by SEQUENCE and STATUS."""
    calendario = Calendar()
    calendario.add("prodid", "-//Convoca//Agenda//ES")
    calendario.add("version", "2.0")
    calendario.add("method", "PUBLISH")
    calendario.add("x-wr-calname", nombre)
    for evento in eventos:
        for n, jornada in enumerate(evento.jornadas.all()):
            entrada = Entrada()
            entrada.add("uid", f"{evento.slug}-{n}@convoca")
            entrada.add("summary", evento.titulo)
            entrada.add("dtstart", timezone.localtime(jornada.inicio))
            entrada.add("dtend", timezone.localtime(jornada.fin))
            entrada.add("dtstamp", evento.creado_el)
            entrada.add("sequence", evento.secuencia)
            entrada.add("status", "CANCELLED" if evento.estado == Evento.Estado.CANCELADO else "CONFIRMED")
            if evento.resumen:
                entrada.add("description", evento.resumen)
            if evento.lugar:
                entrada.add("location", donde(evento))
            entrada.add("url", settings.SITIO_URL + reverse("eventos:evento", args=[evento.slug]))
            calendario.add_component(entrada)
    calendario.add_missing_timezones()
    return calendario.to_ical()


def donde(evento: Evento) -> str:
    """Venue, address and place, as one line."""
    lugar = evento.lugar
    if lugar is None:
        return ""
    partes = [lugar.nombre, lugar.direccion, lugar.territorio.nombre_completo if lugar.territorio else ""]
    return ", ".join(p for p in partes if p)
