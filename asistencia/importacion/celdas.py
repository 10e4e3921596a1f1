"""What may stand in a cell: widgets of django-import-export, each refusing with a sentence."""

import re
from typing import Any

from django.utils.translation import gettext as _
from import_export import widgets

from . import fechas

MAXIMO = 9_999_999
_ENTERO = re.compile(r"\d+|\d{1,3}(,\d{3})+")


def sin_formula(texto: str, marcas: str = "=@") -> str:
    """A cell that a spreadsheet would compute is refused: we would not be keeping what somebody wrote."""
    if texto.startswith(tuple(marcas)):
        raise ValueError(_("«%s» parece una fórmula. Escriba el valor, sin = + - @ al principio.") % texto[:40])
    return texto


class Texto(widgets.Widget):
    def __init__(self, maximo: int = 200, obligatorio: bool = False) -> None:
        super().__init__()
        self.maximo, self.obligatorio = maximo, obligatorio

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        texto = " ".join(sin_formula(value or "", "=+-@").split())
        if self.obligatorio and not texto:
            raise ValueError(_("Está vacío y hace falta."))
        if len(texto) > self.maximo:
            raise ValueError(_("Pasa de %d letras.") % self.maximo)
        return texto


class Numero(widgets.Widget):
    """People or services: whole and not negative; «1,234» is one thousand. Empty is not zero: None."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        texto = sin_formula(value or "")
        if not texto:
            return None
        if re.fullmatch(r"-\s*[\d.,]+", texto):
            raise ValueError(
                _("«%s» es negativo. Escriba cuántas personas fueron, o déjelo vacío si no se sabe.") % texto
            )
        if not _ENTERO.fullmatch(texto):
            raise ValueError(_("«%s» no es un número entero. Escríbalo solo con cifras: 1234.") % texto[:40])
        numero = int(texto.replace(",", ""))
        if numero > MAXIMO:
            raise ValueError(_("«%s» es demasiado grande.") % texto)
        return numero


class FechaDeInicio(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> fechas.Fecha:
        texto = sin_formula(value or "", "=+-@")
        if not texto:
            raise ValueError(_("Está vacío. Escriba la fecha así: 12/11/2019, 2019-11-12 09:00, 2016-05 o 2016."))
        return fechas.leer(texto)
