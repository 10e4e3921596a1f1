"""A phone that synchronizes whatever happens to the server, and remembers what it was told."""

import json
import random
import time
from collections import Counter
from threading import Event, Thread
from typing import Any

from bench import hechos
from bench.cliente import Conexion, peticion

SINCRONIZAR = "/api/v1/puestos/sincronizar"
BIEN = {"nuevo", "repetido", "lectura"}


class Dispositivo:
    """`acuses` is how often each fact was answered for; `nuevos`, how often the server said it had not had it."""

    def __init__(self, puerto: int, portador: str, cola: list[dict[str, Any]], tope: int, azar: random.Random) -> None:
        self.conexion, self.portador, self.tope, self.azar = Conexion(puerto), portador, tope, azar
        self.pendientes, self.hechas = list(cola), list[dict[str, Any]]()
        self.acuses, self.nuevos = Counter[str](), Counter[str]()
        self.raros: list[str] = []
        self.fin = Event()
        self.hilo = Thread(target=self.vivir, daemon=True)

    def vivir(self) -> None:
        """Until nothing waits. Each try draws its batch anew: what is sent again is split otherwise."""
        while self.pendientes and not self.fin.is_set():
            lote = self.pendientes[: self.azar.randint(1, self.tope)]
            repetidos = self.azar.sample(self.hechas, min(len(self.hechas), self.azar.choice([0, 0, 1, 3])))
            respuestas = self.enviar([*lote, *repetidos])
            if respuestas is None:
                time.sleep(0.05)
                continue
            self.anotar(respuestas)
            self.hechas += lote
            del self.pendientes[: len(lote)]
        self.conexion.cerrar()

    def enviar(self, lote: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
        """The answers; None when the server is not there, or not well."""
        try:
            estado, texto = self.conexion.pedir(peticion(SINCRONIZAR, self.portador, hechos.cuerpo(lote).encode()))
        except OSError:
            return None
        if estado >= 500:
            return None
        if estado != 200:
            self.raros.append(f"HTTP {estado}: {texto.decode()[:200]}")
            self.fin.set()
            return None
        respuestas: list[dict[str, Any]] = json.loads(texto)["respuestas"]
        if [r["id"] for r in respuestas] != [h["id"] for h in lote]:
            self.raros.append("Las respuestas no son las de los hechos enviados.")
        return respuestas

    def anotar(self, respuestas: list[dict[str, Any]]) -> None:
        for respuesta in respuestas:
            if respuesta["resultado"] not in BIEN:
                self.raros.append(json.dumps(respuesta))
            self.acuses[respuesta["id"]] += 1
            self.nuevos[respuesta["id"]] += respuesta["resultado"] == "nuevo"
