"""Totals of closed events, from the rows of their actas."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection

from ..models import Acta, ActaCifra
from .reglas import Celda, Recuento


def leer(eventos: Collection[int]) -> dict[int, Recuento]:
    """The figures of the acta in force of each event that has one. Two queries."""
    actas = {pk: (evento, sin_dato) for pk, evento, sin_dato in (
        Acta.objects.filter(evento__in=eventos).vigentes().values_list("pk", "evento", "sin_dato")
    )}  # fmt: skip
    celdas: dict[int, Counter[Celda]] = {pk: Counter() for pk in actas}
    for acta, *celda, valor in ActaCifra.objects.filter(acta__in=actas).values_list(
        "acta", "medida", "dimension", "clave", "metodo", "valor"
    ):
        celdas[acta][Celda(*celda)] = valor
    return {evento: Recuento(celdas[pk], 0, sin_dato) for pk, (evento, sin_dato) in actas.items()}


def huella(celdas: Counter[Celda], *, sin_dato: bool) -> str:
    """SHA-256 of the figures as canonical JSON: sorted rows, no spaces, UTF-8."""
    filas = sorted([*celda, n] for celda, n in celdas.items())
    texto = json.dumps(
        {"cifras": filas, "sin_dato": sin_dato}, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    return hashlib.sha256(texto.encode()).hexdigest()
