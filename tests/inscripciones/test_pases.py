"""The pass: its picture, its codes, how it is said."""

import io

import pytest
import zxingcpp
from django.utils.translation import override
from PIL import Image

from inscripciones import pases
from tests import fabricas

pytestmark = pytest.mark.django_db


def test_the_picture_read_back_is_the_check_in_link(client):
    mia = fabricas.inscripcion(fabricas.evento())
    imagen = Image.open(io.BytesIO(client.get(f"/i/{mia.clave}/pase.png").content)).convert("L")
    (leido,) = zxingcpp.read_barcodes(imagen)
    assert leido.text == pases.enlace(mia.codigo)
    assert leido.text.endswith(f"/p/{mia.codigo}/")


def test_what_the_picture_holds_does_not_open_the_private_page(client):
    mia = fabricas.inscripcion(fabricas.evento())
    assert client.get(f"/i/{mia.codigo}/").status_code == 404
    assert client.get(f"/i/{mia.corto}/").status_code == 404
    assert mia.clave not in pases.enlace(mia.codigo)


def test_the_private_key_does_not_check_in(client):
    mia = fabricas.inscripcion(fabricas.evento())
    assert client.get(f"/p/{mia.clave}/").status_code == 404


@pytest.mark.parametrize(("archivo", "tipo"), [("pase.png", "image/png"), ("pase.svg", "image/svg+xml")])
def test_pictures_are_not_stored_on_the_way(client, archivo, tipo):
    mia = fabricas.inscripcion(fabricas.evento())
    respuesta = client.get(f"/i/{mia.clave}/{archivo}")
    assert respuesta["Content-Type"] == tipo
    assert "no-store" in respuesta["Cache-Control"]


@pytest.mark.parametrize("archivo", ["pase.png", "pase.svg"])
def test_an_unknown_key_has_no_picture(client, archivo):
    assert client.get(f"/i/NOHAY/{archivo}").status_code == 404


def test_the_short_code_is_said_letter_by_letter():
    assert pases.dictado("KM482") == "K M, cuatro ocho dos"


def test_every_language_has_ten_digits():
    with override("en"):
        assert len(pases.dictado("KM000").split()) == 5
