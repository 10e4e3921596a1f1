"""What somebody said. Nothing leads from a comment to a registration."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eventos.models import Evento


class ComentarioQuerySet(models.QuerySet["Comentario"]):
    def sin_denuncias(self) -> Self:
        return self.exclude(tipo=Comentario.Tipo.DENUNCIA)

    def en_estado(self, estado: str) -> Self:
        return self.filter(estado=estado)

    def abiertos(self) -> Self:
        """Still waiting for somebody here to do something."""
        return self.filter(estado__in=[Comentario.Estado.RECIBIDO, Comentario.Estado.TURNADO])


class Comentario(models.Model):
    class Tipo(models.TextChoices):
        SUGERENCIA = "sugerencia", _("Sugerencia")
        FELICITACION = "felicitacion", _("Felicitación")
        CONSULTA = "consulta", _("Pregunta")
        QUEJA = "queja", _("Queja")
        AVISO = "aviso", _("Aviso")
        COMENTARIO = "comentario", _("Comentario")
        DENUNCIA = "denuncia", _("Denuncia")

    class Cara(models.TextChoices):
        MUY_BIEN = "muy_bien", _("Muy bien")
        BIEN = "bien", _("Bien")
        MAS_O_MENOS = "mas_o_menos", _("Más o menos")
        MAL = "mal", _("Mal")

    class Via(models.TextChoices):
        """The way in."""

        PASE = "pase", _("enlace del pase")
        SALIDA = "salida", _("QR de la salida")
        ENLACE = "enlace", _("enlace abierto")
        MESA = "mesa", _("en la mesa")
        PAPEL = "papel", _("en papel")
        TELEFONO = "telefono", _("por teléfono")

    class Estado(models.TextChoices):
        RECIBIDO = "recibido", _("recibido")
        TURNADO = "turnado", _("en manos de quien responde")
        RESPONDIDO = "respondido", _("respondido")
        CERRADO = "cerrado", _("cerrado")
        IMPROCEDENTE = "improcedente", _("no procede")

    evento = models.ForeignKey(Evento, models.PROTECT, related_name="comentarios")
    folio = models.CharField(max_length=9, unique=True)
    # Minted by the page, so that sending twice leaves one comment.
    solicitud = models.UUIDField(unique=True)
    tipo = models.CharField(_("qué es"), max_length=12, choices=Tipo.choices, default=Tipo.COMENTARIO)
    cara = models.CharField(_("cómo le fue"), max_length=12, choices=Cara.choices, blank=True)
    texto = models.TextField(_("lo que dijo"), max_length=4000, blank=True)
    via = models.CharField(_("por dónde llegó"), max_length=8, choices=Via.choices)
    con_ayuda = models.BooleanField(_("alguien le ayudó"), default=False)
    contacto = models.CharField(_("teléfono o correo para responderle"), max_length=120, blank=True)
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.RECIBIDO)
    respuesta = models.TextField(_("respuesta pública"), max_length=2000, blank=True)
    respondido_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    respondido_el = models.DateTimeField(null=True, blank=True)
    recibido_el = models.DateTimeField()

    objects = ComentarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("comentario")
        verbose_name_plural = _("comentarios")
        ordering = ["-recibido_el", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(texto="") | ~Q(cara=""), name="comentario_dice_algo"),
            models.CheckConstraint(
                condition=~Q(estado__in=["respondido", "improcedente"]) | ~Q(respuesta=""),
                name="comentario_respondido_con_respuesta",
            ),
        ]
        indexes = [models.Index(fields=["evento", "estado"], name="comentario_por_estado")]

    def __str__(self) -> str:
        return self.folio

    @property
    def folio_visible(self) -> str:
        """In threes, as it is read over the telephone: «7Q4-K2M-9TC»."""
        return "-".join(self.folio[i : i + 3] for i in range(0, len(self.folio), 3))

    @property
    def esta_abierto(self) -> bool:
        return self.estado in (self.Estado.RECIBIDO, self.Estado.TURNADO)

    @property
    def tono(self) -> str:
        """How its state is coloured, beside its word."""
        tonos = {self.Estado.RECIBIDO: "ojo", self.Estado.TURNADO: "", self.Estado.IMPROCEDENTE: "mal"}
        return tonos.get(self.Estado(self.estado), "bien")

    @property
    def a_la_vista(self) -> dict[str, str]:
        """What anybody with the folio may know. Of a denuncia, only that it arrived: its life is not public."""
        if self.tipo == self.Tipo.DENUNCIA:
            return {"estado": str(self.Estado.RECIBIDO.label), "respuesta": ""}
        return {"estado": self.get_estado_display(), "respuesta": self.respuesta}
