"""The design language as template tags: pictograms, marks, verdict pills, faces, and dates in words."""

from datetime import date, datetime, time
from typing import Any

from django import template
from django.forms import BaseForm
from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language

from eventos.iconos import CARAS, COLORES, TRAZOS

register = template.Library()

TONOS = ("", "bien", "ojo", "mal", "hoy")
FIRME = "\u00a0"  # no-break space: an hour must not be torn from its a. m.


@register.simple_tag
def icono(nombre: str) -> SafeString:
    """Inline pictogram, hidden from assistive technology; an unknown name is a programmer's error."""
    return format_html(
        '<svg class="ic" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        mark_safe(TRAZOS[nombre]),  # noqa: S308  our own drawings
    )


@register.simple_tag
def logo() -> SafeString:
    return mark_safe(
        '<svg class="logo" viewBox="0 0 34 34" aria-hidden="true"><rect width="34" height="34" rx="9" fill="#f4b918"/>'
        '<path d="M25 10.5A10 10 0 1 0 25 23.5" fill="none" stroke="#0e1736" stroke-width="4.5"'
        ' stroke-linecap="round"/>'
        '<circle cx="17.5" cy="17" r="3.6" fill="#0e1736"/></svg>'
    )


@register.simple_tag
def cara(nombre: str) -> SafeString:
    boca, color = CARAS[nombre]
    return format_html(
        '<svg class="cara" viewBox="0 0 60 60" aria-hidden="true">'
        '<circle cx="30" cy="30" r="27" fill="{}" stroke="#1b1a17" stroke-width="3"/>'
        '<circle cx="21" cy="24" r="3.5"/><circle cx="39" cy="24" r="3.5"/>'
        '<path d="{}" fill="none" stroke="#1b1a17" stroke-width="3.5" stroke-linecap="round"/></svg>',
        color,
        boca,
    )


@register.simple_tag
def pildora(texto: object, tono: str = "") -> SafeString:
    if tono not in TONOS:
        raise ValueError(f"pildora: {tono!r} is none of {TONOS}")
    return format_html('<span class="{}">{}</span>', f"pildora {tono}".strip(), capfirst(str(texto)))


@register.filter
def clase_color(mecanismo: Any) -> str:
    """The CSS class that sets `--c`; an institution's own mechanism without a known colour looks like a channel."""
    color = mecanismo if isinstance(mecanismo, str) else getattr(mecanismo, "color", "")
    return color if color in COLORES else "canal"


@register.simple_tag(name="mecanismo")
def marca_de_mecanismo(mecanismo: Any) -> SafeString:
    """Pictogram in its colour, always with its word. Data may name a drawing we lack; a page never fails for it."""
    dibujo = mecanismo.pictograma if mecanismo.pictograma in TRAZOS else "etiqueta"
    return format_html(
        '<span class="mec {}"><i>{}</i><span>{}</span></span>', clase_color(mecanismo), icono(dibujo), mecanismo.nombre
    )


@register.simple_tag
def barra(valor: float, total: float) -> SafeString:
    """How full something is; the words beside it say the same, so it is hidden from assistive technology."""
    parte = min(100, round(100 * valor / total)) if total else 0
    return format_html(
        '<svg class="barra" viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="riel" width="100" height="9"/><rect class="lleno" width="{}" height="9"/></svg>',
        parte,
    )


@register.inclusion_tag("diseno/_resumen_errores.html")
def resumen_errores(form: BaseForm) -> dict[str, object]:
    """What must be mended, on top of the form, each line a link to its field."""
    return {"form": form, "campos": [campo for campo in form.visible_fields() if campo.errors]}


def _en_ingles() -> bool:
    return (get_language() or "es").startswith("en")


def _local(valor: date | datetime) -> date | datetime:
    if isinstance(valor, datetime) and timezone.is_aware(valor):
        return timezone.localtime(valor)
    return valor


def _fecha(valor: date | datetime | None, espanol: str, ingles: str) -> str:
    if not valor:
        return ""
    return dateformat.format(_local(valor), ingles if _en_ingles() else espanol)


@register.filter(expects_localtime=True)
def fecha_larga(valor: date | datetime | None) -> str:
    """martes 21 de enero · Tuesday 21 January"""
    return _fecha(valor, r"l j \d\e F", "l j F")


@register.filter(expects_localtime=True)
def fecha_larga_anio(valor: date | datetime | None) -> str:
    """martes 21 de enero de 2025 · Tuesday 21 January 2025"""
    return _fecha(valor, r"l j \d\e F \d\e Y", "l j F Y")


@register.filter(expects_localtime=True)
def mes_corto(valor: date | datetime | None) -> str:
    return _fecha(valor, "M", "M")[:3] if _en_ingles() else _fecha(valor, "F", "M")[:3]


@register.filter(expects_localtime=True)
def dia_corto(valor: date | datetime | None) -> str:
    return _fecha(valor, "l", "l")[:3]


@register.filter(expects_localtime=True)
def hora(valor: datetime | time | None) -> str:
    """9:00 a. m.; noon is 12:00 m., as people here write it."""
    if valor is None or valor == "":
        return ""
    if isinstance(valor, datetime):
        valor = _local(valor)  # type: ignore[assignment]
    cifras = f"{valor.hour % 12 or 12}:{valor.minute:02d}"
    if (valor.hour, valor.minute) == (12, 0):
        return cifras + FIRME + ("noon" if _en_ingles() else "m.")
    letra = "a" if valor.hour < 12 else "p"
    return cifras + FIRME + (f"{letra}.m." if _en_ingles() else f"{letra}.{FIRME}m.")
