"""Phones synchronize while the server, or the database itself, is killed without a word: nothing is lost or doubled."""

import random
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import postgres
import pytest
from bench.escena import montar
from bench.servicio import Servicio
from django.conf import settings
from django.db import connection
from django.utils import timezone

from asistencia.models import Hecho, Lectura
from asistencia.participacion import consulta
from eventos.models import Evento
from tests.larga import libreta
from tests.larga.comun import GRANDE, entorno_del_servidor
from tests.larga.dispositivo import Dispositivo

HECHOS, PASES, GOLPES, TOPE = (20_000, 3_000, 50, 60) if GRANDE else (400, 80, 3, 12)
TELEFONOS = 4
# What is struck. SQLite dies with the server.
VICTIMAS = ["servidor", "postgres"] if "postgresql" in settings.DATABASES["default"]["ENGINE"] else ["servidor"]

pytestmark = [pytest.mark.larga, pytest.mark.django_db(transaction=True)]


@contextmanager
def base_que_espera_al_disco() -> Iterator[postgres.Servidor]:
    """A PostgreSQL of this test alone, with fsync, as the default connection; it begins as a copy of the test's."""
    base = connection.settings_dict
    with postgres.servidor_abierto(duradero=True) as propia:
        origen = base["HOST"] or base["OPTIONS"]["host"]
        volcar = [str(propia.binarios / "pg_dump"), "-h", origen, "-U", base["USER"], base["NAME"]]
        llenar = [str(propia.binarios / "psql"), "-q", "-h", str(propia.carpeta), "-U", "convoca", "-d", "postgres"]
        volcado = subprocess.run(volcar, capture_output=True, check=True).stdout
        subprocess.run(llenar, input=volcado, stdout=subprocess.DEVNULL, check=True)
        antes = {clave: base[clave] for clave in ("NAME", "OPTIONS", "HOST")}
        connection.close()
        base.update(NAME="postgres", HOST="", OPTIONS=base["OPTIONS"] | {"host": str(propia.carpeta)})
        try:
            yield propia
        finally:
            connection.close()
            base.update(antes)


def esperar(condicion: Callable[[], bool], segundos: float = 300) -> None:
    limite = time.monotonic() + segundos
    while not condicion():
        assert time.monotonic() < limite, "Los teléfonos no avanzan."
        time.sleep(0.002)


def avance(telefonos: list[Dispositivo]) -> int:
    """Facts answered for; whoever met something odd has stopped, and is read at the end."""
    return HECHOS if any(t.raros for t in telefonos) else sum(len(t.hechas) for t in telefonos)


def golpear(servicio: Servicio, base: postgres.Servidor | None) -> None:
    if base is None:
        servicio.matar()
        servicio.arrancar()
    else:
        base.matar()
        base.arrancar()


def un_dia_con_golpes(azar: random.Random, base: postgres.Servidor | None = None) -> None:
    inicio = timezone.now() - timedelta(minutes=55)
    escena = montar(PASES, TELEFONOS, timezone.now())
    libretas = libreta.inventar(escena, HECHOS, inicio, azar)
    connection.close()
    with Servicio(entorno_del_servidor()) as servicio:
        telefonos = [
            Dispositivo(servicio.puerto, portador, cola, TOPE, random.Random(azar.random()))
            for portador, cola in zip(escena.portadores, libretas, strict=True)
        ]
        servicio.esperar()
        for telefono in telefonos:
            telefono.hilo.start()
        try:
            for cuando in sorted(azar.sample(range(1, HECHOS * 9 // 10), GOLPES)):
                esperar(lambda cuando=cuando: avance(telefonos) >= cuando)
                time.sleep(azar.uniform(0, 0.05))
                golpear(servicio, base)
            esperar(lambda: not any(t.hilo.is_alive() for t in telefonos))
        finally:
            for telefono in telefonos:
                telefono.fin.set()
            for telefono in telefonos:
                telefono.hilo.join(timeout=70)
    comprobar(telefonos, libretas, Evento.objects.get(slug=escena.evento))


def comprobar(telefonos: list[Dispositivo], libretas: list[libreta.Libreta], evento: Evento) -> None:
    todo = [hecho for una in libretas for hecho in una]
    assert [raro for t in telefonos for raro in t.raros] == []
    # Every fact was answered for, and no one was «new» twice: that would be one lost after its answer.
    assert {id_ for t in telefonos for id_ in t.acuses} == {h["id"] for h in todo}
    assert [id_ for t in telefonos for id_, veces in t.nuevos.items() if veces > 1] == []
    guardados = [*Hecho.objects.values_list("id", flat=True), *Lectura.objects.values_list("id", flat=True)]
    assert sorted(guardados) == sorted(UUID(h["id"]) for h in todo)
    recuento = consulta.de_evento(evento)
    cuentas = {m: recuento.total(m) for m in ("identificadas", "participaciones")}
    assert cuentas | {"lecturas": Lectura.objects.count()} == libreta.contar_a_mano(todo)


@pytest.mark.parametrize("victima", VICTIMAS)
def test_what_was_acknowledged_is_there_once_and_the_rest_goes_up_later(victima: str, azar: random.Random) -> None:
    if victima == "postgres":
        with base_que_espera_al_disco() as base:
            un_dia_con_golpes(azar, base)
    else:
        un_dia_con_golpes(azar)
