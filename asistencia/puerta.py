"""The door: `registrar` is the way in for facts of our own pages; those of phones come by `sincronizar`."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from eventos import bitacora
from eventos.models import Bitacora, Evento, Jornada, Usuario
from eventos.programacion import NoSePuede, bloquear
from inscripciones import registro
from inscripciones.models import Edad, Inscripcion, Sexo

from . import sql
from .models import Hecho
from .models.hechos import Metodo

Tipo, Duda, Accion = Hecho.Tipo, Hecho.Duda, Bitacora.Accion
# The strips of the counter: alternatives, each with what it says of the person.
TIRAS: dict[str, dict[str, Any]] = {
    "mujer": {"sexo": Sexo.MUJER},
    "hombre": {"sexo": Sexo.HOMBRE},
    "ninez": {"edad": Edad.NINEZ},
    "mayor": {"edad": Edad.MAYOR},
}


@transaction.atomic
def registrar(hechos: Iterable[Hecho], ahora: datetime) -> set[UUID]:
    """Stores facts; returns the ids that were new. Sending a fact again changes nothing.

    Each comes with id, tipo, evento, momento and what its kind needs; jornada, duda and
    recibido_el are decided here, from the event as it stands. Statements do not grow with the batch.
    """
    lote = list({h.id: h for h in hechos}.values())
    if not lote:
        return set()
    ids = {h.evento_id for h in lote}
    sql.compartir_eventos(ids)
    eventos = Evento.objects.in_bulk(ids)
    jornadas: dict[int, list[Jornada]] = {}
    for jornada in Jornada.objects.filter(evento__in=ids):
        jornadas.setdefault(jornada.evento_id, []).append(jornada)
    for h in lote:
        h.recibido_el = ahora
        de_este = jornadas.get(h.evento_id, [])
        h.jornada = jornada_de(h.momento, de_este)
        h.duda = duda_de(h, eventos[h.evento_id], de_este)
    return sql.insertar([como_fila(h) for h in lote])


def como_fila(h: Hecho) -> sql.Fila:
    """As the way in takes it."""
    return sql.Fila(
        h.id, h.tipo, h.evento_id, h.momento, h.recibido_el, h.jornada_id, h.inscripcion_id, h.personas, h.ambito,
        h.sexo, h.edad, h.metodo, h.refiere, h.motivo, h.admite, h.duda, h.operador_id, h.puesto_id,
        h.secuencia, h.estand_id,
    )  # fmt: skip


def jornada_de(momento: datetime, jornadas: Sequence[Jornada]) -> Jornada | None:
    """The opening nearest to a moment; the earlier one on a tie. Midnight needs no rule."""
    return min(jornadas, key=lambda j: (j.distancia(momento), j.inicio), default=None)


def duda_de(hecho: Hecho, evento: Evento, jornadas: Sequence[Jornada]) -> str:
    """Why somebody should look at this fact before it counts; empty when nobody need."""
    if hecho.tipo not in (Tipo.ASISTENCIA, Tipo.ALTA, Tipo.CONTEO):
        return ""
    if evento.estado == Evento.Estado.CANCELADO:
        return Duda.EVENTO_CANCELADO
    if evento.estado == Evento.Estado.BORRADOR:
        return Duda.SIN_PUBLICAR
    if hecho.metodo == "autorregistro" and not admite_llegada_sola(evento, jornadas, hecho.momento):
        return Duda.FUERA_DE_HORA
    return ""


def admite_llegada_sola(evento: Evento, jornadas: Sequence[Jornada], momento: datetime) -> bool:
    """Whether people may mark their own arrival now: a while before an opening, to its end."""
    antes = timedelta(minutes=evento.llegada_minutos_antes)
    return any(j.inicio - antes <= momento <= j.fin for j in jornadas)


@transaction.atomic
def alta(
    evento: Evento, datos: dict[str, Any], id_: UUID, metodo: str, ahora: datetime, operador: Usuario | None
) -> Inscripcion:
    """A walk-in: person and arrival in one. Capacity does not stop the door. The same id again returns the same.

    `metodo` is `mesa` or `papel`; `datos` as `registro.crear` takes them.
    """
    evento = bloquear(evento)
    if hecha := Inscripcion.objects.filter(evento=evento, solicitud=id_).first():
        return hecha
    inscripcion = registro.crear(evento, datos, id_, ahora, canal=metodo, operador=operador)
    if not registrar([_llegada(inscripcion, Tipo.ALTA, id_, inscripcion.personas, metodo, ahora, operador)], ahora):
        raise NoSePuede(_("Esta hoja ya se había usado. Cargue la página otra vez."))
    return inscripcion


def anotar_llegada(
    inscripcion: Inscripcion, id_: UUID, personas: int, metodo: str, ahora: datetime, operador: Usuario | None = None
) -> Hecho:
    """Somebody registered came, whatever the state of their registration. A repeat is kept and counts once."""
    hecho = _llegada(inscripcion, Tipo.ASISTENCIA, id_, personas, metodo, ahora, operador)
    registrar([hecho], ahora)
    return hecho


def contar(evento: Evento, id_: UUID, tira: str, momento: datetime, ahora: datetime, operador: Usuario | None) -> None:
    """One person whom nobody writes down. `tira` is one of TIRAS, or empty."""
    conteo = Hecho(
        id=id_, tipo=Tipo.CONTEO, evento=evento, personas=1, ambito=Hecho.Ambito.SIN_REGISTRO, metodo=Metodo.CONTEO,
        momento=momento, operador=operador, **TIRAS.get(tira, {}),
    )  # fmt: skip
    registrar([conteo], ahora)


def cambiar_acompanantes(hecho: Hecho, id_: UUID, personas: int, operador: Usuario, ahora: datetime) -> None:
    """More (or fewer) came with somebody who is already in: annuls and records again, at the same moment.

    Who marked their own arrival is now seen by staff, so the new fact is of the desk. `id_` is the new
    fact's; the annulment's follows from it, so that sending twice changes nothing.
    """
    metodo = Metodo.MESA if hecho.metodo == Metodo.AUTORREGISTRO else hecho.metodo
    nuevo = Hecho(
        id=id_, tipo=hecho.tipo, evento_id=hecho.evento_id, inscripcion_id=hecho.inscripcion_id, personas=personas,
        metodo=metodo, momento=hecho.momento, operador=operador,
    )  # fmt: skip
    anular(hecho, uuid5(id_, "anulacion"), Hecho.Motivo.ACOMPANANTES, operador, ahora, en_su_lugar=nuevo)


def _llegada(
    inscripcion: Inscripcion, tipo: Hecho.Tipo, id_: UUID, personas: int, metodo: str, ahora: datetime,
    operador: Usuario | None,
) -> Hecho:  # fmt: skip
    return Hecho(
        id=id_, tipo=tipo, evento_id=inscripcion.evento_id, inscripcion=inscripcion, personas=personas, metodo=metodo,
        momento=ahora, operador=operador,
    )  # fmt: skip


@transaction.atomic
def anular(
    hecho: Hecho, id_: UUID, motivo: str, usuario: Usuario | None, ahora: datetime, *, en_su_lugar: Hecho | None = None
) -> None:
    """Annuls a fact with a reason; `en_su_lugar` records again, in the same step, what should have been said."""
    anulacion = Hecho(
        id=id_,
        tipo=Tipo.ANULACION,
        evento_id=hecho.evento_id,
        refiere=hecho.id,
        motivo=motivo,
        momento=ahora,
        operador=usuario,
    )
    if id_ in registrar([anulacion, *([en_su_lugar] if en_su_lugar else [])], ahora):
        _asentar(Accion.ANULAR, hecho, usuario, ahora)


@transaction.atomic
def revisar(hecho: Hecho, id_: UUID, admite: bool, usuario: Usuario, ahora: datetime) -> None:
    """Accepts or discards a doubtful fact."""
    decision = Hecho(
        id=id_,
        tipo=Tipo.REVISION,
        evento_id=hecho.evento_id,
        refiere=hecho.id,
        admite=admite,
        momento=ahora,
        operador=usuario,
    )
    if registrar([decision], ahora):
        _asentar(Accion.REVISAR, hecho, usuario, ahora)


def _asentar(accion: Bitacora.Accion, hecho: Hecho, usuario: Usuario | None, ahora: datetime) -> None:
    bitacora.anotar(usuario, accion, hecho.tipo, hecho.pk, institucion=hecho.evento.institucion_id, ahora=ahora)
