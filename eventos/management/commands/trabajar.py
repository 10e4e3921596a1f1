"""The worker: sends mail and forgets what has lapsed, until it is told to stop."""

import logging
import signal
import threading
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from eventos import correo, limites

registro = logging.getLogger("convoca.trabajo")
DESCANSO = 3.0  # seconds between looks at an empty outbox
CADA_LIMPIEZA = timedelta(hours=1)


class Command(BaseCommand):
    help = "Sends queued mail and clears what has lapsed. Ends at once on SIGTERM or SIGINT."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--una-vez", action="store_true", help="Do what is due now, and end.")

    def handle(self, *args: Any, una_vez: bool = False, **options: Any) -> None:
        if una_vez:
            while enviar():
                pass
            limpiar()
            return
        fin = threading.Event()
        for senal in (signal.SIGTERM, signal.SIGINT):
            signal.signal(senal, lambda *_: fin.set())
        registro.info("working")
        trabajar(fin)
        registro.info("stopped")


def trabajar(fin: threading.Event) -> None:
    """Round after round until `fin`; an empty outbox is looked at again after a rest, a full one at once."""
    limpieza = timezone.now()
    while not fin.is_set():
        close_old_connections()
        try:
            if timezone.now() >= limpieza:
                limpiar()
                limpieza = timezone.now() + CADA_LIMPIEZA
            hubo = enviar()
        except Exception as error:  # a database that restarts must not end the worker
            registro.error("round failed: %s", type(error).__name__)
            hubo = 0
        if not hubo:
            fin.wait(DESCANSO)


def enviar() -> int:
    """One batch; logs how many left, never to whom."""
    enviados = correo.enviar_pendientes(timezone.now())
    if enviados:
        registro.info("%s messages sent", enviados)
    return enviados


def limpiar() -> None:
    """Drops rate-limit windows and sessions that have lapsed."""
    olvidados = limites.olvidar(timezone.now())
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    registro.info("%s rate-limit windows forgotten", olvidados)
