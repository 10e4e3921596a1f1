"""What only the installation can open: P-256, HKDF-SHA256, AES-256-GCM, as docs/puesto.md tells."""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

_CURVA = ec.SECP256R1()
_ORDEN = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_PUNTO, _IV, _MARCA = 65, 12, 16


class SelloRoto(ValueError):
    """Not sealed to this installation, or changed on the way."""


@lru_cache(maxsize=4)
def _privada(clave: str) -> ec.EllipticCurvePrivateKey:
    """Follows from the setting, so that nothing else needs keeping. 48 bytes: no bias worth the name."""
    semilla = HKDF(hashes.SHA256(), 48, None, b"convoca/sello/clave/1").derive(clave.encode())
    return ec.derive_private_key(int.from_bytes(semilla) % (_ORDEN - 1) + 1, _CURVA)


def publica() -> bytes:
    """The key that phones seal to: an uncompressed point."""
    return _punto(_privada(settings.CLAVE_SELLO).public_key())


def cerrar(claro: bytes) -> bytes:
    """Seals as a phone does."""
    efimera = ec.generate_private_key(_CURVA)
    destino = ec.EllipticCurvePublicKey.from_encoded_point(_CURVA, publica())
    iv = os.urandom(_IV)
    cifra = AESGCM(_llave(efimera.exchange(ec.ECDH(), destino))).encrypt(iv, claro, None)
    return _punto(efimera.public_key()) + iv + cifra


def abrir(sellado: bytes) -> bytes:
    """Raises SelloRoto."""
    if len(sellado) < _PUNTO + _IV + _MARCA:
        raise SelloRoto
    try:
        efimera = ec.EllipticCurvePublicKey.from_encoded_point(_CURVA, sellado[:_PUNTO])
        llave = _llave(_privada(settings.CLAVE_SELLO).exchange(ec.ECDH(), efimera))
        return AESGCM(llave).decrypt(sellado[_PUNTO : _PUNTO + _IV], sellado[_PUNTO + _IV :], None)
    except (ValueError, InvalidTag):
        raise SelloRoto from None


def _llave(secreto: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, b"", b"convoca/sello/1").derive(secreto)


def _punto(clave: ec.EllipticCurvePublicKey) -> bytes:
    return clave.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
