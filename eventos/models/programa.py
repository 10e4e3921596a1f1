"""What an event is made of besides its hours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .evento import Evento


class Estand(models.Model):
    """A stand inside a fair, where a service is given. It never counts participants."""

    evento = models.ForeignKey(Evento, models.CASCADE, related_name="estands")
    nombre = models.CharField(_("servicio"), max_length=80)
    slug = models.SlugField(max_length=60)

    class Meta:
        verbose_name = _("estand")
        verbose_name_plural = _("estands")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["evento", "slug"], name="estand_slug_por_evento")]

    def __str__(self) -> str:
        return self.nombre
