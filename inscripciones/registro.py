"""Verbs over registrations: inscribir, cancelar. Each locks the event, checks, acts."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from eventos import codigos, limites
from eventos.models import Difusion, Evento, Usuario
from eventos.programacion import NoSePuede, bloquear

from . import cupos, mensajes
from .models import Inscripcion

# The privacy notice that is on screen; kept with each registration.
AVISO_VERSION = "2026-11"
CARTAS_POR_HORA = 10


class Lleno(NoSePuede):
    """Not enough places for the whole party."""


def admite_inscripcion(evento: Evento, ahora: datetime) -> str:
    """Why nobody can register now, in words; empty when they can."""
    if evento.estado == Evento.Estado.CANCELADO:
        return _("Este evento fue cancelado.")
    if evento.estado == Evento.Estado.BORRADOR:
        return _("Este evento todavía no está publicado.")
    if evento.esta_cerrado or not evento.jornadas.filter(fin__gt=ahora).exists():
        return _("Este evento ya terminó.")
    return ""


@transaction.atomic
def inscribir(
    evento: Evento,
    datos: dict[str, Any],
    solicitud: UUID,
    ahora: datetime,
    *,
    difusion: Difusion | None = None,
    canal: str = Inscripcion.Canal.ENLACE,
) -> Inscripcion:
    """Registers a party if it fits; the same `solicitud` again returns what it made the first time.

    `datos`: nombre, sexo, edad, condicion, origen, telefono, correo, acompanantes; any may be missing.
    Raises NoSePuede, or Lleno when the party does not fit.
    """
    evento = bloquear(evento)
    if hecha := Inscripcion.objects.filter(evento=evento, solicitud=solicitud).first():
        return hecha
    if razon := admite_inscripcion(evento, ahora):
        raise NoSePuede(razon)
    libres = cupos.libres([evento])[evento.pk]
    if libres is not None and 1 + (datos.get("acompanantes") or 0) > libres:
        raise Lleno(_sin_lugar(libres))
    inscripcion = crear(evento, datos, solicitud, ahora, difusion=difusion, canal=canal)
    # Nobody proves that an address is theirs: whoever fills in the form cannot flood somebody else's.
    if inscripcion.correo and limites.pasa(
        f"correo:{limites.marca(inscripcion.correo.lower())}", CARTAS_POR_HORA, timedelta(hours=1), ahora
    ):
        mensajes.confirmar(inscripcion)
    return inscripcion


def crear(
    evento: Evento, datos: dict[str, Any], solicitud: UUID, ahora: datetime,
    *, difusion: Difusion | None = None, canal: str = Inscripcion.Canal.ENLACE, operador: Usuario | None = None,
) -> Inscripcion:  # fmt: skip
    """Saves a registration with its three codes. Short codes may coincide: then another is drawn."""
    campos = {k: v for k, v in datos.items() if v not in (None, "")}
    for _intento in range(20):
        try:
            with transaction.atomic():
                return Inscripcion.objects.create(
                    evento=evento, difusion=difusion, solicitud=solicitud, canal=canal, operador=operador,
                    clave=codigos.secreto(), codigo=codigos.secreto(), corto=codigos.corto(),
                    aviso_version=AVISO_VERSION, creada_el=ahora, **campos,
                )  # fmt: skip
        except IntegrityError as e:
            if "corto" not in str(e):
                raise
    raise RuntimeError("no short code left in this event")


@transaction.atomic
def cancelar(inscripcion: Inscripcion) -> None:
    """Gives the place back. Cancelling twice changes nothing."""
    bloquear(inscripcion.evento)
    Inscripcion.objects.filter(pk=inscripcion.pk).update(estado=Inscripcion.Estado.CANCELADA)


def _sin_lugar(libres: int) -> str:
    if libres == 0:
        return _("Ya no quedan lugares para este evento.")
    if libres == 1:
        return _("Solo queda 1 lugar: alcanza para usted, sin acompañantes.")
    return _("Solo quedan %(n)s lugares, contándole a usted.") % {"n": libres}
