"""Loads the country's division and the national list of mechanisms; copies that list to an institution."""

import csv
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from .models import Institucion, Mecanismo, MecanismoNacional, Territorio, Zona
from .territorio import plegar

DATOS = Path(__file__).parent / "datos"


def _filas(archivo: str) -> list[dict[str, str]]:
    with (DATOS / archivo).open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


@transaction.atomic
def cargar_base() -> None:
    """Territory, zones and national catalogue, brought to what the data files say. Harmless when repeated."""
    _cargar_territorio()
    for fila in _filas("zonas_sv.csv"):
        zona, _nueva = Zona.objects.get_or_create(
            institucion=None, slug=slugify(fila["zona"]), defaults={"nombre": fila["zona"]}
        )
        zona.departamentos.add(fila["departamento_codigo"])  # type: ignore[arg-type]  # its key is text
    for fila in _filas("mecanismos.csv"):
        campos = {**fila, "unidad_medida": fila["unidad"]}
        del campos["unidad"]
        MecanismoNacional.objects.update_or_create(slug=campos.pop("slug"), defaults=campos)


def _cargar_territorio() -> None:
    filas = _filas("territorio_sv.csv")
    lugares: dict[str, Territorio] = {}

    def poner(codigo: str, nivel: str, nombre: str, padre: str | None, alias: str = "", **mas: Any) -> None:
        nombres = [plegar(n) for n in [nombre, *alias.split(";")]]
        busqueda = ";" + ";".join(dict.fromkeys(n for n in nombres if n)) + ";"
        lugares[codigo] = Territorio(
            codigo=codigo, nivel=nivel, nombre=nombre, padre_id=padre, busqueda=busqueda, **mas
        )

    for f in filas:
        d, m = f["departamento_codigo"], f["municipio_codigo"]
        poner(d, "departamento", f["departamento"], None)
        poner(m, "municipio", f["municipio"], d)
        poner(
            f["distrito_codigo"],
            "distrito",
            f["distrito"],
            m,
            f["alias"],
            municipio_anterior=f["municipio_anterior_codigo"],
        )
    Territorio.objects.bulk_create(
        sorted(lugares.values(), key=lambda t: len(t.codigo)),
        update_conflicts=True,
        unique_fields=["codigo"],
        update_fields=["nivel", "nombre", "padre", "busqueda", "municipio_anterior"],
    )


def copiar_catalogo(institucion: Institucion) -> int:
    """Gives an institution every national mechanism it lacks; returns how many."""
    tiene = set(institucion.mecanismos.values_list("slug", flat=True))
    nuevos = [
        Mecanismo(
            institucion=institucion,
            **{c: getattr(n, c) for c in ("slug", "nombre", "clase", "cuenta", "unidad_medida", "color", "pictograma")},
        )
        for n in MecanismoNacional.objects.all()
        if n.slug not in tiene
    ]
    Mecanismo.objects.bulk_create(nuevos)
    return len(nuevos)
