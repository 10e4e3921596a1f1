"""Totals of open events, from their facts."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from inscripciones.models import Inscripcion

from ..models import Hecho
from . import reglas
from .reglas import HechoLeido, Persona, Recuento

_CAMPOS = [f"{c}_id" if c in ("evento", "jornada", "inscripcion", "puesto") else c for c in HechoLeido._fields]


def leer(eventos: Collection[int]) -> dict[int, list[HechoLeido]]:
    """Facts of these events, by event. One query."""
    por_evento: dict[int, list[HechoLeido]] = {e: [] for e in eventos}
    for fila in Hecho.objects.filter(evento__in=eventos).order_by().values_list(*_CAMPOS):
        leido = HechoLeido(*fila)
        por_evento[leido.evento].append(leido)
    return por_evento


def personas(eventos: Collection[int]) -> dict[int, Persona]:
    """What is known of everybody of these events of whom there is a fact. One query."""
    return {
        pk: Persona(sexo, edad, condicion, origen or "")
        for pk, sexo, edad, condicion, origen in Inscripcion.objects.filter(
            evento__in=eventos, hechos__isnull=False
        ).distinct().order_by().values_list("pk", "sexo", "edad", "condicion", "origen_id")
    }  # fmt: skip


def recontar(eventos: Collection[int]) -> dict[int, Recuento]:
    """The figures of each event as its facts stand now. Two queries, however many events."""
    hechos = leer(eventos)
    quienes = personas(eventos)
    return {e: reglas.contar(suyos, quienes) for e, suyos in hechos.items()}


def llegadas(inscripcion: Inscripcion) -> list[HechoLeido]:
    """Arrivals of one registration that count, one a jornada. One query."""
    suyas = Hecho.objects.filter(inscripcion=inscripcion)
    hechos = Hecho.objects.filter(Q(pk__in=suyas) | Q(refiere__in=suyas.values("pk"), evento=inscripcion.evento_id))
    return reglas.llegadas_que_cuentan(
        reglas.vigentes(HechoLeido(*fila) for fila in hechos.order_by().values_list(*_CAMPOS))
    )


def ultimo_conteo(evento: int, operador: int) -> UUID | None:
    """The last count by this person that still stands: what «quitar la última» takes away. One query."""
    suyos = Hecho.objects.conteos().filter(evento=evento, operador=operador)
    hechos = Hecho.objects.filter(Q(pk__in=suyos) | Q(refiere__in=suyos.values("pk"), evento=evento))
    vigentes = reglas.vigentes(HechoLeido(*fila) for fila in hechos.order_by().values_list(*_CAMPOS))
    return max(vigentes, key=lambda h: (h.momento, h.id)).id if vigentes else None
