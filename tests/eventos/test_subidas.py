"""How much may be sent to us at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eventos.subidas import TOPE

pytestmark = pytest.mark.django_db


def test_a_huge_file_from_anybody_is_refused(client):
    archivo = SimpleUploadedFile("enorme.csv", b"x" * (TOPE + 1))
    assert client.post("/cuentas/entrar/", {"archivo": archivo}).status_code == 400


def test_it_is_refused_by_its_announced_size_without_reading_it(client):
    respuesta = client.generic(
        "POST", "/o/", b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**12)
    )
    assert respuesta.status_code == 400


def test_a_small_file_is_let_through(client):
    assert client.post("/cuentas/entrar/", {"archivo": SimpleUploadedFile("chico.csv", b"x")}).status_code == 200
