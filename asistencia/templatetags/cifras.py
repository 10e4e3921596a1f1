"""How totals are worded on a page."""

from datetime import date
from typing import Any

from django import template
from django.utils import dateformat

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
        return dateformat.format(date.fromisoformat(f"{clave}-01"), r"F \d\e Y")
    except ValueError:
        return clave


@register.inclusion_tag("asistencia/_grafica.html")
def dibujar(grafica: Grafica, titulo: str) -> dict[str, Any]:
    return {"grafica": grafica, "titulo": titulo}
