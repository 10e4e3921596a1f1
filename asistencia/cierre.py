"""Closing an event into its acta, and rectifying it by a new version."""

from collections import Counter
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from eventos import bitacora
from eventos.models import Bitacora, Evento, Usuario
from eventos.models.evento import EventoQuerySet
from eventos.programacion import NoSePuede

from . import sql
from .models import Acta, ActaCifra, Hecho
from .participacion import actas, vivos
from .participacion.reglas import Celda, Recuento

Accion = Bitacora.Accion


def _bloquear(evento: Evento) -> Evento:
    """FOR UPDATE: waits for facts on their way in and holds back later ones, so each knows which acta it found."""
    return Evento.objects.select_for_update(of=("self",)).get(pk=evento.pk)


@transaction.atomic
def cerrar(evento: Evento, usuario: Usuario, ahora: datetime, *, sin_dato: bool = False, diferencia: int = 0) -> Acta:
    """Freezes the figures as version 1.

    `sin_dato` states that nobody knows how many came; without it and without facts, that nobody came.
    `diferencia` is what the signer adds of a gate count over those already counted, as a Conteo.
    Raises NoSePuede.
    """
    evento = _bloquear(evento)
    if evento.actas.exists():
        raise NoSePuede(_("Este evento ya tiene acta. Si algo cambió, se rectifica."))
    if evento.estado != Evento.Estado.PUBLICADO:
        raise NoSePuede(_("Solo se cierra un evento publicado."))
    if not evento.jornadas.filter(inicio__lte=ahora).exists():
        raise NoSePuede(_("El evento todavía no comienza."))
    _exigir_sin_pendientes(evento)
    if diferencia:
        _asentar_diferencia(evento, diferencia, usuario, ahora)
    recuento = vivos.recontar([evento.pk])[evento.pk]
    if sin_dato and not recuento.sin_dato:
        raise NoSePuede(_("Hay personas registradas: no puede cerrarse «sin dato»."))
    acta = guardar(evento, 1, recuento.celdas, usuario, ahora, sin_dato=sin_dato)
    bitacora.anotar(usuario, Accion.CERRAR, "evento", evento.slug, institucion=evento.institucion_id, ahora=ahora)
    return acta


@transaction.atomic
def rectificar(evento: Evento, usuario: Usuario | None, ahora: datetime, motivo: str) -> Acta:
    """A new version from all facts, those posterior to the last acta included. Raises NoSePuede."""
    evento = _bloquear(evento)
    if not motivo.strip():
        raise NoSePuede(_("Diga por qué se rectifica."))
    ultima = evento.actas.aggregate(v=Max("version"))["v"]
    if not ultima:
        raise NoSePuede(_("Este evento todavía no tiene acta."))
    if evento.es_importado:
        raise NoSePuede(_("Este evento se importó: se rectifica importando de nuevo su fila."))
    _exigir_sin_pendientes(evento)
    recuento = vivos.recontar([evento.pk])[evento.pk]
    acta = guardar(evento, ultima + 1, recuento.celdas, usuario, ahora, motivo=motivo.strip())
    bitacora.anotar(usuario, Accion.RECTIFICAR, "evento", evento.slug, institucion=evento.institucion_id, ahora=ahora)
    return acta


def guardar(
    evento: Evento, version: int, celdas: Counter[Celda], usuario: Usuario | None, ahora: datetime,
    *, sin_dato: bool = False, motivo: str = "", **campos: object,
) -> Acta:  # fmt: skip
    """Writes one version with its rows and its hash. The caller holds the event."""
    acta = Acta.objects.create(
        evento=evento, version=version, sin_dato=sin_dato, motivo=motivo, firmada_por=usuario, creada_el=ahora,
        huella=actas.huella(celdas, sin_dato=sin_dato), **campos,
    )  # fmt: skip
    if version == 1:
        Evento.objects.filter(pk=evento.pk).update(cerrado_el=ahora)
    ActaCifra.objects.bulk_create([ActaCifra(acta=acta, **celda._asdict(), valor=n) for celda, n in celdas.items()])
    return acta


def sin_acta(eventos: EventoQuerySet, ahora: datetime) -> EventoQuerySet:
    """Of these events, those that ended and whose figures nobody froze yet, oldest first."""
    pendientes = eventos.publicados().pasados(ahora).filter(~Exists(Acta.objects.filter(evento=OuterRef("pk"))))
    return pendientes.con_fechas().order_by("fin", "pk")  # type: ignore[misc]


def recuento_actual(evento: Evento) -> Recuento:
    """What the facts say now, whether or not there is an acta: what a closing or a rectification would freeze."""
    return vivos.recontar([evento.pk])[evento.pk]


def posteriores(evento: Evento) -> int:
    """Facts that arrived after the acta in force, and wait for somebody to rectify."""
    ultima = evento.actas.aggregate(v=Max("version"))["v"]
    return Hecho.objects.filter(evento=evento, acta_version__gte=ultima).count() if ultima else 0


def _exigir_sin_pendientes(evento: Evento) -> None:
    if n := Hecho.objects.filter(evento=evento).por_revisar().count():
        raise NoSePuede(_("Antes hay que decidir sobre %(n)s por revisar.") % {"n": n})


def _asentar_diferencia(evento: Evento, n: int, usuario: Usuario, ahora: datetime) -> None:
    jornada = evento.jornadas.order_by("-inicio").first()
    sql.insertar([
        sql.Fila(
            id=uuid4(), tipo=Hecho.Tipo.CONTEO, evento=evento.pk, jornada=jornada.pk if jornada else None, personas=n,
            metodo="conteo", ambito=Hecho.Ambito.SIN_REGISTRO, momento=ahora, recibido_el=ahora, operador=usuario.pk,
        )
    ])  # fmt: skip
