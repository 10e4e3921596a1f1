"""The totals page of the panel, its sheet, and the page where past years come in."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from asistencia import graficos, periodo, tablero
from asistencia.models import Acta
from eventos.models import Bitacora, Evento, Mecanismo
from tests import fabricas

pytestmark = pytest.mark.django_db
ARCHIVO = Path(__file__).parent.parent / "datos" / "inpep_2019_2020.csv"
CIFRAS, HISTORICO = reverse("asistencia:panel-cifras"), reverse("asistencia:panel-historico")
INFORME = {"desde": "2019-11-01", "hasta": "2020-01-31", "por": "mes"}


def entrar(*roles: str, en=None) -> Client:
    cliente = Client()
    cliente.force_login(fabricas.usuario(*roles, en=en))
    return cliente


def elegir(cliente: Client, contenido: bytes = b"", **mas: str):
    archivo = SimpleUploadedFile("pasado.csv", contenido or ARCHIVO.read_bytes())
    return cliente.post(HISTORICO, {"archivo": archivo, **mas})


def confirmar(cliente: Client, revision):
    return cliente.post(HISTORICO, {"sello": revision.context["sello"]})


# --- Totals


def test_the_page_shows_the_totals_of_the_imported_report():
    cliente = entrar("cifras")
    confirmar(cliente, elegir(cliente))
    totales = cliente.get(CIFRAS, INFORME).context["tablero"].tabla
    assert totales.total.participaciones == 82
    assert [(f.clave, f.participaciones) for f in totales.filas] == [("2019-11", 16), ("2019-12", 32), ("2020-01", 34)]


def test_whoever_only_consults_sees_it_and_cannot_import():
    cliente = entrar("consulta")
    assert cliente.get(CIFRAS).status_code == 200
    assert cliente.get(HISTORICO).status_code == 403


@pytest.mark.parametrize("rol", ["administracion", "registro", "seguimiento", "auditoria", "denuncias"])
def test_other_roles_do_not_see_totals(rol):
    assert entrar(rol).get(CIFRAS).status_code == 403


def test_events_of_another_institution_are_not_in_the_totals():
    fabricas.conteo(fabricas.evento(en=fabricas.institucion("ISSS")), 9)
    assert entrar("consulta").get(CIFRAS).context["tablero"].total.participaciones == 0


def test_one_institution_of_several_can_be_chosen():
    persona = fabricas.usuario("consulta")
    otra = fabricas.institucion("ISSS")
    persona.membresias.create(institucion=otra, rol="consulta")
    fabricas.conteo(fabricas.evento(), 2)
    fabricas.conteo(fabricas.evento(en=otra), 9)
    cliente = Client()
    cliente.force_login(persona)
    assert cliente.get(CIFRAS).context["tablero"].total.participaciones == 11
    assert cliente.get(CIFRAS, {"institucion": "ISSS"}).context["tablero"].total.participaciones == 9


@pytest.mark.parametrize(
    "mal",
    [
        {"desde": "2026-02-30"},
        {"hasta": ""},
        {"desde": "2026-05-02", "hasta": "2026-05-01"},
        {"por": "signo"},
        {"mecanismo": "nada"},
        {"desde": "0001-01-01"},
        {"hasta": "9999-12-31"},
    ],
)
def test_a_bad_period_is_told_and_no_figure_is_shown(mal):
    respuesta = entrar("consulta").get(CIFRAS, mal)
    assert respuesta.status_code == 200
    assert respuesta.context["form"].errors.keys() == ({"hasta"} if len(mal) == 2 else mal.keys())
    assert "tablero" not in respuesta.context
    assert respuesta.context["form"].data.get("desde", "") == mal.get("desde", respuesta.context["form"].data["desde"])


def test_the_sheet_is_annotated_and_a_formula_in_it_is_text():
    casa = fabricas.institucion()
    Mecanismo.objects.filter(institucion=casa, slug="cine-forum").update(nombre="=1+1")
    fabricas.conteo(fabricas.evento(), 5)
    respuesta = entrar("consulta").get(CIFRAS, {"formato": "csv"})
    assert respuesta.content.decode("utf-8-sig").splitlines()[1] == "cine-forum,'=1+1,1,0,0,0,5,0"
    assert Bitacora.objects.get().accion == "exportar"


@pytest.mark.parametrize("por", [clave for clave, _nombre in periodo.AGRUPADO])
def test_every_grouping_can_be_shown(por):
    fabricas.llegada(fabricas.inscripcion(fabricas.evento(), sexo="mujer", edad="60-mas"))
    respuesta = entrar("consulta").get(CIFRAS, {"por": por})
    assert [f.participaciones for f in respuesta.context["tablero"].tabla.filas] == [1]


def test_the_queries_do_not_grow_with_the_events(django_assert_num_queries):
    cliente = entrar("consulta")
    fabricas.conteo(fabricas.evento(), 1)
    cliente.get(CIFRAS)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as con_uno:
        cliente.get(CIFRAS)
    lugar = fabricas.lugar()
    for n in range(29):
        fabricas.conteo(fabricas.evento(titulo=f"Otro {n}", lugar=lugar), 1)
    with django_assert_num_queries(len(con_uno)):
        assert cliente.get(CIFRAS).context["tablero"].total.participaciones == 30


def test_the_totals_page_is_sound_html(validar_html):
    fabricas.conteo(fabricas.evento(), 1234)
    validar_html(entrar("cifras").get(CIFRAS).content.decode())


def test_an_empty_period_says_what_to_do(validar_html):
    respuesta = entrar("cifras").get(CIFRAS, {"desde": "2001-01-01", "hasta": "2001-12-31"})
    assert "Ningún evento en este período" in respuesta.content.decode()
    validar_html(respuesta.content.decode())


# --- Past years


def test_choosing_a_file_changes_nothing_until_it_is_confirmed(validar_html):
    cliente = entrar("cifras")
    revision = elegir(cliente)
    assert revision.context["resumen"].nuevos == 3
    assert Evento.objects.count() == 0
    validar_html(revision.content.decode())
    assert confirmar(cliente, revision).url == "/panel/cifras/?desde=2019-11-12&hasta=2020-01-21"
    assert Evento.objects.count() == 3
    assert {a.firmada_por for a in Acta.objects.all()} == {fabricas.Usuario.objects.get()}


def test_confirming_twice_enters_once():
    cliente = entrar("cifras")
    revision = elegir(cliente)
    confirmar(cliente, revision)
    confirmar(cliente, revision)
    assert Evento.objects.count() == 3


def test_what_one_person_reviewed_another_cannot_confirm():
    revision = elegir(entrar("cifras"))
    assert confirmar(entrar("cifras"), revision).url == HISTORICO
    assert Evento.objects.count() == 0


def test_a_forged_confirmation_enters_nothing():
    assert entrar("cifras").post(HISTORICO, {"sello": "cualquier-cosa"}).url == HISTORICO
    assert Evento.objects.count() == 0


def test_a_bad_file_shows_row_column_and_reason(validar_html):
    respuesta = elegir(entrar("cifras"), ARCHIVO.read_bytes().replace(b",16,", b",-16,"))
    (falla,) = respuesta.context["resumen"].fallas
    assert (falla.fila, falla.columna) == (2, "personas")
    assert "«-16» es negativo" in respuesta.content.decode()
    validar_html(respuesta.content.decode())


def test_rows_of_an_institution_where_one_may_not_import_are_refused():
    fabricas.institucion()
    respuesta = elegir(entrar("cifras", en=fabricas.institucion("ISSS")))
    assert {f.columna for f in respuesta.context["resumen"].fallas} == {"institucion"}


def test_no_file_at_all_is_told_next_to_the_field():
    respuesta = entrar("cifras").post(HISTORICO, {})
    assert respuesta.context["form"].errors["archivo"] == ["Elija el archivo que quiere importar."]


def test_other_figures_enter_only_when_rectifying():
    cliente = entrar("cifras")
    confirmar(cliente, elegir(cliente))
    corregido = ARCHIVO.read_bytes().replace(b",16,", b",17,")
    assert elegir(cliente, corregido).context["resumen"].fallas
    revision = elegir(cliente, corregido, rectificar="on")
    assert (revision.context["resumen"].rectificados, revision.context["resumen"].iguales) == (1, 2)
    confirmar(cliente, revision)
    assert Acta.objects.filter(version=2).count() == 1
    assert Bitacora.objects.filter(accion="rectificar").count() == 1


def test_the_template_can_be_downloaded():
    respuesta = entrar("cifras").get(HISTORICO, {"plantilla": "csv"})
    assert respuesta.headers["Content-Disposition"] == 'attachment; filename="eventos-de-anios-anteriores.csv"'


def test_the_stranger_signs_in_first(client):
    assert client.get(HISTORICO).status_code == 302
    assert client.post(HISTORICO, {"sello": "x"}).status_code == 403


# --- Shapes


def test_a_column_is_as_high_as_its_share():
    grafica = graficos.columnas([("ene", 50), ("feb", 100), ("mar", 0)])
    assert [c.alto for c in grafica.columnas] == [72, 144, 0]


def test_nothing_but_zeros_draws_no_chart():
    assert graficos.columnas([("ene", 0)]) is None


def test_the_map_has_each_departamento_once():
    assert sorted(c for fila in graficos.MAPA for c in fila if c) == sorted(graficos.SIGLAS)


def test_the_map_tells_nothing_from_little_and_much():
    clases = {t.siglas: t.clase for t in graficos.mosaico({"06": 1000, "13": 1, "09": 0})}
    assert (clases["SS"], clases["MO"], clases["CA"], clases["UN"]) == ("m4", "m1", "m1", "m0")


def test_a_leap_day_a_year_before_is_the_28th():
    from datetime import date

    assert periodo.un_anio_antes(date(2024, 2, 29)) == date(2023, 2, 28)


def test_months_without_events_are_drawn_too():
    evento = fabricas.evento()
    fabricas.conteo(evento, 3)
    hoy = timezone.localdate()
    form = periodo.PeriodoForm(
        {"desde": str(hoy - timedelta(days=400)), "hasta": str(hoy)}, hoy, fabricas.Institucion.objects.all()
    )
    assert form.is_valid()
    assert len(tablero.de_periodo(form, timezone.now()).grafica.columnas) in (14, 15)
