"""How totals are worded on a page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.utils import dateformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eventos.iconos import MECANISMOS
from eventos.templatetags.diseno import marca_de_mecanismo

from .. import tablero
from ..graficos import Grafica
from ..participacion.consulta import Fila
from ..participacion.reglas import Recuento

register = template.Library()


@register.filter
def composicion(fila: Fila) -> str:
    return tablero.composicion(fila)


@register.filter
def participaciones(recuento: Recuento) -> int:
    return recuento.total("participaciones")


@register.filter
def porcentaje(parte: int, todo: int) -> int:
    return round(100 * parte / todo) if todo else 0


@register.filter
def diferencia(ahora: int, antes: int) -> int:
    """How much more than before, in per cent of before; negative when less."""
    return round(100 * (ahora - antes) / antes) if antes else 0


@register.filter
def mes_en_palabras(clave: str) -> str:
    """«2026-05» -> «mayo de 2026»; any other key as it is."""
    try:
        mes = date.fromisoformat(f"{clave}-01")
        return _("%(mes)s de %(anio)s") % {"mes": dateformat.format(mes, "F"), "anio": mes.year}
    except ValueError:
        return clave


@dataclass(frozen=True)
class _Marca:
    nombre: str
    pictograma: str
    color: str


@register.simple_tag
def nombre_de_fila(fila: Fila) -> SafeString | str:
    """A mechanism with its mark; a month in words; anything else by its name."""
    if dibujo := MECANISMOS.get(fila.clave):
        return marca_de_mecanismo(_Marca(fila.nombre, *dibujo))
    return mes_en_palabras(fila.nombre)


@register.inclusion_tag("asistencia/_grafica.html")
def dibujar(grafica: Grafica, titulo: str) -> dict[str, Any]:
    return {"grafica": grafica, "titulo": titulo}
