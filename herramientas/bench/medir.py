"""Rounds of measurements, interleaved: what a shared machine does to one, it does to its neighbours too.

BENCH_RONDAS (3) and BENCH_TANDA (1, a factor of how much is sent in each) make it longer.
"""

import os

import entorno
import pasos
import postgres

from bench import informe
from bench.banco import LOTE, Banco
from bench.servicio import Servicio

CLIENTES = (1, 4, 16)
# Requests of a cell, by clients: fewer of what takes long.
VECES = {1: 100, 4: 200, 16: 320}
LOTES = {1: 4, 4: 8, 16: 16}


def bench() -> int:
    pasos.preparar(desarrollo=True, sistema=True)
    rondas, tanda = int(os.environ.get("BENCH_RONDAS", "3")), int(os.environ.get("BENCH_TANDA", "1"))
    with postgres.servidor_abierto(duradero=True, **postgres.CUENTA_SENTENCIAS) as base:
        env = entorno.de_pruebas(DATABASE_URL=base.url)
        banco = Banco(base, env)
        with Servicio(env) as servicio:
            servicio.esperar()
            banco.puerto = servicio.puerto
            calentar(banco)
            for ronda in range(rondas):
                pasos.avisar(f"Ronda {ronda + 1} de {rondas}")
                for clientes in CLIENTES:
                    medir(banco, clientes, tanda)
            informe.imprimir(banco.medidas, CLIENTES)
            informe.imprimir_sentencias({lote: banco.sentencias(lote) for lote in (1, LOTE // 10, LOTE)})
            informe.imprimir_memoria(servicio.memoria())
    return 0


def calentar(banco: Banco) -> None:
    banco.healthz(4, 100)
    banco.escaneos(4, 40)
    banco.medidas.clear()


def medir(banco: Banco, clientes: int, tanda: int) -> None:
    """One cell of every kind, beside the raw rate of the same minute."""
    banco.crudo(clientes, 2 * tanda)
    banco.healthz(clientes, 2 * VECES[clientes] * tanda)
    banco.escaneos(clientes, VECES[clientes] * tanda)
    banco.otra_vez(clientes, VECES[clientes] * tanda)
    banco.lotes(clientes, LOTES[clientes] * tanda)
