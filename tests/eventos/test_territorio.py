"""Forgiving search of places."""

import pytest

from eventos import territorio
from eventos.territorio import LugarAmbiguo, LugarDesconocido, plegar
from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pais():
    fabricas.institucion()


@pytest.mark.parametrize(
    ("escrito", "plegado"),
    [
        ("  SAN   Lorenzo ", "san lorenzo"),
        ("Concepción de Ataco", "concepcion de ataco"),
        ("N\u0303uñez", "nunez"),
        ("San-Lorenzo.", "san lorenzo"),
        ("\x00😀\u202e", ""),
    ],
)
def test_two_spellings_fold_to_the_same(escrito, plegado):
    assert plegar(escrito) == plegado


@pytest.mark.parametrize(
    "escrito", ["ilobasco", "ILOBASCO", " Ilobásco ", "Ilobasco, Cabañas", "ilobasco,cabanas oeste"]
)
def test_one_place_written_in_many_ways(escrito):
    assert territorio.buscar(escrito).nombre_completo == "Ilobasco, Cabañas Oeste"


@pytest.mark.parametrize(
    ("escrito", "codigo"),
    [
        ("San Lorenzo, Ahuachapán Norte", "010209"),
        ("san lorenzo, ahuachapan", "010209"),
        ("San Lorenzo, San Vicente Norte", "10"),
        ("San Lorenzo, San Vicente", "10"),
    ],
)
def test_what_follows_the_comma_decides(escrito, codigo):
    assert territorio.buscar(escrito).codigo.startswith(codigo)


@pytest.mark.parametrize("nombre", ["San Lorenzo", "San Fernando", "El Carmen", "El Rosario", "San Isidro"])
def test_names_that_occur_twice_are_asked_about(nombre):
    with pytest.raises(LugarAmbiguo) as error:
        territorio.buscar(nombre)
    assert {c.nombre for c in error.value.candidatos} == {nombre}
    assert len({c.nombre_completo for c in error.value.candidatos}) == len(error.value.candidatos) >= 2


@pytest.mark.parametrize("escrito", ["Tegucigalpa", "", ",", "San Lorenzo, Morazán", "%", "_", ";"])
def test_what_is_nowhere_is_unknown(escrito):
    with pytest.raises(LugarDesconocido):
        territorio.buscar(escrito)


def test_a_distrito_goes_before_the_departamento_of_its_name():
    assert territorio.buscar("San Salvador", ("distrito", "municipio", "departamento")).nivel == "distrito"


def test_a_departamento_is_found_where_it_may_be():
    assert territorio.buscar("Morazan", ("distrito", "municipio", "departamento")).codigo == "13"


def test_the_whole_country_is_there():
    niveles = territorio.Territorio.objects.values_list("nivel", flat=True)
    assert {n: list(niveles).count(n) for n in set(niveles)} == {"departamento": 14, "municipio": 44, "distrito": 262}


def test_suggestions_begin_with_what_is_typed():
    assert all(";ilo" in t.busqueda for t in territorio.sugerencias("ILO"))


def test_suggestions_are_never_more_than_asked():
    assert len(territorio.sugerencias("san", cuantas=5)) == 5


def test_suggestions_cost_two_queries_at_most(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        [t.nombre_completo for t in territorio.sugerencias("san")]
