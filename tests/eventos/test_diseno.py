"""The design language: what its tags promise to every page."""

import re
from datetime import UTC, date, datetime, time
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import get_template
from django.utils.translation import override

from eventos.iconos import COLORES, MECANISMOS, TRAZOS
from eventos.templatetags import diseno

RAIZ = Path(__file__).resolve().parents[2]
MARTES = datetime(2025, 1, 21, 15, 0, tzinfo=UTC)  # nine in the morning in El Salvador


def llano(texto: str) -> str:
    return texto.replace("\u00a0", " ")


class Contador(HTMLParser):
    """Collects the open tags of a fragment."""

    def __init__(self, fragmento: str) -> None:
        super().__init__()
        self.marcas: list[str] = []
        self.feed(fragmento)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.marcas.append(tag)


@pytest.mark.parametrize("nombre", sorted(TRAZOS))
def test_a_pictogram_is_one_hidden_svg(nombre: str) -> None:
    svg = diseno.icono(nombre)
    assert Contador(svg).marcas[0] == "svg"
    assert 'aria-hidden="true"' in svg


def test_an_unknown_pictogram_fails_where_a_programmer_names_it() -> None:
    with pytest.raises(KeyError):
        diseno.icono("no-existe")


def test_every_national_mechanism_has_a_drawing_and_a_colour() -> None:
    assert {dibujo for dibujo, _ in MECANISMOS.values()} <= set(TRAZOS)
    assert {color for _, color in MECANISMOS.values()} == set(COLORES)


def test_every_colour_has_its_class_in_the_tokens() -> None:
    css = (RAIZ / "static/css/tokens.css").read_text()
    assert [c for c in COLORES if f".{c} {{ --c: var(--{c}); }}" not in css] == []


def _luz(hexa: str) -> float:
    canales = [int(hexa[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    lineales = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canales]
    return 0.2126 * lineales[0] + 0.7152 * lineales[1] + 0.0722 * lineales[2]


@pytest.mark.parametrize("color", [*COLORES, "tinta", "tinta-2", "verde", "ambar", "rojo", "anil-700"])
def test_every_text_colour_keeps_seven_to_one_on_white_and_on_papel(color: str) -> None:
    css = (RAIZ / "static/css/tokens.css").read_text()
    hexa = re.search(rf"--{color}: #(\w{{6}});", css)
    assert hexa is not None
    assert [f for f in ("ffffff", "fcf9f2") if (_luz(f) + 0.05) / (_luz(hexa[1]) + 0.05) < 7] == []


def test_a_mechanism_shows_its_drawing_its_colour_and_its_word() -> None:
    marca = diseno.marca_de_mecanismo(SimpleNamespace(pictograma="cine", color="cine", nombre="Cine <fórum>"))
    assert marca == f'<span class="mec cine"><i>{diseno.icono("cine")}</i><span>Cine &lt;fórum&gt;</span></span>'


def test_a_mechanism_of_unknown_drawing_and_colour_is_still_shown() -> None:
    marca = diseno.marca_de_mecanismo(SimpleNamespace(pictograma="nuevo", color='x" y', nombre="Nuevo"))
    assert marca == f'<span class="mec canal"><i>{diseno.icono("etiqueta")}</i><span>Nuevo</span></span>'


def test_a_pill_takes_only_the_tones_of_the_language() -> None:
    assert diseno.pildora("Hoy", "hoy") == '<span class="pildora hoy">Hoy</span>'
    with pytest.raises(ValueError, match="verde"):
        diseno.pildora("Hoy", "verde")


def test_a_bar_is_never_longer_than_its_rail() -> None:
    assert 'class="lleno" width="100"' in diseno.barra(70, 60)
    assert 'class="lleno" width="0"' in diseno.barra(3, 0)


@pytest.mark.parametrize(
    ("idioma", "esperado"),
    [
        ("es", ["martes 21 de enero", "martes 21 de enero de 2025", "ene", "mar", "9:00 a. m."]),
        ("en", ["Tuesday 21 January", "Tuesday 21 January 2025", "Jan", "Tue", "9:00 a.m."]),
    ],
)
def test_dates_in_words_follow_the_language_and_the_local_clock(idioma: str, esperado: list[str]) -> None:
    filtros = (diseno.fecha_larga, diseno.fecha_larga_anio, diseno.mes_corto, diseno.dia_corto, diseno.hora)
    with override(idioma):
        assert [llano(f(MARTES)) for f in filtros] == esperado


@pytest.mark.parametrize(
    ("momento", "texto"),
    [
        (time(12, 0), "12:00 m."),
        (time(0, 0), "12:00 a. m."),
        (time(12, 1), "12:01 p. m."),
        (time(23, 59), "11:59 p. m."),
    ],
)
def test_noon_is_m_and_midnight_is_twelve_in_the_morning(momento: time, texto: str) -> None:
    with override("es"):
        assert llano(diseno.hora(momento)) == texto


def test_a_day_without_an_hour_is_said_as_a_day() -> None:
    with override("es"):
        assert diseno.fecha_larga(date(2026, 2, 28)) == "sábado 28 de febrero"
        assert diseno.fecha_larga(None) == ""


class Ejemplo(forms.Form):
    lugar = forms.CharField(label="Lugar", help_text="Distrito o municipio.")
    sexo = forms.ChoiceField(label="Sexo", required=False, choices=[("m", "Mujer")], widget=forms.RadioSelect)
    aviso = forms.BooleanField(label="Avísenme", required=False)


def test_a_field_in_error_says_so_next_to_itself_and_keeps_its_help() -> None:
    html = Ejemplo({})["lugar"].as_field_group()
    assert 'class="campo error"' in html
    assert 'aria-describedby="id_lugar_helptext id_lugar_error"' in html
    assert html.index('id="id_lugar_error"') < html.index("<input")


def test_radios_are_a_fieldset_of_wrapped_options() -> None:
    html = Ejemplo()["sexo"].as_field_group()
    assert Contador(html).marcas == ["fieldset", "legend", "span", "div", "label", "input", "span"]


def test_a_tick_box_stands_before_its_label() -> None:
    html = Ejemplo()["aviso"].as_field_group()
    assert html.index("<input") < html.index("<label")


def test_the_summary_of_errors_links_to_each_field() -> None:
    html = Template("{% load diseno %}{% resumen_errores form %}").render(Context({"form": Ejemplo({})}))
    assert 'href="#id_lugar"' in html
    assert Template("{% resumen_errores form %}").render(Context({"form": Ejemplo()})).strip() == ""


def test_the_page_for_our_own_failure_stands_alone() -> None:
    html = get_template("500.html").render()
    assert "/static/css/base.css" in html
    assert "Algo falló de nuestro lado" in html


def test_no_template_of_the_language_holds_inline_style_or_script() -> None:
    plantillas = [*(RAIZ / "templates").rglob("*.html")]
    assert [p.name for p in plantillas if re.search(r"\sstyle=|<style|<script(?![^>]*\bsrc=)", p.read_text())] == []
