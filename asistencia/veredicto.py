"""What the door says of a pass. It advises: who came counts whatever the verdict."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eventos.models import Evento, Jornada
from inscripciones.models import Inscripcion

from .participacion.reglas import HechoLeido
from .puerta import jornada_de

# Somebody early or late by less than this comes to this event, also past midnight.
CERCA = timedelta(hours=3)


class Veredicto(models.TextChoices):
    VALIDO = "valido", _("Pase válido")
    YA_ENTRO = "ya-entro", _("Ya entró")
    OTRO_DIA = "otro-dia", _("Otro día")
    EN_ESPERA = "en-espera", _("En espera")
    CANCELADO = "cancelado", _("Canceló")
    SIN_PUBLICAR = "sin-publicar", _("Sin publicar")
    EVENTO_CANCELADO = "evento-cancelado", _("Evento cancelado")

    @property
    def tono(self) -> str:
        """Class of the screen: si, ojo, no."""
        if self in (Veredicto.CANCELADO, Veredicto.EVENTO_CANCELADO):
            return "no"
        return "si" if self is Veredicto.VALIDO else "ojo"

    @property
    def icono(self) -> str:
        return {"si": "si", "ojo": "otra", "no": "no"}[self.tono]


def dictar(
    inscripcion: Inscripcion,
    evento: Evento,
    jornadas: Sequence[Jornada],
    llegada: HechoLeido | None,
    ahora: datetime,
) -> Veredicto:
    """`llegada` is the one that already counts for today's jornada, if any."""
    if evento.estado == Evento.Estado.CANCELADO:
        return Veredicto.EVENTO_CANCELADO
    if evento.estado == Evento.Estado.BORRADOR:
        return Veredicto.SIN_PUBLICAR
    if llegada:
        return Veredicto.YA_ENTRO
    if es_otro_dia(jornadas, ahora):
        return Veredicto.OTRO_DIA
    if inscripcion.estado == Inscripcion.Estado.CANCELADA:
        return Veredicto.CANCELADO
    if inscripcion.estado != Inscripcion.Estado.CONFIRMADA:
        return Veredicto.EN_ESPERA
    return Veredicto.VALIDO


def de_hoy(llegadas: Sequence[HechoLeido], jornadas: Sequence[Jornada], ahora: datetime) -> HechoLeido | None:
    """The arrival that counts for the jornada nearest now."""
    jornada = jornada_de(ahora, jornadas)
    return next((h for h in llegadas if jornada and h.jornada == jornada.pk), None)


def es_otro_dia(jornadas: Sequence[Jornada], ahora: datetime) -> bool:
    """Neither today, by the local date, nor within a few hours: an event that runs past midnight is still today's."""
    jornada = jornada_de(ahora, jornadas)
    if jornada is None:
        return False
    hoy = timezone.localdate(ahora)
    es_hoy = timezone.localdate(jornada.inicio) <= hoy <= timezone.localdate(jornada.fin)
    return not es_hoy and jornada.distancia(ahora) > CERCA
