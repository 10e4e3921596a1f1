"""Verbs over events: create, correct, publish, withdraw, cancel. Each locks, checks, acts in its own transaction."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from . import bitacora, codigos, estands
from .models import Bitacora, Difusion, Evento, Institucion, Jornada, Usuario

Accion = Bitacora.Accion
Tramo = tuple[datetime, datetime]
# What `corregir` may change, besides the jornadas.
CORREGIBLES = (
    "mecanismo", "titulo", "resumen", "descripcion", "lugar", "modalidad", "capacidad", "llegada_minutos_antes",
    "controla_salidas",
)  # fmt: skip


class NoSePuede(ValidationError):
    """The verb does not apply now; the message says why, for the person who tried."""


def bloquear(evento: Evento) -> Evento:
    """The event, locked until the transaction ends. Registrations and verbs queue behind it."""
    return Evento.objects.select_for_update(of=("self",), no_key=True).get(pk=evento.pk)


def slug_libre(titulo: str, inicio: datetime) -> str:
    """A readable slug nobody has: the title, the month, and two more characters if it is taken."""
    base = f"{slugify(titulo)[:60].strip('-') or 'evento'}-{inicio:%Y-%m}"
    slug = base
    while Evento.objects.filter(slug=slug).exists():
        slug = f"{base}-{codigos.aleatorio(4).lower()}"
    return slug


def estrenar(evento: Evento, inicio: datetime) -> None:
    """Saves a new event with its slug and its default tracked link."""
    evento.slug = evento.slug or slug_libre(evento.titulo, inicio)
    evento.save()
    Difusion.objects.create(evento=evento, corto=codigos.enlace(), predeterminada=True)


def tramos(dia: date, desde: time, hasta: time, dias: int = 1) -> list[Tramo]:
    """Openings at the same local hours on consecutive days."""
    return [
        (
            timezone.make_aware(datetime.combine(dia + timedelta(days=n), desde)),
            timezone.make_aware(datetime.combine(dia + timedelta(days=n), hasta)),
        )
        for n in range(dias)
    ]


@transaction.atomic
def crear(
    evento: Evento, aperturas: list[Tramo], usuario: Usuario, ahora: datetime, servicios: Sequence[str] = ()
) -> Evento:
    """Saves a draft with its openings, its stands by name, and its venue if that is new too.

    The same `solicitud` again returns what it made the first time; whoever asks at once waits here.
    """
    Institucion.objects.select_for_update(no_key=True).get(pk=evento.institucion_id)
    if evento.solicitud:
        iguales = Evento.objects.filter(institucion=evento.institucion_id, solicitud=evento.solicitud)
        if hecho := iguales.first():
            return hecho
    _estrenar_lugar(evento, usuario, ahora)
    evento.creado_por = usuario
    estrenar(evento, timezone.localtime(aperturas[0][0]))
    Jornada.objects.bulk_create([Jornada(evento=evento, inicio=inicio, fin=fin) for inicio, fin in aperturas])
    estands.poner(evento, servicios)
    bitacora.anotar(usuario, Accion.CREAR, "evento", evento.slug, institucion=evento.institucion_id, ahora=ahora)
    return evento


def no_se_corrige(evento: Evento) -> str:
    """Why it cannot be corrected any more, in words; empty when it can."""
    if evento.esta_cerrado:
        return _("Este evento ya tiene acta: lo que se planificó no cambia.")
    if evento.estado == Evento.Estado.CANCELADO:
        return _("Este evento fue cancelado y ya no cambia.")
    return ""


@transaction.atomic
def corregir(
    evento: Evento, aperturas: list[Tramo], usuario: Usuario, ahora: datetime, servicios: Sequence[str] | None = None
) -> list[str]:
    """Saves what differs between `evento`, as edited, and its row; returns the names of what changed.

    `servicios` are the names of its stands; None leaves them as they are. What was already announced
    and then moved, in time or place, raises `secuencia`.
    """
    actual = bloquear(evento)
    if razon := no_se_corrige(actual):
        raise NoSePuede(razon)
    _estrenar_lugar(evento, usuario, ahora)
    cambios = [c for c in CORREGIBLES if actual.serializable_value(c) != evento.serializable_value(c)]
    evento.secuencia = actual.secuencia
    if _mover(actual, aperturas, ahora):
        cambios.append("jornadas")
    if servicios is not None and _cambiar_estands(evento, servicios):
        cambios.append("estands")
    if actual.estado == Evento.Estado.PUBLICADO and {"jornadas", "lugar"}.intersection(cambios):
        evento.secuencia += 1
    if cambios:
        evento.save(update_fields=[*CORREGIBLES, "secuencia"])
        bitacora.anotar(
            usuario, Accion.CAMBIAR, "evento", evento.slug, institucion=evento.institucion_id, ahora=ahora,
            campos=cambios,
        )  # fmt: skip
    return cambios


def _estrenar_lugar(evento: Evento, usuario: Usuario, ahora: datetime) -> None:
    """A venue written together with the event is saved with it."""
    if evento.lugar is None or evento.lugar.pk:
        return
    evento.lugar.save()
    evento.lugar = evento.lugar  # the id it has just been given
    bitacora.anotar(
        usuario, Accion.CREAR, "lugar", evento.lugar.pk, institucion=evento.lugar.institucion_id, ahora=ahora
    )


def _cambiar_estands(evento: Evento, servicios: Sequence[str]) -> bool:
    try:
        return estands.poner(evento, servicios)
    except ProtectedError:
        razon = _("Uno de los estands que quitó ya atendió a personas. Déjelo en la lista.")
        raise NoSePuede(razon) from None


def _mover(evento: Evento, aperturas: list[Tramo], ahora: datetime) -> bool:
    """Gives the jornadas these openings, in order, keeping the rows (facts point at them). True if any changed."""
    jornadas = list(evento.jornadas.all())
    sobran = jornadas[len(aperturas) :]
    if any(j.inicio <= ahora for j in sobran):
        raise NoSePuede(_("No se puede quitar un día que ya comenzó."))
    for jornada in sobran:
        jornada.delete()
    pares = [(j, a) for j, a in zip(jornadas, aperturas, strict=False) if (j.inicio, j.fin) != a]
    for jornada, (inicio, fin) in _sin_tropezar(pares):
        jornada.inicio, jornada.fin = inicio, fin
        jornada.save(update_fields=["inicio", "fin"])
    nuevas = [Jornada(evento=evento, inicio=i, fin=f) for i, f in aperturas[len(jornadas) :]]
    Jornada.objects.bulk_create(nuevas)
    return bool(sobran or pares or nuevas)


def _sin_tropezar(pares: list[tuple[Jornada, Tramo]]) -> Iterable[tuple[Jornada, Tramo]]:
    """An order in which no jornada takes a start another still has: later ones from the end, then earlier ones."""
    tarde = [(j, a) for j, a in pares if a[0] > j.inicio]
    return [*reversed(tarde), *(p for p in pares if p not in tarde)]


def falta_para_publicar(evento: Evento) -> list[str]:
    """What is missing, in words; empty when it can be published."""
    falta = []
    if not evento.jornadas.all():
        falta.append(_("Falta la fecha y la hora."))
    if evento.lugar is None and evento.modalidad != Evento.Modalidad.EN_LINEA:
        falta.append(_("Falta el lugar."))
    if not evento.resumen:
        falta.append(_("Falta decir en una frase de qué se trata."))
    return falta


@transaction.atomic
def publicar(evento: Evento, usuario: Usuario, ahora: datetime) -> None:
    evento = bloquear(evento)
    if evento.estado == Evento.Estado.PUBLICADO:
        return
    if evento.estado == Evento.Estado.CANCELADO:
        raise NoSePuede(_("Este evento fue cancelado y ya no se puede publicar."))
    if falta := falta_para_publicar(evento):
        raise NoSePuede(falta)
    _cambiar_estado(evento, Evento.Estado.PUBLICADO, usuario, Accion.PUBLICAR, ahora)


@transaction.atomic
def retirar(evento: Evento, usuario: Usuario, ahora: datetime) -> None:
    """Back to draft, while it has not begun."""
    evento = bloquear(evento)
    if evento.estado == Evento.Estado.BORRADOR:
        return
    _exigir_sin_comenzar(evento, ahora)
    if evento.estado == Evento.Estado.CANCELADO:
        raise NoSePuede(_("Este evento fue cancelado."))
    _cambiar_estado(evento, Evento.Estado.BORRADOR, usuario, Accion.RETIRAR, ahora)


@transaction.atomic
def cancelar(evento: Evento, usuario: Usuario, ahora: datetime) -> None:
    """Once begun, an event is not cancelled but closed."""
    evento = bloquear(evento)
    if evento.estado == Evento.Estado.CANCELADO:
        return
    if evento.estado == Evento.Estado.BORRADOR:
        raise NoSePuede(_("Un borrador no se cancela: nadie lo ha visto."))
    _exigir_sin_comenzar(evento, ahora)
    evento.secuencia += 1
    _cambiar_estado(evento, Evento.Estado.CANCELADO, usuario, Accion.CANCELAR, ahora)


def _exigir_sin_comenzar(evento: Evento, ahora: datetime) -> None:
    if evento.jornadas.filter(inicio__lte=ahora).exists():
        raise NoSePuede(_("El evento ya comenzó: no se retira ni se cancela, se cierra con su acta."))


def _cambiar_estado(evento: Evento, estado: str, usuario: Usuario, accion: Bitacora.Accion, ahora: datetime) -> None:
    evento.estado = estado
    evento.save(update_fields=["estado", "secuencia"])
    bitacora.anotar(usuario, accion, "evento", evento.slug, institucion=evento.institucion_id, ahora=ahora)
