"""The pass: what its QR says."""

from django.conf import settings
from django.urls import reverse


def enlace(codigo: str) -> str:
    """What the pass's QR says. It can only check in: the private page has another code."""
    return settings.SITIO_URL + reverse("asistencia:pase", args=[codigo])
