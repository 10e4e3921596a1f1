"""Codes that people carry, scan, type or say. Alphabet: Crockford's base 32, without I, L, O, U."""

import re
import secrets
import unicodedata

ALFABETO = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETRAS = "ABCDEFGHJKMNPQRSTVWXYZ"
_CONFUSOS = str.maketrans("ILOU", "110V")


def aleatorio(largo: int, alfabeto: str = ALFABETO) -> str:
    return "".join(secrets.choice(alfabeto) for _ in range(largo))


def secreto() -> str:
    """26 characters, 130 bits: a private key or a pass code."""
    return aleatorio(26)


def corto() -> str:
    """Two letters and three digits, easy to say: «KM482». Unique only within its event."""
    return aleatorio(2, LETRAS) + aleatorio(3, "0123456789")


def enlace() -> str:
    """Five characters for a tracked link, lower case so that a poster reads calmly."""
    return aleatorio(5).lower()


def verificador(cuerpo: str) -> str:
    """Check character: a polynomial over GF(32). Catches any one wrong character and any swap of neighbours."""
    resto = 0
    for c in cuerpo:
        resto = _doble(resto) ^ ALFABETO.index(c)
    return ALFABETO[_doble(resto)]


def _doble(x: int) -> int:
    """Times x modulo x⁵ + x² + 1, which is primitive: no two of the first 31 places weigh the same."""
    return (x << 1) ^ (0b100101 if x & 0b10000 else 0)


def folio() -> str:
    """Eight random characters (40 bits) and a check character."""
    cuerpo = aleatorio(8)
    return cuerpo + verificador(cuerpo)


def normalizar(tecleado: str) -> str:
    """What somebody typed or dictated, as a code: no spaces or dashes, upper case, no look-alikes."""
    plano = unicodedata.normalize("NFKC", tecleado)
    return re.sub(r"[^0-9A-Z]", "", plano.upper()).translate(_CONFUSOS)


def es_folio(texto: str) -> bool:
    return len(texto) == 9 and set(texto) <= set(ALFABETO) and verificador(texto[:8]) == texto[8]
