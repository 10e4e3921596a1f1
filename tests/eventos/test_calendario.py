"""The calendar file, read back by the library and as plain text."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from icalendar import Calendar

from eventos import calendario
from tests import fabricas

pytestmark = pytest.mark.django_db
SALVADOR = ZoneInfo("America/El_Salvador")
NUEVE = datetime(2027, 1, 21, 9, 0, tzinfo=SALVADOR)


def entradas(evento) -> list:
    return Calendar.from_ical(calendario.ics([evento])).walk("VEVENT")


def lineas(evento) -> list[str]:
    """Unfolded, as RFC 5545 says."""
    return calendario.ics([evento]).decode().replace("\r\n ", "").split("\r\n")


def test_it_starts_at_the_local_hour():
    (entrada,) = entradas(fabricas.evento(inicio=NUEVE))
    assert entrada["DTSTART"].dt == NUEVE
    assert entrada["DTEND"].dt == NUEVE + timedelta(hours=3)


def test_the_text_says_the_local_hour_and_brings_its_time_zone():
    texto = lineas(fabricas.evento(inicio=NUEVE))
    assert "DTSTART;TZID=America/El_Salvador:20270121T090000" in texto
    assert texto.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:America/El_Salvador" in texto
    assert "TZOFFSETTO:-0600" in texto


def test_there_is_one_entry_an_opening():
    assert [e["UID"] for e in entradas(fabricas.evento(inicio=NUEVE, jornadas=2, slug="feria"))] == [
        "feria-0@convoca",
        "feria-1@convoca",
    ]


def test_a_cancelled_event_is_told_as_cancelled():
    texto = lineas(fabricas.evento(inicio=NUEVE, estado="cancelado", secuencia=1))
    assert "STATUS:CANCELLED" in texto
    assert "SEQUENCE:1" in texto


def test_commas_and_line_breaks_of_a_title_stay_text():
    (entrada,) = entradas(fabricas.evento(inicio=NUEVE, titulo="Cine, charla; y\nBEGIN:VEVENT"))
    assert entrada["SUMMARY"] == "Cine, charla; y\nBEGIN:VEVENT"


def test_it_says_where():
    assert (
        entradas(fabricas.evento(inicio=NUEVE))[0]["LOCATION"] == "Cine del centro, San Salvador, San Salvador Centro"
    )


def test_the_page_serves_it_as_a_calendar(client):
    evento = fabricas.evento(inicio=NUEVE)
    respuesta = client.get(reverse("eventos:evento-ics", args=[evento.slug]))
    assert respuesta["Content-Type"] == "text/calendar; charset=utf-8"
    assert respuesta.content == calendario.ics([evento])


def test_a_draft_has_no_calendar_entry(client):
    evento = fabricas.evento(estado="borrador")
    assert client.get(reverse("eventos:evento-ics", args=[evento.slug])).status_code == 404
