"""English is a complete second language: every Spanish text of the code has its translation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.test import Client

RAIZ = Path(__file__).resolve().parent.parent
FUENTES = ["config", "eventos", "inscripciones", "asistencia", "templates", "locale", "manage.py"]


@pytest.fixture(scope="module")
def extraido(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """What makemessages finds in the sources as they are, beside the translations that are committed."""
    copia = tmp_path_factory.mktemp("fuentes")
    for nombre in FUENTES:
        origen = RAIZ / nombre
        if origen.is_dir():
            shutil.copytree(origen, copia / nombre, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy(origen, copia / nombre)
    orden = [sys.executable, "manage.py", "makemessages", "-l", "en", "--no-obsolete", "--no-location", "-v", "0"]
    subprocess.run(
        orden, cwd=copia, check=True, capture_output=True, env=dict(os.environ, DATABASE_URL="sqlite://:memory:")
    )
    return polib.pofile(str(copia / "locale" / "en" / "LC_MESSAGES" / "django.po"))


def test_every_text_has_its_english(extraido: polib.POFile) -> None:
    assert [e.msgid for e in extraido.untranslated_entries()] == []


def test_no_translation_is_a_guess(extraido: polib.POFile) -> None:
    assert [e.msgid for e in extraido.fuzzy_entries()] == []


def test_translations_keep_every_placeholder(extraido: polib.POFile) -> None:
    import re

    marca = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>")
    distintas = [
        e.msgid
        for e in extraido.translated_entries()
        if e.msgstr and set(marca.findall(e.msgid)) != set(marca.findall(e.msgstr))
    ]
    assert distintas == []


@pytest.mark.django_db
def test_a_page_speaks_english_to_whoever_chose_it(client: Client) -> None:
    client.post("/idioma/setlang/", {"language": "en"})
    assert b'<html lang="en"' in client.get("/").content
