"""Counters of the rate limit: how often something happened in a window of time."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Limite(models.Model):
    clave = models.CharField(max_length=80)
    ventana = models.DateTimeField()
    n = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("límite")
        verbose_name_plural = _("límites")
        constraints = [models.UniqueConstraint(fields=["clave", "ventana"], name="limite_uno_por_ventana")]

    def __str__(self) -> str:
        return f"{self.clave} {self.n}"
