"""The figures of one event laid out to be read: by method, sex and age, each closed by «no consta»."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from inscripciones.models import Edad, Sexo

from ..models.hechos import Metodo
from .reglas import NO_CONSTA, Recuento

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Opciones = Iterable[tuple[str, "str | _StrPromise"]]


@dataclass(frozen=True)
class Renglon:
    nombre: str
    participaciones: int
    identificadas: int = 0


@dataclass(frozen=True)
class Composicion:
    identificadas: int
    participaciones: int
    control: int
    sin_dato: bool
    metodos: list[Renglon]
    sexo: list[Renglon]
    edad: list[Renglon]

    @property
    def diferencia(self) -> int:
        """How many more people a clicker at the gate counted; never negative."""
        return max(0, self.control - self.participaciones)


def componer(recuento: Recuento) -> Composicion:
    llegadas, titulares = recuento.por_metodo("participaciones"), recuento.por_metodo("identificadas")
    return Composicion(
        identificadas=recuento.total("identificadas"),
        participaciones=recuento.total("participaciones"),
        control=recuento.control,
        sin_dato=recuento.sin_dato,
        metodos=[
            Renglon(str(nombre), llegadas[clave], titulares[clave])
            for clave, nombre in Metodo.choices
            if llegadas[clave] or titulares[clave]
        ],
        sexo=_renglones(recuento.por_clave("participaciones", "sexo"), Sexo.choices),
        edad=_renglones(recuento.por_clave("participaciones", "edad"), Edad.choices),
    )


def _renglones(cuenta: Counter[str], opciones: Opciones) -> list[Renglon]:
    return [Renglon(str(n), cuenta[c]) for c, n in opciones] + [Renglon(_("No consta"), cuenta[NO_CONSTA])]
