"""`manage.py totales`: the contract's answers."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import fabricas

pytestmark = pytest.mark.django_db
ARCHIVO = Path(__file__).parent.parent / "datos" / "inpep_2019_2020.csv"
PERIODO = ("--desde", "2019-11-01", "--hasta", "2020-01-31")


def totales(*opciones: str) -> str:
    salida = io.StringIO()
    call_command("totales", *PERIODO, *opciones, stdout=salida)
    return salida.getvalue()


@pytest.fixture
def _informe():
    fabricas.institucion()
    call_command("importar_historico", ARCHIVO, stdout=io.StringIO())
    call_command("importar_historico", ARCHIVO, stdout=io.StringIO())


@pytest.mark.usefixtures("_informe")
def test_json_is_the_contract_to_the_letter():
    assert totales("--institucion", "INPEP", "--formato", "json") == (
        '{"institucion": "INPEP", "desde": "2019-11-01", "hasta": "2020-01-31", "por": "mecanismo", '
        '"filas": [{"clave": "cine-forum", "nombre": "Cine fórum", "eventos": 3, "sin_dato": 0, "compartidos": 0, '
        '"identificadas": 0, "participaciones": 82, "atenciones": 0, "metodos": {"importado": 82}}], '
        '"total": {"eventos": 3, "sin_dato": 0, "compartidos": 0, "identificadas": 0, "participaciones": 82, '
        '"atenciones": 0}, "cifras": [], "parciales": []}\n'
    )


@pytest.mark.usefixtures("_informe")
def test_by_month_the_forums_stand_apart():
    filas = json.loads(totales("--institucion", "INPEP", "--por", "mes", "--formato", "json"))["filas"]
    assert [(f["clave"], f["participaciones"]) for f in filas] == [("2019-11", 16), ("2019-12", 32), ("2020-01", 34)]


@pytest.mark.usefixtures("_informe")
def test_by_sex_there_are_people_and_no_events():
    filas = json.loads(totales("--por", "sexo", "--formato", "json"))["filas"]
    assert [(f["clave"], f["eventos"], f["participaciones"]) for f in filas] == [("no-consta", None, 82)]


@pytest.mark.usefixtures("_informe")
@pytest.mark.parametrize(
    ("por", "clave"),
    [
        ("distrito", "060114"),
        ("municipio", "0601"),
        ("departamento", "06"),
        ("zona", "central"),
        ("institucion", "INPEP"),
    ],
)
def test_places_and_institutions_have_official_keys(por, clave):
    assert [f["clave"] for f in json.loads(totales("--por", por, "--formato", "json"))["filas"]] == [clave]


@pytest.mark.usefixtures("_informe")
def test_without_institution_it_is_headed_by_nobody():
    assert json.loads(totales("--formato", "json"))["institucion"] is None


@pytest.mark.usefixtures("_informe")
def test_csv_has_a_row_for_each_and_a_total():
    assert totales("--formato", "csv").splitlines() == [
        "clave,nombre,eventos,sin_dato,compartidos,identificadas,participaciones,atenciones",
        "cine-forum,Cine fórum,3,0,0,0,82,0",
        "total,Total,3,0,0,0,82,0",
    ]


def test_the_table_writes_thousands_with_a_comma():
    evento = fabricas.evento(inicio=_noviembre())
    fabricas.conteo(evento, 1234, _noviembre())
    assert totales().splitlines()[-1].split() == ["Total", "1", "0", "0", "0", "1,234", "0"]


def _noviembre():
    from datetime import UTC, datetime

    return datetime(2019, 11, 12, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opciones", "dice"),
    [
        (("--institucion", "IMPEP"), "¿Quiso decir INPEP?"),
        (("--mecanismo", "cine-forun"), "¿Quiso decir cine-forum?"),
        (("--desde", "2019-02-30"), "no existe en el calendario"),
        (("--desde", "2019-11"), "no es un día completo"),
        (("--hasta", "ayer"), "no es una fecha"),
        (("--hasta", "2018-01-01"), "termina antes de empezar"),
    ],
)
def test_what_it_does_not_know_it_says(opciones, dice):
    fabricas.institucion()
    with pytest.raises(CommandError) as error:
        totales(*opciones)
    assert dice in str(error.value)


def test_an_unknown_grouping_is_refused():
    with pytest.raises(CommandError, match="invalid choice"):
        totales("--por", "signo")
