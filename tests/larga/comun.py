"""What the proofs of reliability share: their size, and the database of the test as another process names it."""

import os
from typing import Any
from urllib.parse import quote, urlencode

import entorno
from django.conf import settings
from django.db import connection

GRANDE = os.environ.get("PRUEBA_LARGA") == "1"


def entorno_del_servidor(**cambios: str) -> dict[str, str]:
    """For a process that works on the very database of this test, with the very keys."""
    claves = {n: getattr(settings, n) for n in ("SECRET_KEY", "CLAVE_IDENTIDAD", "CLAVE_SELLO")}
    return entorno.de_pruebas(DATABASE_URL=url_de(connection.settings_dict), **claves, **cambios)


def url_de(base: dict[str, Any]) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{base['NAME']}"
    donde = {"host": base["HOST"] or base["OPTIONS"].get("host", ""), "port": base["PORT"]}
    quien = f"{quote(base['USER'])}:{quote(base['PASSWORD'])}"
    return f"postgres://{quien}@/{base['NAME']}?{urlencode({k: v for k, v in donde.items() if v})}"
