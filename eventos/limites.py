"""Atomic rate limit: one statement, right under any concurrency."""

from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .models import Limite


def pasa(clave: str, maximo: int, cada: timedelta, ahora: datetime) -> bool:
    """Counts one more use of `clave` in the current window; False once there are more than `maximo`."""
    ventana = Limite._meta.get_field("ventana").get_db_prep_value(_ventana(cada, ahora), connection)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO eventos_limite (clave, ventana, n) VALUES (%s, %s, 1)"
            " ON CONFLICT (clave, ventana) DO UPDATE SET n = eventos_limite.n + 1 RETURNING n",
            [clave[:80], ventana],
        )
        (n,) = cursor.fetchone()
    return bool(n <= maximo)


def agotado(clave: str, maximo: int, cada: timedelta, ahora: datetime) -> bool:
    """Whether `maximo` was reached in the current window; counts nothing. For limits on wrong tries only."""
    return Limite.objects.filter(clave=clave[:80], ventana=_ventana(cada, ahora), n__gte=maximo).exists()


def red(request: HttpRequest) -> str:
    """Where a request comes from, as a mark that does not tell the address."""
    return salted_hmac("eventos.limites", get_adapter().get_client_ip(request)).hexdigest()[:16]


def _ventana(cada: timedelta, ahora: datetime) -> datetime:
    inicio = ahora - timedelta(seconds=ahora.timestamp() % int(cada.total_seconds()))
    return inicio.replace(microsecond=0)


def olvidar(ahora: datetime) -> int:
    """Drops windows older than a day; the worker calls it."""
    return Limite.objects.filter(ventana__lt=ahora - timedelta(days=1)).delete()[0]
