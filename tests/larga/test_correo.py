"""The outbox outlives its workers: each message is sent, none is stuck, and a blow repeats at most one."""

import os
import random
import signal
import subprocess
import time
from datetime import timedelta

import pytest
import servir
from django.utils import timezone

from eventos import correo
from eventos.models import Mensaje
from tests.larga.buzon import Buzon
from tests.larga.comun import GRANDE, entorno_del_servidor

MENSAJES, GOLPES, TRABAJADORES = (2000, 20, 3) if GRANDE else (60, 3, 3)

pytestmark = [pytest.mark.larga, pytest.mark.django_db(transaction=True)]


def pasa_el_arriendo() -> None:
    """As if five minutes had gone by: what a struck worker had taken may be taken again. Nobody else is working."""
    Mensaje.objects.filter(estado="pendiente").update(disponible_el=timezone.now() - timedelta(seconds=1))


def trabajar_una_vez(env: dict[str, str]) -> None:
    subprocess.run([servir.PYTHON, "manage.py", "trabajar", "--una-vez"], cwd=servir.RAIZ, env=env, check=True)


def esperar(cuantos: int, buzon: Buzon) -> None:
    """Until so many have arrived, or nothing is left that a living worker could send."""
    limite = time.monotonic() + 120
    while buzon.cuantos < cuantos and Mensaje.objects.filter(estado="pendiente").exists():
        assert time.monotonic() < limite, f"Solo llegaron {buzon.cuantos} de {cuantos}."
        if not Mensaje.objects.filter(estado="pendiente", disponible_el__lte=timezone.now()).exists():
            quietos = buzon.cuantos
            time.sleep(0.5)
            if buzon.cuantos == quietos:
                return
        time.sleep(0.02)


def test_struck_workers_lose_no_message_and_repeat_at_most_one_a_blow(azar: random.Random) -> None:
    for n in range(MENSAJES):
        correo.encolar(f"m{n}@prueba.invalid", "Su lugar", "Le esperamos.")
    cuando = sorted(azar.sample(range(1, MENSAJES * 3 // 4), GOLPES))
    with Buzon(demora=0.01) as buzon:
        env = entorno_del_servidor(EMAIL_URL=f"smtp://127.0.0.1:{buzon.puerto}")
        equipo = [servir.lanzar(["manage.py", "trabajar"], env) for _ in range(TRABAJADORES)]
        try:
            for golpe in cuando:
                esperar(golpe, buzon)
                n = azar.randrange(TRABAJADORES)
                os.killpg(equipo[n].pid, signal.SIGKILL)
                equipo[n].wait()
                equipo[n] = servir.lanzar(["manage.py", "trabajar"], env)
            esperar(MENSAJES, buzon)
        finally:
            servir.detener(equipo)
        pasa_el_arriendo()
        trabajar_una_vez(env)
    assert set(Mensaje.objects.values_list("estado", flat=True)) == {"enviado"}
    assert set(buzon.recibidos) == {f"m{n}@prueba.invalid" for n in range(MENSAJES)}
    assert buzon.recibidos.total() - MENSAJES <= GOLPES
