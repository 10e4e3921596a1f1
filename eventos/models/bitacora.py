"""The audit trail: who did, saw or exported what. Names of fields, never their values."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .evento import comienzo_del_dia
from .organizacion import Institucion


class BitacoraQuerySet(models.QuerySet["Bitacora"]):
    def de(self, instituciones: "models.QuerySet[Institucion]") -> Self:
        return self.filter(institucion__in=instituciones)

    def que_cumplen(self, accion: str = "", desde: date | None = None, hasta: date | None = None) -> Self:
        """Of this kind, between these local dates, both included; what is not given does not narrow."""
        asientos = self.filter(accion=accion) if accion else self
        if desde:
            asientos = asientos.filter(momento__gte=comienzo_del_dia(desde))
        if hasta:
            asientos = asientos.filter(momento__lt=comienzo_del_dia(hasta + timedelta(days=1)))
        return asientos


class Bitacora(models.Model):
    class Accion(models.TextChoices):
        CREAR = "crear", _("creó")
        CAMBIAR = "cambiar", _("cambió")
        BORRAR = "borrar", _("quitó")
        PUBLICAR = "publicar", _("publicó")
        RETIRAR = "retirar", _("retiró")
        CANCELAR = "cancelar", _("canceló")
        LEER = "leer", _("leyó datos personales de")
        EXPORTAR = "exportar", _("exportó")
        IMPORTAR = "importar", _("importó")
        CERRAR = "cerrar", _("cerró el acta de")
        RECTIFICAR = "rectificar", _("rectificó el acta de")
        REVISAR = "revisar", _("decidió sobre")
        ANULAR = "anular", _("anuló")
        RESPONDER = "responder", _("respondió")

    momento = models.DateTimeField(_("cuándo"))
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("quién")
    )
    institucion = models.ForeignKey(Institucion, models.SET_NULL, null=True, blank=True, related_name="+")
    accion = models.CharField(_("qué hizo"), max_length=12, choices=Accion.choices)
    objeto = models.CharField(_("sobre qué"), max_length=40)
    objeto_id = models.CharField(max_length=80, blank=True)
    campos = models.CharField(_("campos"), max_length=300, blank=True)
    cantidad = models.PositiveIntegerField(_("cuántos"), default=1)

    objects = BitacoraQuerySet.as_manager()

    class Meta:
        verbose_name = _("asiento")
        verbose_name_plural = _("bitácora")
        ordering = ["-momento", "-id"]
        indexes = [models.Index(fields=["institucion", "-momento"], name="bitacora_por_institucion")]

    def __str__(self) -> str:
        return f"{self.momento:%Y-%m-%d %H:%M} {self.accion} {self.objeto} {self.objeto_id}"
