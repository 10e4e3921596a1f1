"""Free places."""

import pytest

from inscripciones import cupos
from tests import fabricas

pytestmark = pytest.mark.django_db


def test_companions_take_places_too():
    evento = fabricas.evento(capacidad=10)
    fabricas.inscripcion(evento, acompanantes=3)
    fabricas.inscripcion(evento)
    assert cupos.libres([evento]) == {evento.pk: 5}


@pytest.mark.parametrize(("estado", "libres"), [("confirmada", 0), ("ofrecida", 0), ("en_espera", 1), ("cancelada", 1)])
def test_only_confirmed_and_offered_ones_take_a_place(estado, libres):
    evento = fabricas.evento(capacidad=1)
    fabricas.inscripcion(evento, estado=estado)
    assert cupos.libres([evento]) == {evento.pk: libres}


def test_without_a_limit_there_is_no_number():
    evento = fabricas.evento(capacidad=None)
    assert cupos.libres([evento]) == {evento.pk: None}


def test_places_left_are_never_below_zero():
    evento = fabricas.evento(capacidad=1)
    fabricas.inscripcion(evento, acompanantes=4)
    assert cupos.libres([evento]) == {evento.pk: 0}


def test_thirty_events_cost_one_query(django_assert_num_queries):
    eventos = [fabricas.evento(capacidad=5) for _ in range(30)]
    with django_assert_num_queries(1):
        assert set(cupos.libres(eventos).values()) == {5}
