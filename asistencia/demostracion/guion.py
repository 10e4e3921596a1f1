"""What happens (eventos.csv, in days from today) and what people said (voces.csv). All invented."""

import csv
from pathlib import Path
from typing import Any, NamedTuple

AQUI = Path(__file__).parent

# What becomes of an event: its `suerte`.
ACTA, SIN_ACTA, HOY, BORRADOR, CANCELADO, LLENO, TARDE = (
    "acta",
    "sin acta",
    "hoy",
    "borrador",
    "cancelado",
    "lleno",
    "tarde",
)


class Escena(NamedTuple):
    """`dia` from today; `inscritas` registrations; `contadas` people nobody wrote down."""

    siglas: str
    unidad: int
    mecanismo: str
    titulo: str
    resumen: str
    lugar: str
    dia: int
    hora: int
    dura: float
    capacidad: int | None
    inscritas: int
    contadas: int
    suerte: str
    jornadas: int


def _filas(archivo: str) -> list[dict[str, str]]:
    with (AQUI / archivo).open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def escenas() -> list[Escena]:
    return [_escena(f) for f in _filas("eventos.csv")]


def _escena(f: dict[str, Any]) -> Escena:
    enteros = ("unidad", "dia", "hora", "inscritas", "contadas", "jornadas")
    capacidad = int(f["capacidad"]) if f["capacidad"] else None
    return Escena(**f | {c: int(f[c]) for c in enteros} | {"dura": float(f["dura"]), "capacidad": capacidad})


def voces() -> list[dict[str, str]]:
    return _filas("voces.csv")
