"""The country's division and the catalogue of mechanisms."""

import pytest

from eventos import catalogo
from eventos.iconos import COLORES, MECANISMOS, TRAZOS
from eventos.models import Institucion, MecanismoNacional, Territorio, Zona

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _base():
    catalogo.cargar_base()


def test_every_mechanism_has_a_colour_that_exists():
    assert set(MecanismoNacional.objects.values_list("color", flat=True)) <= set(COLORES)


def test_every_mechanism_has_its_own_drawing():
    sin_dibujo = [m.slug for m in MecanismoNacional.objects.all() if m.pictograma not in TRAZOS]
    assert sin_dibujo == []


def test_the_zones_hold_every_departamento_once():
    codigos = [d.codigo for z in Zona.objects.all() for d in z.departamentos.all()]
    assert sorted(codigos) == sorted(Territorio.objects.filter(nivel="departamento").values_list("codigo", flat=True))


def test_loading_again_brings_back_what_was_changed():
    Territorio.objects.filter(codigo="060114").update(nombre="Otro")
    catalogo.cargar_base()
    assert Territorio.objects.get(codigo="060114").nombre == "San Salvador"


def test_copying_again_keeps_what_the_institution_wrote():
    casa = Institucion.objects.create(siglas="X", nombre="Equis")
    catalogo.copiar_catalogo(casa)
    casa.mecanismos.update(objetivo="Lo nuestro")
    assert catalogo.copiar_catalogo(casa) == 0
    assert set(casa.mecanismos.values_list("objetivo", flat=True)) == {"Lo nuestro"}


def test_the_data_file_and_the_drawings_say_the_same():
    """The list of drawings is what charts go by; the data file is what pages go by."""
    de_datos = {m.slug: (m.pictograma, m.color) for m in MecanismoNacional.objects.all()}
    assert de_datos == MECANISMOS
