"""`make check` and `make test`: the static checks, and every test on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import entorno
import pasos
import postgres
from entorno import RAIZ
from pasos import PYTHON

BIN = PYTHON.parent


def revisiones() -> Iterable[tuple[str, list[str | Path], dict[str, str]]]:
    pruebas, produccion = entorno.de_pruebas(), dict(os.environ) | entorno.PRODUCCION
    manage: list[str | Path] = [PYTHON, "manage.py"]
    yield "ruff check", [BIN / "ruff", "check", "--quiet", "."], pruebas
    yield "ruff format", [BIN / "ruff", "format", "--check", "--quiet", "."], pruebas
    yield "mypy", [BIN / "mypy"], pruebas
    yield "deptry", [BIN / "deptry", "."], pruebas
    yield "manage.py check", [*manage, "check"], pruebas
    yield "manage.py check --deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], produccion
    yield "makemigrations --check", [*manage, "makemigrations", "--check", "--dry-run"], pruebas
    if de_navegador := sorted((RAIZ / "tests" / "js").glob("*.test.js")):
        # Named one by one: what Node makes of a folder differs between versions.
        yield "node --test", ["node", "--test", *de_navegador], pasos.con_node(pruebas)


def revisar_todo() -> list[str]:
    """Run every check, also after one failed, and name those that did."""
    fallas = []
    for nombre, orden, env in revisiones():
        proceso = subprocess.run(
            [str(parte) for parte in orden],
            cwd=RAIZ,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        bien = proceso.returncode == 0
        print(f"{'bien ' if bien else 'FALLA'}  {nombre}", flush=True)
        if not bien:
            fallas.append(nombre)
            print(proceso.stdout.decode(errors="replace"), flush=True)
    return fallas


def revisar() -> int:
    pasos.preparar(desarrollo=True)
    return 1 if revisar_todo() else 0


def pytest(url: str, *argumentos: str, **cambios: str) -> tuple[list[str], dict[str, str]]:
    # Without its cache, because two runs of pytest share the folder.
    orden = [str(PYTHON), "-m", "pytest", "-p", "no:cacheprovider", "--color=no", *argumentos]
    return orden, pasos.con_node(entorno.de_pruebas(DATABASE_URL=url, **cambios))


def probar() -> int:
    """Both databases at once, one core each; what they print comes one after the other."""
    pasos.preparar(desarrollo=True, sistema=True)
    fallas = revisar_todo()
    with postgres.servidor() as url, tempfile.TemporaryFile() as salida:
        orden, env = pytest(url)
        segunda = subprocess.Popen(orden, cwd=RAIZ, env=env, stdout=salida, stderr=subprocess.STDOUT)
        try:
            print("\npytest en SQLite", flush=True)
            orden, env = pytest(entorno.PRUEBAS["DATABASE_URL"])
            codigos = [subprocess.run(orden, cwd=RAIZ, env=env, check=False).returncode, segunda.wait()]
        finally:
            if segunda.poll() is None:
                segunda.terminate()
                segunda.wait()
        if fallas:
            print(f"\nFallaron las revisiones: {', '.join(fallas)} (arriba).", flush=True)
        print("\npytest en PostgreSQL", flush=True)
        salida.seek(0)
        sys.stdout.buffer.write(salida.read())
        sys.stdout.flush()
    return 1 if fallas or any(codigos) else 0


def prueba_larga() -> int:
    """One after the other, because what they measure would disturb each other."""
    pasos.preparar(desarrollo=True, sistema=True)
    codigos = []
    with postgres.servidor() as url:
        for nombre, base in (("SQLite", entorno.PRUEBAS["DATABASE_URL"]), ("PostgreSQL", url)):
            print(f"\nPruebas largas en {nombre}", flush=True)
            orden, env = pytest(base, "-m", "larga", PRUEBA_LARGA="1")
            codigos.append(subprocess.run(orden, cwd=RAIZ, env=env, check=False).returncode)
    return 1 if any(codigos) else 0


def dar_formato() -> int:
    pasos.preparar(desarrollo=True)
    pasos.ejecutar([BIN / "ruff", "check", "--fix", "--quiet", "."])
    pasos.ejecutar([BIN / "ruff", "format", "--quiet", "."])
    # It leaves alone, and says so, a template whose tags open in one branch and close in another.
    subprocess.run([BIN / "djangofmt", "--indent-width", "2", "templates"], cwd=RAIZ, check=False)
    return 0
