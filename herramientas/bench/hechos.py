"""Facts as a phone writes them (docs/puesto.md)."""

import json
import secrets
import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID


def uuid7() -> str:
    """As the page mints them; the standard library of the oldest Python we serve has none."""
    milisegundos, azar = time.time_ns() // 1_000_000, secrets.randbits(74)
    return str(UUID(int=milisegundos << 80 | 7 << 76 | (azar >> 62) << 64 | 2 << 62 | azar & (1 << 62) - 1))


def hecho(tipo: str, evento: str, secuencia: int, **campos: Any) -> dict[str, Any]:
    ahora = datetime.now(UTC).isoformat()
    comun = {"id": uuid7(), "tipo": tipo, "evento": evento, "secuencia": secuencia, "capturado_el": ahora}
    return comun | {"desfase_ms": 0} | campos


def asistencia(evento: str, secuencia: int, codigo: str, personas: int = 1) -> dict[str, Any]:
    return hecho("asistencia", evento, secuencia, codigo=codigo, personas=personas, metodo="qr")


def cuerpo(hechos: list[dict[str, Any]]) -> str:
    return json.dumps(
        {"enviado_el": datetime.now(UTC).isoformat(), "pendientes": len(hechos), "bateria": 80, "hechos": hechos}
    )
