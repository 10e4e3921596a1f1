"""What happened: facts, what people said, and the frozen figures."""

from .actas import Acta, ActaCifra
from .hechos import Hecho
from .puestos import Lectura, Puesto
from .voces import Comentario

__all__ = ["Acta", "ActaCifra", "Comentario", "Hecho", "Lectura", "Puesto"]
