"""The pass: what its QR says, and how its short code is said."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _


def enlace(codigo: str) -> str:
    """What the pass's QR says. It can only check in: the private page has another code."""
    return settings.SITIO_URL + reverse("asistencia:pase", args=[codigo])


def dictado(corto: str) -> str:
    """«K M, cuatro ocho dos»: as somebody says it at the door or over the telephone."""
    cifras = _("cero uno dos tres cuatro cinco seis siete ocho nueve").split()
    return f"{' '.join(corto[:2])}, {' '.join(cifras[int(c)] for c in corto[2:])}"
