"""The outbox. A message is a row of the transaction that causes it; the worker sends it afterwards."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mensaje(models.Model):
    """Holds personal data until it is sent or given up: then recipient, texts and attachments are emptied."""

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("pendiente")
        ENVIADO = "enviado", _("enviado")
        FALLIDO = "fallido", _("fallido")

    para = models.EmailField(blank=True)
    asunto = models.CharField(max_length=200, blank=True)
    texto = models.TextField(blank=True)
    html = models.TextField(blank=True)
    # [{"nombre": "evento.ics", "tipo": "text/calendar", "contenido": "…"}]; text only.
    adjuntos = models.JSONField(default=list, blank=True)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PENDIENTE)
    creado_el = models.DateTimeField(default=timezone.now)
    # Not before this moment: the first try, a back-off, or the end of the lease of whoever is sending it.
    disponible_el = models.DateTimeField(default=timezone.now)
    intentos = models.PositiveSmallIntegerField(default=0)
    enviado_el = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("mensaje")
        verbose_name_plural = _("mensajes")
        constraints = [
            models.CheckConstraint(
                condition=Q(estado="enviado", enviado_el__isnull=False)
                | Q(estado__in=["pendiente", "fallido"], enviado_el=None),
                name="mensaje_enviado_tiene_momento",
            ),
        ]
        indexes = [
            models.Index(fields=["disponible_el"], condition=Q(estado="pendiente"), name="mensaje_por_enviar"),
        ]

    def __str__(self) -> str:
        return f"{self.estado} {self.creado_el:%Y-%m-%d %H:%M}"
