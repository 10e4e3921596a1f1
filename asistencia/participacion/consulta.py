"""Totals of a period by any key of the contract: closed events from actas, open ones from facts.

The number of queries is fixed, whatever the period holds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from eventos.models import Evento, Institucion, Territorio, Zona
from inscripciones.models import Condicion, Edad, Sexo

from ..models.hechos import Metodo
from . import actas, vivos
from .reglas import DIMENSIONES, NO_CONSTA, Celda, Recuento

DE_EVENTO = ("mecanismo", "mes", "zona", "departamento", "municipio", "distrito", "unidad", "institucion")
DE_PERSONA = (*DIMENSIONES, "metodo")
CLAVES = (*DE_EVENTO, *DE_PERSONA)
TOTALES = ("identificadas", "participaciones", "atenciones")
SIN_MES, SIN_UNIDAD = "sin-mes", "sin-unidad"


@dataclass
class Fila:
    """One row of totals. `eventos` is None where a row does not stand for events."""

    clave: str
    nombre: str
    eventos: int | None = 0
    sin_dato: int = 0
    compartidos: int = 0
    identificadas: int = 0
    participaciones: int = 0
    atenciones: int = 0
    metodos: Counter[str] = field(default_factory=Counter)

    def sumar(self, celda: Celda, n: int) -> None:
        setattr(self, celda.medida, getattr(self, celda.medida) + n)
        if celda.medida == "participaciones":
            self.metodos[celda.metodo] += n


@dataclass
class Totales:
    """The contract's answer. `cifras` and `parciales` hold the figures of channels of the period."""

    institucion: str | None
    desde: date
    hasta: date
    por: str
    filas: list[Fila]
    total: Fila
    cifras: list[dict[str, Any]] = field(default_factory=list)
    parciales: list[dict[str, Any]] = field(default_factory=list)


def totales(
    desde: date,
    hasta: date,
    ahora: datetime,
    *,
    por: str = "mecanismo",
    instituciones: Iterable[Institucion] | None = None,
    siglas: str | None = None,
    mecanismo: str | None = None,
    solo_actas: bool = False,
) -> Totales:
    """Totals of events begun at `ahora` that belong to `desde`..`hasta`, both local dates included.

    `instituciones` None is all of them; `siglas` is what the answer is headed with; `solo_actas` leaves
    out events that have no acta yet, as published figures do. Raises ValueError for a key that is not one of CLAVES.
    """
    filtros = Filtros(instituciones, siglas, mecanismo, solo_actas)
    return tablas(desde, hasta, ahora, [por], filtros)[por]


@dataclass(frozen=True)
class Filtros:
    """What narrows a period; the arguments of `totales`."""

    instituciones: Iterable[Institucion] | None = None
    siglas: str | None = None
    mecanismo: str | None = None
    solo_actas: bool = False


def tablas(
    desde: date, hasta: date, ahora: datetime, claves: Sequence[str], filtros: Filtros | None = None
) -> dict[str, Totales]:
    """The same totals under several keys at once: a page with a chart, a map and a table reads once."""
    filtros = filtros or Filtros()
    for por in claves:
        if por not in CLAVES:
            raise ValueError(por)
    consulta = Evento.objects.contables(ahora).del_periodo(desde, hasta)
    if filtros.instituciones is not None:
        consulta = consulta.filter(institucion__in=filtros.instituciones)
    if filtros.mecanismo:
        consulta = consulta.filter(mecanismo__slug=filtros.mecanismo)
    eventos = list(consulta.select_related("mecanismo", "unidad", "institucion", "lugar").en_orden())
    recuentos = _recuentos([e.pk for e in eventos], filtros.solo_actas)
    eventos = [e for e in eventos if e.pk in recuentos]
    total = _total(eventos, recuentos)
    return {por: Totales(filtros.siglas, desde, hasta, por, _filas(por, eventos, recuentos), total) for por in claves}


def _filas(por: str, eventos: list[Evento], recuentos: dict[int, Recuento]) -> list[Fila]:
    return _por_persona(por, recuentos.values()) if por in DE_PERSONA else _por_evento(por, eventos, recuentos)


def de_evento(evento: Evento) -> Recuento:
    """The figures of one event as they stand: its acta, or its facts while it has none."""
    return _recuentos([evento.pk], solo_actas=False)[evento.pk]


def _recuentos(eventos: list[int], solo_actas: bool) -> dict[int, Recuento]:
    cerrados = actas.leer(eventos)
    if solo_actas:
        return cerrados
    return cerrados | vivos.recontar([e for e in eventos if e not in cerrados])


def _total(eventos: list[Evento], recuentos: dict[int, Recuento]) -> Fila:
    total = Fila("total", _("Total"))
    for e in eventos:
        _contar_evento(total, recuentos[e.pk])
    return total


