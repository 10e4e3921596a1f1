"""The period somebody asks for: a form, ready-made ones, and its months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eventos.campos import CampoFecha
from eventos.models import Institucion, Mecanismo

from .participacion import consulta

ISO = "%Y-%m-%d"
MESES_DIBUJABLES = 24

AGRUPADO = [
    ("mecanismo", gettext_lazy("Mecanismo")),
    ("mes", gettext_lazy("Mes")),
    ("departamento", gettext_lazy("Departamento")),
    ("municipio", gettext_lazy("Municipio")),
    ("distrito", gettext_lazy("Distrito")),
    ("zona", gettext_lazy("Zona")),
    ("unidad", gettext_lazy("Unidad")),
    ("institucion", gettext_lazy("Institución")),
    ("sexo", gettext_lazy("Sexo")),
    ("edad", gettext_lazy("Edad")),
    ("condicion", gettext_lazy("Condición")),
    ("origen", gettext_lazy("De dónde vienen")),
    ("metodo", gettext_lazy("Cómo se contó")),
]


def _campo_de_fecha(rotulo: Any) -> forms.DateField:
    return forms.DateField(
        label=rotulo,
        widget=forms.DateInput(format=ISO, attrs={"type": "date"}),
        input_formats=[ISO, "%d/%m/%Y"],
        validators=CampoFecha.default_validators,
        error_messages={
            "invalid": gettext_lazy("Escriba una fecha que exista, por ejemplo 31/01/2026."),
            "required": gettext_lazy("Falta esta fecha."),
        },
    )


class PeriodoForm(forms.Form):
    desde = _campo_de_fecha(gettext_lazy("Desde"))
    hasta = _campo_de_fecha(gettext_lazy("Hasta"))
    por = forms.ChoiceField(label=gettext_lazy("Agrupar por"), choices=AGRUPADO)
    mecanismo = forms.ChoiceField(label=gettext_lazy("Mecanismo"), required=False)
    institucion = forms.ChoiceField(label=gettext_lazy("Institución"), required=False)

    def __init__(self, datos: Any, hoy: date, instituciones: QuerySet[Institucion]) -> None:
        """What is not said is this year so far, by mechanism."""
        inicial = {"desde": hoy.replace(month=1, day=1).isoformat(), "hasta": hoy.isoformat(), "por": "mecanismo"}
        super().__init__(inicial | {c: v for c, v in datos.items() if c in self.base_fields})
        self.casas = list(instituciones)
        mecanismos = dict(
            Mecanismo.objects.filter(institucion__in=self.casas, clase="evento").values_list("slug", "nombre")
        )
        self._elegir("mecanismo", _("Todos"), sorted(mecanismos.items(), key=lambda m: m[1]))
        self._elegir("institucion", _("Todas"), [(c.siglas, c.siglas) for c in self.casas])
        if len(self.casas) == 1:
            del self.fields["institucion"]

    def _elegir(self, campo: str, todos: str, opciones: list[tuple[str, str]]) -> None:
        elegible = self.fields[campo]
        assert isinstance(elegible, forms.ChoiceField)  # noqa: S101
        elegible.choices = [("", todos), *opciones]

    def clean(self) -> dict[str, Any]:
        dicho = super().clean() or {}
        desde, hasta = dicho.get("desde"), dicho.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", _("Esta fecha está antes de la otra: el período terminaría antes de empezar."))
        return dicho

    @property
    def instituciones(self) -> list[Institucion]:
        siglas = self.cleaned_data.get("institucion")
        return [c for c in self.casas if not siglas or c.siglas == siglas]

    @property
    def filtros(self) -> consulta.Filtros:
        casas = self.instituciones
        siglas = casas[0].siglas if len(casas) == 1 else None
        return consulta.Filtros(casas, siglas, self.cleaned_data["mecanismo"] or None)


@dataclass(frozen=True)
class Atajo:
    texto: str
    desde: date
    hasta: date

    def es(self, desde: date | None, hasta: date | None) -> bool:
        return (self.desde, self.hasta) == (desde, hasta)


def atajos(hoy: date) -> list[Atajo]:
    """Periods with a name; those under way end today."""
    trimestre = date(hoy.year, 3 * ((hoy.month - 1) // 3) + 1, 1)
    return [
        Atajo(_("Este mes"), hoy.replace(day=1), hoy),
        Atajo(_("Este trimestre"), trimestre, hoy),
        Atajo(_("Este año"), date(hoy.year, 1, 1), hoy),
        Atajo(_("El año pasado"), date(hoy.year - 1, 1, 1), date(hoy.year - 1, 12, 31)),
    ]


def un_anio_antes(dia: date) -> date:
    """The same day of the year before; 29 February becomes the 28th."""
    return (dia - timedelta(days=1) if (dia.month, dia.day) == (2, 29) else dia).replace(year=dia.year - 1)


def meses(desde: date, hasta: date) -> Iterator[date]:
    """The first day of each month that the period touches."""
    mes = desde.replace(day=1)
    while mes <= hasta:
        yield mes
        mes = date(mes.year + mes.month // 12, mes.month % 12 + 1, 1)
