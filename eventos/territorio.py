"""Forgiving search of places: no case, no accents, aliases, pre-2024 names, «distrito, municipio»."""

import re
import unicodedata

from django.db.models import Q

from .models import Territorio

Nivel = Territorio.Nivel


def plegar(texto: str) -> str:
    """Lower case, without accents, marks or repeated spaces: what two spellings have in common."""
    sin_marcas = "".join(c for c in unicodedata.normalize("NFKD", texto) if not unicodedata.combining(c))
    return re.sub(r"[^0-9a-z]+", " ", sin_marcas.lower()).strip()


class LugarDesconocido(ValueError):
    """Nothing is called that."""


class LugarAmbiguo(ValueError):
    """Several places are called that; `candidatos` tells them apart."""

    def __init__(self, candidatos: list[Territorio]) -> None:
        super().__init__("; ".join(c.nombre_completo for c in candidatos))
        self.candidatos = candidatos


def candidatos(texto: str, nivel: str | None = None, dentro_de: str = "") -> list[Territorio]:
    """Places called `texto`, exactly but for spelling, in the order of their codes.

    `dentro_de` is a code that theirs must begin with. «San Lorenzo, San Vicente» narrows by what
    follows the comma, be it municipio or departamento.
    """
    nombre, _, contexto = texto.partition(",")
    buscado = plegar(nombre)
    if not buscado:
        return []
    encontrados = Territorio.objects.filter(busqueda__contains=f";{buscado};", codigo__startswith=dentro_de)
    if nivel:
        encontrados = encontrados.filter(nivel=nivel)
    lugares = list(encontrados.select_related("padre__padre").order_by("codigo"))
    if dicho := plegar(contexto):
        lugares = [t for t in lugares if any(dicho == plegar(p.nombre) for p in superiores(t))]
    return lugares


def superiores(territorio: Territorio) -> list[Territorio]:
    """What it lies in, nearest first."""
    cadena = []
    padre = territorio.padre
    while padre is not None:
        cadena.append(padre)
        padre = padre.padre
    return cadena


def buscar(texto: str, niveles: tuple[str, ...] = (Nivel.DISTRITO, Nivel.MUNICIPIO), dentro_de: str = "") -> Territorio:
    """The one place called `texto`, trying `niveles` in order.

    Raises LugarDesconocido or LugarAmbiguo.
    """
    for nivel in niveles:
        hallados = candidatos(texto, nivel, dentro_de)
        if len(hallados) == 1:
            return hallados[0]
        if hallados:
            raise LugarAmbiguo(hallados)
    raise LugarDesconocido(texto)


def sugerencias(texto: str, cuantas: int = 8) -> list[Territorio]:
    """Distritos and municipios whose name begins with, or else contains, what is being typed."""
    buscado = plegar(texto)
    if len(buscado) < 2:
        return []
    base = Territorio.objects.exclude(nivel=Nivel.DEPARTAMENTO).select_related("padre")
    empiezan = list(base.filter(busqueda__contains=f";{buscado}").order_by("-nivel", "codigo")[:cuantas])
    if len(empiezan) < cuantas:
        vistos = [t.pk for t in empiezan]
        empiezan += list(base.filter(Q(busqueda__contains=buscado)).exclude(pk__in=vistos)[: cuantas - len(empiezan)])
    return empiezan
