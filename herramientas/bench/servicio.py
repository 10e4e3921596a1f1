"""The server as `make run` starts it, for who wants to measure it or to strike it."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType

import postgres
import servir


def puerto_libre() -> int:
    with socket.socket() as prueba:
        prueba.bind(("127.0.0.1", 0))
        return int(prueba.getsockname()[1])


class Servicio:
    """gunicorn on 127.0.0.1, in a session of its own: its group holds the master and its workers, nobody else."""

    def __init__(self, env: dict[str, str], *opciones: str) -> None:
        self.env, self.puerto, self.opciones = env, puerto_libre(), opciones
        self.proceso: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Servicio":
        self.arrancar()
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, rastro: TracebackType | None
    ) -> None:
        if self.proceso is not None:
            servir.detener([self.proceso])

    def arrancar(self) -> None:
        """Returns at once; `esperar` waits until it listens."""
        orden = ["-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.puerto}", *servir.HILOS]
        discreto = ["--no-control-socket", "--graceful-timeout", "5", "--log-level", "critical"]
        self.proceso = servir.lanzar([*orden, *discreto, *self.opciones], self.env)

    def esperar(self, segundos: float = 60) -> None:
        limite = time.monotonic() + segundos
        while not servir.responde(self.puerto):
            if self.proceso is None or self.proceso.poll() is not None or time.monotonic() > limite:
                raise RuntimeError("El servidor no arrancó.")
            time.sleep(0.05)

    def matar(self) -> None:
        """SIGKILL to all of it at once."""
        if self.proceso is not None:
            os.killpg(self.proceso.pid, signal.SIGKILL)
            self.proceso.wait(timeout=30)

    def memoria(self) -> list[int]:
        """Resident megabytes of each worker."""
        hijos = postgres.hijos_de(self.proceso.pid) if self.proceso else []
        estados = [Path(f"/proc/{pid}/status").read_text() for pid in hijos]
        return [int(e.partition("VmRSS:")[2].split()[0]) // 1024 for e in estados]
