"""The country's official division since 1 May 2024, zones, and venues.

One table holds departamentos, municipios and distritos, because the official codes nest: `010104`
lies in `0101`, which lies in `01`. A venue or an origin points at the finest level that is known.
Source: Decreto 762 (14 departamentos, 44 municipios, 262 distritos).
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from .organizacion import Institucion

models.CharField.register_lookup(Length)


class Territorio(models.Model):
    class Nivel(models.TextChoices):
        DEPARTAMENTO = "departamento", _("departamento")
        MUNICIPIO = "municipio", _("municipio")
        DISTRITO = "distrito", _("distrito")

    codigo = models.CharField(_("código"), max_length=6, primary_key=True)
    nivel = models.CharField(max_length=12, choices=Nivel.choices)
    nombre = models.CharField(max_length=80)
    padre = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="partes")
    # What people type, folded (lower case, no accents): the name and its aliases, each between semicolons.
    busqueda = models.CharField(max_length=300, editable=False)
    municipio_anterior = models.CharField(max_length=4, blank=True, help_text=_("Código del municipio antes de 2024."))

    class Meta:
        verbose_name = _("territorio")
        verbose_name_plural = _("territorio")
        ordering = ["codigo"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nivel="departamento", codigo__length=2, padre=None)
                | Q(nivel="municipio", codigo__length=4, padre__isnull=False)
                | Q(nivel="distrito", codigo__length=6, padre__isnull=False),
                name="territorio_codigo_segun_nivel",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    @property
    def nombre_completo(self) -> str:
        """«San Lorenzo, Ahuachapán Norte»: five names occur twice, so the one above is always said."""
        if self.padre_id is None or self.nivel == self.Nivel.DEPARTAMENTO:
            return self.nombre
        return f"{self.nombre}, {self.padre}"

    @property
    def departamento_codigo(self) -> str:
        return self.codigo[:2]

    @property
    def municipio_codigo(self) -> str:
        """Empty when only the departamento is known."""
        return self.codigo[:4] if len(self.codigo) >= 4 else ""


class Zona(models.Model):
    """A grouping of departamentos. Without an institution it is one of the four national ones."""

    institucion = models.ForeignKey(Institucion, models.CASCADE, null=True, blank=True, related_name="zonas")
    nombre = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60)
    departamentos = models.ManyToManyField(Territorio, related_name="zonas", limit_choices_to={"nivel": "departamento"})

    class Meta:
        verbose_name = _("zona")
        verbose_name_plural = _("zonas")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["institucion", "slug"], name="zona_slug_por_institucion"),
            models.UniqueConstraint(fields=["slug"], condition=Q(institucion=None), name="zona_nacional_slug_unico"),
        ]

    def __str__(self) -> str:
        return self.nombre


class Lugar(models.Model):
    """A venue of an institution, in a distrito, or known only to municipio or departamento."""

    institucion = models.ForeignKey(Institucion, models.CASCADE, related_name="lugares")
    nombre = models.CharField(_("nombre del lugar"), max_length=160)
    direccion = models.CharField(_("dirección"), max_length=200, blank=True)
    indicaciones = models.CharField(_("cómo llegar"), max_length=200, blank=True)
    accesibilidad = models.CharField(_("accesibilidad"), max_length=200, blank=True)
    territorio = models.ForeignKey(
        Territorio, models.PROTECT, null=True, blank=True, related_name="lugares", verbose_name=_("distrito")
    )

    class Meta:
        verbose_name = _("lugar")
        verbose_name_plural = _("lugares")
        ordering = ["nombre"]
        constraints = [models.CheckConstraint(condition=~Q(nombre=""), name="lugar_con_nombre")]

    def __str__(self) -> str:
        return self.nombre
