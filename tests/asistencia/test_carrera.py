"""Races at the door, with real threads on the real database."""

from collections.abc import Callable
from datetime import datetime
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from asistencia import cierre, puerta
from asistencia.models import Acta, Hecho
from eventos.models import Evento, Usuario
from inscripciones.models import Inscripcion
from tests import fabricas

pytestmark = pytest.mark.django_db(transaction=True)
TELEFONOS = 8


def a_la_vez(*tareas: Callable[[], object]) -> None:
    """Runs them at once, each in a thread and a connection of its own; what fails in one fails here."""
    barrera, fallas = Barrier(len(tareas)), []

    def correr(tarea: Callable[[], object]) -> None:
        try:
            barrera.wait(timeout=20)
            tarea()
        except Exception as e:
            fallas.append(e)
        finally:
            connection.close()

    hilos = [Thread(target=correr, args=(t,)) for t in tareas]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(timeout=60)
    assert fallas == []


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento()


@pytest.fixture
def ahora() -> datetime:
    return timezone.now()


def escaneo(inscripcion: Inscripcion, id_: UUID, ahora: datetime) -> Callable[[], object]:
    return lambda: puerta.anotar_llegada(inscripcion, id_, inscripcion.personas, "qr", ahora)


def test_a_pass_scanned_by_eight_phones_at_once_counts_once(evento: Evento, ahora: datetime) -> None:
    inscripcion = fabricas.inscripcion(evento, acompanantes=2)
    a_la_vez(*(escaneo(inscripcion, uuid4(), ahora) for _telefono in range(TELEFONOS)))
    recuento = cierre.recuento_actual(evento)
    assert (recuento.total("identificadas"), recuento.total("participaciones")) == (1, 3)
    assert Hecho.objects.count() == TELEFONOS


def test_one_fact_sent_eight_times_at_once_is_kept_once(evento: Evento, ahora: datetime) -> None:
    inscripcion, id_ = fabricas.inscripcion(evento), uuid4()
    a_la_vez(*(escaneo(inscripcion, id_, ahora) for _vez in range(TELEFONOS)))
    assert Hecho.objects.count() == 1


def test_one_walk_in_sent_eight_times_at_once_is_one_person(evento: Evento, ahora: datetime) -> None:
    id_, persona = uuid4(), fabricas.usuario("registro")
    a_la_vez(
        *(lambda: puerta.alta(evento, {"nombre": "Rosa"}, id_, "mesa", ahora, persona) for _vez in range(TELEFONOS))
    )
    assert (Inscripcion.objects.count(), Hecho.objects.count()) == (1, 1)


def test_more_companions_told_to_two_phones_at_once_counts_one_of_them(evento: Evento, ahora: datetime) -> None:
    primera = fabricas.llegada(fabricas.inscripcion(evento))
    persona = fabricas.usuario("registro")
    a_la_vez(*(lambda: puerta.cambiar_acompanantes(primera, uuid4(), 4, persona, ahora) for _telefono in range(2)))
    assert cierre.recuento_actual(evento).total("participaciones") == 4


def test_every_fact_that_arrives_while_closing_is_in_the_acta_or_after_it(evento: Evento, ahora: datetime) -> None:
    firma: Usuario = fabricas.usuario("organizacion")
    llegan = [fabricas.inscripcion(evento) for _persona in range(2 * TELEFONOS)]
    entradas = [escaneo(i, uuid4(), ahora) for i in llegan]
    a_la_vez(*entradas[:TELEFONOS], lambda: cierre.cerrar(evento, firma, ahora), *entradas[TELEFONOS:])
    acta = Acta.objects.get()
    en_acta = sum(c.valor for c in acta.cifras.filter(medida="participaciones", dimension="total"))
    assert en_acta == Hecho.objects.filter(acta_version=0).count()
    assert en_acta + cierre.posteriores(evento) == len(llegan)


def test_closing_eight_times_at_once_leaves_one_acta(evento: Evento, ahora: datetime) -> None:
    fabricas.llegada(fabricas.inscripcion(evento))
    firma: Usuario = fabricas.usuario("organizacion")

    def cerrar() -> None:
        try:
            cierre.cerrar(evento, firma, ahora)
        except cierre.NoSePuede:
            pass

    a_la_vez(*([cerrar] * TELEFONOS))
    assert list(Acta.objects.values_list("version", flat=True)) == [1]
