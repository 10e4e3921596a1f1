"""Totals of a period, for people (tabla), spreadsheets (csv) and programs (json)."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from asistencia.importacion.fechas import FechaIlegible, leer_dia
from asistencia.importacion.parecidos import sugerir
from asistencia.participacion import consulta
from asistencia.participacion.consulta import Fila, Totales
from asistencia.tablero import NUMEROS, como_csv
from eventos.models import Institucion, Mecanismo, MecanismoNacional


class Command(BaseCommand):
    help = "Prints the totals of a period: events, identified people, participations and services."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--institucion", metavar="SIGLAS", help="only this institution; without it, all of them")
        parser.add_argument("--desde", required=True, metavar="FECHA", help="first day, 2019-11-01 or 01/11/2019")
        parser.add_argument("--hasta", required=True, metavar="FECHA", help="last day, included")
        parser.add_argument("--mecanismo", metavar="SLUG", help="only this mechanism")
        parser.add_argument("--por", default="mecanismo", choices=consulta.CLAVES, help="one row for each")
        parser.add_argument("--formato", default="tabla", choices=sorted(FORMATOS))

    def handle(self, *args: Any, **opciones: Any) -> None:
        desde, hasta = _dia("desde", opciones["desde"]), _dia("hasta", opciones["hasta"])
        if hasta < desde:
            raise CommandError(_("El período termina antes de empezar: --hasta va después de --desde."))
        institucion = _institucion(opciones["institucion"])
        totales = consulta.totales(
            desde,
            hasta,
            timezone.now(),
            por=opciones["por"],
            instituciones=[institucion] if institucion else None,
            siglas=institucion.siglas if institucion else None,
            mecanismo=_mecanismo(opciones["mecanismo"], institucion),
        )
        self.stdout.write(FORMATOS[opciones["formato"]](totales))


def _dia(opcion: str, texto: str) -> date:
    try:
        return leer_dia(texto)
    except FechaIlegible as e:
        raise CommandError(f"--{opcion}: {e}") from None


def _institucion(siglas: str | None) -> Institucion | None:
    if siglas is None:
        return None
    hallada = Institucion.objects.filter(siglas__iexact=siglas).first()
    if hallada is None:
        cercanas = sugerir(siglas, Institucion.objects.values_list("siglas", flat=True))
        raise CommandError(_("No hay ninguna institución con las siglas «%s».") % siglas + cercanas)
    return hallada


def _mecanismo(slug: str | None, institucion: Institucion | None) -> str | None:
    if slug is None:
        return None
    propios = Mecanismo.objects.filter(institucion=institucion) if institucion else Mecanismo.objects.all()
    conocidos = set(propios.values_list("slug", flat=True)) or set(
        MecanismoNacional.objects.values_list("slug", flat=True)
    )
    if slug not in conocidos:
        raise CommandError(_("No hay ningún mecanismo «%s».") % slug + sugerir(slug, conocidos))
    return slug


def como_json(totales: Totales) -> str:
    return json.dumps(
        {
            "institucion": totales.institucion,
            "desde": totales.desde.isoformat(),
            "hasta": totales.hasta.isoformat(),
            "por": totales.por,
            "filas": [
                {"clave": f.clave, "nombre": str(f.nombre), **_numeros(f), "metodos": dict(sorted(f.metodos.items()))}
                for f in totales.filas
            ],
            "total": _numeros(totales.total),
            "cifras": totales.cifras,
            "parciales": totales.parciales,
        },
        ensure_ascii=False,
    )


def como_tabla(totales: Totales) -> str:
    titulos = [_("Nombre"), _("Eventos"), _("Sin dato"), _("Compart."), _("Identif."), _("Particip."), _("Atenc.")]
    filas = [[str(f.nombre), *map(_escrito, _numeros(f).values())] for f in [*totales.filas, totales.total]]
    anchos = [max(len(fila[i]) for fila in [titulos, *filas]) for i in range(len(titulos))]
    lineas = [
        "  ".join(c.ljust(a) if i == 0 else c.rjust(a) for i, (c, a) in enumerate(zip(fila, anchos, strict=True)))
        for fila in [titulos, *filas]
    ]
    raya = "-" * len(lineas[0])
    periodo = (
        f"{totales.institucion or _('Todas las instituciones')}, {totales.desde:%d/%m/%Y} – {totales.hasta:%d/%m/%Y}"
    )
    return "\n".join([periodo, "", lineas[0], raya, *lineas[1:-1], raya, lineas[-1]])


def _numeros(fila: Fila) -> dict[str, int | None]:
    return {n: getattr(fila, n) for n in NUMEROS}


def _escrito(numero: int | None) -> str:
    return "–" if numero is None else number_format(numero, use_l10n=True, force_grouping=True)


FORMATOS = {
    "tabla": como_tabla,
    "csv": lambda totales: como_csv(totales).replace("\r\n", "\n").rstrip(),
    "json": como_json,
}
