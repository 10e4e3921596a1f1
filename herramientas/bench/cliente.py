"""The load: phones that send prepared bodies over kept connections, in a process of their own.

Plain sockets, because Python's own client costs more than what it would measure. Run as
`python -m bench.cliente < plan.json`: it prints what it saw as JSON. What every answer said is read
afterwards, so that reading takes nothing from the measured time.
"""

import json
import socket
import sys
import time
from collections import Counter
from threading import Barrier, Thread
from typing import Any

Respuesta = tuple[int, bytes]


def peticion(ruta: str, portador: str = "", cuerpo: bytes | None = None) -> bytes:
    metodo = "GET" if cuerpo is None else "POST"
    lineas = [f"{metodo} {ruta} HTTP/1.1", "Host: 127.0.0.1"]
    if portador:
        lineas.append(f"Authorization: Bearer {portador}")
    if cuerpo is not None:
        lineas += ["Content-Type: application/json", f"Content-Length: {len(cuerpo)}"]
    return "\r\n".join([*lineas, "", ""]).encode() + (cuerpo or b"")


class Conexion:
    """Kept open; opened again when the server closed it, as a browser does."""

    def __init__(self, puerto: int) -> None:
        self.puerto = puerto
        self.enchufe: socket.socket | None = None

    def pedir(self, datos: bytes) -> Respuesta:
        usada = self.enchufe is not None
        try:
            return self.intentar(datos)
        except OSError:
            self.cerrar()
            if not usada:
                raise
        return self.intentar(datos)

    def intentar(self, datos: bytes) -> Respuesta:
        if self.enchufe is None:
            self.enchufe = socket.create_connection(("127.0.0.1", self.puerto), timeout=60)
            self.enchufe.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        enchufe = self.enchufe
        enchufe.sendall(datos)
        leido = b""
        while b"\r\n\r\n" not in leido:
            leido += leer(enchufe)
        cabeza, _, cuerpo = leido.partition(b"\r\n\r\n")
        cabeceras = dict(linea.lower().split(b": ", 1) for linea in cabeza.split(b"\r\n")[1:])
        falta = int(cabeceras.get(b"content-length", b"0")) - len(cuerpo)
        while falta > 0:
            cuerpo += leer(enchufe)
            falta = int(cabeceras[b"content-length"]) - len(cuerpo)
        if cabeceras.get(b"connection") == b"close":
            self.cerrar()
        return int(cabeza.split(b" ", 2)[1]), cuerpo

    def cerrar(self) -> None:
        if self.enchufe is not None:
            self.enchufe.close()
            self.enchufe = None


def leer(enchufe: socket.socket) -> bytes:
    trozo = enchufe.recv(262_144)
    if not trozo:
        raise ConnectionResetError("closed by the server")
    return trozo


def cargar(puerto: int, colas: list[list[bytes]]) -> tuple[float, list[float], list[Respuesta]]:
    """One thread a queue; returns the seconds of it all, each answer's milliseconds, and the answers."""
    barrera = Barrier(len(colas) + 1)
    latencias: list[float] = []
    respuestas: list[Respuesta] = []

    def enviar(cola: list[bytes]) -> None:
        conexion = Conexion(puerto)
        barrera.wait()
        for datos in cola:
            antes = time.perf_counter()
            respuesta = conexion.pedir(datos)
            latencias.append((time.perf_counter() - antes) * 1000)
            respuestas.append(respuesta)
        conexion.cerrar()

    hilos = [Thread(target=enviar, args=(cola,)) for cola in colas]
    for hilo in hilos:
        hilo.start()
    barrera.wait()
    antes = time.perf_counter()
    for hilo in hilos:
        hilo.join()
    return time.perf_counter() - antes, latencias, respuestas


def correr(plan: dict[str, Any]) -> dict[str, Any]:
    """`plan`: puerto, ruta, and for each client its bearer and its bodies (none for a plain GET, so many times)."""
    colas = [
        [peticion(plan["ruta"], c["portador"], cuerpo.encode()) for cuerpo in c["cuerpos"]]
        + [peticion(plan["ruta"])] * c.get("veces", 0)
        for c in plan["clientes"]
    ]
    segundos, latencias, respuestas = cargar(plan["puerto"], colas)
    resultados: Counter[str] = Counter()
    for estado, cuerpo in respuestas:
        if estado != 200:
            resultados[f"HTTP {estado}"] += 1
        elif plan["ruta"].startswith("/api/"):
            resultados.update(r["resultado"] for r in json.loads(cuerpo)["respuestas"])
    return {"segundos": segundos, "latencias": latencias, "resultados": resultados}


if __name__ == "__main__":
    print(json.dumps(correr(json.load(sys.stdin))))
