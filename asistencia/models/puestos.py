"""Phones at the door. Each is enrolled once, without a user account, and can do nothing but this."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eventos.models import Estand, Evento, Institucion


class PuestoQuerySet(models.QuerySet["Puesto"]):
    def de(self, instituciones: "models.QuerySet[Institucion]") -> Self:
        return self.filter(institucion__in=instituciones)

    def en_panel(self) -> Self:
        """Those that still serve first. Three queries with all that a list shows."""
        orden = (F("revocado_el").asc(nulls_first=True), "-hasta", "nombre", "pk")
        return self.select_related("institucion", "estand").prefetch_related("eventos").order_by(*orden)

    def vigentes(self, ahora: datetime) -> Self:
        return self.filter(revocado_el=None, hasta__gt=ahora)


class Puesto(models.Model):
    class Tipo(models.TextChoices):
        ENTRADA = "entrada", _("Entrada")
        ESTAND = "estand", _("Estand")
        QUIOSCO = "quiosco", _("Quiosco")
        MESA = "mesa", _("Mesa de registro")

    institucion = models.ForeignKey(Institucion, models.CASCADE, related_name="puestos")
    nombre = models.CharField(_("nombre"), max_length=60)
    tipo = models.CharField(_("tipo"), max_length=8, choices=Tipo.choices, default=Tipo.ENTRADA)
    estand = models.ForeignKey(Estand, models.SET_NULL, null=True, blank=True, related_name="puestos")
    eventos = models.ManyToManyField(Evento, related_name="puestos", verbose_name=_("eventos"))
    hasta = models.DateTimeField(_("sirve hasta"))
    busca_por_nombre = models.BooleanField(_("puede buscar por nombre"), default=False)
    # SHA-256 of the one-time token and of the bearer; neither is ever stored.
    enrolar_huella = models.CharField(max_length=64, blank=True)
    enrolar_hasta = models.DateTimeField(null=True, blank=True)
    portador_huella = models.CharField(max_length=64, blank=True)
    enrolado_el = models.DateTimeField(null=True, blank=True)
    revocado_el = models.DateTimeField(null=True, blank=True)
    # As the phone last said; not the truth of anything.
    visto_el = models.DateTimeField(_("visto"), null=True, blank=True)
    pendientes = models.PositiveIntegerField(default=0)
    bateria = models.PositiveSmallIntegerField(null=True, blank=True)
    desfase_ms = models.BigIntegerField(null=True, blank=True)
    creado_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    creado_el = models.DateTimeField()

    objects = PuestoQuerySet.as_manager()

    class Meta:
        verbose_name = _("puesto")
        verbose_name_plural = _("puestos")
        ordering = ["nombre", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["portador_huella"], condition=~Q(portador_huella=""), name="puesto_portador_unico"
            ),
            models.UniqueConstraint(
                fields=["enrolar_huella"], condition=~Q(enrolar_huella=""), name="puesto_token_unico"
            ),
            models.CheckConstraint(
                condition=Q(tipo__in=["entrada", "estand", "quiosco", "mesa"]), name="puesto_tipo_conocido"
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def es_vigente(self, ahora: datetime) -> bool:
        return self.revocado_el is None and ahora < self.hasta


class Lectura(models.Model):
    """A scan that was not admitted, and why. Counts for nothing; tells the organizer what happened at the door."""

    class Razon(models.TextChoices):
        DESCONOCIDO = "desconocido", _("código desconocido")
        OTRO_EVENTO = "otro_evento", _("de otro evento")
        CANCELADO = "cancelado", _("inscripción cancelada")
        EN_ESPERA = "en_espera", _("en lista de espera")
        YA_ENTRO = "ya_entro", _("ya había entrado")

    id = models.UUIDField(primary_key=True)
    evento = models.ForeignKey(Evento, models.PROTECT, related_name="lecturas")
    puesto = models.ForeignKey(Puesto, models.SET_NULL, null=True, blank=True, related_name="lecturas")
    inscripcion = models.ForeignKey(
        "inscripciones.Inscripcion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    razon = models.CharField(max_length=12, choices=Razon.choices)
    momento = models.DateTimeField()
    recibido_el = models.DateTimeField()

    class Meta:
        verbose_name = _("lectura")
        verbose_name_plural = _("lecturas")
        ordering = ["momento", "id"]

    def __str__(self) -> str:
        return f"{self.razon} {self.momento:%H:%M}"
