"""The stage of a measurement: a published event under way, its registrations, and phones already enrolled.

Run by itself, `python -m bench.escena INSCRIPCIONES PUESTOS` fills the database of DATABASE_URL and prints it.
"""

import hashlib
import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from eventos.models import Evento


@dataclass
class Escena:
    """What a phone knows."""

    evento: str
    codigos: list[str]
    portadores: list[str]


def montar(inscripciones: int, puestos: int, ahora: datetime) -> Escena:
    from eventos import catalogo
    from eventos.models import Institucion, Territorio

    if not Territorio.objects.exists():
        catalogo.cargar_base()
    casa = Institucion.objects.create(siglas="MEDIDA", nombre="Institución de las medidas")
    catalogo.copiar_catalogo(casa)
    evento = estrenar(casa.pk, ahora)
    return Escena(evento.slug, inscribir(evento, inscripciones, ahora), enrolar(evento, puestos, ahora))


def estrenar(institucion: int, ahora: datetime) -> "Evento":
    from eventos import programacion
    from eventos.models import Evento, Jornada, Lugar, Mecanismo

    evento = Evento(
        institucion_id=institucion,
        mecanismo=Mecanismo.objects.filter(institucion=institucion).order_by("pk")[0],
        titulo="Feria de las medidas",
        resumen="Para saber cuánto aguanta la puerta.",
        lugar=Lugar.objects.create(institucion_id=institucion, nombre="Parque", territorio_id="060114"),
        estado=Evento.Estado.PUBLICADO,
    )
    programacion.estrenar(evento, ahora)
    Jornada.objects.create(evento=evento, inicio=ahora - timedelta(hours=1), fin=ahora + timedelta(hours=8))
    return evento


def inscribir(evento: "Evento", cuantas: int, ahora: datetime) -> list[str]:
    """Their passes, in order. Short codes are letters and digits that do not matter here, each once."""
    from eventos import codigos
    from inscripciones.models import Inscripcion

    filas = [
        Inscripcion(
            evento=evento, clave=codigos.secreto(), codigo=codigos.secreto(), corto=f"{n:05d}", solicitud=uuid4(),
            nombre=f"Persona {n}", acompanantes=n % 3, aviso_version="medida", creada_el=ahora,
        )
        for n in range(cuantas)
    ]  # fmt: skip
    Inscripcion.objects.bulk_create(filas, batch_size=1000)
    return [fila.codigo for fila in filas]


def enrolar(evento: "Evento", cuantos: int, ahora: datetime) -> list[str]:
    from asistencia.models import Puesto
    from eventos import codigos

    portadores = [codigos.secreto() for _ in range(cuantos)]
    for n, portador in enumerate(portadores):
        puesto = Puesto.objects.create(
            institucion_id=evento.institucion_id,
            nombre=f"Entrada {n + 1}",
            hasta=ahora + timedelta(days=1),
            portador_huella=hashlib.sha256(portador.encode()).hexdigest(),
            enrolado_el=ahora,
            creado_el=ahora,
        )
        puesto.eventos.add(evento)
    return portadores


if __name__ == "__main__":
    import django
    from django.utils import timezone

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(asdict(montar(int(sys.argv[1]), int(sys.argv[2]), timezone.now()))))
