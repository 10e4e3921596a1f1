"""Codes that people carry, scan, type or say."""

import re

import pytest

from eventos import codigos


def test_a_secret_holds_130_bits():
    assert re.fullmatch(rf"[{codigos.ALFABETO}]{{26}}", codigos.secreto())


def test_secrets_do_not_repeat():
    assert len({codigos.secreto() for _ in range(1000)}) == 1000


def test_a_short_code_is_two_letters_and_three_digits():
    assert re.fullmatch(r"[A-HJKMNP-TV-Z]{2}\d{3}", codigos.corto())


@pytest.mark.parametrize("dicho", ["km-482", "KM 482", " k m 4 8 2 ", "ＫＭ４８２", "km‑482"])
def test_a_short_code_is_understood_however_it_is_typed(dicho):
    assert codigos.normalizar(dicho) == "KM482"


@pytest.mark.parametrize(("confuso", "claro"), [("O", "0"), ("I", "1"), ("l", "1"), ("u", "V")])
def test_look_alikes_are_read_as_the_one_that_exists(confuso, claro):
    assert codigos.normalizar(confuso) == claro


# Extremes, and bodies with every pair of neighbours that an arithmetic of remainders would confuse.
CUERPOS = ["00000000", "ZZZZZZZZ", "0Z0Z0Z0Z", "01234567", "Z9876543", "7K3M9QX2"]
FOLIOS = [cuerpo + codigos.verificador(cuerpo) for cuerpo in CUERPOS]


@pytest.mark.parametrize("bueno", FOLIOS)
def test_any_one_wrong_character_of_a_folio_is_noticed(bueno):
    malos = [bueno[:i] + c + bueno[i + 1 :] for i in range(9) for c in codigos.ALFABETO if c != bueno[i]]
    assert [m for m in malos if codigos.es_folio(m)] == []


@pytest.mark.parametrize("bueno", FOLIOS)
def test_any_swap_of_neighbours_in_a_folio_is_noticed(bueno):
    swaps = [bueno[:i] + bueno[i + 1] + bueno[i] + bueno[i + 2 :] for i in range(8) if bueno[i] != bueno[i + 1]]
    assert [m for m in swaps if codigos.es_folio(m)] == []


@pytest.mark.parametrize("raro", ["", "\x00" * 9, "😀" * 9, "A" * 10_000])
def test_what_is_no_folio_is_none(raro):
    assert not codigos.es_folio(codigos.normalizar(raro))
