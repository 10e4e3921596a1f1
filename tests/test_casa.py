"""The house stays as docs/casa.md says: directions of imports, and every room told."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parent.parent
ORDEN = ["eventos", "inscripciones", "asistencia"]
RELOJES = {"timezone.now", "timezone.localdate", "datetime.now", "date.today"}
# Ways back from a lower model to an upper app's rows, as attribute or in a lookup.
DE_ARRIBA = {
    "eventos": {"inscripciones", "hechos", "actas", "comentarios"},
    "inscripciones": {"hechos", "actas", "comentarios"},
}


def modulos(app: str) -> Iterator[Path]:
    yield from sorted(p for p in (RAIZ / app).rglob("*.py") if "migrations" not in p.parts)


def importados(arbol: ast.AST) -> Iterator[str]:
    for nodo in ast.walk(arbol):
        if isinstance(nodo, ast.Import):
            yield from (alias.name for alias in nodo.names)
        elif isinstance(nodo, ast.ImportFrom) and nodo.level == 0:
            yield nodo.module or ""


@pytest.mark.parametrize("app", ORDEN)
def test_no_app_imports_one_above_it(app: str) -> None:
    encima = set(ORDEN[ORDEN.index(app) + 1 :]) | {"config", "tests"}
    culpables = {
        f"{ruta.relative_to(RAIZ)}: {nombre}"
        for ruta in modulos(app)
        for nombre in importados(ast.parse(ruta.read_text()))
        if nombre.split(".")[0] in encima
    }
    assert culpables == set()


@pytest.mark.parametrize("app", sorted(DE_ARRIBA))
def test_no_app_reaches_up_by_a_reverse_accessor(app: str) -> None:
    culpables = set()
    for ruta in modulos(app):
        for nodo in ast.walk(ast.parse(ruta.read_text())):
            if isinstance(nodo, ast.Attribute) and nodo.attr in DE_ARRIBA[app]:
                culpables.add(f"{ruta.relative_to(RAIZ)}:{nodo.lineno} .{nodo.attr}")
            if isinstance(nodo, ast.keyword) and nodo.arg and nodo.arg.split("__")[0] in DE_ARRIBA[app]:
                culpables.add(f"{ruta.relative_to(RAIZ)}:{nodo.value.lineno} {nodo.arg}=")
    assert culpables == set()


def test_only_the_mail_room_sends_mail() -> None:
    quienes = {
        str(ruta.relative_to(RAIZ))
        for app in ORDEN
        for ruta in modulos(app)
        if "django.core.mail" in set(importados(ast.parse(ruta.read_text())))
    }
    assert quienes == {"eventos/correo.py"}


def test_only_participacion_reads_figures_and_facts_to_add_them_up() -> None:
    """Sum() over facts or figures stands in no other room."""
    culpables = set()
    for app in ("eventos", "asistencia"):
        for ruta in modulos(app):
            if "participacion" in ruta.parts:
                continue
            for nodo in ast.walk(ast.parse(ruta.read_text())):
                if isinstance(nodo, ast.Name) and nodo.id == "Sum":
                    culpables.add(str(ruta.relative_to(RAIZ)))
    assert culpables == set()


def test_only_what_answers_somebody_reads_the_clock() -> None:
    """Views, template tags and commands; everything else is told what time it is."""
    culpables = set()
    for app in ORDEN:
        for ruta in modulos(app):
            if {"views", "templatetags", "commands", "models"} & set(ruta.parts) or ruta.name in (
                "models.py",
                "api.py",
            ):
                continue
            for nodo in ast.walk(ast.parse(ruta.read_text())):
                reloj = isinstance(nodo, ast.Call) and not nodo.args and ast.unparse(nodo.func) in RELOJES
                if reloj:
                    culpables.add(f"{ruta.relative_to(RAIZ)}:{nodo.lineno}")
    assert culpables == set()


def test_the_page_about_the_house_tells_every_room() -> None:
    pagina = (RAIZ / "docs" / "casa.md").read_text()
    cuartos = {
        ruta.relative_to(RAIZ / app).parts[0].removesuffix(".py")
        for app in ORDEN
        for ruta in modulos(app)
        if ruta.name != "__init__.py" and ruta.name not in ("apps.py", "urls.py", "forms.py", "admin.py")
    }
    assert {c for c in cuartos if f"{c}" not in pagina} == set()


def test_the_page_about_the_house_names_nothing_that_is_not_there() -> None:
    import re

    pagina = (RAIZ / "docs" / "casa.md").read_text()
    nombrados = set(
        re.findall(
            r"`((?:config|eventos|inscripciones|asistencia|templates|static|tests|herramientas)/[\w./-]*)`", pagina
        )
    )
    assert {n for n in nombrados if not (RAIZ / n).exists()} == set()
