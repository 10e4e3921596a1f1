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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import entorno
import pasos

# It holds nothing worth keeping, so that it need not wait for the disk.
OPCIONES = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}


def duenio() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: then it is somebody with no rights of their own."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    conocidos = {cuenta.pw_name: cuenta for cuenta in pwd.getpwall()}
    return conocidos.get("postgres") or conocidos["nobody"]


@contextmanager
def servidor() -> Iterator[str]:
    """Yield the DATABASE_URL of a server that lives as long as the block."""
    binarios = pasos.binarios_postgres()
    if binarios is None:
        raise pasos.Falta("Para seguir instale PostgreSQL en este sistema (Debian: apt install postgresql).")
    cuenta = duenio()
    carpeta = Path(tempfile.mkdtemp(prefix="convoca-pg-"))
    os.chown(carpeta, cuenta.pw_uid, cuenta.pw_gid)
    proceso = None
    try:
        proceso = arrancar(binarios, carpeta, cuenta)
        esperar(proceso, binarios, carpeta)
        yield f"postgres://convoca@/postgres?host={carpeta}"
    finally:
        if proceso is not None:
            proceso.send_signal(signal.SIGINT)
            proceso.wait(timeout=30)
        shutil.rmtree(carpeta, ignore_errors=True)


def arrancar(binarios: Path, carpeta: Path, cuenta: pwd.struct_passwd) -> subprocess.Popen[bytes]:
    comun: dict[str, Any] = {"cwd": carpeta, "stderr": subprocess.STDOUT}
    if os.geteuid() == 0:
        comun |= {"user": cuenta.pw_uid, "group": cuenta.pw_gid, "extra_groups": []}
    datos = str(carpeta / "datos")
    crear = [str(binarios / "initdb"), "-D", datos, "-U", "convoca", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    opciones = [parte for clave, valor in OPCIONES.items() for parte in ("-c", f"{clave}={valor}")]
    servir = [str(binarios / "postgres"), "-D", datos, "-k", str(carpeta), *opciones]
    with (carpeta / "registro").open("w") as salida:
        if subprocess.run([*crear, "--no-sync"], stdout=salida, check=False, **comun).returncode:
            raise pasos.Falta(f"No se pudo crear la base de PostgreSQL:\n{leer_registro(carpeta)}")
        # In a session of its own, so that Ctrl+C lets the tests end before their database does.
        atadura = pasos.morir_con_el_padre(signal.SIGINT)
        return subprocess.Popen(servir, stdout=salida, start_new_session=True, preexec_fn=atadura, **comun)


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
