"""Atomic rate limit: one statement, right under any concurrency."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

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


def por_red(que: str, request: HttpRequest, *cosa: object) -> str:
    """The key of «this, from this network». The address itself is not kept: only a keyed digest of it."""
    huella = salted_hmac("convoca.limites", red(request)).hexdigest()[:20]
    return ":".join([que, *map(str, cosa), huella])


def red(request: HttpRequest) -> str:
    """The client's IPv4 address, or its IPv6 /64, seen through as many proxies as are ours."""
    direccion = request.META.get("REMOTE_ADDR", "")
    if n := settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        cadena = [d.strip() for d in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if d.strip()]
        direccion = cadena[-n] if len(cadena) >= n else direccion
    try:
        ip = ip_address(direccion)
    except ValueError:
        return direccion[:45]
    return str(ip_network(f"{ip}/64", strict=False)) if ip.version == 6 else str(ip)


def olvidar(ahora: datetime) -> int:
    """Drops windows older than a day; the worker calls it."""
    return Limite.objects.filter(ventana__lt=ahora - timedelta(days=1)).delete()[0]
