"""`make run`: the database, the demonstration, the server and the worker, until somebody stops them."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import entorno
import pasos
from entorno import RAIZ
from pasos import PYTHON

GRACIA = 10  # seconds a child has to end by itself
HILOS = ["--preload", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]


def servir() -> int:
    pasos.preparar()
    env = entorno.local()
    puerto = int(env["PORT"])
    comprobar_puerto(puerto)
    with pasos.turno():
        preparar_base(env)
        # It decides by itself whether to rebuild, and prints who can sign in.
        cuentas = subprocess.run(
            [PYTHON, "manage.py", "demostracion"], cwd=RAIZ, env=env, stdout=subprocess.PIPE, text=True, check=False
        )
    if cuentas.returncode:
        raise pasos.Falta("No se pudo cargar la demostración; el motivo está arriba.")
    return atender(env, puerto, cuentas.stdout.strip())


def comprobar_puerto(puerto: int) -> None:
    with socket.socket() as prueba:
        prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prueba.bind(("127.0.0.1", puerto))
        except OSError:
            raise pasos.Falta(
                f"El puerto {puerto} está ocupado: detenga lo que lo usa o elija otro, por ejemplo PORT=8001 make run."
            ) from None


def preparar_base(env: dict[str, str]) -> None:
    """Migrate and load territory and catalogue, when their sources changed or the database is another one."""
    aplicaciones = [RAIZ / nombre for nombre in ("eventos", "inscripciones", "asistencia")]
    fuentes = [carpeta / "migrations" for carpeta in aplicaciones] + [carpeta / "datos" for carpeta in aplicaciones]
    archivos = [p for carpeta in fuentes for p in sorted(carpeta.rglob("*")) if p.suffix in {".py", ".csv", ".json"}]
    archivos += [*RAIZ.glob("*/management/commands/preparar_base.py"), pasos.REQUISITOS / "base.txt"]
    sello = pasos.SELLOS / "base"

    def llenar() -> None:
        for orden in ("migrate", "preparar_base"):
            pasos.avisar(f"manage.py {orden}")
            pasos.ejecutar([PYTHON, "manage.py", orden, "--verbosity", "0"], env=env)

    base = identidad_de_base(env)
    if base and sello.exists() and sello.read_text() == pasos.huella(archivos, base):
        return
    llenar()
    # Read again: migrating may have made the file.
    sello.write_text(pasos.huella(archivos, identidad_de_base(env) or "otra"))


def identidad_de_base(env: dict[str, str]) -> str | None:
    """Which SQLite file it is, also after somebody put another in its place; None when nobody can tell cheaply."""
    url = env.get("DATABASE_URL") or f"sqlite:///{pasos.VAR / 'convoca.sqlite3'}"
    ruta = Path(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or not ruta.exists():
        return None
    return f"{ruta}:{ruta.stat().st_ino}"


def atender(env: dict[str, str], puerto: int, cuentas: str) -> int:
    pedida: list[int] = []

    def pedir_fin(senal: int, _marco: FrameType | None) -> None:
        pedida.append(senal)

    for senal in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(senal, pedir_fin)
    gunicorn = ["-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{puerto}", *HILOS]
    discreto = ["--no-control-socket", "--graceful-timeout", "5", "--log-level", "warning"]
    hijos = {
        "el servidor": lanzar([*gunicorn, *discreto], env),
        "el trabajador": lanzar(["manage.py", "trabajar"], env),
    }
    anunciado = False
    while not pedida and all(hijo.poll() is None for hijo in hijos.values()):
        if not anunciado and responde(puerto):
            anunciado = True
            print(f"\n{cuentas}\n\nConvoca está en http://localhost:{puerto} (Ctrl+C para detenerla)", flush=True)
        time.sleep(0.1)
    caidos = [nombre for nombre, hijo in hijos.items() if hijo.poll() is not None]
    detener(list(hijos.values()))
    if pedida:
        print("Convoca se detuvo.", flush=True)
        return 0
    print(f"Se detuvo {' y '.join(caidos)}; el motivo está arriba.", file=sys.stderr)
    return 1


def lanzar(argumentos: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    """In a session of its own: the terminal's Ctrl+C reaches only us, and we pass it on."""
    return subprocess.Popen(
        [PYTHON, *argumentos], cwd=RAIZ, env=env, start_new_session=True, preexec_fn=pasos.morir_con_el_padre()
    )


def responde(puerto: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", puerto), timeout=0.5):
            return True
    except OSError:
        return False


def detener(hijos: list[subprocess.Popen[bytes]]) -> None:
    for hijo in hijos:
        if hijo.poll() is None:
            hijo.terminate()
    limite = time.monotonic() + GRACIA
    for hijo in hijos:
        try:
            hijo.wait(timeout=max(0.1, limite - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(hijo.pid, signal.SIGKILL)
            hijo.wait()
