"""Dates as people write them in spreadsheets, kept with the precision they were written with. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from eventos.models import Evento
from eventos.models.evento import comienzo_del_dia

Precision = Evento.Precision

_HORA = r"(?P<hora>\d{1,2}):(?P<minuto>\d{2})(?::\d{2}(?:\.\d+)?)?"
_FORMAS = [
    re.compile(rf"(?P<anio>\d{{4}})-(?P<mes>\d{{1,2}})-(?P<dia>\d{{1,2}})(?:[T ]+{_HORA})?"),
    re.compile(rf"(?P<dia>\d{{1,2}})/(?P<mes>\d{{1,2}})/(?P<anio>\d{{4}})(?:[T ]+{_HORA})?"),
    re.compile(r"(?P<anio>\d{4})-(?P<mes>\d{1,2})"),
    re.compile(r"(?P<anio>\d{4})"),
]
_SOLO_HORA = re.compile(_HORA)


class FechaIlegible(ValueError):
    """Not a date; the message says how to write one."""


@dataclass(frozen=True)
class Fecha:
    """A moment, or a whole day, month or year: from `inicio` up to `fin`, local and aware."""

    inicio: datetime
    fin: datetime
    precision: str

    def __str__(self) -> str:
        """As the identity of a row says it: «2019-11-12», «2019-11-12T09:00», «2016-05»."""
        formato = {"hora": "%Y-%m-%dT%H:%M", "dia": "%Y-%m-%d", "mes": "%Y-%m", "anio": "%Y"}[self.precision]
        return timezone.localtime(self.inicio).strftime(formato)

    @property
    def escrita(self) -> str:
        """As people here write it, with no more than is known."""
        formato = {"hora": "%d/%m/%Y %H:%M", "dia": "%d/%m/%Y", "mes": "%m/%Y", "anio": "%Y"}[self.precision]
        return timezone.localtime(self.inicio).strftime(formato)


def leer(texto: str) -> Fecha:
    """Raises FechaIlegible."""
    for forma in _FORMAS:
        if coincide := forma.fullmatch(texto.strip()):
            partes = {nombre: int(valor) for nombre, valor in coincide.groupdict().items() if valor is not None}
            try:
                return _armar(**partes)
            except ValueError:
                raise FechaIlegible(
                    _("«%s» no existe en el calendario: primero va el día y después el mes, o el año primero.") % texto
                ) from None
    raise FechaIlegible(_("«%s» no es una fecha. Escríbala así: 12/11/2019, 2019-11-12 09:00, 2016-05 o 2016.") % texto)


def leer_dia(texto: str) -> date:
    """A whole day and nothing else. Raises FechaIlegible."""
    fecha = leer(texto)
    if fecha.precision != Precision.DIA:
        raise FechaIlegible(_("«%s» no es un día completo. Escríbalo así: 2019-11-01 o 01/11/2019.") % texto)
    return timezone.localdate(fecha.inicio)


def leer_fin(texto: str, inicio: Fecha) -> datetime:
    """The end of what began at `inicio`: empty, an hour alone, or as exact as the beginning. Raises FechaIlegible."""
    texto = texto.strip()
    if not texto:
        return inicio.fin
    if (sola := _SOLO_HORA.fullmatch(texto)) and inicio.precision == Precision.HORA:
        texto = f"{timezone.localdate(inicio.inicio)} {sola[0]}"
    final = leer(texto)
    if final.precision != inicio.precision:
        raise FechaIlegible(
            _("Escriba el fin con la misma precisión que el inicio: los dos con hora, o los dos sin ella.")
        )
    fin = final.inicio if final.precision == Precision.HORA else final.fin
    if fin <= inicio.inicio:
        raise FechaIlegible(_("El fin (%s) está antes del inicio.") % texto)
    return fin


def _armar(anio: int, mes: int = 0, dia: int = 0, hora: int | None = None, minuto: int = 0) -> Fecha:
    if not 1900 <= anio <= 2100:
        raise ValueError(anio)
    if not mes:
        return Fecha(comienzo_del_dia(date(anio, 1, 1)), comienzo_del_dia(date(anio + 1, 1, 1)), Precision.ANIO)
    if not dia:
        siguiente = date(anio + mes // 12, mes % 12 + 1, 1)
        return Fecha(comienzo_del_dia(date(anio, mes, 1)), comienzo_del_dia(siguiente), Precision.MES)
    el_dia = date(anio, mes, dia)
    if hora is None:
        return Fecha(comienzo_del_dia(el_dia), comienzo_del_dia(el_dia + timedelta(days=1)), Precision.DIA)
    inicio = timezone.make_aware(datetime.combine(el_dia, time(hora, minuto)))
    # Nobody wrote when it ended: an hour is the least that a jornada may say.
    return Fecha(inicio, inicio + timedelta(hours=1), Precision.HORA)
