"""Form fields that the three apps share."""

from datetime import date
from difflib import get_close_matches

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Territorio
from .territorio import LugarAmbiguo, LugarDesconocido, buscar, plegar

Nivel = Territorio.Nivel


class CampoFecha(forms.DateField):
    """A day of this century, by the browser's calendar or written day first. Beyond it dates overflow."""

    default_validators = [
        MinValueValidator(date(1950, 1, 1), gettext_lazy("Revise el año.")),
        MaxValueValidator(date(2100, 12, 31), gettext_lazy("Revise el año.")),
    ]

    def __init__(self, **opciones: object) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            **opciones,  # type: ignore[arg-type]
        )


class CampoTerritorio(forms.CharField):
    """A distrito or municipio as people write it; cleans to a Territorio, or to None when left empty.

    Initial may be a Territorio: the widget shows the name that finds it again.
    """

    def __init__(self, *, niveles: tuple[str, ...] = (Nivel.DISTRITO, Nivel.MUNICIPIO), **opciones: object) -> None:
        super().__init__(**({"max_length": 120} | opciones))  # type: ignore[arg-type]
        self.niveles = niveles

    def prepare_value(self, value: object) -> object:
        return value.nombre_completo if isinstance(value, Territorio) else value

    def clean(self, value: object) -> Territorio | None:  # type: ignore[override]
        texto = super().clean(value)
        if not texto:
            return None
        try:
            return buscar(texto, self.niveles)
        except LugarAmbiguo as varios:
            razon = _("Hay más de un lugar con ese nombre. Escriba uno de estos: %(nombres)s.")
            candidatos = [t.nombre_completo for t in varios.candidatos]
            raise _queja(razon, "ambiguo", texto, candidatos) from None
        except LugarDesconocido:
            raise _desconocido(texto, self.niveles) from None


def _desconocido(texto: str, niveles: tuple[str, ...]) -> ValidationError:
    if parecidos := cercanos(texto, niveles):
        return _queja(_("No encontramos «%(texto)s». ¿Quiso escribir %(nombres)s?"), "desconocido", texto, parecidos)
    razon = _("No encontramos «%(texto)s». Escriba el nombre del distrito o del municipio.")
    return _queja(razon, "desconocido", texto, [])


def _queja(razon: str, codigo: str, texto: str, candidatos: list[str]) -> ValidationError:
    """`params["candidatos"]` lets a page offer the names as a choice, too."""
    return ValidationError(razon, codigo, {"texto": texto, "nombres": _lista(candidatos), "candidatos": candidatos})


def cercanos(texto: str, niveles: tuple[str, ...] = (Nivel.DISTRITO, Nivel.MUNICIPIO)) -> list[str]:
    """Up to three names spelt much like `texto`, each as it would be found."""
    nombres = {
        plegar(t.nombre): t.nombre_completo
        for t in Territorio.objects.filter(nivel__in=niveles).select_related("padre").order_by("-codigo")
    }
    return [nombres[n] for n in get_close_matches(plegar(texto.partition(",")[0]), nombres, n=3, cutoff=0.7)]


def _lista(nombres: object) -> str:
    return get_text_list([f"«{n}»" for n in nombres], _("o"))  # type: ignore[attr-defined]
