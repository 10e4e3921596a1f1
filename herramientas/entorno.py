"""The environment that Django is started with: what was given wins, what is missing is invented."""

import os
import secrets
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
ARCHIVO_ENV = RAIZ / ".env"
SECRETOS = ("SECRET_KEY", "CLAVE_IDENTIDAD")

# Written for tests only and known to everybody: the settings of a test never depend on a person's .env.
PRUEBAS = {
    "CONVOCA_LOCAL": "1",
    "DEBUG": "False",
    "HTTPS": "False",
    "SECRET_KEY": "solo-para-pruebas-" + "s" * 50,
    "CLAVE_IDENTIDAD": "solo-para-pruebas-" + "c" * 50,
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "SITIO_URL": "http://localhost:8000",
    "PORT": "8000",
    "DATABASE_URL": "sqlite:///" + str(RAIZ / "var" / "pruebas-sin-uso.sqlite3"),
    "EMAIL_URL": "memorymail://",
    "BEHIND_PROXY": "False",
    "TRUSTED_PROXY_COUNT": "0",
}

# What `check --deploy` is asked about: a public site.
PRODUCCION = PRUEBAS | {
    "CONVOCA_LOCAL": "0",
    "HTTPS": "True",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "CLAVE_IDENTIDAD": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "convoca.example",
    "SITIO_URL": "https://convoca.example",
}


def leer_env() -> dict[str, str]:
    """The NAME=value lines of .env; Django reads the file by itself, this is for what the tools must know."""
    valores = {}
    lineas = ARCHIVO_ENV.read_text(encoding="utf-8").splitlines() if ARCHIVO_ENV.exists() else []
    for linea in lineas:
        nombre, igual, valor = linea.removeprefix("export ").partition("=")
        if igual and not nombre.lstrip().startswith("#"):
            valores[nombre.strip()] = valor.strip().strip("'\"")
    return valores


def inventar_secretos() -> None:
    """Write to .env, once, the secrets that nobody gave; a file made here is for this machine only."""
    dados = leer_env() | os.environ
    lineas = [f"{nombre}={secrets.token_urlsafe(50)}" for nombre in SECRETOS if not dados.get(nombre)]
    if not lineas:
        return
    nuevo = not ARCHIVO_ENV.exists()
    if nuevo:
        lineas = ["# Hecho por herramientas/preparar.py para esta máquina. No se comparte.", "CONVOCA_LOCAL=1", *lineas]
    descriptor = os.open(ARCHIVO_ENV, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as archivo:
        archivo.write(("" if nuevo else "\n") + "\n".join(lineas) + "\n")


def local() -> dict[str, str]:
    """For `make setup` and `make run`: a local machine, unless the environment or .env says otherwise."""
    previstos = {"CONVOCA_LOCAL": "1", "PORT": "8000"}
    return previstos | leer_env() | os.environ


def de_pruebas(**cambios: str) -> dict[str, str]:
    return dict(os.environ) | PRUEBAS | cambios
