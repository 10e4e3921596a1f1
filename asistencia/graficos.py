"""Geometry of the charts that templates draw as SVG. Pure: numbers in, places out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

ANCHO, ALTO, ARRIBA, ABAJO = 480, 200, 26, 30


@dataclass(frozen=True)
class Columna:
    etiqueta: str
    valor: int
    x: int
    y: int
    ancho: int
    alto: int
    clase: str

    @property
    def centro(self) -> int:
        return self.x + self.ancho // 2

    @property
    def y_valor(self) -> int:
        return self.y - 7


@dataclass(frozen=True)
class Grafica:
    columnas: list[Columna]
    ancho: int = ANCHO
    alto: int = ALTO
    base: int = ALTO - ABAJO
    # With many columns their figures would run into each other: the table behind has them.
    con_valores: bool = True

    @property
    def y_etiqueta(self) -> int:
        return self.base + 21


def columnas(pares: Sequence[tuple[str, int]], destacada: int | None = None) -> Grafica | None:
    """One column for each (label, value), as high as its share of the greatest; None when all are zero."""
    mayor = max((valor for _etiqueta, valor in pares), default=0)
    if not mayor:
        return None
    paso = ANCHO / len(pares)
    ancho = min(64, round(paso * 0.68))
    util = ALTO - ARRIBA - ABAJO
    dibujadas = []
    for i, (etiqueta, valor) in enumerate(pares):
        # Something that happened is never drawn as nothing.
        alto = max(3, round(util * valor / mayor)) if valor else 0
        x = round(paso * i + (paso - ancho) / 2)
        clase = "columna ahora" if i == destacada else "columna"
        # Beyond a year every other label is left out, or they would run into each other.
        visible = etiqueta if len(pares) <= 12 or i % 2 == 0 else ""
        dibujadas.append(Columna(visible, valor, x, ALTO - ABAJO - alto, ancho, alto, clase))
    return Grafica(dibujadas, con_valores=len(pares) <= 12)


@dataclass(frozen=True)
class Curva:
    """A line that grows, with the area under it; `marcas` are the places and words of its time axis."""

    linea: str
    area: str
    fin: tuple[int, int]
    marcas: list[tuple[int, str, str]]
    ancho: int = ANCHO
    alto: int = ALTO
    base: int = ALTO - ABAJO

    @property
    def y_etiqueta(self) -> int:
        return self.base + 21


def curva(pares: Sequence[tuple[str, int]]) -> Curva | None:
    """From (label, sum so far); it starts from zero. None without any."""
    mayor = max((suma for _etiqueta, suma in pares), default=0)
    if not mayor:
        return None
    base, util, margen = ALTO - ABAJO, ALTO - ARRIBA - ABAJO, 12
    xs = [margen + round((ANCHO - 2 * margen) * (i + 1) / len(pares)) for i in range(len(pares))]
    puntos = [
        (margen, base),
        *((x, base - round(util * suma / mayor)) for x, (_e, suma) in zip(xs, pares, strict=True)),
    ]
    linea = " ".join(f"{x},{y}" for x, y in puntos)
    ultimo = len(pares) - 1
    anclas = {0: "start", ultimo: "end"} if ultimo else {0: "middle"}
    if ultimo >= 4:
        anclas[ultimo // 2] = "middle"
    marcas = [(margen if i == 0 and ultimo else xs[i], pares[i][0], ancla) for i, ancla in sorted(anclas.items())]
    return Curva(linea, f"{linea} {puntos[-1][0]},{base}", puntos[-1], marcas)


# The country as tiles, three rows from north to south, by official code.
MAPA = [
    ["", "02", "", "04", "09", "", "13", ""],
    ["01", "03", "05", "06", "07", "10", "12", "14"],
    ["", "", "", "08", "", "11", "", ""],
]
SIGLAS = {
    "01": "AH", "02": "SA", "03": "SO", "04": "CH", "05": "LL", "06": "SS", "07": "CU", "08": "LP", "09": "CA",
    "10": "SV", "11": "US", "12": "SM", "13": "MO", "14": "UN",
}  # fmt: skip


@dataclass(frozen=True)
class Tesela:
    siglas: str
    clase: str


def mosaico(valores: Mapping[str, int]) -> list[Tesela]:
    """Tiles in reading order. A code that is missing from `valores` had no event at all."""
    mayor = max(valores.values(), default=0)
    return [
        Tesela(SIGLAS[codigo], _clase(valores.get(codigo), mayor)) if codigo else Tesela("", "v")
        for fila in MAPA
        for codigo in fila
    ]


def _clase(valor: int | None, mayor: int) -> str:
    """m0 nothing happened; m1 to m4 by the root of its share, which lets small places show."""
    if valor is None:
        return "m0"
    if valor <= 0 or mayor <= 1:
        return "m1"
    return f"m{min(4, max(1, ceil(4 * sqrt(valor / mayor))))}"
