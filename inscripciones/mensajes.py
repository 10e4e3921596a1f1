"""Texts that leave for citizens who gave an address. Queued in the same transaction."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from eventos import calendario, correo

from . import pases
from .models import Inscripcion


def confirmar(inscripcion: Inscripcion) -> None:
    """The confirmation, with the private link and the calendar entry."""
    evento = inscripcion.evento
    contexto = {
        "inscripcion": inscripcion,
        "evento": evento,
        "jornada": evento.jornadas.first(),
        "donde": calendario.donde(evento),
        "dictado": pases.dictado(inscripcion.corto),
        "enlace": settings.SITIO_URL + reverse("inscripciones:mi-registro", args=[inscripcion.clave]),
    }
    correo.encolar(
        inscripcion.correo,
        _("Su lugar está guardado: %(evento)s") % {"evento": evento.titulo},
        render_to_string("inscripciones/correo_confirmacion.txt", contexto),
        adjuntos=[{"nombre": "evento.ics", "tipo": "text/calendar", "contenido": calendario.ics([evento]).decode()}],
    )
