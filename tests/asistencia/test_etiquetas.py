"""What the panel's pages of events show of the door, the actas and the comments, each to whom it concerns."""

from datetime import timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from asistencia import cierre
from eventos.models import Evento, Institucion, Usuario
from tests import fabricas

pytestmark = pytest.mark.django_db


def pinta(usuario: Usuario, etiqueta: str, **contexto: Any) -> str:
    request = RequestFactory().get("/panel/")
    request.user = usuario
    contexto |= {"request": request, "instituciones": Institucion.objects.all()}
    return Template("{% load puerta %}" + etiqueta).render(Context(contexto))


@pytest.fixture
def pasado() -> Evento:
    return fabricas.evento(titulo="Terminó ayer", inicio=timezone.now() - timedelta(days=1))


@pytest.mark.parametrize(("rol", "ve"), [("organizacion", True), ("consulta", True), ("registro", False)])
def test_events_without_acta_are_shown_to_who_reads_totals(pasado: Evento, rol: str, ve: bool) -> None:
    assert ("Terminó ayer" in pinta(fabricas.usuario(rol), "{% sin_acta instituciones %}")) is ve


def test_an_event_with_its_acta_waits_for_nothing(pasado: Evento) -> None:
    persona = fabricas.usuario("organizacion")
    cierre.cerrar(pasado, persona, timezone.now())
    assert "Terminó ayer" not in pinta(persona, "{% sin_acta instituciones %}")


def test_another_institutions_events_are_not_shown(pasado: Evento) -> None:
    ajena = fabricas.usuario("organizacion", en=fabricas.institucion("ISSS", "Otra"))
    fabricas.evento(titulo="Sigue ahora")
    assert "Terminó ayer" not in pinta(ajena, "{% sin_acta instituciones %}")
    assert "Sigue ahora" not in pinta(ajena, "{% en_curso instituciones %}")


def test_what_goes_on_now_shows_its_numbers() -> None:
    evento = fabricas.evento(titulo="Sigue ahora")
    fabricas.llegada(fabricas.inscripcion(evento, acompanantes=2))
    assert "3 personas" in pinta(fabricas.usuario("registro"), "{% en_curso instituciones %}")


@pytest.mark.parametrize(
    ("rol", "puerta", "acta"), [("organizacion", True, True), ("registro", True, False), ("cifras", False, True)]
)
def test_an_event_leads_to_the_door_and_the_acta_by_right(rol: str, puerta: bool, acta: bool) -> None:
    texto = pinta(fabricas.usuario(rol), "{% acciones_evento evento %}", evento=fabricas.evento())
    assert ("/puerta/" in texto, "/cierre/" in texto) == (puerta, acta)


@pytest.mark.parametrize(("rol", "espera"), [("seguimiento", "1 comentario"), ("denuncias", "2 comentarios")])
def test_who_attends_sees_only_what_is_theirs_waiting(rol: str, espera: str) -> None:
    evento = fabricas.evento()
    for tipo in ("sugerencia", "denuncia", "denuncia"):
        fabricas.comentario(evento, tipo=tipo)
    assert espera in pinta(fabricas.usuario(rol), "{% voces_pendientes %}")


def test_who_attends_nothing_sees_nothing() -> None:
    assert pinta(fabricas.usuario("registro"), "{% voces_pendientes %}").strip() == ""
