"""A throw-away PostgreSQL: made in a temporary folder, reached by a Unix socket, gone afterwards.

By itself it runs a command with DATABASE_URL set: python3 herramientas/postgres.py .venv/bin/pytest -x
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import entorno
import pasos

OPCIONES = {"listen_addresses": "", "max_connections": "100", "shared_buffers": "128MB", "timezone": "UTC"}
# It holds nothing worth keeping, so that it need not wait for the disk: unless waiting is what is measured.
SIN_ESPERAR = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
CUENTA_SENTENCIAS = {"shared_preload_libraries": "pg_stat_statements"}


def duenio() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: then it is somebody with no rights of their own."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    conocidos = {cuenta.pw_name: cuenta for cuenta in pwd.getpwall()}
    return conocidos.get("postgres") or conocidos["nobody"]


class Servidor:
    """One server with its folder. `duradero`: a commit waits for the disk, and outlives a server that is killed."""

    def __init__(self, duradero: bool = False, **opciones: str) -> None:
        binarios = pasos.binarios_postgres()
        if binarios is None:
            raise pasos.Falta("Para seguir instale PostgreSQL en este sistema (Debian: apt install postgresql).")
        self.binarios, self.cuenta = binarios, duenio()
        self.opciones = OPCIONES | ({} if duradero else SIN_ESPERAR) | opciones
        self.carpeta = Path(tempfile.mkdtemp(prefix="convoca-pg-"))
        self.proceso: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://convoca@/postgres?host={self.carpeta}"

    def crear(self) -> None:
        os.chown(self.carpeta, self.cuenta.pw_uid, self.cuenta.pw_gid)
        orden = [str(self.binarios / "initdb"), "-D", str(self.carpeta / "datos"), "-U", "convoca", "-A", "trust"]
        with self.registro() as salida:
            argumentos = [*orden, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
            if subprocess.run(argumentos, stdout=salida, check=False, **self.como_duenio()).returncode:
                raise pasos.Falta(f"No se pudo crear la base de PostgreSQL:\n{leer_registro(self.carpeta)}")

    def arrancar(self) -> None:
        opciones = [parte for clave, valor in self.opciones.items() for parte in ("-c", f"{clave}={valor}")]
        orden = [str(self.binarios / "postgres"), "-D", str(self.carpeta / "datos"), "-k", str(self.carpeta), *opciones]
        with self.registro() as salida:
            # In a session of its own, so that Ctrl+C lets the tests end before their database does.
            atadura = pasos.morir_con_el_padre(signal.SIGINT)
            self.proceso = subprocess.Popen(
                orden, stdout=salida, start_new_session=True, preexec_fn=atadura, **self.como_duenio()
            )
        esperar(self.proceso, self.binarios, self.carpeta)

    def matar(self) -> None:
        """As when the power goes: the server and all its processes at once, with no word to anybody."""
        if self.proceso is None:
            return
        self.proceso.send_signal(signal.SIGSTOP)
        self.aguardar(lambda: estado_de(self.pid)[0] == "T")  # from here on it makes no more children
        todos = [*hijos_de(self.pid), self.pid]
        for pid in todos:
            os.kill(pid, signal.SIGKILL)
        self.proceso.wait(timeout=30)
        # Until the last of them is gone, the memory they share would keep a new server from starting.
        self.aguardar(lambda: all(estado_de(pid)[0] in "ZX" for pid in todos))

    @property
    def pid(self) -> int:
        return self.proceso.pid if self.proceso else 0

    def aguardar(self, listo: Callable[[], bool]) -> None:
        limite = time.monotonic() + 30
        while not listo():
            if time.monotonic() > limite:
                raise pasos.Falta(f"PostgreSQL no se deja matar:\n{leer_registro(self.carpeta)}")
            time.sleep(0.005)

    def terminar(self) -> None:
        if self.proceso is not None:
            self.proceso.send_signal(signal.SIGINT)
            self.proceso.wait(timeout=60)
        shutil.rmtree(self.carpeta, ignore_errors=True)

    def registro(self) -> TextIO:
        return (self.carpeta / "registro").open("a")

    def como_duenio(self) -> dict[str, Any]:
        comun: dict[str, Any] = {"cwd": self.carpeta, "stderr": subprocess.STDOUT}
        if os.geteuid() == 0:
            comun |= {"user": self.cuenta.pw_uid, "group": self.cuenta.pw_gid, "extra_groups": []}
        return comun


@contextmanager
def servidor(duradero: bool = False, **opciones: str) -> Iterator[str]:
    """Yield the DATABASE_URL of a server that lives as long as the block."""
    with servidor_abierto(duradero, **opciones) as abierto:
        yield abierto.url


@contextmanager
def servidor_abierto(duradero: bool = False, **opciones: str) -> Iterator[Servidor]:
    """The same, for who wants to strike it."""
    nuevo = Servidor(duradero, **opciones)
    try:
        nuevo.crear()
        nuevo.arrancar()
        yield nuevo
    finally:
        nuevo.terminar()


def hijos_de(pid: int) -> list[int]:
    """Its processes; PostgreSQL gives each a group of its own, so that no one signal reaches them all."""
    todos = [int(carpeta.name) for carpeta in Path("/proc").glob("[0-9]*")]
    return [uno for uno in todos if estado_de(uno)[1] == pid]


def estado_de(pid: int) -> tuple[str, int]:
    """What a process is doing (R, S, T for stopped…) and its parent; X when there is no such process."""
    try:
        # «pid (name) state parent …»: the name may hold anything, so count from its end.
        estado, padre = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return "X", 0
    return estado, int(padre)


def leer_registro(carpeta: Path) -> str:
    return (carpeta / "registro").read_text(errors="replace")


def esperar(proceso: subprocess.Popen[bytes], binarios: Path, carpeta: Path) -> None:
    limite = time.monotonic() + 30
    listo = [str(binarios / "pg_isready"), "-q", "-h", str(carpeta), "-U", "convoca", "-d", "postgres"]
    while subprocess.run(listo, check=False).returncode != 0:
        if proceso.poll() is not None or time.monotonic() > limite:
            raise pasos.Falta(f"PostgreSQL no arrancó:\n{leer_registro(carpeta)}")
        time.sleep(0.05)


if __name__ == "__main__":
    with servidor() as url:
        codigo = subprocess.run(sys.argv[1:], env=entorno.de_pruebas(DATABASE_URL=url), check=False).returncode
    sys.exit(codigo)
