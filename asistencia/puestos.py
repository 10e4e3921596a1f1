"""Verbs over phones at the door: make one, show its QR again, enrol the phone, take it out of service."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from eventos import bitacora, codigos
from eventos.models import Bitacora, Evento, Usuario
from eventos.programacion import NoSePuede

from .models import Puesto

ENROLAR_VALE = timedelta(hours=24)


def huella(secreto: str) -> str:
    """What is kept of a token or a bearer, which have 130 bits: no stretching is needed."""
    return sha256(secreto.encode(errors="replace")).hexdigest()


@transaction.atomic
def crear(puesto: Puesto, eventos: Iterable[Evento], usuario: Usuario, ahora: datetime) -> str:
    """Saves a new Puesto; returns its one-time token, which is kept nowhere."""
    token = _estrenar_enlace(puesto, ahora)
    puesto.creado_por, puesto.creado_el = usuario, ahora
    puesto.save()
    puesto.eventos.set(eventos)
    _anotar(usuario, Bitacora.Accion.CREAR, puesto, ahora)
    return token


@transaction.atomic
def nuevo_enlace(puesto: Puesto, usuario: Usuario, ahora: datetime) -> str:
    """Another one-time token; the phone that was this Puesto, if any, stops being it."""
    puesto = Puesto.objects.select_for_update(of=("self",)).get(pk=puesto.pk)
    if not puesto.es_vigente(ahora):
        raise NoSePuede(_("Ese puesto ya no sirve. Haga uno nuevo."))
    token = _estrenar_enlace(puesto, ahora)
    puesto.save(update_fields=["enrolar_huella", "enrolar_hasta", "portador_huella", "enrolado_el"])
    _anotar(usuario, Bitacora.Accion.CAMBIAR, puesto, ahora, "enlace")
    return token


@transaction.atomic
def revocar(puesto: Puesto, usuario: Usuario, ahora: datetime) -> None:
    """At once and for good. Its bearer is still known, so that what it has not sent is taken por revisar."""
    if Puesto.objects.filter(pk=puesto.pk, revocado_el=None).update(revocado_el=ahora, enrolar_huella=""):
        _anotar(usuario, Bitacora.Accion.CAMBIAR, puesto, ahora, "revocado")


def enrolar(token: str, ahora: datetime) -> tuple[Puesto, str] | None:
    """The phone becomes the Puesto: returns it with its bearer. None for a token used, lapsed, revoked or unknown.

    One statement decides: of two phones with the same token, one.
    """
    portador = codigos.secreto()
    enrolables = Puesto.objects.vigentes(ahora).filter(enrolar_huella=huella(token), enrolar_hasta__gt=ahora)
    hecho = enrolables.update(
        portador_huella=huella(portador), enrolar_huella="", enrolar_hasta=None, enrolado_el=ahora, visto_el=ahora
    )
    return (Puesto.objects.select_related("estand").get(portador_huella=huella(portador)), portador) if hecho else None


def reconocer(portador: str, entre: QuerySet[Puesto] | None = None) -> Puesto | None:
    """The Puesto of a bearer, even if it no longer serves, or only `entre` these."""
    todos = Puesto.objects.all() if entre is None else entre
    return todos.filter(portador_huella=huella(portador)).first()


def _estrenar_enlace(puesto: Puesto, ahora: datetime) -> str:
    token = codigos.secreto()
    puesto.enrolar_huella, puesto.enrolar_hasta = huella(token), ahora + ENROLAR_VALE
    puesto.portador_huella, puesto.enrolado_el = "", None
    return token


def _anotar(usuario: Usuario, accion: Bitacora.Accion, puesto: Puesto, ahora: datetime, *campos: str) -> None:
    bitacora.anotar(usuario, accion, "puesto", puesto.pk, institucion=puesto.institucion_id, ahora=ahora, campos=campos)
