"""What a phone sends, one fact at a time: JSON in, a `Recado` out, or the name of the field that is wrong.

Pure: asks nobody. Leniency has one rule: what is wrong may spoil its own fact and no other.
"""

import json
import re
from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from eventos import codigos
from inscripciones.models import Edad, Sexo

from .models import Hecho, Lectura

MAXIMO = 500
# Before this there was no Convoca: a clock that says so is off, and its fact is doubtful.
PRIMER_MOMENTO = datetime(2000, 1, 1, tzinfo=UTC)
_CODIGO = re.compile(r"[0-9A-Z]{26}")
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")
_HASTA = {"asistencia": 51, "alta": 51, "conteo": 100_000, "salida": 100_000}
METODOS = {"asistencia": ("qr", "mesa"), "alta": ("mesa", "papel")}


class Ilegible(ValueError):
    """The body as a whole cannot be taken."""


class MalHecho(ValueError):
    """Says which field."""


@dataclass(slots=True)
class Recado:
    """One fact as its phone tells it; `momento` is already corrected by the phone's offset."""

    id: UUID
    tipo: str
    evento: str
    momento: datetime
    secuencia: int | None
    codigo: str | None = None
    corto: str = ""
    personas: int = 0
    metodo: str = ""
    ambito: str = ""
    sexo: str = ""
    edad: str = ""
    estand: str = ""
    refiere: UUID | None = None
    motivo: str = ""
    razon: str = ""
    sello: bytes = b""


def leer_cuerpo(cuerpo: bytes) -> dict[str, Any]:
    """The envelope. Raises Ilegible."""
    try:
        datos = json.loads(cuerpo)
    except (ValueError, RecursionError):
        raise Ilegible("json") from None
    if not isinstance(datos, dict) or not isinstance(datos.get("hechos"), list):
        raise Ilegible("hechos")
    if len(datos["hechos"]) > MAXIMO:
        raise Ilegible("maximo")
    return datos


def leer_hecho(crudo: object, ahora: datetime) -> Recado:
    """One fact. Raises MalHecho."""
    if not isinstance(crudo, dict):
        raise MalHecho("hecho")
    tipo = crudo.get("tipo")
    if not isinstance(tipo, str) or tipo not in _LECTORES:
        raise MalHecho("tipo")
    id_ = _uuid(crudo, "id")
    evento = crudo.get("evento")
    if not isinstance(evento, str) or not _SLUG.fullmatch(evento):
        raise MalHecho("evento")
    recado = Recado(id_, tipo, evento, _momento(crudo, ahora), _secuencia(crudo))
    _LECTORES[tipo](recado, crudo)
    return recado


def _pase(r: Recado, crudo: dict[str, Any]) -> None:
    """`codigo` is None when the fact names no pass; a text that cannot be a code is a code nobody has."""
    codigo, corto = crudo.get("codigo"), crudo.get("corto")
    if isinstance(codigo, str) and codigo:
        r.codigo = codigo if _CODIGO.fullmatch(codigo) else ""
    elif isinstance(corto, str) and corto:
        r.codigo, r.corto = "", codigos.normalizar(corto[:40])[:5]
    elif codigo or corto:
        raise MalHecho("codigo")


def _asistencia(r: Recado, crudo: dict[str, Any]) -> None:
    _pase(r, crudo)
    if r.codigo is None:
        raise MalHecho("codigo")
    r.personas = _personas(r.tipo, crudo)
    r.metodo = _de(crudo, "metodo", METODOS["asistencia"])


def _alta(r: Recado, crudo: dict[str, Any]) -> None:
    r.personas = _personas(r.tipo, crudo)
    r.metodo = _de(crudo, "metodo", METODOS["alta"])
    r.sello = base64(crudo.get("sello"))


def _conteo(r: Recado, crudo: dict[str, Any]) -> None:
    r.personas = _personas(r.tipo, crudo)
    r.metodo = "conteo"
    r.ambito = _de(crudo, "ambito", Hecho.Ambito.values)
    r.sexo = _de(crudo, "sexo", Sexo.values, vale_vacio=True)
    r.edad = _de(crudo, "edad", Edad.values, vale_vacio=True)


