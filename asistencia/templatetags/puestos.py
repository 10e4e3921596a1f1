"""How a phone at the door is told in words."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eventos.templatetags.diseno import pildora

from ..models import Puesto

register = template.Library()
# Below this a clock is right for what it is used for.
AL_DIA_MS = 60_000


@register.simple_tag
def estado_de_puesto(puesto: Puesto, ahora: datetime) -> SafeString:
    if puesto.revocado_el:
        return pildora(_("Revocado"), "mal")
    if not puesto.es_vigente(ahora):
        return pildora(_("Vencido"), "ojo")
    if puesto.enrolado_el is None:
        return pildora(_("Sin enrolar"))
    return pildora(_("Activo"), "bien")


@register.filter
def desfase_en_palabras(ms: int | None) -> str:
    """«40 minutos adelantado»: the offset is the server's time minus the phone's."""
    if ms is None:
        return ""
    if abs(ms) < AL_DIA_MS:
        return _("en hora")
    minutos = round(abs(ms) / 60_000)
    horas = round(minutos / 60)
    if minutos < 120:
        cuanto = ngettext("%(n)s minuto", "%(n)s minutos", minutos) % {"n": minutos}
    else:
        cuanto = ngettext("%(n)s hora", "%(n)s horas", horas) % {"n": horas}
    return (_("%(cuanto)s atrasado") if ms > 0 else _("%(cuanto)s adelantado")) % {"cuanto": cuanto}


@register.inclusion_tag("asistencia/_puestos_telefono.html")
def telefono_de_puesto(puesto: Puesto, ahora: datetime) -> dict[str, Any]:
    """What the phone last said of itself."""
    return {"puesto": puesto, "ahora": ahora, "desfasado": abs(puesto.desfase_ms or 0) >= AL_DIA_MS}


@register.filter
def suerte_de_hecho(resultado: str) -> str:
    """What became of a fact that was handed in, in words."""
    return {
        "nuevo": _("Entraron"),
        "repetido": _("Ya estaban"),
        "por_revisar": _("Quedan por revisar"),
        "lectura": _("No se admitieron: quedan anotadas como lecturas"),
        "rechazado": _("No se entendieron y no entraron"),
    }.get(resultado, resultado)
