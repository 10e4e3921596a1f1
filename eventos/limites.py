"""Atomic rate limit: one statement, right under any concurrency."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

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
    return marca(_casa(get_adapter().get_client_ip(request)))


def marca(dicho: str) -> str:
    """Tells one thing from another without telling what it is."""
    return salted_hmac("eventos.limites", dicho).hexdigest()[:16]


def _casa(direccion: str) -> str:
    """Of an IPv6 address its /64: one home has all of it, and would never reach a limit."""
    try:
        ip = ip_address(direccion)
    except ValueError:
        return direccion
    if isinstance(ip, IPv6Address) and not ip.ipv4_mapped:
        return str(ip_network((int(ip), 64), strict=False))
    return direccion


def _ventana(cada: timedelta, ahora: datetime) -> datetime:
    inicio = ahora - timedelta(seconds=ahora.timestamp() % int(cada.total_seconds()))
    return inicio.replace(microsecond=0)


def olvidar(ahora: datetime) -> int:
    """Drops windows older than a day; the worker calls it."""
    return Limite.objects.filter(ventana__lt=ahora - timedelta(days=1)).delete()[0]
