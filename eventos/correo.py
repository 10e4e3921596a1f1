"""Mail: queued in the caller's transaction, sent by the worker. The only importer of django.core.mail."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction

from .models import Mensaje

ARRIENDO = timedelta(minutes=5)
INTENTOS = 8
# What a message says of somebody, gone once it left or nobody will try again.
VACIO: dict[str, Any] = {"para": "", "asunto": "", "texto": "", "html": "", "adjuntos": []}
registro = logging.getLogger("convoca.correo")


def encolar(
    para: str, asunto: str, texto: str, html: str = "", adjuntos: list[dict[str, str]] | None = None
) -> Mensaje:
    """Attachments are text: `{"nombre", "tipo", "contenido"}`."""
    # A subject is one line: a mail library refuses any other.
    return Mensaje.objects.create(
        para=para, asunto=" ".join(asunto.split())[:200], texto=texto, html=html, adjuntos=adjuntos or []
    )


def enviar_pendientes(ahora: datetime, lote: int = 20) -> int:
    """Sends what is due at `ahora`; returns how many left.

    Each row is leased before it is sent, in a transaction of its own: whoever dies in between leaves
    a lease that runs out, so that a message is sent again at worst, and never lost.
    """
    enviados = 0
    for mensaje in _arrendar(ahora, lote):
        try:
            _enviar(mensaje)
        except Exception as e:
            _anotar_fallo(mensaje, e, ahora)
        else:
            enviados += 1
            Mensaje.objects.filter(pk=mensaje.pk).update(
                estado=Mensaje.Estado.ENVIADO,
                enviado_el=ahora,
                error="",
                **VACIO,
            )
    return enviados


def _arrendar(ahora: datetime, lote: int) -> list[Mensaje]:
    with transaction.atomic():
        debidos = Mensaje.objects.filter(estado=Mensaje.Estado.PENDIENTE, disponible_el__lte=ahora)
        if connection.features.has_select_for_update_skip_locked:
            debidos = debidos.select_for_update(skip_locked=True)
        mensajes = list(debidos.order_by("disponible_el", "id")[:lote])
        for mensaje in mensajes:
            mensaje.disponible_el = ahora + ARRIENDO
            mensaje.intentos += 1
        Mensaje.objects.bulk_update(mensajes, ["disponible_el", "intentos"])
    return mensajes


def _enviar(mensaje: Mensaje) -> None:
    correo = EmailMultiAlternatives(mensaje.asunto, mensaje.texto, to=[mensaje.para], connection=get_connection())
    if mensaje.html:
        correo.attach_alternative(mensaje.html, "text/html")
    for adjunto in mensaje.adjuntos:
        correo.attach(adjunto["nombre"], adjunto["contenido"], adjunto["tipo"])
    correo.send()


def _anotar_fallo(mensaje: Mensaje, error: Exception, ahora: datetime) -> None:
    agotado = mensaje.intentos >= INTENTOS
    registro.warning("message %s not sent (try %s): %s", mensaje.pk, mensaje.intentos, type(error).__name__)
    Mensaje.objects.filter(pk=mensaje.pk).update(
        estado=Mensaje.Estado.FALLIDO if agotado else Mensaje.Estado.PENDIENTE,
        disponible_el=ahora + timedelta(minutes=2**mensaje.intentos),
        error=type(error).__name__,
        **(VACIO if agotado else {}),
    )


def encolar_preparado(correo: Any) -> Mensaje:
    """Queues a message that a library has prepared (a Django EmailMessage)."""
    html = next((c for c, tipo in getattr(correo, "alternatives", []) if tipo == "text/html"), "")
    return encolar(correo.to[0], correo.subject, correo.body, html)
