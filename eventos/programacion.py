"""Verbs over events: create, publish, withdraw, cancel. Each locks, checks, acts in its own transaction."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from . import bitacora, codigos
from .models import Bitacora, Difusion, Evento, Usuario

Accion = Bitacora.Accion


class NoSePuede(ValidationError):
    """The verb does not apply now; the message says why, for the person who tried."""


def bloquear(evento: Evento) -> Evento:
    """The event, locked until the transaction ends. Registrations and verbs queue behind it."""
    return Evento.objects.select_for_update(of=("self",), no_key=True).get(pk=evento.pk)


def slug_libre(titulo: str, inicio: datetime) -> str:
    """A readable slug nobody has: the title, the month, and two more characters if it is taken."""
    base = f"{slugify(titulo)[:60] or 'evento'}-{inicio:%Y-%m}"
    slug = base
    while Evento.objects.filter(slug=slug).exists():
        slug = f"{base}-{codigos.aleatorio(4).lower()}"
    return slug


def estrenar(evento: Evento, inicio: datetime) -> None:
    """Saves a new event with its slug and its default tracked link."""
    evento.slug = evento.slug or slug_libre(evento.titulo, inicio)
    evento.save()
    Difusion.objects.create(evento=evento, corto=codigos.enlace(), predeterminada=True)


def falta_para_publicar(evento: Evento) -> list[str]:
    """What is missing, in words; empty when it can be published."""
    falta = []
    if not evento.jornadas.exists():
        falta.append(_("Falta la fecha y la hora."))
    if evento.lugar is None and evento.modalidad != Evento.Modalidad.EN_LINEA:
        falta.append(_("Falta el lugar."))
    if not evento.resumen:
        falta.append(_("Falta decir en una frase de qué se trata."))
    return falta


@transaction.atomic
def publicar(evento: Evento, usuario: Usuario, ahora: datetime) -> None:
    evento = bloquear(evento)
    if evento.estado == Evento.Estado.PUBLICADO:
        return
    if evento.estado == Evento.Estado.CANCELADO:
        raise NoSePuede(_("Este evento fue cancelado y ya no se puede publicar."))
    if falta := falta_para_publicar(evento):
        raise NoSePuede(falta)
    _cambiar_estado(evento, Evento.Estado.PUBLICADO, usuario, Accion.PUBLICAR, ahora)


@transaction.atomic
def retirar(evento: Evento, usuario: Usuario, ahora: datetime) -> None:
    """Back to draft, while it has not begun."""
    evento = bloquear(evento)
    if evento.estado == Evento.Estado.BORRADOR:
        return
    _exigir_sin_comenzar(evento, ahora)
    if evento.estado == Evento.Estado.CANCELADO:
        raise NoSePuede(_("Este evento fue cancelado."))
    _cambiar_estado(evento, Evento.Estado.BORRADOR, usuario, Accion.RETIRAR, ahora)


@transaction.atomic
def cancelar(evento: Evento, usuario: Usuario, ahora: datetime) -> None:
    """Once begun, an event is not cancelled but closed."""
    evento = bloquear(evento)
    if evento.estado == Evento.Estado.CANCELADO:
        return
    if evento.estado == Evento.Estado.BORRADOR:
        raise NoSePuede(_("Un borrador no se cancela: nadie lo ha visto."))
    _exigir_sin_comenzar(evento, ahora)
    evento.secuencia += 1
    _cambiar_estado(evento, Evento.Estado.CANCELADO, usuario, Accion.CANCELAR, ahora)


def _exigir_sin_comenzar(evento: Evento, ahora: datetime) -> None:
    if evento.jornadas.filter(inicio__lte=ahora).exists():
        raise NoSePuede(_("El evento ya comenzó: no se retira ni se cancela, se cierra con su acta."))


def _cambiar_estado(evento: Evento, estado: str, usuario: Usuario, accion: Bitacora.Accion, ahora: datetime) -> None:
    evento.estado = estado
    evento.save(update_fields=["estado", "secuencia"])
    bitacora.anotar(usuario, accion, "evento", evento.slug, institucion=evento.institucion_id, ahora=ahora)
