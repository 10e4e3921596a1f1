"""What the pages of totals show, put together from what counts: nothing is added up here."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from eventos.models import Evento

from . import graficos
from .models.hechos import Metodo
from .participacion import actas, consulta
from .participacion.consulta import Fila, Totales
from .participacion.reglas import Recuento
from .periodo import MESES_DIBUJABLES, PeriodoForm, meses, un_anio_antes

NUMEROS = ("eventos", "sin_dato", "compartidos", "identificadas", "participaciones", "atenciones")


@dataclass(frozen=True)
class Tablero:
    tabla: Totales
    por_mes: Totales
    por_departamento: Totales
    anterior: Fila | None
    grafica: graficos.Grafica | None
    mapa: list[graficos.Tesela]

    @property
    def total(self) -> Fila:
        return self.tabla.total


def de_periodo(form: PeriodoForm, ahora: datetime) -> Tablero:
    """Totals, their chart and map, and the same period of the year before. The form is valid."""
    dicho = form.cleaned_data
    desde, hasta, por = dicho["desde"], dicho["hasta"], dicho["por"]
    tablas = consulta.tablas(desde, hasta, ahora, list({por, "mes", "departamento"}), form.filtros)
    antes = consulta.tablas(un_anio_antes(desde), un_anio_antes(hasta), ahora, ["mecanismo"], form.filtros)
    anterior = antes["mecanismo"].total
    return Tablero(
        tabla=tablas[por],
        por_mes=tablas["mes"],
        por_departamento=tablas["departamento"],
        anterior=anterior if anterior.participaciones else None,
        grafica=por_meses(tablas["mes"], timezone.localdate(ahora)),
        mapa=mapa(tablas["departamento"]),
    )


def por_meses(totales: Totales, hoy: date) -> graficos.Grafica | None:
    """A column a month, empty months too; nothing for a period too long to draw."""
    valores = {f.clave: f.participaciones for f in totales.filas}
    lista = list(meses(totales.desde, totales.hasta))
    if len(lista) > MESES_DIBUJABLES:
        return None
    pares = [(dateformat.format(m, "M").lower().rstrip("."), valores.get(f"{m:%Y-%m}", 0)) for m in lista]
    actual = next((i for i, m in enumerate(lista) if (m.year, m.month) == (hoy.year, hoy.month)), None)
    return graficos.columnas(pares, actual)


def mapa(totales: Totales) -> list[graficos.Tesela]:
    return graficos.mosaico({f.clave: f.participaciones for f in totales.filas if f.clave in graficos.SIGLAS})


# --- The public page


@dataclass(frozen=True)
class Publicado:
    """A year in public: actas only, whole events, no breakdown of people."""

    anio: int
    por_mecanismo: Totales
    por_institucion: Totales
    grafica: graficos.Grafica | None
    por_mes: Totales
    pendientes: int
    ultimos: list[tuple[Evento, Recuento]]


def publicado(anio: int, ahora: datetime, hoy: date) -> Publicado:
    desde, hasta = date(anio, 1, 1), date(anio, 12, 31)
    tablas = consulta.tablas(
        desde, hasta, ahora, ["mecanismo", "institucion", "mes"], consulta.Filtros(solo_actas=True)
    )
    del_anio = Evento.objects.contables(ahora).del_periodo(desde, hasta)
    ultimos = list(del_anio.cerrados().con_todo().los_mas_nuevos()[:12])
    cifras = actas.leer([e.pk for e in ultimos])
    return Publicado(
        anio=anio,
        por_mecanismo=tablas["mecanismo"],
        por_institucion=tablas["institucion"],
        grafica=por_meses(tablas["mes"], hoy),
        por_mes=tablas["mes"],
        pendientes=del_anio.sin_cerrar().pasados(ahora).count(),
        ultimos=[(e, cifras[e.pk]) for e in ultimos if e.pk in cifras],
    )


# --- A sheet


def como_csv(totales: Totales) -> str:
    """Rows and total. A name that a spreadsheet would take for a formula is written as text."""
    salida = io.StringIO()
    hoja = csv.writer(salida, lineterminator="\r\n")
    hoja.writerow(["clave", "nombre", *NUMEROS])
    for fila in [*totales.filas, totales.total]:
        hoja.writerow([sin_formula(fila.clave), sin_formula(str(fila.nombre)), *(getattr(fila, n) for n in NUMEROS)])
    return salida.getvalue()


def sin_formula(texto: str) -> str:
    return f"'{texto}" if texto.startswith(("=", "+", "-", "@", "\t", "\r")) else texto


# Short words for a narrow column; the long ones are the method's own.
BREVES = {
    Metodo.QR: _lazy("QR"),
    Metodo.AUTORREGISTRO: _lazy("por sí mismas"),
    Metodo.MESA: _lazy("mesa"),
    Metodo.PAPEL: _lazy("papel"),
}


def composicion(fila: Fila) -> str:
    """«82 % conteo, 18 % QR»: how the participations of a row were counted, greatest first."""
    partes = []
    for metodo, n in sorted(fila.metodos.items(), key=lambda m: (-m[1], m[0])):
        parte = round(100 * n / fila.participaciones) if fila.participaciones else 0
        cuanto = f"{parte}\u00a0%" if parte else _("menos de 1 %")
        partes.append(f"{cuanto}\u00a0{BREVES.get(Metodo(metodo), Metodo(metodo).label)}")
    return ", ".join(partes)