def _salida(r: Recado, crudo: dict[str, Any]) -> None:
    _pase(r, crudo)
    r.personas = _personas(r.tipo, crudo)


def _atencion(r: Recado, crudo: dict[str, Any]) -> None:
    """The id says nothing of when: a uuid4."""
    if r.id.version != 4:
        raise MalHecho("id")
    estand = crudo.get("estand")
    if not isinstance(estand, str):
        raise MalHecho("estand")
    _pase(r, crudo)
    r.estand, r.personas, r.metodo = estand, 1, "conteo"
    r.momento, r.secuencia = media_hora(r.momento), None


def _anulacion(r: Recado, crudo: dict[str, Any]) -> None:
    r.refiere = _uuid(crudo, "refiere")
    r.motivo = _de(crudo, "motivo", Hecho.Motivo.values)


def _lectura(r: Recado, crudo: dict[str, Any]) -> None:
    _pase(r, crudo)
    r.razon = _de(crudo, "razon", Lectura.Razon.values)


_LECTORES = {
    "asistencia": _asistencia, "alta": _alta, "conteo": _conteo, "salida": _salida, "atencion": _atencion,
    "anulacion": _anulacion, "lectura": _lectura,
}  # fmt: skip


def media_hora(momento: datetime) -> datetime:
    """The end of its half hour: never before what it rounds, so that it is nobody's first arrival by rounding."""
    media = momento.replace(minute=momento.minute // 30 * 30, second=0, microsecond=0)
    return media if media == momento else media + timedelta(minutes=30)


def base64(texto: object) -> bytes:
    """Empty when it is not base64."""
    try:
        return b64decode(texto, validate=True) if isinstance(texto, str) else b""
    except ValueError:
        return b""


def _uuid(crudo: dict[str, Any], campo: str) -> UUID:
    texto = crudo.get(campo)
    if isinstance(texto, str) and len(texto) == 36:
        try:
            return UUID(texto)
        except ValueError:
            pass
    raise MalHecho(campo)


def _momento(crudo: dict[str, Any], ahora: datetime) -> datetime:
    """Corrected by the offset; nothing happens after it is received, nor before there was a Convoca."""
    texto, desfase = crudo.get("capturado_el"), crudo.get("desfase_ms", 0)
    if not isinstance(texto, str) or len(texto) > 40:
        raise MalHecho("capturado_el")
    if isinstance(desfase, bool) or not isinstance(desfase, int | float) or not abs(desfase) <= 10**15:
        raise MalHecho("desfase_ms")
    try:
        dicho = datetime.fromisoformat(texto)
    except ValueError:
        raise MalHecho("capturado_el") from None
    if dicho.tzinfo is None:
        raise MalHecho("capturado_el")
    try:
        corregido = dicho.astimezone(UTC) + timedelta(milliseconds=desfase)
    except OverflowError:
        corregido = PRIMER_MOMENTO if desfase < 0 or dicho.year < 2000 else ahora
    return max(PRIMER_MOMENTO, min(corregido, ahora))


def _secuencia(crudo: dict[str, Any]) -> int:
    return _entero(crudo, "secuencia", 0, 2**31 - 1)


def _personas(tipo: str, crudo: dict[str, Any]) -> int:
    return _entero(crudo, "personas", 1, _HASTA[tipo])


def _entero(crudo: dict[str, Any], campo: str, desde: int, hasta: int) -> int:
    n = crudo.get(campo)
    if isinstance(n, bool) or not isinstance(n, int) or not desde <= n <= hasta:
        raise MalHecho(campo)
    return n


def _de(crudo: dict[str, Any], campo: str, valen: Any, *, vale_vacio: bool = False) -> str:
    valor = crudo.get(campo)
    if vale_vacio and valor in (None, ""):
        return ""
    if not isinstance(valor, str) or valor not in valen:
        raise MalHecho(campo)
    return valor
