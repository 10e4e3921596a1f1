"""What a phone is answered: one line for each fact, with the verdict and the arrival that counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from inscripciones.models import Inscripcion

from .formato import Recado
from .participacion import reglas
from .participacion.reglas import HechoLeido
from .sql import Fila, FilaLectura, Pase, Pases, Sitio

_ESTADOS = {Inscripcion.Estado.CONFIRMADA: "valido", Inscripcion.Estado.CANCELADA: "cancelado"}


@dataclass(slots=True)
class Paso:
    """One fact on its way: what it said, where it goes, and what it turned into."""

    crudo: object
    recado: Recado | None = None
    sitio: Sitio | None = None
    ajeno: bool = False
    pase: Pase | None = None
    fila: Fila | None = None
    lectura: FilaLectura | None = None
    detalle: str = ""


def responder(pasos: Sequence[Paso], nuevos: set[UUID], pases: Pases, nombre: str | None) -> list[dict[str, Any]]:
    """In their order. `nombre` of the phone; None when it may not be told anything."""
    primeras = _primeras(pasos, pases) if nombre is not None else {}
    vistos: set[UUID] = set()
    respuestas = []
    for paso in pasos:
        respuesta = _respuesta_vacia(paso)
        if r := paso.recado:
            es_nuevo = r.id in nuevos and r.id not in vistos
            vistos.add(r.id)
            respuesta["resultado"] = _resultado(paso, es_nuevo, nombre is not None)
            if nombre is not None and (r.tipo in reglas.LLEGADAS or r.codigo is not None) and r.tipo != "lectura":
                primera = primeras.get((paso.pase.pk, paso.fila.jornada)) if paso.pase and paso.fila else None
                respuesta["veredicto"] = _veredicto(paso, primera)
                respuesta["primera"] = primera and {
                    "momento": timezone.localtime(primera.momento).isoformat(),
                    "puesto": pases.puestos.get(primera.id, nombre if primera.puesto else ""),
                }
        respuestas.append(respuesta)
    return respuestas


def _respuesta_vacia(paso: Paso) -> dict[str, Any]:
    id_ = paso.crudo.get("id") if isinstance(paso.crudo, dict) else None
    return {
        "id": id_ if isinstance(id_, str) and len(id_) <= 64 else None,
        "resultado": "rechazado", "veredicto": None, "detalle": paso.detalle, "primera": None,
    }  # fmt: skip


def _resultado(paso: Paso, es_nuevo: bool, vigente: bool) -> str:
    if not es_nuevo:
        return "repetido"
    if not vigente or (paso.fila and paso.fila.duda):
        return "por_revisar"
    return "lectura" if paso.lectura else "nuevo"


def _primeras(pasos: Sequence[Paso], pases: Pases) -> dict[tuple[int | None, int | None], HechoLeido]:
    """The arrival that counts for each pass and opening, those of this batch included."""
    todos = dict(pases.hechos)
    for paso in pasos:
        if (f := paso.fila) and f.tipo != "conteo":
            leido = HechoLeido(
                f.id, f.tipo, f.evento, f.jornada, f.inscripcion, f.personas, "", "", "", "", f.refiere, f.admite,
                f.duda, f.momento, f.puesto,
            )  # fmt: skip
            todos.setdefault(f.id, leido)
    cuentan = reglas.llegadas_que_cuentan(reglas.vigentes(todos.values()))
    return {(h.inscripcion, h.jornada): h for h in cuentan}


def _veredicto(paso: Paso, primera: HechoLeido | None) -> str:
    if paso.pase is None:
        return "desconocido"
    if paso.sitio and paso.pase.evento != paso.sitio.pk:
        return "de_otro_evento"
    if primera and paso.fila and primera.id != paso.fila.id and paso.fila.tipo == "asistencia":
        return "ya_entro"
    return _ESTADOS.get(Inscripcion.Estado(paso.pase.estado), "en_espera")