def _contar_evento(fila: Fila, recuento: Recuento) -> None:
    fila.eventos = (fila.eventos or 0) + 1
    fila.sin_dato += recuento.sin_dato
    for celda, n in recuento.celdas.items():
        if celda.dimension == "total":
            fila.sumar(celda, n)


def _por_evento(por: str, eventos: list[Evento], recuentos: dict[int, Recuento]) -> list[Fila]:
    grupos = _Grupos(por)
    filas: dict[str, Fila] = {}
    for e in eventos:
        for clave, nombre in grupos.de(e):
            _contar_evento(filas.setdefault(clave, Fila(clave, nombre)), recuentos[e.pk])
    return sorted(filas.values(), key=lambda f: grupos.orden(f.clave))


class _Grupos:
    """The key and name of an event under one grouping. Place names are read once."""

    def __init__(self, por: str) -> None:
        self.por = por
        self.zonas: dict[str, tuple[str, str]] = {}
        self.nombres: dict[str, str] = {}
        self.vistos: dict[str, int] = defaultdict(lambda: len(self.vistos))
        if por == "zona":
            for zona in Zona.objects.filter(institucion=None).prefetch_related("departamentos"):
                self.vistos[zona.slug]
                self.zonas |= {d.codigo: (zona.slug, zona.nombre) for d in zona.departamentos.all()}
        elif por in ("departamento", "municipio", "distrito"):
            self.nombres = dict(Territorio.objects.filter(nivel=por).values_list("codigo", "nombre"))

    def de(self, e: Evento) -> list[tuple[str, str]]:
        grupo = getattr(self, f"_{self.por}", self._lugar)(e)
        self.vistos[grupo[0]]
        return [grupo]

    def orden(self, clave: str) -> tuple[bool, bool, Any]:
        """Unknown last, then the natural order: of codes and months, or of first appearance."""
        por_clave = self.por in ("mes", "departamento", "municipio", "distrito")
        ultimo = clave in (NO_CONSTA, SIN_MES, SIN_UNIDAD)
        return ultimo, False, clave if por_clave else self.vistos[clave]

    def _mecanismo(self, e: Evento) -> tuple[str, str]:
        return e.mecanismo.slug, e.mecanismo.nombre

    def _institucion(self, e: Evento) -> tuple[str, str]:
        return e.institucion.siglas, e.institucion.nombre

    def _unidad(self, e: Evento) -> tuple[str, str]:
        return (e.unidad.slug, e.unidad.nombre) if e.unidad else (SIN_UNIDAD, _("Sin unidad"))

    def _mes(self, e: Evento) -> tuple[str, str]:
        if e.precision == Evento.Precision.ANIO:
            return SIN_MES, _("Sin mes")
        mes = f"{timezone.localtime(e.inicio):%Y-%m}"  # type: ignore[attr-defined]
        return mes, mes

    def _zona(self, e: Evento) -> tuple[str, str]:
        codigo = _territorio(e)[:2]
        return self.zonas.get(codigo, (NO_CONSTA, _("No consta")))

    def _lugar(self, e: Evento) -> tuple[str, str]:
        largo = {"departamento": 2, "municipio": 4, "distrito": 6}[self.por]
        codigo = _territorio(e)
        if len(codigo) < largo:
            return NO_CONSTA, _("No consta")
        return codigo[:largo], self.nombres[codigo[:largo]]


def _territorio(e: Evento) -> str:
    """The code of the event's place, at the level that is known; empty when it is not."""
    return (e.lugar.territorio_id or "") if e.lugar else ""


def _por_persona(por: str, recuentos: Iterable[Recuento]) -> list[Fila]:
    nombres = _nombres(por)
    filas: dict[str, Fila] = {}
    for recuento in recuentos:
        for celda, n in recuento.celdas.items():
            if celda.dimension == ("total" if por == "metodo" else por):
                clave = celda.metodo if por == "metodo" else celda.clave
                filas.setdefault(clave, Fila(clave, nombres.get(clave, clave), eventos=None)).sumar(celda, n)
    orden = [*nombres, *sorted(filas.keys() - nombres.keys())]
    return sorted(filas.values(), key=lambda f: (f.clave == NO_CONSTA, orden.index(f.clave)))


def _nombres(por: str) -> dict[str, str]:
    """Every key of a personal dimension with its name, in the order in which it is shown."""
    opciones: dict[str, Any] = {"sexo": Sexo, "edad": Edad, "condicion": Condicion, "metodo": Metodo}
    if por == "origen":
        nombres = {t.codigo: t.nombre_completo for t in Territorio.objects.select_related("padre").order_by("codigo")}
    else:
        nombres = {clave: str(nombre) for clave, nombre in opciones[por].choices}
    return nombres | {NO_CONSTA: _("No consta")}
