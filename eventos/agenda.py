"""The agenda as people read it: what is on today and this week, then the rest. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from .models import Evento, Jornada


@dataclass(frozen=True)
class Cita:
    """An event under the opening that matters now: the one under way, or else the next."""

    evento: Evento
    jornada: Jornada
    es_hoy: bool
    en_curso: bool


@dataclass(frozen=True)
class Agenda:
    pronto: list[Cita]
    despues: list[Cita]


def cita(evento: Evento, ahora: datetime) -> Cita | None:
    """None when every opening is over, or the event was closed before that."""
    if evento.esta_cerrado:
        return None
    jornada = next((j for j in evento.jornadas.all() if j.fin > ahora), None)
    if jornada is None:
        return None
    en_curso = jornada.inicio <= ahora
    hoy = timezone.localdate(ahora)
    return Cita(evento, jornada, en_curso or timezone.localdate(jornada.inicio) == hoy, en_curso)


def repartir(eventos: Iterable[Evento], ahora: datetime) -> Agenda:
    """Splits events, given with their jornadas, at the end of this week. Order is kept."""
    domingo = fin_de_semana(timezone.localdate(ahora))
    agenda = Agenda([], [])
    for evento in eventos:
        if una := cita(evento, ahora):
            cerca = timezone.localdate(una.jornada.inicio) <= domingo
            (agenda.pronto if cerca else agenda.despues).append(una)
    return agenda


def fin_de_semana(dia: date) -> date:
    """The Sunday that closes the week of `dia`; weeks start on Monday."""
    return dia + timedelta(days=6 - dia.weekday())
