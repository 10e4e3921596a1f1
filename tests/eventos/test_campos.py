"""A place as people write it."""

import pytest
from django.core.exceptions import ValidationError

from eventos.campos import CampoTerritorio
from eventos.models import Territorio
from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _territorio():
    fabricas.institucion()


def queja(texto: str) -> str:
    with pytest.raises(ValidationError) as error:
        CampoTerritorio(required=False).clean(texto)
    return error.value.messages[0]


def test_accents_and_case_do_not_matter():
    assert CampoTerritorio(required=False).clean("  ILOBÁSCO ").nombre == "Ilobasco"


def test_empty_is_none_when_optional():
    assert CampoTerritorio(required=False).clean("") is None


def test_empty_is_an_error_when_required():
    with pytest.raises(ValidationError):
        CampoTerritorio().clean("")


def test_an_ambiguous_name_lists_its_candidates():
    assert "«San Lorenzo, Ahuachapán Norte» o «San Lorenzo, San Vicente" in queja("San Lorenzo")


def test_what_follows_the_comma_tells_them_apart():
    assert CampoTerritorio().clean("San Lorenzo, Ahuachapán Norte").nombre_completo == "San Lorenzo, Ahuachapán Norte"


def test_an_unknown_name_suggests_the_near_ones():
    assert "Ilobasco" in queja("Ylobasco")


def test_a_name_like_no_other_says_what_to_write():
    assert queja("Xqzw") == "No encontramos «Xqzw». Escriba el nombre del distrito o del municipio."


def test_every_place_is_found_again_by_its_full_name():
    """What an edit form shows must be accepted back."""
    campo = CampoTerritorio()
    lugares = Territorio.objects.exclude(nivel="departamento").select_related("padre__padre")
    assert [t.codigo for t in lugares if campo.clean(campo.prepare_value(t)) != t] == []
