"""Public bodies and their organizing units."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class InstitucionQuerySet(models.QuerySet["Institucion"]):
    def por_estrenar(self) -> Self:
        """Without any event yet: somebody must be told where to begin."""
        return self.filter(eventos=None)


class Institucion(models.Model):
    """A public body. It may end and have a successor; its historical name stays."""

    siglas = models.CharField(_("siglas"), max_length=20)
    nombre = models.CharField(_("nombre"), max_length=200)
    desde = models.DateField(_("existe desde"), null=True, blank=True)
    hasta = models.DateField(_("existió hasta"), null=True, blank=True)
    sucesora = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="antecesoras", verbose_name=_("sucesora")
    )
    contacto = models.CharField(
        _("contacto para sus datos personales"),
        max_length=200,
        blank=True,
        help_text=_("A dónde escribir o llamar para ver, corregir o borrar los datos. Sale en el aviso de privacidad."),
    )
    demostracion = models.BooleanField(_("datos ficticios"), default=False)

    objects = InstitucionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institución")
        verbose_name_plural = _("instituciones")
        ordering = ["siglas"]
        constraints = [
            models.UniqueConstraint("siglas", name="institucion_siglas_unicas"),
            models.CheckConstraint(condition=~Q(siglas=""), name="institucion_con_siglas"),
            models.CheckConstraint(
                condition=Q(desde=None) | Q(hasta=None) | Q(desde__lte=F("hasta")), name="institucion_vigencia_en_orden"
            ),
        ]

    def __str__(self) -> str:
        return self.siglas


class Unidad(models.Model):
    """The unit of an institution that organizes."""

    institucion = models.ForeignKey(Institucion, models.CASCADE, related_name="unidades")
    nombre = models.CharField(_("nombre"), max_length=120)
    slug = models.SlugField(max_length=60)

    class Meta:
        verbose_name = _("unidad")
        verbose_name_plural = _("unidades")
        ordering = ["nombre"]
        constraints = [models.UniqueConstraint(fields=["institucion", "slug"], name="unidad_slug_por_institucion")]

    def __str__(self) -> str:
        return self.nombre
