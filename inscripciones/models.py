"""A registration: a person, and how many come with them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eventos.models import Difusion, Evento, Territorio


class Sexo(models.TextChoices):
    MUJER = "mujer", _("Mujer")
    HOMBRE = "hombre", _("Hombre")


class Edad(models.TextChoices):
    """Age bands. The legal ones (under 12, 12 to 17, 60 and over) and two between."""

    NINEZ = "0-11", _("0 a 11")
    ADOLESCENCIA = "12-17", _("12 a 17")
    JOVEN = "18-29", _("18 a 29")
    ADULTA = "30-59", _("30 a 59")
    MAYOR = "60-mas", _("60 o más")


MENORES = (Edad.NINEZ, Edad.ADOLESCENCIA)


class Condicion(models.TextChoices):
    DERECHOHABIENTE = "derechohabiente", _("Derechohabiente o cotizante")
    PENSIONADO = "pensionado", _("Pensionado")
    BENEFICIARIO = "beneficiario", _("Beneficiario")
    ABIERTA = "poblacion-abierta", _("Población abierta")


class InscripcionQuerySet(models.QuerySet["Inscripcion"]):
    def con_lugar(self) -> Self:
        """Those that take places: confirmed, and offered ones until they lapse."""
        return self.filter(estado__in=[Inscripcion.Estado.CONFIRMADA, Inscripcion.Estado.OFRECIDA])

    def con_evento(self) -> Self:
        """With what a page about the registration shows of its event."""
        return self.select_related(
            "evento__mecanismo", "evento__institucion", "evento__lugar__territorio__padre"
        ).prefetch_related("evento__jornadas")

    def marcas(self) -> "models.QuerySet[Inscripcion, tuple[object, ...]]":
        """By event, sums that move when anybody registers, cancels, is offered a place, changes companions or is
        forgotten: whether something changed is known without reading anybody's row.
        """
        peso = Case(*(When(estado=e, then=n) for n, e in enumerate(Inscripcion.Estado.values, 1)), default=0)
        return (
            self.order_by("evento")
            .values_list("evento")
            .annotate(
                models.Count("id"),
                estados=Sum(F("id") * peso),
                vienen=Sum(F("id") * F("acompanantes")),
                con_nombre=Sum("id", filter=~Q(nombre="")),
            )
        )

    def lugares(self) -> int:
        """People these registrations bring: holders and companions."""
        return self.aggregate(n=Coalesce(Sum("acompanantes") + models.Count("id"), 0))["n"]


class Inscripcion(models.Model):
    """Holds a person's data until it expires; totals never depend on it being there.

    Three codes with three powers: `clave` opens the private page, `codigo` can only check in,
    `corto` is spoken and opens state and number of companions within its event.
    """

    class Estado(models.TextChoices):
        CONFIRMADA = "confirmada", _("confirmada")
        EN_ESPERA = "en_espera", _("en lista de espera")
        OFRECIDA = "ofrecida", _("lugar ofrecido")
        CANCELADA = "cancelada", _("cancelada")

    class Canal(models.TextChoices):
        """How it was made."""

        ENLACE = "enlace", _("por su enlace")
        MESA = "mesa", _("en la mesa")
        PAPEL = "papel", _("en papel")

    evento = models.ForeignKey(Evento, models.PROTECT, related_name="inscripciones")
    difusion = models.ForeignKey(Difusion, models.SET_NULL, null=True, blank=True, related_name="inscripciones")
    clave = models.CharField(max_length=26, unique=True)
    codigo = models.CharField(max_length=26, unique=True)
    corto = models.CharField(_("código corto"), max_length=5)
    # Minted by the page that shows the form, so that a double tap or a reload registers once.
    solicitud = models.UUIDField()
    estado = models.CharField(_("estado"), max_length=10, choices=Estado.choices, default=Estado.CONFIRMADA)
    canal = models.CharField(max_length=6, choices=Canal.choices, default=Canal.ENLACE)
    nombre = models.CharField(_("nombre"), max_length=120, blank=True)
    sexo = models.CharField(_("sexo"), max_length=6, choices=Sexo.choices, blank=True)
    edad = models.CharField(_("edad"), max_length=6, choices=Edad.choices, blank=True)
    condicion = models.CharField(_("condición"), max_length=20, choices=Condicion.choices, blank=True)
    origen = models.ForeignKey(
        Territorio, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("de dónde viene")
    )
    telefono = models.CharField(_("teléfono"), max_length=16, blank=True, help_text=_("E.164"))
    correo = models.EmailField(_("correo"), blank=True)
    acompanantes = models.PositiveSmallIntegerField(_("acompañantes"), default=0)
    aviso_version = models.CharField(max_length=12)
    operador = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        help_text=_("Quién la escribió, cuando no fue la misma persona."),
    )  # fmt: skip
    creada_el = models.DateTimeField(default=timezone.now)

    objects = InscripcionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscripción")
        verbose_name_plural = _("inscripciones")
        ordering = ["creada_el", "id"]
        constraints = [
            models.UniqueConstraint(fields=["evento", "corto"], name="inscripcion_corto_unico_por_evento"),
            models.UniqueConstraint(fields=["evento", "solicitud"], name="inscripcion_una_por_solicitud"),
            models.CheckConstraint(
                condition=Q(estado__in=["confirmada", "en_espera", "ofrecida", "cancelada"]),
                name="inscripcion_estado_conocido",
            ),
            models.CheckConstraint(condition=~Q(clave=models.F("codigo")), name="inscripcion_clave_no_es_codigo"),
            models.CheckConstraint(condition=Q(acompanantes__lte=50), name="inscripcion_acompanantes_hasta_50"),
            models.CheckConstraint(
                condition=~Q(edad__in=["0-11", "12-17"]) | Q(nombre="", telefono="", correo=""),
                name="inscripcion_menor_sin_datos",
            ),
        ]
        indexes = [models.Index(fields=["evento", "estado"], name="inscripcion_por_estado")]

    def __str__(self) -> str:
        return f"{self.corto} ({self.get_estado_display()})"

    @property
    def personas(self) -> int:
        """Holder and companions."""
        return 1 + self.acompanantes

    @property
    def esta_cancelada(self) -> bool:
        return self.estado == self.Estado.CANCELADA

    @property
    def corto_visible(self) -> str:
        """As it is printed and spoken: «KM-482»."""
        return f"{self.corto[:2]}-{self.corto[2:]}"
