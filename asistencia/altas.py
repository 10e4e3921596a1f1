"""Walk-ins that phones seal: opened, cleaned and registered, all of a batch together."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from eventos import territorio
from eventos.models import Territorio
from inscripciones import registro
from inscripciones.forms import CampoTelefono
from inscripciones.models import MENORES, Condicion, Edad, Sexo

from . import sello
from .formato import Recado

_OPCIONES: dict[str, Collection[str]] = {"sexo": Sexo.values, "edad": Edad.values, "condicion": Condicion.values}


def inscribir(altas: Sequence[tuple[int, Recado]], ahora: datetime) -> tuple[dict[tuple[int, UUID], int], set[UUID]]:
    """Registers whoever each `alta` of an event tells; returns the keys, and the ids of those without data.

    Who came, came: a seal that does not open gives a registration that knows only how many they were.
    """
    abiertas = {alta.id: abrir(alta.sello) for _evento, alta in altas}
    lugares = _lugares({str(d["distrito"]) for d in abiertas.values() if d and d.get("distrito")})
    nuevas = [
        registro.Llegada(evento, alta.id, alta.metodo, _limpiar(abiertas[alta.id] or {}, alta.personas, lugares))
        for evento, alta in altas
    ]
    return registro.crear_varias(nuevas, ahora), {id_ for id_, datos in abiertas.items() if datos is None}


def abrir(sellado: bytes) -> dict[str, Any] | None:
    """What a seal holds; None when it does not open or holds something else."""
    try:
        datos = json.loads(sello.abrir(sellado))
    except (ValueError, RecursionError):
        return None
    return datos if isinstance(datos, dict) else None


def _limpiar(datos: dict[str, Any], personas: int, lugares: dict[str, str]) -> dict[str, Any]:
    """As a registration keeps it; what is not understood is left out. Of minors, no name and no telephone."""
    limpios: dict[str, Any] = {"acompanantes": personas - 1}
    for campo, valen in _OPCIONES.items():
        valor = datos.get(campo)
        if isinstance(valor, str) and valor in valen:
            limpios[campo] = valor
    limpios["origen_id"] = lugares.get(str(datos.get("distrito")))
    if limpios.get("edad") not in MENORES:
        limpios["nombre"] = _texto(datos.get("nombre"))[:120]
        limpios["telefono"] = _telefono(_texto(datos.get("telefono")))
    return limpios


def _texto(valor: object) -> str:
    """One line that every database takes."""
    if not isinstance(valor, str):
        return ""
    return " ".join("".join(c for c in valor if c.isprintable() or c.isspace()).split())


def _telefono(texto: str) -> str:
    try:
        return str(CampoTelefono(required=False).clean(texto) or "")
    except ValidationError:
        return ""


def _lugares(dichos: set[str]) -> dict[str, str]:
    """The code of each place that was told, by its code or its name; ambiguous ones are left out. One query."""
    if not dichos:
        return {}
    lugares: dict[str, str] = {}
    por_nombre: dict[str, set[str]] = {}
    de_municipio: dict[str, set[str]] = {}
    for codigo, nivel, busqueda, padre in Territorio.objects.exclude(nivel=Territorio.Nivel.DEPARTAMENTO).values_list(
        "codigo", "nivel", "busqueda", "padre__busqueda"
    ):
        lugares[codigo] = codigo
        indice = por_nombre if nivel == Territorio.Nivel.DISTRITO else de_municipio
        for nombre in filter(None, busqueda.split(";")):
            indice.setdefault(nombre, set()).add(codigo)
            for de in filter(None, padre.split(";")):
                indice.setdefault(f"{nombre}, {de}", set()).add(codigo)
    for dicho in dichos - lugares.keys():
        plegado = ", ".join(territorio.plegar(parte) for parte in dicho.split(",", 1))
        if len(codigos := por_nombre.get(plegado) or de_municipio.get(plegado) or set()) == 1:
            lugares[dicho] = min(codigos)
    return lugares
