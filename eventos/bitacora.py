"""Writes the audit trail, inside the transaction of what it tells."""

from collections.abc import Iterable
from datetime import datetime

from .models import Bitacora, Institucion, Usuario

Accion = Bitacora.Accion


def anotar(
    usuario: Usuario | None,
    accion: Bitacora.Accion,
    objeto: str,
    objeto_id: object = "",
    *,
    institucion: Institucion | int | None,
    ahora: datetime,
    campos: Iterable[str] = (),
    cantidad: int = 1,
) -> None:
    """`objeto` is the kind of thing and `objeto_id` its slug or number; `campos` only names of fields."""
    Bitacora.objects.create(
        momento=ahora,
        usuario=usuario,
        institucion_id=institucion.pk if isinstance(institucion, Institucion) else institucion,
        accion=accion,
        objeto=objeto,
        objeto_id=str(objeto_id),
        campos=", ".join(campos)[:300],
        cantidad=cantidad,
    )
