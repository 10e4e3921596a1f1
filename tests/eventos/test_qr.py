"""QR pictures, read back by a decoder of another house."""

import io
import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from eventos import qr

DIRECCION = "https://convoca.example/p/7K3M9QX2VBN4R8TJ5WCD6FHE1A/"


def leer(imagen: Image.Image) -> list[str]:
    return [r.text for r in zxingcpp.read_barcodes(imagen.convert("L"))]


def dibujar(trazo: str, lado: int) -> Image.Image:
    """Fills the path's runs, ten pixels a module: what a browser does with it."""
    imagen = Image.new("L", (lado * 10, lado * 10), 255)
    lapiz = ImageDraw.Draw(imagen)
    for x, y, ancho in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", trazo):
        x, y, ancho = int(x) * 10, int(y) * 10, int(ancho) * 10
        lapiz.rectangle((x, y, x + ancho - 1, y + 9), fill=0)
    return imagen


def test_the_png_says_its_text():
    assert leer(Image.open(io.BytesIO(qr.png(DIRECCION)))) == [DIRECCION]


def test_the_path_says_its_text():
    modulos = qr.matriz(DIRECCION)
    assert leer(dibujar(qr.trazo(modulos), len(modulos))) == [DIRECCION]


def test_what_hangs_on_a_wall_is_read_with_a_torn_corner():
    modulos = qr.matriz(DIRECCION, resistente=True)
    imagen = dibujar(qr.trazo(modulos), len(modulos))
    lado = imagen.width
    ImageDraw.Draw(imagen).rectangle((lado * 0.7, lado * 0.7, lado, lado), fill=255)
    assert leer(imagen) == [DIRECCION]


@pytest.mark.parametrize("texto", ["", "ñ 😀", "A" * 1000])
def test_any_text_can_be_drawn(texto):
    assert qr.svg(texto).startswith("<svg ")


def test_the_quiet_zone_is_four_modules_wide():
    modulos = qr.matriz(DIRECCION)
    assert not any(any(fila) for fila in modulos[:4])
    assert not any(fila[i] for fila in modulos for i in range(4))
