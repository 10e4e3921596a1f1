"""Participation mechanisms: the national list, and each institution's own catalogue copied from it."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .organizacion import Institucion


class Clase(models.TextChoices):
    EVENTO = "evento", _("evento")
    ESPACIO = "espacio", _("espacio")
    CANAL = "canal", _("canal")


class Cuenta(models.TextChoices):
    """What a mechanism's principal figure counts."""

    EVENTOS = "eventos", _("eventos")
    PERSONAS = "personas", _("personas")
    ATENCIONES = "atenciones", _("atenciones")
    OPINIONES = "opiniones", _("opiniones")
    SOLICITUDES = "solicitudes", _("solicitudes")
    INTERACCIONES = "interacciones", _("interacciones")
    AUDIENCIA = "audiencia", _("audiencia")
    PUBLICACIONES = "publicaciones", _("publicaciones")
    VISITAS = "visitas", _("visitas")
    GRUPOS = "grupos", _("grupos")
    LUGARES = "lugares", _("lugares")
    DOCUMENTOS = "documentos", _("documentos")


class MecanismoNacional(models.Model):
    """An entry of the national list, loaded from `eventos/datos/mecanismos.csv`."""

    slug = models.SlugField(max_length=60, unique=True)
    nombre = models.CharField(max_length=120)
    clase = models.CharField(max_length=8, choices=Clase.choices)
    cuenta = models.CharField(max_length=14, choices=Cuenta.choices)
    unidad_medida = models.CharField(max_length=60)
    publicado_por = models.CharField(max_length=120, blank=True)
    color = models.SlugField(max_length=20)
    pictograma = models.SlugField(max_length=40)

    class Meta:
        verbose_name = _("mecanismo nacional")
        verbose_name_plural = _("mecanismos nacionales")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.nombre


class MecanismoQuerySet(models.QuerySet["Mecanismo"]):
    def para_eventos(self) -> Self:
        """In use, and such that people meet: what an event may be an occurrence of."""
        return self.filter(clase=Clase.EVENTO, activo=True)

    def de_eventos(self, eventos: models.QuerySet[Any]) -> Self:
        """Those that these events are occurrences of."""
        return self.filter(pk__in=eventos.values("mecanismo")).order_by("nombre")


class Mecanismo(models.Model):
    """A mechanism as one institution offers it. Its texts are the institution's to write."""

    institucion = models.ForeignKey(Institucion, models.CASCADE, related_name="mecanismos")
    slug = models.SlugField(max_length=60)
    nombre = models.CharField(_("nombre"), max_length=120)
    clase = models.CharField(_("clase"), max_length=8, choices=Clase.choices)
    cuenta = models.CharField(_("qué cuenta"), max_length=14, choices=Cuenta.choices)
    unidad_medida = models.CharField(_("unidad de medida"), max_length=60)
    definicion = models.TextField(_("definición"), blank=True)
    objetivo = models.TextField(_("objetivo"), blank=True)
    requisitos = models.TextField(_("requisitos para participar"), blank=True)
    contacto_lugar = models.CharField(_("dónde"), max_length=200, blank=True)
    contacto_telefono = models.CharField(_("teléfono"), max_length=40, blank=True)
    contacto_horario = models.CharField(_("horario"), max_length=120, blank=True)
    contacto_correo = models.EmailField(_("correo"), blank=True)
    contacto_url = models.URLField(_("sitio web"), blank=True)
    fuente = models.CharField(_("fuente de información"), max_length=200, blank=True)
    referencia_legal = models.CharField(_("referencia legal"), max_length=200, blank=True)
    nombre_obligatorio = models.BooleanField(_("pide el nombre"), default=False)
    color = models.SlugField(max_length=20)
    pictograma = models.SlugField(max_length=40)
    activo = models.BooleanField(_("en uso"), default=True)

    objects = MecanismoQuerySet.as_manager()

    class Meta:
        verbose_name = _("mecanismo")
        verbose_name_plural = _("mecanismos")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["institucion", "slug"], name="mecanismo_slug_por_institucion"),
            models.CheckConstraint(
                condition=Q(clase__in=["evento", "espacio", "canal"]), name="mecanismo_clase_conocida"
            ),
        ]

    def __str__(self) -> str:
        return self.nombre
