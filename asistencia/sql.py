"""The only raw SQL of the way in: a batch of facts in one statement, and the lock they share."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import connection

from .models import Hecho

_CAMPOS = list(Hecho._meta.concrete_fields)
_COLUMNAS = ", ".join(f'"{c.column}"' for c in _CAMPOS)
# SQLite takes 32,766 parameters a statement.
_POR_SENTENCIA = 32_000 // len(_CAMPOS)


def compartir_eventos(ids: Collection[int]) -> None:
    """Keeps events from being closed until this transaction ends, without hindering other facts.

    PostgreSQL: FOR KEY SHARE, which only FOR UPDATE (closing) waits for. SQLite: the IMMEDIATE
    transaction already holds the one write lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM eventos_evento WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [sorted(ids)])


def insertar(hechos: Iterable[Hecho]) -> set[UUID]:
    """Adds those whose id is new; returns the ids added. A repeated id is left as it was."""
    filas = [[c.get_db_prep_save(getattr(h, c.attname), connection) for c in _CAMPOS] for h in hechos]
    nuevos: set[UUID] = set()
    uno = "(" + ", ".join(["%s"] * len(_CAMPOS)) + ")"
    with connection.cursor() as cursor:
        for i in range(0, len(filas), _POR_SENTENCIA):
            lote = filas[i : i + _POR_SENTENCIA]
            cursor.execute(
                # Table and columns are our own; every value is a parameter.
                f'INSERT INTO "{Hecho._meta.db_table}" ({_COLUMNAS}) VALUES {", ".join([uno] * len(lote))}'  # noqa: S608
                " ON CONFLICT (id) DO NOTHING RETURNING id",
                [v for fila in lote for v in fila],
            )
            nuevos.update(UUID(str(id_)) for (id_,) in cursor.fetchall())
    return nuevos
