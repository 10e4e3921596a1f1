"""How the agenda is split. A Wednesday at noon in El Salvador."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from eventos import agenda
from eventos.models import Evento
from tests import fabricas

pytestmark = pytest.mark.django_db
MIERCOLES = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("America/El_Salvador"))


def reparto() -> agenda.Agenda:
    return agenda.repartir(Evento.objects.visibles().por_venir(MIERCOLES).con_todo().por_fecha(MIERCOLES), MIERCOLES)


def test_the_week_ends_on_sunday():
    assert agenda.fin_de_semana(date(2026, 11, 25)) == date(2026, 11, 29)
    assert agenda.fin_de_semana(date(2026, 11, 29)) == date(2026, 11, 29)


def test_sunday_night_is_this_week_and_monday_is_later():
    domingo = fabricas.evento(inicio=datetime(2026, 11, 29, 23, 0, tzinfo=MIERCOLES.tzinfo))
    lunes = fabricas.evento(inicio=datetime(2026, 11, 30, 0, 0, tzinfo=MIERCOLES.tzinfo))
    r = reparto()
    assert ([c.evento for c in r.pronto], [c.evento for c in r.despues]) == ([domingo], [lunes])


def test_what_is_under_way_comes_first_and_is_of_today():
    despues = fabricas.evento(inicio=MIERCOLES + timedelta(hours=2))
    ahora = fabricas.evento(inicio=MIERCOLES - timedelta(hours=1))
    assert [(c.evento, c.es_hoy, c.en_curso) for c in reparto().pronto] == [(ahora, True, True), (despues, True, False)]


def test_an_event_of_several_days_stands_under_its_next_one():
    evento = fabricas.evento(inicio=MIERCOLES - timedelta(days=1), jornadas=3)
    (cita,) = reparto().pronto
    assert cita.jornada == list(evento.jornadas.all())[1]


def test_an_event_that_ended_has_no_date_to_come():
    assert agenda.cita(fabricas.evento(inicio=MIERCOLES - timedelta(days=2)), MIERCOLES) is None
