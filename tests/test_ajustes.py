"""Production does not start half set up: a missing setting is refused, never guessed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

RAIZ = Path(__file__).resolve().parent.parent
PRODUCCION = {
    "CONVOCA_LOCAL": "0",
    "DEBUG": "False",
    "HTTPS": "True",
    "SECRET_KEY": "s" * 60,
    "CLAVE_IDENTIDAD": "c" * 60,
    "ALLOWED_HOSTS": "convoca.example",
    "SITIO_URL": "https://convoca.example",
    "EMAIL_URL": "smtp+tls://u:p@correo.example:587",
    "DATABASE_URL": "sqlite://:memory:",
}


def arrancar(**cambios: str) -> subprocess.CompletedProcess[str]:
    orden = [sys.executable, "-c", "import django; django.setup()"]
    ambiente = os.environ | PRODUCCION | {"DJANGO_SETTINGS_MODULE": "config.settings"} | cambios
    return subprocess.run(orden, cwd=RAIZ, env=ambiente, capture_output=True, text=True, check=False)


def test_with_everything_it_starts() -> None:
    assert arrancar().returncode == 0


@pytest.mark.parametrize(
    "cambio",
    [
        {"SECRET_KEY": ""},
        {"CLAVE_IDENTIDAD": ""},
        {"ALLOWED_HOSTS": ""},
        {"SITIO_URL": ""},
        {"SITIO_URL": "http://convoca.example"},
        {"EMAIL_URL": ""},
        {"DEBUG": "True"},
    ],
    ids=str,
)
def test_what_would_fail_open_does_not_start(cambio: dict[str, str]) -> None:
    resultado = arrancar(**cambio)
    assert (resultado.returncode, next(iter(cambio)) in resultado.stderr) == (1, True)


def test_no_cookie_is_readable_by_scripts_or_sent_from_other_sites() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.LANGUAGE_COOKIE_HTTPONLY
    assert {settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE, settings.LANGUAGE_COOKIE_SAMESITE} == {
        "Lax"
    }
