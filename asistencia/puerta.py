"""The door: `registrar` is the only way in for facts. A single scan is a batch of one."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from eventos.models import Evento, Jornada, Usuario

from . import sql
from .models import Acta, Hecho

Tipo, Duda = Hecho.Tipo, Hecho.Duda


@transaction.atomic
def registrar(hechos: Iterable[Hecho], ahora: datetime) -> set[UUID]:
    """Stores facts; returns the ids that were new. Sending a fact again changes nothing.

    Each comes with id, tipo, evento, momento and what its kind needs; jornada, duda, acta_version and
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
    versiones = dict(Acta.objects.filter(evento__in=ids).values_list("evento").annotate(Max("version")))
    for h in lote:
        h.recibido_el = ahora
        h.acta_version = versiones.get(h.evento_id, 0)
        de_este = jornadas.get(h.evento_id, [])
        h.jornada = jornada_de(h.momento, de_este)
        h.duda = duda_de(h, eventos[h.evento_id], de_este)
    return sql.insertar(lote)


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
    registrar([anulacion, *([en_su_lugar] if en_su_lugar else [])], ahora)


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
    registrar([decision], ahora)
