"""The institution and what it plans. Knows nothing about citizens."""

from .bitacora import Bitacora
from .catalogo import Mecanismo, MecanismoNacional
from .correo import Mensaje
from .difusion import Difusion, VisitasDelDia
from .evento import Evento, Fase, Jornada
from .limites import Limite
from .organizacion import Institucion, Unidad
from .personas import Membresia, Usuario
from .programa import Estand
from .territorio import Lugar, Territorio, Zona

__all__ = [
    "Bitacora",
    "Difusion",
    "Estand",
    "Evento",
    "Fase",
    "Institucion",
    "Jornada",
    "Limite",
    "Lugar",
    "Mecanismo",
    "MecanismoNacional",
    "Membresia",
    "Mensaje",
    "Territorio",
    "Unidad",
    "Usuario",
    "VisitasDelDia",
    "Zona",
]
