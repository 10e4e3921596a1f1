"""What phones seal, only this installation opens."""

import os

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from asistencia import sello


def test_what_is_sealed_opens() -> None:
    assert sello.abrir(sello.cerrar("Ana María".encode())).decode() == "Ana María"


def test_the_key_is_an_uncompressed_point_that_follows_from_the_setting() -> None:
    assert (len(sello.publica()), sello.publica()[0]) == (65, 4)
    with override_settings(CLAVE_SELLO="otra"):
        otra = sello.publica()
    assert otra != sello.publica()
    with override_settings(CLAVE_SELLO="otra"):
        assert sello.publica() == otra


def test_a_seal_for_another_installation_does_not_open() -> None:
    with override_settings(CLAVE_SELLO="otra"):
        sellado = sello.cerrar(b"x")
    with pytest.raises(sello.SelloRoto):
        sello.abrir(sellado)


@given(st.integers(0, 200), st.integers(1, 255))
def test_any_changed_byte_breaks_the_seal(donde: int, cambio: int) -> None:
    sellado = bytearray(sello.cerrar(b"una persona"))
    sellado[donde % len(sellado)] ^= cambio
    with pytest.raises(sello.SelloRoto):
        sello.abrir(bytes(sellado))


@given(st.binary(max_size=200))
def test_noise_is_no_seal(ruido: bytes) -> None:
    with pytest.raises(sello.SelloRoto):
        sello.abrir(ruido)


def test_a_point_off_the_curve_is_refused() -> None:
    with pytest.raises(sello.SelloRoto):
        sello.abrir(b"\x04" + os.urandom(64) + os.urandom(40))


def test_two_seals_of_the_same_share_nothing() -> None:
    assert sello.cerrar(b"a")[:65] != sello.cerrar(b"a")[:65]
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sello.cerrar(b"a")[:65])
