"""A phone for tests: mints facts and hands them in over the real API."""

import json
from base64 import b64encode
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone
from uuid6 import uuid7

from asistencia import puestos, sello
from asistencia.models import Puesto
from eventos import codigos
from eventos.models import Evento, Usuario
from inscripciones.models import Inscripcion
from tests import fabricas

SINCRONIZAR = "/api/v1/puestos/sincronizar"
PADRON = "/api/v1/puestos/padron"
ENROLAR = "/api/v1/puestos/enrolar"


class Telefono:
    def __init__(self, *eventos: Evento, operador: Usuario | None = None, **campos: Any) -> None:
        self.puesto: Puesto = fabricas.puesto(*eventos, **campos)
        self.portador = codigos.secreto()
        Puesto.objects.filter(pk=self.puesto.pk).update(
            portador_huella=puestos.huella(self.portador), enrolar_huella="", enrolar_hasta=None
        )
        self.evento = eventos[0] if eventos else None
        self.secuencia = 0
        self.client = Client()

    @property
    def cabecera(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.portador}"}

    def hecho(self, tipo: str, momento: datetime | None = None, **campos: Any) -> dict[str, Any]:
        self.secuencia += 1
        comunes = {
            "id": str(uuid4() if tipo == "atencion" else uuid7()),
            "tipo": tipo,
            "evento": self.evento.slug if self.evento else "",
            "secuencia": self.secuencia,
            "capturado_el": (momento or timezone.now()).isoformat(),
            "desfase_ms": 0,
        }
        return comunes | campos

    def asistencia(self, pase: Inscripcion | str, **campos: Any) -> dict[str, Any]:
        codigo = pase if isinstance(pase, str) else pase.codigo
        return self.hecho("asistencia", **({"codigo": codigo, "personas": 1, "metodo": "qr"} | campos))

    def alta(self, datos: dict[str, Any] | None = None, **campos: Any) -> dict[str, Any]:
        sellado = b64encode(sello.cerrar(json.dumps(datos or {}).encode())).decode()
        return self.hecho("alta", **({"personas": 1, "metodo": "mesa", "sello": sellado} | campos))

    def conteo(self, **campos: Any) -> dict[str, Any]:
        return self.hecho("conteo", **({"personas": 1, "ambito": "sin_registro"} | campos))

    def entregar(self, *hechos: Any, **sobre: Any) -> Any:
        cuerpo = {"enviado_el": timezone.now().isoformat(), "pendientes": 0, "hechos": list(hechos)} | sobre
        return self.client.post(SINCRONIZAR, cuerpo, content_type="application/json", headers=self.cabecera)

    def respuestas(self, *hechos: Any) -> list[dict[str, Any]]:
        respuesta = self.entregar(*hechos)
        assert respuesta.status_code == 200, respuesta.content
        return respuesta.json()["respuestas"]

    def una(self, hecho: Any) -> dict[str, Any]:
        return self.respuestas(hecho)[0]

    def padron(self, **cabeceras: str) -> Any:
        return self.client.get(PADRON, headers=self.cabecera | cabeceras)
