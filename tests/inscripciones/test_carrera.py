"""The last place, asked for by twenty people at once, with real threads and connections."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from eventos import difusion
from inscripciones import registro
from tests import fabricas

pytestmark = pytest.mark.django_db(transaction=True)
PERSONAS = 20


def todas_a_la_vez(hacer) -> list[str]:
    """What came of `hacer(n)` in each of the threads: a result or the name of an exception."""
    salida, resultados = Barrier(PERSONAS), []

    def correr(n: int) -> None:
        try:
            salida.wait(timeout=30)
            resultados.append(hacer(n))
        except Exception as e:
            resultados.append(type(e).__name__)
        finally:
            connection.close()

    hilos = [Thread(target=correr, args=[n]) for n in range(PERSONAS)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(timeout=60)
    return sorted(resultados)


def test_the_last_place_goes_to_one_and_nineteen_are_told():
    evento = fabricas.evento(capacidad=1)

    def pedir(_n: int) -> str:
        return registro.inscribir(evento, {"sexo": "mujer"}, uuid4(), timezone.now()).estado

    assert todas_a_la_vez(pedir) == ["Lleno"] * 19 + ["confirmada"]
    assert evento.inscripciones.con_lugar().lugares() == 1


def test_one_request_sent_twenty_times_at_once_registers_once():
    evento, solicitud = fabricas.evento(capacidad=5), uuid4()

    def pedir(_n: int) -> str:
        return registro.inscribir(evento, {}, solicitud, timezone.now()).clave

    assert len(set(todas_a_la_vez(pedir))) == 1
    assert evento.inscripciones.count() == 1


def test_visits_at_once_are_all_counted():
    enlace = fabricas.evento().difusiones.get()
    assert todas_a_la_vez(lambda _n: difusion.anotar_visita(enlace, timezone.localdate()) or "bien") == ["bien"] * 20
    assert enlace.visitas.get().n == PERSONAS
