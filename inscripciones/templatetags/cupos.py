"""What registration adds to the pages of events: places left, and the way to one."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eventos.models import Evento
from inscripciones import cupos, registro

register = template.Library()


@register.simple_tag
def lugares_libres(citas: Iterable[object]) -> dict[int, int | None]:
    """Places left of every event of a list, in one query: `{% lugares_libres citas as libres %}`."""
    return cupos.libres([c if isinstance(c, Evento) else c.evento for c in citas])  # type: ignore[attr-defined]


@register.simple_tag
def quedan(evento: Evento) -> int | None:
    """Places left of one event; None without a limit."""
    return cupos.libres([evento])[evento.pk]


@register.simple_tag
def pildora_cupo(evento: Evento, libres: dict[int, int | None]) -> SafeString:
    """«Quedan 12 lugares» or «Lleno»; nothing for an event without a limit or cancelled."""
    n = libres.get(evento.pk)
    if n is None or evento.esta_cancelado:
        return SafeString("")
    if n == 0:
        return format_html('<span class="pildora ojo">{}</span>', _("Lleno"))
    return format_html('<span class="pildora">{}</span>', lugares_en_palabras(n))


@register.filter
def lugares_en_palabras(n: int) -> str:
    return ngettext("Queda %(n)s lugar", "Quedan %(n)s lugares", n) % {"n": n}


@register.simple_tag
def aviso_version() -> str:
    """The version of the privacy notice that registrations keep."""
    return registro.AVISO_VERSION
