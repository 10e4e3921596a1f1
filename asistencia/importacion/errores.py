"""What is wrong with a file: where, and what to do. Told all at once, never one at a time."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Falla:
    """`fila` as a spreadsheet numbers it (the header is 1); 0 is the whole file. `columna` may be empty."""

    fila: int
    columna: str
    razon: str

    def __str__(self) -> str:
        partes = [_("fila %d") % self.fila] if self.fila else []
        if self.columna:
            partes.append(_("columna %s") % self.columna)
        donde = ", ".join(partes)
        return f"{donde}: {self.razon}" if donde else self.razon


class ArchivoIlegible(Exception):
    """Nothing in the file can be trusted until these are mended."""

    def __init__(self, fallas: Iterable[Falla]) -> None:
        self.fallas = list(fallas)
        super().__init__("; ".join(str(f) for f in self.fallas))


def falla(razon: str, fila: int = 0, columna: str = "") -> ArchivoIlegible:
    return ArchivoIlegible([Falla(fila, columna, razon)])
