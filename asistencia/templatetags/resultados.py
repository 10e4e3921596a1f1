"""What came of it all, for pages of lower apps: published figures only."""

from typing import Any

from django import template
from django.utils import timezone

from ..participacion import consulta

register = template.Library()


@register.inclusion_tag("asistencia/_lo_hecho.html")
def lo_hecho() -> dict[str, Any]:
    """This year's participations, from actas. A tag is where a page of another app ends: it reads the clock itself."""
    ahora = timezone.now()
    hoy = timezone.localdate(ahora)
    totales = consulta.totales(hoy.replace(month=1, day=1), hoy, ahora, por="institucion", solo_actas=True)
    return {"total": totales.total, "instituciones": len(totales.filas), "anio": hoy.year}
