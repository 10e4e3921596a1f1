"""An occurrence of a mechanism at a place, and its openings."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, Min, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .catalogo import Mecanismo
from .organizacion import Institucion, Unidad
from .territorio import Lugar


def comienzo_del_dia(dia: date) -> datetime:
    """Local midnight that opens `dia`, aware."""
    return timezone.make_aware(datetime.combine(dia, time.min))


class EventoQuerySet(models.QuerySet["Evento"]):
    """Predicates over events. Whatever depends on time takes it as an argument."""

    def con_fechas(self) -> Self:
        """Adds `inicio` (of the first jornada) and `fin` (of the last), both aware datetimes."""
        return self.annotate(inicio=Min("jornadas__inicio"), fin=Max("jornadas__fin"))

    def en_orden(self) -> Self:
        """By their first opening; needs `con_fechas`."""
        return self.order_by(F("inicio"), "pk")

    def los_mas_nuevos(self) -> Self:
        """The other way round; needs `con_fechas`."""
        return self.order_by(F("inicio").desc(), "-pk")

    def publicados(self) -> Self:
        return self.filter(estado=Evento.Estado.PUBLICADO)

    def visibles(self) -> Self:
        """What the public may see: published, and cancelled ones, which say so."""
        return self.exclude(estado=Evento.Estado.BORRADOR)

    def de(self, instituciones: "models.QuerySet[Institucion]") -> Self:
        return self.filter(institucion__in=instituciones)

    def borradores(self) -> Self:
        return self.filter(estado=Evento.Estado.BORRADOR)

    def por_venir(self, ahora: datetime) -> Self:
        """Not ended at `ahora`: coming or under way."""
        return self.filter(Exists(Jornada.objects.filter(evento=OuterRef("pk"), fin__gt=ahora)))

    def por_fecha(self, ahora: datetime) -> Self:
        """By the opening that is under way or comes next."""
        proxima = Min("jornadas__inicio", filter=Q(jornadas__fin__gt=ahora))
        return self.annotate(proxima=proxima).order_by("proxima", "pk")

    def con_todo(self) -> Self:
        """With what a card or a page of the event shows, in two queries however many there are."""
        return self.select_related("institucion", "mecanismo", "lugar__territorio__padre").prefetch_related("jornadas")

    def comenzados(self, ahora: datetime) -> Self:
        return self.filter(Exists(Jornada.objects.filter(evento=OuterRef("pk"), inicio__lte=ahora)))

    def sin_comenzar(self, ahora: datetime) -> Self:
        return self.exclude(Exists(Jornada.objects.filter(evento=OuterRef("pk"), inicio__lte=ahora)))

    def pasados(self, ahora: datetime) -> Self:
        """Ended at `ahora`: they have jornadas, and all are over."""
        return self.comenzados(ahora).exclude(Exists(Jornada.objects.filter(evento=OuterRef("pk"), fin__gt=ahora)))

    def en_panel(self, cual: str, ahora: datetime) -> Self:
        """The lists of the panel, each in the order it is read; needs `con_fechas`."""
        if cual == "borradores":
            return self.borradores().en_orden()
        if cual == "pasados":
            return self.visibles().pasados(ahora).order_by("-inicio", "-pk")
        if cual == "proximos":
            return self.visibles().por_venir(ahora).en_orden()
        return self.order_by("-inicio", "-pk")

    def contables(self, ahora: datetime) -> Self:
        """Events that count: published, not cancelled, begun at `ahora`."""
        return self.publicados().comenzados(ahora)

    def cerrados(self) -> Self:
        """With an acta in force: their figures are published."""
        return self.filter(cerrado_el__isnull=False)

    def sin_cerrar(self) -> Self:
        return self.filter(cerrado_el=None)

    def del_periodo(self, desde: date, hasta: date) -> Self:
        """Events of the local dates `desde`..`hasta`, both included.

        An event belongs to the local date of its first jornada; one known only by month or year
        belongs to a period only if it lies wholly inside.
        """
        limite = comienzo_del_dia(hasta + timedelta(days=1))
        imprecisos = [Evento.Precision.MES, Evento.Precision.ANIO]
        return self.con_fechas().filter(
            Q(inicio__gte=comienzo_del_dia(desde), inicio__lt=limite)
            & (~Q(precision__in=imprecisos) | Q(fin__lte=limite))
        )


class Fase(models.TextChoices):
    """What an event is at a moment, by its stored state, its dates and its acta."""

    BORRADOR = "borrador", _("borrador")
    PUBLICADO = "publicado", _("publicado")
    EN_CURSO = "en-curso", _("en curso")
    REALIZADO = "realizado", _("realizado, sin acta")
    CERRADO = "cerrado", _("cerrado")
    CANCELADO = "cancelado", _("cancelado")


class Evento(models.Model):
    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("borrador")
        PUBLICADO = "publicado", _("publicado")
        CANCELADO = "cancelado", _("cancelado")

    class Modalidad(models.TextChoices):
        PRESENCIAL = "presencial", _("en persona")
        EN_LINEA = "en_linea", _("en línea")
        HIBRIDA = "hibrida", _("en persona y en línea")

    class Precision(models.TextChoices):
        """How exactly the date is known. Recorded events have an hour; imported ones may not."""

        HORA = "hora", _("con hora")
        DIA = "dia", _("solo el día")
        MES = "mes", _("solo el mes")
        ANIO = "anio", _("solo el año")

    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="eventos", verbose_name=_("institución"))
    unidad = models.ForeignKey(
        Unidad, models.SET_NULL, null=True, blank=True, related_name="eventos", verbose_name=_("unidad")
    )
    mecanismo = models.ForeignKey(Mecanismo, models.PROTECT, related_name="eventos", verbose_name=_("mecanismo"))
    titulo = models.CharField(_("título"), max_length=140)
    slug = models.SlugField(max_length=80, unique=True)
    resumen = models.CharField(_("en una frase"), max_length=200, blank=True)
    descripcion = models.TextField(_("descripción"), blank=True)
    lugar = models.ForeignKey(
        Lugar, models.PROTECT, null=True, blank=True, related_name="eventos", verbose_name=_("lugar")
    )
    modalidad = models.CharField(_("modalidad"), max_length=10, choices=Modalidad.choices, default=Modalidad.PRESENCIAL)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.BORRADOR)
    capacidad = models.PositiveIntegerField(
        _("capacidad"), null=True, blank=True, help_text=_("Lugares en total. Vacío: sin límite.")
    )
    precision = models.CharField(max_length=4, choices=Precision.choices, default=Precision.HORA, editable=False)
    llegada_minutos_antes = models.PositiveSmallIntegerField(
        _("la gente puede marcar su llegada desde"),
        default=60,
        help_text=_("Minutos antes de empezar. Fuera de ese tiempo, la llegada espera revisión."),
    )
    controla_salidas = models.BooleanField(
        _("anotar también las salidas"), default=False, help_text=_("Para saber cuántas personas hay dentro.")
    )
    # Grows when the event is moved or cancelled: the SEQUENCE of its calendar entry (RFC 5545).
    secuencia = models.PositiveIntegerField(default=0, editable=False)
    # When its acta was signed: from then on nothing that was planned changes. Actas live in the app above, which
    # this one may not ask; so closing leaves its mark here, in the transaction that writes version 1.
    cerrado_el = models.DateTimeField(null=True, blank=True, editable=False)
    # Number of the request that made it, minted by the page of the form: sending twice makes one event.
    solicitud = models.UUIDField(null=True, blank=True, editable=False)
    # Identity of an imported row; empty for events planned here.
    identidad = models.CharField(max_length=64, blank=True, editable=False)
    creado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    creado_el = models.DateTimeField(default=timezone.now, editable=False)

    objects = EventoQuerySet.as_manager()

    class Meta:
        verbose_name = _("evento")
        verbose_name_plural = _("eventos")
        constraints = [
            models.CheckConstraint(
                condition=Q(estado__in=["borrador", "publicado", "cancelado"]), name="evento_estado_conocido"
            ),
            models.CheckConstraint(condition=~Q(titulo=""), name="evento_con_titulo"),
            models.CheckConstraint(
                condition=Q(cerrado_el=None) | Q(estado="publicado"), name="evento_se_cierra_publicado"
            ),
            models.CheckConstraint(condition=Q(capacidad=None) | Q(capacidad__gte=1), name="evento_capacidad_positiva"),
            models.UniqueConstraint(
                fields=["institucion", "identidad"], condition=~Q(identidad=""), name="evento_importado_una_vez"
            ),
            models.UniqueConstraint(fields=["institucion", "solicitud"], name="evento_una_vez_por_solicitud"),
        ]
        indexes = [models.Index(fields=["institucion", "estado"], name="evento_por_institucion")]

    def __str__(self) -> str:
        return self.titulo

    @property
    def es_visible(self) -> bool:
        return self.estado != self.Estado.BORRADOR

    def fase(self, ahora: datetime) -> Fase:
        """Needs `con_fechas`. Between two days of the same event it is still under way."""
        if self.estado != self.Estado.PUBLICADO:
            return Fase(self.estado)
        if self.cerrado_el:
            return Fase.CERRADO
        inicio, fin = self.inicio, self.fin  # type: ignore[attr-defined]
        if inicio is None or ahora < inicio:
            return Fase.PUBLICADO
        return Fase.EN_CURSO if ahora < fin else Fase.REALIZADO

    @property
    def esta_cerrado(self) -> bool:
        return self.cerrado_el is not None

    @property
    def esta_cancelado(self) -> bool:
        return self.estado == self.Estado.CANCELADO

    @property
    def es_importado(self) -> bool:
        return bool(self.identidad)


class Jornada(models.Model):
    """One opening of an event. Half-open: from `inicio` up to `fin`."""

    evento = models.ForeignKey(Evento, models.CASCADE, related_name="jornadas")
    inicio = models.DateTimeField(_("empieza"))
    fin = models.DateTimeField(_("termina"))

    class Meta:
        verbose_name = _("jornada")
        verbose_name_plural = _("jornadas")
        ordering = ["inicio"]
        constraints = [
            models.CheckConstraint(condition=Q(inicio__lt=F("fin")), name="jornada_empieza_antes_de_terminar"),
            models.UniqueConstraint(fields=["evento", "inicio"], name="jornada_inicio_unico_por_evento"),
        ]
        indexes = [models.Index(fields=["inicio", "evento"], name="jornada_por_inicio")]

    def __str__(self) -> str:
        return timezone.localtime(self.inicio).isoformat(timespec="minutes")

    def distancia(self, momento: datetime) -> timedelta:
        """How far `momento` lies from this opening: zero inside it."""
        if momento < self.inicio:
            return self.inicio - momento
        return max(momento - self.fin, timedelta(0))
