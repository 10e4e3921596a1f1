"""The frozen figures of an event, as rows."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from eventos.models import Evento

from .hechos import Metodo


class ActaQuerySet(models.QuerySet["Acta"]):
    def vigentes(self) -> Self:
        """The newest version of each event's acta."""
        posterior = Acta.objects.filter(evento=OuterRef("evento"), version__gt=OuterRef("version"))
        return self.filter(~Exists(posterior))


class Acta(models.Model):
    """One version. It is never edited: a rectification is the next version, with its reason."""

    evento = models.ForeignKey(Evento, models.PROTECT, related_name="actas")
    version = models.PositiveSmallIntegerField()
    # True: it was held and nobody knows how many came. Not the same as zero people.
    sin_dato = models.BooleanField(default=False)
    motivo = models.CharField(_("motivo de la rectificación"), max_length=300, blank=True)
    fuente = models.CharField(max_length=300, blank=True)
    nota = models.CharField(max_length=500, blank=True)
    # The original does not add up (women + men exceed people): kept as printed, sexes not counted.
    no_cuadra = models.BooleanField(default=False)
    huella = models.CharField(max_length=64, help_text=_("SHA-256 de sus cifras en JSON canónico."))
    firmada_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    creada_el = models.DateTimeField()

    objects = ActaQuerySet.as_manager()

    class Meta:
        verbose_name = _("acta")
        verbose_name_plural = _("actas")
        constraints = [
            models.UniqueConstraint(fields=["evento", "version"], name="acta_una_por_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="acta_version_desde_uno"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(motivo=""), name="acta_rectificada_con_motivo"),
        ]

    def __str__(self) -> str:
        return f"{self.evento} v{self.version}"


class Medida(models.TextChoices):
    """The three totals, never mixed."""

    IDENTIFICADAS = "identificadas", _("identificadas")
    PARTICIPACIONES = "participaciones", _("participaciones")
    ATENCIONES = "atenciones", _("atenciones")


class ActaCifra(models.Model):
    """One number of an acta: a measure, split by one dimension and by how it was obtained.

    Dimension `total` has the empty key; its rows add up to the measure. Every other dimension adds
    up to the same number, closed by the key `no-consta`.
    """

    class Dimension(models.TextChoices):
        TOTAL = "total", _("total")
        SEXO = "sexo", _("sexo")
        EDAD = "edad", _("edad")
        CONDICION = "condicion", _("condición")
        ORIGEN = "origen", _("origen")

    acta = models.ForeignKey(Acta, models.CASCADE, related_name="cifras", db_index=False)
    medida = models.CharField(max_length=16, choices=Medida.choices)
    dimension = models.CharField(max_length=10, choices=Dimension.choices)
    clave = models.CharField(max_length=20, blank=True)
    metodo = models.CharField(max_length=14, choices=Metodo.choices)
    valor = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("cifra de acta")
        verbose_name_plural = _("cifras de actas")
        constraints = [
            models.UniqueConstraint(
                fields=["acta", "dimension", "medida", "clave", "metodo"], name="acta_cifra_sin_repetir"
            ),
            models.CheckConstraint(
                condition=Q(dimension="total", clave="") | ~Q(dimension="total") & ~Q(clave=""),
                name="acta_cifra_clave_segun_dimension",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.medida} {self.dimension} {self.clave}: {self.valor}"
