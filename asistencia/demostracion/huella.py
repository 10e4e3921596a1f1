"""Whether anybody has touched the demonstration: a fingerprint of everything that it made, left in the bitácora."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from eventos import bitacora
from eventos.models import (
    Bitacora,
    Difusion,
    Evento,
    Institucion,
    Jornada,
    Lugar,
    Mecanismo,
    Membresia,
    Unidad,
)
from inscripciones.models import Inscripcion

from ..models import Acta, ActaCifra, Comentario, Hecho

OBJETO = "demostración"
DURA = timedelta(hours=3)
# What belongs to an institution, and by which way; upper rows first, which is also the order to delete them in.
CAMINOS: dict[type[Model], str] = {
    ActaCifra: "acta__evento__institucion",
    Acta: "evento__institucion",
    Comentario: "evento__institucion",
    Hecho: "evento__institucion",
    Inscripcion: "evento__institucion",
    Difusion: "evento__institucion",
    Jornada: "evento__institucion",
    Evento: "institucion",
    Lugar: "institucion",
    Mecanismo: "institucion",
    Unidad: "institucion",
    Membresia: "institucion",
}


def calcular() -> str:
    """Every column of every row, in order. Accounts are not in it: signing in changes nobody's data."""
    suma = hashlib.sha256()
    for modelo, camino in CAMINOS.items():
        filas: Any = modelo._default_manager.filter(**{f"{camino}__demostracion": True}).order_by("pk").values_list()
        suma.update(modelo.__name__.encode())
        for fila in filas.iterator():
            suma.update(repr(fila).encode())
    casas = Institucion.objects.filter(demostracion=True).order_by("pk").values_list()
    suma.update(repr(list(casas)).encode())
    return suma.hexdigest()


def firmar(ahora: datetime) -> None:
    bitacora.anotar(None, Bitacora.Accion.CREAR, OBJETO, calcular(), institucion=None, ahora=ahora)


def firma() -> Bitacora | None:
    return Bitacora.objects.filter(objeto=OBJETO).order_by("pk").last()


def es_reciente(firmada: Bitacora, ahora: datetime) -> bool:
    """Its «today» is still today, and what was under way still is."""
    edad = ahora - firmada.momento
    mismo_dia = timezone.localdate(firmada.momento) == timezone.localdate(ahora)
    return mismo_dia and timedelta(0) <= edad < DURA
