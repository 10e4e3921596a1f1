"""Atomic rate limit: one statement, right under any concurrency."""

from datetime import datetime, timedelta

from django.db import connection

from .models import Limite


def pasa(clave: str, maximo: int, cada: timedelta, ahora: datetime) -> bool:
    """Counts one more use of `clave` in the current window; False once there are more than `maximo`."""
    segundos = int(cada.total_seconds())
    inicio = ahora - timedelta(seconds=ahora.timestamp() % segundos)
    ventana = Limite._meta.get_field("ventana").get_db_prep_value(inicio.replace(microsecond=0), connection)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO eventos_limite (clave, ventana, n) VALUES (%s, %s, 1)"
            " ON CONFLICT (clave, ventana) DO UPDATE SET n = eventos_limite.n + 1 RETURNING n",
            [clave[:80], ventana],
        )
        (n,) = cursor.fetchone()
    return bool(n <= maximo)


def olvidar(ahora: datetime) -> int:
    """Drops windows older than a day; the worker calls it."""
    return Limite.objects.filter(ventana__lt=ahora - timedelta(days=1)).delete()[0]
