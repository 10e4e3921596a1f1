"""One event while it happens: when people came, through which phone, and how many are inside now."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from eventos.models import Evento, Jornada

from ..models import Hecho, Lectura, Puesto
from . import actas, reglas, vivos
from .reglas import HechoLeido, Recuento

if TYPE_CHECKING:
    from django.db.models import Model

PASO = timedelta(minutes=15)
# Beyond a day of quarters of an hour each step covers more.
PASOS = 96
MARCAS = ("hechos_hay", "lecturas_hay", "puestos_hay", "puestos_vistos")


@dataclass(frozen=True)
class Tramo:
    """People who came from `desde` on, until the next one; `suma`, all those so far."""

    desde: datetime
    personas: int
    suma: int


@dataclass(frozen=True)
class EnVivo:
    """`recuento` is of the whole event; `curva` and `dentro` of one opening."""

    recuento: Recuento
    curva: list[Tramo]
    dentro: int
    salidas: int
    por_puesto: Counter[int | None]


def con_marca(eventos: "QuerySet[Evento]") -> "QuerySet[Evento]":
    """Adds what changes whenever the live screen does. Facts are only added, so their number tells.

    Nothing of it costs a query of its own: it comes with the event.
    """
    vistos = Puesto.objects.filter(eventos=OuterRef("pk")).order_by().values("eventos")
    return eventos.annotate(
        hechos_hay=_cuantos(Hecho.objects.filter(evento=OuterRef("pk"))),
        lecturas_hay=_cuantos(Lectura.objects.filter(evento=OuterRef("pk"))),
        puestos_hay=Coalesce(Subquery(vistos.annotate(n=Count("pk")).values("n")), 0),
        puestos_vistos=Subquery(vistos.annotate(n=Max("visto_el")).values("n")),
    )


def _cuantos(filas: "QuerySet[Model]") -> Coalesce:
    return Coalesce(Subquery(filas.order_by().values("evento").annotate(n=Count("pk")).values("n")), 0)


def leer(evento: Evento, jornada: Jornada | None) -> EnVivo:
    """How it stands: its acta where it has one, its facts otherwise. Two queries, three with an acta."""
    hechos = vivos.leer([evento.pk])[evento.pk]
    recuento = actas.leer([evento.pk])[evento.pk] if evento.esta_cerrado else None
    recuento = recuento or reglas.contar(hechos, vivos.personas([evento.pk]))
    validos = reglas.vigentes(hechos)
    entradas = llegadas_y_conteos(validos)
    suyos = [h for h in hechos if jornada is not None and h.jornada == jornada.pk]
    salidas = reglas.vigentes(suyos + [h for h in hechos if h.tipo in ("anulacion", "revision")], ("salida",))
    por_puesto: Counter[int | None] = Counter()
    for h in entradas:
        por_puesto[h.puesto] += h.personas
    return EnVivo(
        recuento=recuento,
        curva=curva(h for h in entradas if jornada is None or h.jornada == jornada.pk),
        dentro=dentro([h for h in validos if jornada is not None and h.jornada == jornada.pk] + salidas),
        salidas=sum(h.personas for h in salidas),
        por_puesto=por_puesto,
    )


def llegadas_y_conteos(validos: Iterable[HechoLeido]) -> list[HechoLeido]:
    """The standing facts whose people, added up, are the participaciones."""
    validos = list(validos)
    contados = [h for h in validos if h.tipo == "conteo" and h.ambito == "sin_registro"]
    return reglas.llegadas_que_cuentan(validos) + contados


def curva(entradas: Iterable[HechoLeido]) -> list[Tramo]:
    """Arrivals by quarters of an hour, from the first to the last one, with none left out."""
    entradas = list(entradas)
    if not entradas:
        return []
    momentos = [h.momento for h in entradas]
    largo = max(momentos) - min(momentos)
    paso = PASO * max(1, -(-largo // (PASO * PASOS)))
    primero = _redondo(min(momentos), paso)
    casillas = [0] * ((max(momentos) - primero) // paso + 1)
    for h in entradas:
        casillas[(h.momento - primero) // paso] += h.personas
    tramos, suma = [], 0
    for n, personas in enumerate(casillas):
        suma += personas
        tramos.append(Tramo(primero + n * paso, personas, suma))
    return tramos


def _redondo(momento: datetime, paso: timedelta) -> datetime:
    """The last full quarter (or whatever the step is, up to an hour) before a moment."""
    minutos = min(60, paso // timedelta(minutes=1))
    return momento.replace(
        minute=momento.minute - momento.minute % minutos if minutos < 60 else 0, second=0, microsecond=0
    )


def dentro(hechos: Iterable[HechoLeido]) -> int:
    """People inside, from the standing arrivals, counts and exits of one opening; never less than none.

    Who has a pass is in or out by their own facts, so coming back in after leaving counts again here.
    Exits without a pass take away from the whole.
    """
    de_pase: defaultdict[int, int] = defaultdict(int)
    sueltas = 0
    for h in sorted(hechos, key=lambda h: (h.momento, h.id)):
        entra = h.tipo != "salida"
        if h.inscripcion is None:
            if entra and h.ambito == "sin_registro":
                sueltas += h.personas
            elif not entra:
                sueltas -= h.personas
        elif entra:
            de_pase[h.inscripcion] = max(de_pase[h.inscripcion], h.personas)
        else:
            de_pase[h.inscripcion] = max(0, de_pase[h.inscripcion] - h.personas)
    return max(0, sum(de_pase.values()) + sueltas)


def lecturas(evento: Evento) -> list[tuple[str, int]]:
    """Scans that were not admitted, by why, the most frequent first. One query."""
    filas = Lectura.objects.filter(evento=evento).order_by().values_list("razon").annotate(n=Count("pk"))
    cuantas = dict(filas)
    return sorted(
        ((str(nombre), cuantas[clave]) for clave, nombre in Lectura.Razon.choices if clave in cuantas),
        key=lambda par: -par[1],
    )
