"""Verbs over registrations: inscribir, cancelar. Each locks the event, checks, acts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, transaction
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


class Llegada(NamedTuple):
    """Somebody who registers at the door. `datos` as `crear` takes them, the place by its code in `origen_id`."""

    evento: int
    solicitud: UUID
    canal: str
    datos: dict[str, Any]


def crear_varias(llegadas: Sequence[Llegada], ahora: datetime) -> dict[tuple[int, UUID], int]:
    """Saves registrations; returns the key of each by event and request, of those made before too.

    Two statements however many they are; two more each time that short codes coincide.
    """
    hechas: dict[tuple[int, UUID], int] = {}
    for _intento in range(20):
        solicitudes = [llegada.solicitud for llegada in llegadas]
        eventos = {llegada.evento for llegada in llegadas}
        previas = Inscripcion.objects.filter(evento__in=eventos, solicitud__in=solicitudes)
        hechas |= {(e, s): pk for pk, e, s in previas.values_list("pk", "evento_id", "solicitud")}
        faltan = {(x.evento, x.solicitud): x for x in llegadas if (x.evento, x.solicitud) not in hechas}
        hechas |= _insertar([faltan[clave] for clave in sorted(faltan)], ahora)
        if len(hechas) >= len({(x.evento, x.solicitud) for x in llegadas}):
            return hechas
    raise RuntimeError("no short code left in this event")


def _insertar(llegadas: Sequence[Llegada], ahora: datetime) -> dict[tuple[int, UUID], int]:
    """Those that no other row stands in the way of. One statement."""
    if not llegadas:
        return {}
    campos = [c for c in Inscripcion._meta.concrete_fields if not c.primary_key]
    filas = [
        Inscripcion(
            evento_id=llegada.evento, solicitud=llegada.solicitud, canal=llegada.canal, clave=codigos.secreto(),
            codigo=codigos.secreto(), corto=codigos.corto(), aviso_version=AVISO_VERSION, creada_el=ahora,
            **llegada.datos,
        )
        for llegada in llegadas
    ]  # fmt: skip
    columnas = ", ".join(f'"{c.column}"' for c in campos)
    uno = "(" + ", ".join(["%s"] * len(campos)) + ")"
    with connection.cursor() as cursor:
        cursor.execute(
            # Table and columns are our own; every value is a parameter.
            f'INSERT INTO "{Inscripcion._meta.db_table}" ({columnas}) VALUES {", ".join([uno] * len(filas))}'  # noqa: S608
            " ON CONFLICT DO NOTHING RETURNING id, evento_id, solicitud",
            [c.get_db_prep_save(getattr(f, c.attname), connection) for f in filas for c in campos],
        )
        return {(evento, UUID(str(solicitud))): pk for pk, evento, solicitud in cursor.fetchall()}


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
