"""Verbs over what people said: recibir, turnar, responder, declarar improcedente, cerrar. Each locks, checks, acts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from eventos import bitacora, codigos, permisos
from eventos.models import Bitacora, Evento, Usuario
from eventos.permisos import Capacidad
from eventos.programacion import NoSePuede

from .models import Comentario
from .models.voces import ComentarioQuerySet

Accion, Estado, Tipo = Bitacora.Accion, Comentario.Estado, Comentario.Tipo
ABIERTOS = (Estado.RECIBIDO, Estado.TURNADO)


def bandeja(usuario: Usuario | AnonymousUser) -> ComentarioQuerySet:
    """What this person may read: denuncias need their own right, and who has only that sees nothing else."""
    denuncia = Q(tipo=Tipo.DENUNCIA)
    return Comentario.objects.filter(
        ~denuncia & Q(evento__institucion__in=permisos.instituciones_con(usuario, Capacidad.ATENDER_VOCES))
        | denuncia & Q(evento__institucion__in=permisos.instituciones_con(usuario, Capacidad.ATENDER_DENUNCIAS))
    )


def recibir(evento: Evento, datos: dict[str, Any], solicitud: UUID, via: str, ahora: datetime) -> Comentario:
    """Keeps what somebody said; the same `solicitud` again returns what it left the first time."""
    for _intento in range(5):
        try:
            with transaction.atomic():
                comentario, _nuevo = Comentario.objects.get_or_create(
                    solicitud=solicitud,
                    defaults={**datos, "evento": evento, "via": via, "folio": codigos.folio(), "recibido_el": ahora},
                )
                return comentario
        except IntegrityError as e:
            if "folio" not in str(e):
                raise
    raise RuntimeError("no free folio")


def turnar(comentario: Comentario, usuario: Usuario, ahora: datetime) -> None:
    """It is now in the hands of whoever will answer."""
    _pasar(comentario, Estado.TURNADO, usuario, ahora, desde=(Estado.RECIBIDO,))


def responder(comentario: Comentario, respuesta: str, usuario: Usuario, ahora: datetime) -> None:
    """The public answer, which whoever has the folio reads."""
    _pasar(comentario, Estado.RESPONDIDO, usuario, ahora, desde=ABIERTOS, respuesta=respuesta)


def declarar_improcedente(comentario: Comentario, razon: str, usuario: Usuario, ahora: datetime) -> None:
    """It is not for this institution, or asks what cannot be; the reason is its public answer."""
    _pasar(comentario, Estado.IMPROCEDENTE, usuario, ahora, desde=ABIERTOS, respuesta=razon)


def cerrar(comentario: Comentario, usuario: Usuario, ahora: datetime) -> None:
    """Nothing more to do: answered, or said without asking anything."""
    _pasar(comentario, Estado.CERRADO, usuario, ahora, desde=(*ABIERTOS, Estado.RESPONDIDO))


@transaction.atomic
def _pasar(
    comentario: Comentario, estado: str, usuario: Usuario, ahora: datetime,
    *, desde: tuple[str, ...], respuesta: str | None = None,
) -> None:  # fmt: skip
    """Moves it to `estado`. Asking again for what is already so changes nothing; anything else raises NoSePuede."""
    actual = Comentario.objects.select_for_update(of=("self",)).select_related("evento").get(pk=comentario.pk)
    if actual.estado == estado:
        return
    if actual.estado not in desde:
        raise NoSePuede(
            _("Ya está «%(estado)s»: eso no se puede hacer ahora.") % {"estado": actual.get_estado_display()}
        )
    if respuesta is not None and not respuesta.strip():
        raise NoSePuede(_("Escriba la respuesta."))
    actual.estado = estado
    if respuesta is not None:
        actual.respuesta, actual.respondido_por, actual.respondido_el = respuesta.strip(), usuario, ahora
    actual.save(update_fields=["estado", "respuesta", "respondido_por", "respondido_el"])
    accion = Accion.CAMBIAR if respuesta is None else Accion.RESPONDER
    campos = ["estado"] if respuesta is None else ["estado", "respuesta"]
    bitacora.anotar(
        usuario, accion, "comentario", actual.pk, institucion=actual.evento.institucion_id, ahora=ahora, campos=campos
    )
