"""The ledger of facts. Rows are only added; one fact annuls or decides on another.

One table for every kind: an id is then unique across kinds (a replay can never count as another
kind), a batch enters in one statement, and an annulment finds its fact wherever it is. Named
constraints hold each kind to its own shape.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from eventos.models import Estand, Evento, Jornada
from inscripciones.models import Edad, Inscripcion, Sexo


class Metodo(models.TextChoices):
    """How a figure was obtained. Order is from most to least exact: the grade that reports print."""

    QR = "qr", _("código QR")
    AUTORREGISTRO = "autorregistro", _("llegada marcada por la persona")
    MESA = "mesa", _("mesa de registro")
    PAPEL = "papel", _("lista en papel")
    EN_LINEA = "en_linea", _("en línea")
    CONTEO = "conteo", _("conteo")
    ESTIMACION = "estimacion", _("estimación")
    IMPORTADO = "importado", _("importado")


class HechoQuerySet(models.QuerySet["Hecho"]):
    def llegadas(self) -> Self:
        """Arrivals of somebody registered, before or at the door."""
        return self.filter(tipo__in=[Hecho.Tipo.ASISTENCIA, Hecho.Tipo.ALTA])

    def conteos(self) -> Self:
        return self.filter(tipo=Hecho.Tipo.CONTEO)

    def anulables(self) -> Self:
        """What somebody may undo: arrivals and counts, not decisions."""
        return self.exclude(tipo__in=[Hecho.Tipo.ANULACION, Hecho.Tipo.REVISION])

    def por_revisar(self) -> Self:
        """Doubtful, not annulled, and nobody has decided on them yet."""
        sobre_este = Hecho.objects.filter(refiere=OuterRef("pk"), evento=OuterRef("evento"))
        # A doubtful annulment settles nothing: it waits for a decision of its own.
        decidido = sobre_este.filter(Q(tipo=Hecho.Tipo.REVISION) | Q(tipo=Hecho.Tipo.ANULACION, duda=""))
        return self.exclude(duda="").filter(~Exists(decidido))


class Hecho(models.Model):
    class Tipo(models.TextChoices):
        ASISTENCIA = "asistencia", _("llegada")
        ALTA = "alta", _("inscripción en la puerta")
        CONTEO = "conteo", _("conteo")
        SALIDA = "salida", _("salida")
        ATENCION = "atencion", _("atención")
        ANULACION = "anulacion", _("anulación")
        REVISION = "revision", _("revisión")

    class Ambito(models.TextChoices):
        """Whom a count covers."""

        SIN_REGISTRO = "sin_registro", _("personas que nadie inscribió")
        TODOS = "todos", _("todas las personas (control)")

    class Duda(models.TextChoices):
        FUERA_DE_HORA = "fuera_de_hora", _("fuera del tiempo de llegada")
        EVENTO_CANCELADO = "cancelado", _("el evento estaba cancelado")
        SIN_PUBLICAR = "sin_publicar", _("el evento no estaba publicado")
        PUESTO = "puesto", _("el puesto estaba revocado o vencido")

    class Motivo(models.TextChoices):
        ERROR = "error", _("fue un error")
        ACOMPANANTES = "acompanantes", _("cambia el número de acompañantes")
        PRUEBA = "prueba", _("era una prueba")

    # Minted by the device (uuid7), or by the page where there is no device.
    id = models.UUIDField(primary_key=True)
    tipo = models.CharField(max_length=10, choices=Tipo.choices)
    evento = models.ForeignKey(Evento, models.PROTECT, related_name="hechos", db_index=False)
    # The opening nearest to `momento`: set on the way in, recomputable whenever openings move.
    jornada = models.ForeignKey(Jornada, models.SET_NULL, null=True, blank=True, related_name="hechos", db_index=False)
    inscripcion = models.ForeignKey(Inscripcion, models.PROTECT, null=True, blank=True, related_name="hechos")
    # People this fact brings: holder and companions, or those counted. Zero for the rest.
    personas = models.PositiveIntegerField(default=0)
    ambito = models.CharField(max_length=12, choices=Ambito.choices, blank=True)
    sexo = models.CharField(max_length=6, choices=Sexo.choices, blank=True)
    edad = models.CharField(max_length=6, choices=Edad.choices, blank=True)
    metodo = models.CharField(max_length=14, choices=Metodo.choices, blank=True)
    # The fact that an annulment or a decision is about; it may arrive later, so no foreign key.
    refiere = models.UUIDField(null=True, blank=True, db_index=True)
    motivo = models.CharField(max_length=12, choices=Motivo.choices, blank=True)
    admite = models.BooleanField(null=True, blank=True)
    duda = models.CharField(max_length=14, choices=Duda.choices, blank=True)
    momento = models.DateTimeField()
    recibido_el = models.DateTimeField()
    operador = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    # The phone that sent it and its own count of facts; an Atencion, and an Asistencia from a stand, keep neither.
    puesto = models.ForeignKey("Puesto", models.SET_NULL, null=True, blank=True, related_name="hechos", db_index=False)
    secuencia = models.PositiveIntegerField(null=True, blank=True)
    # Of an Atencion only: which stand gave the service. Never with a registration: that would be health data.
    estand = models.ForeignKey(Estand, models.PROTECT, null=True, blank=True, related_name="hechos", db_index=False)
    # The version of the acta that this fact found; 0 while the event was open.
    acta_version = models.PositiveSmallIntegerField(default=0)

    objects = HechoQuerySet.as_manager()

    class Meta:
        verbose_name = _("hecho")
        verbose_name_plural = _("hechos")
        ordering = ["momento", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    tipo__in=["asistencia", "alta"], inscripcion__isnull=False, personas__gte=1, ambito="", estand=None
                )
                | Q(
                    tipo="conteo",
                    inscripcion=None,
                    personas__gte=1,
                    ambito__in=["sin_registro", "todos"],
                    estand=None,
                )
                | Q(tipo="salida", personas__gte=1, ambito="", estand=None)
                | Q(
                    tipo="atencion",
                    inscripcion=None,
                    personas=1,
                    ambito="",
                    estand__isnull=False,
                    puesto=None,
                    secuencia=None,
                )
                | Q(tipo__in=["anulacion", "revision"], inscripcion=None, personas=0, ambito="", estand=None),
                name="hecho_forma_segun_tipo",
            ),
            models.CheckConstraint(
                condition=Q(tipo__in=["asistencia", "alta", "conteo"], refiere=None, motivo="", admite=None)
                & ~Q(metodo="")
                | Q(tipo__in=["salida", "atencion"], refiere=None, motivo="", admite=None)
                | Q(tipo="anulacion", refiere__isnull=False, admite=None, metodo="") & ~Q(motivo="")
                | Q(tipo="revision", refiere__isnull=False, admite__isnull=False, motivo="", metodo=""),
                name="hecho_refiere_segun_tipo",
            ),
            models.CheckConstraint(condition=Q(personas__lte=100_000), name="hecho_personas_posibles"),
        ]
        indexes = [
            models.Index(fields=["evento", "tipo", "momento"], name="hecho_por_evento"),
        ]

    def __str__(self) -> str:
        return f"{self.tipo} {self.id}"
