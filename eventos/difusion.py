"""Tracked links: which one somebody came by, and how many did each day."""

import re
from datetime import date

from django.db import connection

from .models import Difusion, Evento, VisitasDelDia


def anotar_visita(difusion: Difusion, dia: date) -> None:
    """One more visit of that day, in one statement: right under any concurrency."""
    valor = VisitasDelDia._meta.get_field("dia").get_db_prep_value(dia, connection)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO eventos_visitasdeldia (difusion_id, dia, n) VALUES (%s, %s, 1)"
            " ON CONFLICT (difusion_id, dia) DO UPDATE SET n = eventos_visitasdeldia.n + 1",
            [difusion.pk, valor],
        )


def por_la_que_vino(evento: Evento, corto: str) -> Difusion | None:
    """The link of this event that `corto` names, or its default one."""
    dicho = corto if re.fullmatch(r"[0-9a-z]{1,12}", corto) else ""
    difusiones = list(evento.difusiones.por_corto(dicho))
    return next((d for d in difusiones if d.corto == dicho), None) or next(iter(difusiones), None)
