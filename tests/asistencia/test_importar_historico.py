"""Past events from files: what enters, what enters only once, and what stops the whole file."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import Workbook

from asistencia.importacion import historico, lectura
from asistencia.importacion.errores import ArchivoIlegible
from asistencia.models import Acta, ActaCifra
from asistencia.participacion import consulta
from eventos.models import Bitacora, Evento, Lugar, Mecanismo
from tests import fabricas

pytestmark = pytest.mark.django_db
ARCHIVO = Path(__file__).parent.parent / "datos" / "inpep_2019_2020.csv"
AHORA = datetime(2026, 11, 22, 18, tzinfo=UTC)
BIEN = {
    "institucion": "INPEP",
    "mecanismo": "cine-forum",
    "titulo": "Cine fórum",
    "inicio": "12/11/2019",
    "lugar": "Cine del centro",
    "distrito": "San Salvador",
    "personas": "16",
}


def renglon(**cambios: object) -> list[str]:
    dicho = BIEN | {c: str(v) for c, v in cambios.items()}
    return [dicho.get(c, "") for c in [*historico.COLUMNAS, *historico.OPCIONALES]]


def hoja(*renglones: list[str], separador: str = ",") -> bytes:
    filas = [[*historico.COLUMNAS, *historico.OPCIONALES], *renglones]
    return "\r\n".join(separador.join(f'"{c}"' if separador in c else c for c in fila) for fila in filas).encode()


def libro(*renglones: list[object]) -> bytes:
    cuaderno = Workbook()
    for fila in [[*historico.COLUMNAS, *historico.OPCIONALES], *renglones]:
        cuaderno.active.append(fila)
    salida = io.BytesIO()
    cuaderno.save(salida)
    return salida.getvalue()


def importar(contenido: bytes, **opciones: object) -> historico.Resumen:
    casas = [fabricas.institucion()]
    if opciones.pop("rectificar", False):
        opciones["rectificables"] = casas
    return historico.importar(contenido, AHORA, **{"instituciones": casas, **opciones})


def rechazo(contenido: bytes) -> list[tuple[int, str]]:
    """(row, column) of every fault; nothing may have entered."""
    antes = (Evento.objects.count(), Acta.objects.count(), Lugar.objects.count(), Bitacora.objects.count())
    try:
        fallas = importar(contenido).fallas
    except ArchivoIlegible as e:
        fallas = e.fallas
    assert all(f.razon for f in fallas)
    assert (Evento.objects.count(), Acta.objects.count(), Lugar.objects.count(), Bitacora.objects.count()) == antes
    return [(f.fila, f.columna) for f in fallas]


def cifras(**filtro: object) -> dict[tuple[str, str, str], int]:
    filas = ActaCifra.objects.filter(**filtro).values_list("medida", "dimension", "clave", "valor")
    return {(medida, dimension, clave): valor for medida, dimension, clave, valor in filas}


# --- The published report


def test_the_three_forums_imported_twice_enter_once():
    fabricas.institucion()
    call_command("importar_historico", ARCHIVO, stdout=io.StringIO())
    salida = io.StringIO()
    call_command("importar_historico", ARCHIVO, stdout=salida)
    assert "0 nuevos, 3 sin cambios" in salida.getvalue()
    assert Evento.objects.count() == 3
    assert Acta.objects.count() == 3


def test_a_rehearsal_tells_and_changes_nothing():
    fabricas.institucion()
    salida = io.StringIO()
    call_command("importar_historico", ARCHIVO, "--ensayo", stdout=salida)
    assert "entrarían 3 nuevos" in salida.getvalue()
    assert Evento.objects.count() == 0
    assert Bitacora.objects.count() == 0


def test_an_import_leaves_one_line_in_the_audit_trail_of_its_institution():
    importar(ARCHIVO.read_bytes())
    asiento = Bitacora.objects.get()
    assert (asiento.accion, asiento.cantidad, asiento.institucion.siglas) == ("importar", 3, "INPEP")


# --- What a row becomes


def test_every_breakdown_of_an_imported_acta_adds_up_to_its_people():
    importar(hoja(renglon(personas=20, mujeres=11, hombres=5, atenciones=7)))
    assert cifras() == {
        ("participaciones", "total", ""): 20,
        ("participaciones", "sexo", "mujer"): 11,
        ("participaciones", "sexo", "hombre"): 5,
        ("participaciones", "sexo", "no-consta"): 4,
        **{("participaciones", d, "no-consta"): 20 for d in ("edad", "condicion", "origen")},
        ("atenciones", "total", ""): 7,
        **{("atenciones", d, "no-consta"): 7 for d in ("sexo", "edad", "condicion", "origen")},
    }


def test_without_people_it_is_an_event_without_data_and_not_of_zero():
    importar(hoja(renglon(personas="")))
    assert Acta.objects.get().sin_dato
    importar(hoja(renglon(titulo="Otro", personas=0)))
    assert not Acta.objects.get(evento__titulo="Otro").sin_dato


def test_sexes_beyond_the_people_are_flagged_kept_in_words_and_not_counted():
    resumen = importar(hoja(renglon(personas=10, mujeres=8, hombres=5)))
    acta = Acta.objects.get()
    assert resumen.sin_cuadrar == 1
    assert acta.no_cuadra
    assert acta.nota == "En el original: 10 personas, 8 mujeres, 5 hombres."
    assert cifras(dimension="sexo") == {("participaciones", "sexo", "no-consta"): 10}


@pytest.mark.parametrize(
    ("inicio", "fin", "precision", "jornada"),
    [
        ("2019-11-12", "", "dia", ("2019-11-12 00:00", "2019-11-13 00:00")),
        ("12/11/2019", "14/11/2019", "dia", ("2019-11-12 00:00", "2019-11-15 00:00")),
        ("12/11/2019 9:30", "11:00", "hora", ("2019-11-12 09:30", "2019-11-12 11:00")),
        ("2019-11-12T09:30", "2019-11-12 12:00", "hora", ("2019-11-12 09:30", "2019-11-12 12:00")),
        ("2016-12", "", "mes", ("2016-12-01 00:00", "2017-01-01 00:00")),
        ("2016", "", "anio", ("2016-01-01 00:00", "2017-01-01 00:00")),
    ],
)
def test_dates_keep_the_precision_they_were_written_with(inicio, fin, precision, jornada):
    importar(hoja(renglon(inicio=inicio, fin=fin)))
    evento = Evento.objects.get()
    guardada = evento.jornadas.get()
    assert evento.precision == precision
    assert tuple(f"{timezone.localtime(m):%Y-%m-%d %H:%M}" for m in (guardada.inicio, guardada.fin)) == jornada


def test_a_year_enters_a_period_only_when_it_lies_wholly_inside():
    importar(hoja(renglon(inicio="2016")))
    casi = consulta.totales(datetime(2016, 1, 1).date(), datetime(2016, 12, 30).date(), AHORA)  # noqa: DTZ001
    entero = consulta.totales(datetime(2016, 1, 1).date(), datetime(2016, 12, 31).date(), AHORA, por="mes")  # noqa: DTZ001
    assert casi.total.participaciones == 0
    assert [(f.clave, f.participaciones) for f in entero.filas] == [("sin-mes", 16)]


# --- Places


@pytest.mark.parametrize(
    ("donde", "codigo"),
    [
        ({"distrito": "SAN SALVADOR"}, "060114"),
        ({"distrito": "Nueva San Salvador"}, "050611"),
        ({"distrito": "", "municipio": "Ilobasco"}, "090203"),
        ({"distrito": "", "municipio": "San Salvador Centro"}, "0601"),
        ({"distrito": "", "departamento": "cabañas"}, "09"),
        ({"distrito": "San Lorenzo", "departamento": "San Vicente"}, "100108"),
        ({"distrito": "San Lorenzo, Ahuachapán"}, "010209"),
        ({"distrito": ""}, None),
    ],
)
def test_places_match_by_any_of_their_names(donde, codigo):
    importar(hoja(renglon(**donde)))
    assert Evento.objects.get().lugar.territorio_id == codigo


def test_the_same_venue_spelled_otherwise_is_one_venue():
    importar(hoja(renglon(lugar="Cine  del Centro"), renglon(titulo="Otro", lugar="CINE DEL CENTRO")))
    assert Lugar.objects.count() == 1


# --- Identity


def test_equal_rows_of_one_file_are_several_events():
    assert importar(hoja(renglon(), renglon())).nuevos == 2
    assert importar(hoja(renglon(), renglon(), renglon())).nuevos == 1


def test_other_figures_for_the_same_row_are_an_error():
    importar(hoja(renglon()))
    assert rechazo(hoja(renglon(personas=17))) == [(2, "personas")]
    assert ActaCifra.objects.get(dimension="total").valor == 16


def test_rectifying_makes_a_new_version_and_keeps_the_old_one():
    importar(hoja(renglon()))
    resumen = importar(hoja(renglon(personas=17)), rectificar=True)
    assert resumen.rectificados == 1
    assert list(Acta.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert cifras(acta__version=2, dimension="total") == {("participaciones", "total", ""): 17}
    assert importar(hoja(renglon(personas=17)), rectificar=True).iguales == 1


def test_the_command_rectifies_only_when_told_to(tmp_path):
    importar(hoja(renglon()))
    archivo = tmp_path / "otra.csv"
    archivo.write_bytes(hoja(renglon(personas=17)))
    with pytest.raises(CommandError, match="fila 2, columna personas"):
        call_command("importar_historico", archivo)
    call_command("importar_historico", archivo, "--rectificar", stdout=io.StringIO())
    assert Acta.objects.vigentes().get().version == 2


def test_institutions_that_shared_it_are_kept_in_the_note():
    fabricas.institucion("ISSS")
    importar(hoja(renglon(compartido_con="isss", nota="De la memoria.")))
    assert Acta.objects.get().nota == "De la memoria. Compartido con: ISSS."


# --- Ways of writing the file


@pytest.mark.parametrize(
    "contenido",
    [
        b"\xef\xbb\xbf" + hoja(renglon()),
        hoja(renglon(), separador=";"),
        hoja(renglon()).replace(b"\r\n", b"\n"),
        hoja(renglon()).replace(b"titulo,", "Título,".encode()),
        hoja([""] * 16, renglon()),
        hoja(renglon(personas="016")),
    ],
)
def test_the_usual_ways_of_saving_a_csv_are_read(contenido):
    assert importar(contenido).nuevos == 1


def test_a_workbook_that_unfolds_into_too_much_is_refused_before_it_is_read():
    """A hundred kilobytes that would take a minute and gigabytes."""
    sano, bomba = io.BytesIO(libro(renglon())), io.BytesIO()
    with zipfile.ZipFile(sano) as origen, zipfile.ZipFile(bomba, "w", zipfile.ZIP_DEFLATED) as copia:
        for parte in origen.infolist():
            relleno = b" " * (30 * 1024 * 1024) if parte.filename == "xl/worksheets/sheet1.xml" else b""
            copia.writestr(parte.filename, origen.read(parte) + relleno)
    assert rechazo(bomba.getvalue()) == [(0, "")]


def test_a_date_format_of_thousands_of_letters_takes_no_time():
    assert lectura._fecha(date(2016, 5, 1), "mmm-yy" + "[" * 20_000) == "2016-05"


def test_a_workbook_with_real_dates_and_numbers_is_the_same_row():
    importar(hoja(renglon()))
    fila: list[object] = list(renglon())
    fila[3], fila[9] = datetime(2019, 11, 12), 16  # noqa: DTZ001  as a cell holds it
    assert importar(libro(fila)).iguales == 1


def test_thousands_may_carry_their_comma():
    importar(hoja(renglon(personas="1,234")))
    assert ActaCifra.objects.get(dimension="total").valor == 1234


# --- What stops a file: row and column are named, nothing enters


@pytest.mark.parametrize(
    ("cambio", "columna"),
    [
        ({"inicio": "31/02/2019"}, "inicio"),
        ({"inicio": "12/13/2019"}, "inicio"),
        ({"inicio": "ayer"}, "inicio"),
        ({"inicio": ""}, "inicio"),
        ({"inicio": "12/11/19"}, "inicio"),
        ({"inicio": "2030-01-01"}, "inicio"),
        ({"fin": "11/11/2019"}, "fin"),
        ({"fin": "2019-12"}, "fin"),
        ({"mecanismo": "cine-forun"}, "mecanismo"),
        ({"mecanismo": ""}, "mecanismo"),
        ({"institucion": "IMPEP"}, "institucion"),
        ({"personas": "-5"}, "personas"),
        ({"mujeres": "-1"}, "mujeres"),
        ({"personas": "16.5"}, "personas"),
        ({"personas": "unos 16"}, "personas"),
        ({"personas": "1,23"}, "personas"),
        ({"personas": "99999999"}, "personas"),
        ({"personas": "", "mujeres": "3"}, "mujeres"),
        ({"distrito": "San Salvadr"}, "distrito"),
        ({"distrito": "San Lorenzo"}, "distrito"),
        ({"distrito": "", "municipio": "El Carmen"}, "municipio"),
        ({"distrito": "Ilobasco", "departamento": "La Unión"}, "distrito"),
        ({"departamento": "Cuzcatlán del Sur"}, "departamento"),
        ({"titulo": "=1+1"}, "titulo"),
        ({"lugar": "+Cine"}, "lugar"),
        ({"nota": "@SUMA(A1)"}, "nota"),
        ({"personas": "=8+8"}, "personas"),
        ({"inicio": "=HOY()"}, "inicio"),
        ({"titulo": ""}, "titulo"),
        ({"titulo": "a" * 141}, "titulo"),
        ({"compartido_con": "NADIE"}, "compartido_con"),
        ({"compartido_con": "INPEP"}, "compartido_con"),
    ],
)
def test_a_bad_cell_stops_the_file_and_is_named(cambio, columna):
    assert rechazo(hoja(renglon(titulo="Otro"), renglon(**cambio))) == [(3, columna)]


def test_every_fault_is_told_at_once():
    mala = renglon(inicio="ayer", personas="-5", mecanismo="cine-forun")
    assert sorted(rechazo(hoja(mala, renglon(), renglon(distrito="San Lorenzo")))) == [
        (2, "inicio"), (2, "mecanismo"), (2, "personas"), (4, "distrito"),
    ]  # fmt: skip


def test_an_ambiguous_distrito_lists_its_candidates():
    (falla,) = importar(hoja(renglon(distrito="San Lorenzo"))).fallas
    assert "San Lorenzo (Ahuachapán); San Lorenzo (San Vicente)" in falla.razon


def test_an_unknown_mechanism_and_institution_list_the_near_ones():
    (mecanismo,) = importar(hoja(renglon(mecanismo="cine-forun"))).fallas
    (institucion,) = importar(hoja(renglon(institucion="IMPEP"))).fallas
    assert "¿Quiso decir cine-forum" in mecanismo.razon
    assert "¿Quiso decir INPEP?" in institucion.razon


def test_a_formula_cell_of_a_workbook_is_named():
    fila = renglon(personas="=8+8", titulo="Otro")
    assert rechazo(libro(renglon(), fila)) == [(3, "personas")]


def test_blank_lines_do_not_shift_the_row_numbers():
    assert rechazo(hoja(renglon(), [""] * 16, renglon(personas="-1"))) == [(4, "personas")]


def test_a_missing_column_is_named():
    assert rechazo(hoja(renglon()).replace(b"personas,", b"", 1)) == [(1, "personas")]


def test_an_unknown_column_is_named():
    assert rechazo(hoja(renglon()).replace(b"compartido_con", b"comparsa", 1)) == [(1, "comparsa")]


def test_a_header_alone_is_no_file():
    assert rechazo(hoja()) == [(2, "institucion")]


def test_an_empty_file_is_no_file():
    assert rechazo(b"") == [(1, "")]


def test_a_wrong_encoding_names_the_row_and_column_of_the_first_strange_letter():
    assert rechazo(hoja(renglon(titulo="Uno"), renglon(titulo="Dos", lugar="Salón")).decode().encode("latin-1")) == [
        (3, "lugar")
    ]


@pytest.mark.parametrize(
    "contenido", [b"%PDF-1.7 \xe2", b"\xd0\xcf\x11\xe0abc", b"PK\x03\x04roto", b"\xff\xfea\x00b\x00"]
)
def test_what_is_neither_csv_nor_workbook_is_told_so(contenido):
    assert rechazo(contenido) == [(0, "")]


def test_an_unclosed_quote_names_its_row():
    assert rechazo(hoja(renglon()) + b'\r\nINPEP,cine-forum,"Sin cerrar') == [(3, "")]


def test_cells_beyond_the_header_are_told():
    assert rechazo(hoja([*renglon(), "suelta"])) == [(2, "")]


def test_a_row_of_another_institution_is_an_error_of_that_row():
    fabricas.institucion("ISSS")
    assert rechazo(hoja(renglon(), renglon(institucion="ISSS"))) == [(3, "institucion")]


def test_the_template_can_be_read_once_its_example_is_written_over():
    assert importar(historico.plantilla().replace("SIGLAS", "INPEP").encode()).nuevos == 1


def test_the_queries_of_an_import_grow_by_a_fixed_number_a_row(django_assert_max_num_queries):
    fabricas.institucion()
    with django_assert_max_num_queries(20 + 20 * 12):
        importar(hoja(*(renglon(titulo=f"Cine {n}") for n in range(20))))


def test_a_mechanism_of_another_institution_is_unknown_here():
    otra = fabricas.institucion("ISSS")
    Mecanismo.objects.create(institucion=otra, slug="solo-suyo", nombre="Suyo", clase="evento", cuenta="personas")
    assert rechazo(hoja(renglon(mecanismo="solo-suyo"))) == [(2, "mecanismo")]
