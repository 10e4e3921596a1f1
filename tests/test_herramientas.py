"""What the set-up promises: locks that agree and name no registry, and settings that are written down."""

import json
import re
from pathlib import Path

import pasos
import pytest

RAIZ = Path(__file__).resolve().parent.parent
CANDADOS = sorted((RAIZ / "requirements").glob("*.txt"))


def versiones(candado: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9][^ ]*==[^ ]+", (RAIZ / "requirements" / candado).read_text(), re.MULTILINE))


def variables_de_ajustes() -> set[str]:
    texto = (RAIZ / "config" / "settings.py").read_text()
    return set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', texto))


def test_what_serves_is_what_is_tested() -> None:
    assert versiones("base.txt") - versiones("dev.txt") == set()


@pytest.mark.parametrize("candado", CANDADOS, ids=lambda ruta: ruta.name)
def test_a_lock_names_no_registry(candado: Path) -> None:
    assert "://" not in candado.read_text()


def test_the_npm_lock_names_no_registry() -> None:
    paquetes = json.loads((RAIZ / "package-lock.json").read_text())["packages"]
    assert [nombre for nombre, datos in paquetes.items() if "resolved" in datos] == []


@pytest.mark.parametrize("documento", [".env.example", "README.md"])
def test_every_setting_is_written_down(documento: str) -> None:
    texto = (RAIZ / documento).read_text()
    assert sorted(nombre for nombre in variables_de_ajustes() if nombre not in texto) == []


def test_what_was_gathered_is_not_gathered_again() -> None:
    assert pasos.VAR / "static" not in pasos.fuentes_de_estaticos()
