"""A day at the door, invented, and what a patient person with pencil and paper makes of it."""

import random
from collections import Counter
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bench import hechos
from bench.escena import Escena

Libreta = list[dict[str, Any]]


def inventar(escena: Escena, cuantos: int, inicio: datetime, azar: random.Random) -> list[Libreta]:
    """One list a phone. Passes go from phone to phone; an annulment may go up before what it annuls."""
    libretas: list[Libreta] = [[] for _ in escena.portadores]
    secuencias = [count() for _ in libretas]
    anulables: list[str] = []
    for n in range(cuantos):
        quien = n % len(libretas)
        cuando = (inicio + timedelta(milliseconds=azar.randrange(3_000_000))).isoformat(timespec="milliseconds")
        comun = {"evento": escena.evento, "secuencia": next(secuencias[quien]), "capturado_el": cuando}
        suerte = azar.random()
        if suerte < 0.1 and anulables:
            refiere = anulables.pop(azar.randrange(len(anulables)))
            hecho = hechos.hecho("anulacion", **comun, refiere=refiere, motivo="error")
        elif suerte < 0.3:
            hecho = hechos.hecho("conteo", **comun, personas=azar.randint(1, 3), ambito="sin_registro")
        elif suerte < 0.35:
            hecho = hechos.hecho("lectura", **comun, razon="desconocido")
        else:
            pase = azar.choice(escena.codigos)
            hecho = hechos.hecho("asistencia", **comun, codigo=pase, personas=azar.randint(1, 4), metodo="qr")
        if hecho["tipo"] in ("asistencia", "conteo"):
            anulables.append(hecho["id"])
        libretas[quien].append(hecho)
    for libreta in libretas:
        azar.shuffle(libreta)
    return libretas


def contar_a_mano(todo: Libreta) -> dict[str, int]:
    """Shares nothing with the code under test."""
    anulados = {h["refiere"] for h in todo if h["tipo"] == "anulacion"}
    valen = [h for h in todo if h["id"] not in anulados]
    primeras: dict[str, dict[str, Any]] = {}
    for h in sorted(valen, key=lambda h: (h["capturado_el"], h["id"])):
        if h["tipo"] == "asistencia":
            primeras.setdefault(h["codigo"], h)
    contadas = sum(h["personas"] for h in valen if h["tipo"] == "conteo")
    return {
        "identificadas": len(primeras),
        "participaciones": contadas + sum(h["personas"] for h in primeras.values()),
        "lecturas": Counter(h["tipo"] for h in todo)["lectura"],
    }
