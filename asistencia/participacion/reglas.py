"""The counting rules, pure: facts in, numbers out, whatever order they come in."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

NO_CONSTA = "no-consta"
DIMENSIONES = ("sexo", "edad", "condicion", "origen")
LLEGADAS = ("asistencia", "alta")
CUENTAN = (*LLEGADAS, "conteo", "atencion")


class HechoLeido(NamedTuple):
    """What counting needs of a fact. `momento` is aware; codes as in the models."""

    id: UUID
    tipo: str
    evento: int
    jornada: int | None
    inscripcion: int | None
    personas: int
    ambito: str
    sexo: str
    edad: str
    metodo: str
    refiere: UUID | None
    admite: bool | None
    duda: str
    momento: datetime
    puesto: int | None = None


class Persona(NamedTuple):
    """What is known of a registration's holder; empty means it was not asked or not said."""

    sexo: str = ""
    edad: str = ""
    condicion: str = ""
    origen: str = ""


class Celda(NamedTuple):
    """Where a number stands: measure, dimension and its key, and how it was obtained."""

    medida: str
    dimension: str
    clave: str
    metodo: str


@dataclass(frozen=True)
class Recuento:
    """The figures of one event. `control` is what a gate clicker counted over everybody: never added."""

    celdas: Counter[Celda]
    control: int
    sin_dato: bool

    def total(self, medida: str) -> int:
        return sum(n for c, n in self.celdas.items() if c.dimension == "total" and c.medida == medida)

    def por_metodo(self, medida: str) -> Counter[str]:
        return self._por("metodo", medida, "total")

    def por_clave(self, medida: str, dimension: str) -> Counter[str]:
        return self._por("clave", medida, dimension)

    def _por(self, campo: str, medida: str, dimension: str) -> Counter[str]:
        suma: Counter[str] = Counter()
        for celda, n in self.celdas.items():
            if (celda.medida, celda.dimension) == (medida, dimension):
                suma[getattr(celda, campo)] += n
        return suma


def vigentes(hechos: Iterable[HechoLeido], tipos: Collection[str] = CUENTAN) -> list[HechoLeido]:
    """Facts of these kinds that stand: not annulled, and accepted where they were doubtful. Exits count for nothing.

    An annulment or a decision holds only over a fact of its own event. Of several decisions the last
    one holds, by (moment, id). An annulment is not itself annulled: what it took away is recorded again;
    a doubtful one holds once somebody accepts it.
    """
    todos = list(hechos)
    decisiones: dict[tuple[int, UUID | None], HechoLeido] = {}
    for h in todos:
        if h.tipo == "revision":
            anterior = decisiones.get((h.evento, h.refiere))
            if anterior is None or (h.momento, h.id) > (anterior.momento, anterior.id):
                decisiones[h.evento, h.refiere] = h

    def admitido(h: HechoLeido) -> bool:
        decision = decisiones.get((h.evento, h.id))
        return bool(decision.admite) if decision else not h.duda

    anulados = {(h.evento, h.refiere) for h in todos if h.tipo == "anulacion" and (not h.duda or admitido(h))}
    return [h for h in todos if h.tipo in tipos and (h.evento, h.id) not in anulados and admitido(h)]


def llegadas_que_cuentan(hechos: Iterable[HechoLeido]) -> list[HechoLeido]:
    """Of the standing arrivals, the one with the least (moment, id) for each registration and jornada."""
    primeras: dict[tuple[int | None, int | None], HechoLeido] = {}
    for h in hechos:
        if h.tipo not in LLEGADAS:
            continue
        anterior = primeras.get((h.jornada, h.inscripcion))
        if anterior is None or (h.momento, h.id) < (anterior.momento, anterior.id):
            primeras[h.jornada, h.inscripcion] = h
    return sorted(primeras.values(), key=lambda h: (h.momento, h.id))


def contar(hechos: Iterable[HechoLeido], personas: Mapping[int, Persona]) -> Recuento:
    """The figures of one event from its facts.

    Identificadas: registrations whose holder came, once per event, by the method of the first arrival.
    Participaciones: per jornada, holder, companions and counted; companions take the holder's method,
    and their sex, age, condition and origin are not known. The scope `todos` is control only.
    Atenciones: services given at stands, of nobody in particular.
    """
    validos = vigentes(hechos)
    celdas: Counter[Celda] = Counter()
    vistas: set[int | None] = set()
    for h in llegadas_que_cuentan(validos):
        persona = personas.get(h.inscripcion or 0, Persona())
        if h.inscripcion not in vistas:
            vistas.add(h.inscripcion)
            _sumar(celdas, "identificadas", persona, h.metodo, 1)
        _sumar(celdas, "participaciones", persona, h.metodo, 1)
        if h.personas > 1:
            _sumar(celdas, "participaciones", Persona(), h.metodo, h.personas - 1)
    conteos = [h for h in validos if h.tipo == "conteo"]
    for h in conteos:
        if h.ambito == "sin_registro":
            _sumar(celdas, "participaciones", Persona(sexo=h.sexo, edad=h.edad), h.metodo, h.personas)
    for h in validos:
        if h.tipo == "atencion":
            _sumar(celdas, "atenciones", Persona(), h.metodo, h.personas)
    control = sum(h.personas for h in conteos if h.ambito == "todos")
    return Recuento(celdas, control, sin_dato=not celdas)


def _sumar(celdas: Counter[Celda], medida: str, persona: Persona, metodo: str, n: int) -> None:
    celdas[Celda(medida, "total", "", metodo)] += n
    for dimension, clave in zip(DIMENSIONES, persona, strict=True):
        celdas[Celda(medida, dimension, clave or NO_CONSTA, metodo)] += n
