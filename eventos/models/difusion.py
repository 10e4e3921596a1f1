"""Places and channels where an event is announced, each with its own short link."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .evento import Evento


class DifusionQuerySet(models.QuerySet["Difusion"]):
    def visibles(self) -> Self:
        """Of events that the public may see."""
        return self.select_related("evento").filter(evento__in=Evento.objects.visibles())

    def por_corto(self, corto: str) -> Self:
        """The one called `corto`, and the default one."""
        return self.filter(Q(corto=corto) | Q(predeterminada=True))


class Difusion(models.Model):
    evento = models.ForeignKey(Evento, models.CASCADE, related_name="difusiones")
    corto = models.CharField(_("enlace corto"), max_length=12, unique=True)
    nombre = models.CharField(_("lugar o canal"), max_length=120, blank=True)
    predeterminada = models.BooleanField(default=False)

    objects = DifusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("difusión")
        verbose_name_plural = _("difusiones")
        constraints = [
            models.UniqueConstraint(
                fields=["evento"], condition=Q(predeterminada=True), name="difusion_una_predeterminada_por_evento"
            ),
        ]

    def __str__(self) -> str:
        return self.nombre or self.corto


class VisitasDelDia(models.Model):
    """Daily tally of a tracked link: a number, without cookies or anything of the visitor."""

    difusion = models.ForeignKey(Difusion, models.CASCADE, related_name="visitas")
    dia = models.DateField()
    n = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("visitas del día")
        verbose_name_plural = _("visitas por día")
        constraints = [models.UniqueConstraint(fields=["difusion", "dia"], name="visitas_un_total_por_dia")]

    def __str__(self) -> str:
        return f"{self.dia}: {self.n}"
