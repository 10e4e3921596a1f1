"""What the API's OpenAPI page says. Bodies of `sincronizar` are read by `formato`, fact by fact."""

from typing import Any, Literal

from ninja import Schema

from inscripciones.models import Edad, Sexo

from .formato import MAXIMO
from .models import Hecho, Lectura


class Error(Schema):
    detail: str


class PuestoEnrolado(Schema):
    nombre: str
    tipo: Literal["entrada", "estand", "quiosco", "mesa"]
    hasta: str
    busca_por_nombre: bool
    estand: str | None


class MecanismoDeEvento(Schema):
    nombre: str
    color: str
    pictograma: str


class Apertura(Schema):
    inicio: str
    fin: str


class EstandDeEvento(Schema):
    slug: str
    nombre: str


class Corto(Schema):
    e: str
    a: int
    l: list[str]  # noqa: E741


class EventoDelDia(Schema):
    slug: str
    titulo: str
    mecanismo: MecanismoDeEvento
    lugar: str
    estado: str
    nombre_obligatorio: bool
    controla_salidas: bool
    cerrado: bool
    jornadas: list[Apertura]
    estands: list[EstandDeEvento]
    filas: dict[str, str]
    cortos: dict[str, Corto]


class Padron(Schema):
    version: str
    ahora: str
    puesto: PuestoEnrolado
    sello: str
    eventos: list[EventoDelDia]
    otros: dict[str, str]


class Primera(Schema):
    momento: str
    puesto: str


class Respuesta(Schema):
    id: str | None
    resultado: Literal["nuevo", "repetido", "por_revisar", "lectura", "rechazado"]
    veredicto: Literal["valido", "ya_entro", "cancelado", "en_espera", "de_otro_evento", "desconocido"] | None
    detalle: str
    primera: Primera | None


class Respuestas(Schema):
    ahora: str
    vigente: bool
    respuestas: list[Respuesta]


def _hecho(tipo: str, obligatorios: list[str], **campos: Any) -> dict[str, Any]:
    comunes = {
        "id": {"type": "string", "format": "uuid"},
        "tipo": {"const": tipo},
        "evento": {"type": "string"},
        "secuencia": {"type": "integer", "minimum": 0},
        "capturado_el": {"type": "string", "format": "date-time"},
        "desfase_ms": {"type": "integer"},
    }
    return {
        "title": tipo,
        "type": "object",
        "properties": comunes | campos,
        "required": ["id", "tipo", "evento", "secuencia", "capturado_el", *obligatorios],
    }


_TEXTO = {"type": "string"}
_PERSONAS = {"type": "integer", "minimum": 1}
_PASE = {"codigo": _TEXTO, "corto": _TEXTO}
_HECHOS = [
    _hecho("asistencia", ["personas", "metodo"], **_PASE, personas=_PERSONAS, metodo={"enum": ["qr", "mesa"]}),
    _hecho("alta", ["personas", "metodo"], personas=_PERSONAS, sello=_TEXTO, metodo={"enum": ["mesa", "papel"]}),
    _hecho(
        "conteo", ["personas", "ambito"], personas=_PERSONAS, ambito={"enum": Hecho.Ambito.values},
        sexo={"enum": Sexo.values}, edad={"enum": Edad.values},
    ),
    _hecho("salida", ["personas"], **_PASE, personas=_PERSONAS),
    _hecho("atencion", ["estand"], **_PASE, estand=_TEXTO),
    _hecho("anulacion", ["refiere", "motivo"], refiere={"type": "string", "format": "uuid"},
           motivo={"enum": Hecho.Motivo.values}),
    _hecho("lectura", ["razon"], **_PASE, razon={"enum": Lectura.Razon.values}),
]  # fmt: skip

CUERPO_DE_SINCRONIZAR = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["hechos"],
                    "properties": {
                        "enviado_el": {"description": "El reloj del teléfono al enviar."},
                        "pendientes": {"description": "Cuántos hechos le quedan por entregar."},
                        "bateria": {"description": "De 0 a 100."},
                        "hechos": {
                            "type": "array",
                            "maxItems": MAXIMO,
                            # A malformed fact gets its own answer and spoils no other: anything is taken here.
                            "items": {"anyOf": [*_HECHOS, {"description": "Lo demás se responde «rechazado»."}]},
                        },
                    },
                }
            }
        },
    }
}
CON_ETAG = {"parameters": [{"name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"}}]}
