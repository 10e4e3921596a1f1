"""inscribir and cancelar: lock, check, act."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from eventos.models import Evento, Mensaje
from eventos.programacion import NoSePuede
from inscripciones import registro
from inscripciones.models import Inscripcion
from inscripciones.registro import Lleno
from tests import fabricas

pytestmark = pytest.mark.django_db


def inscribir(evento: Evento, solicitud=None, **datos) -> Inscripcion:
    return registro.inscribir(evento, datos, solicitud or uuid4(), timezone.now())


def test_a_new_registration_is_confirmed_with_three_different_codes():
    mia = inscribir(fabricas.evento())
    assert mia.estado == Inscripcion.Estado.CONFIRMADA
    assert len({mia.clave, mia.codigo, mia.corto}) == 3


def test_the_same_request_again_returns_the_same_registration():
    evento, solicitud = fabricas.evento(), uuid4()
    assert inscribir(evento, solicitud) == inscribir(evento, solicitud)
    assert evento.inscripciones.count() == 1


def test_the_same_request_again_sends_one_message():
    evento, solicitud = fabricas.evento(), uuid4()
    for _vez in range(2):
        inscribir(evento, solicitud, correo="ana@prueba.invalid")
    assert Mensaje.objects.count() == 1


def test_a_request_repeated_after_it_filled_still_gets_its_place():
    evento, solicitud = fabricas.evento(capacidad=1), uuid4()
    primera = inscribir(evento, solicitud)
    assert inscribir(evento, solicitud) == primera


def test_the_whole_party_must_fit():
    evento = fabricas.evento(capacidad=3)
    with pytest.raises(Lleno, match="Solo quedan 3 lugares"):
        inscribir(evento, acompanantes=3)
    assert inscribir(evento, acompanantes=2).personas == 3


def test_one_place_left_is_offered_to_one():
    with pytest.raises(Lleno, match="alcanza para usted"):
        inscribir(fabricas.evento(capacidad=1), acompanantes=1)


def test_full_is_told_as_full():
    evento = fabricas.evento(capacidad=1)
    inscribir(evento)
    with pytest.raises(Lleno, match="Ya no quedan lugares"):
        inscribir(evento)


def test_without_a_limit_everybody_fits():
    evento = fabricas.evento(capacidad=None)
    assert [inscribir(evento, acompanantes=7).personas for _ in range(3)] == [8, 8, 8]


@pytest.mark.parametrize(("estado", "dice"), [("cancelado", "fue cancelado"), ("borrador", "no está publicado")])
def test_nobody_registers_for_what_is_not_on(estado, dice):
    with pytest.raises(NoSePuede, match=dice):
        inscribir(fabricas.evento(estado=estado))


def test_nobody_registers_for_what_is_over():
    with pytest.raises(NoSePuede, match="ya terminó"):
        inscribir(fabricas.evento(inicio=timezone.now() - timedelta(days=1)))


def test_nobody_registers_for_what_was_closed_early():
    with pytest.raises(NoSePuede, match="ya terminó"):
        inscribir(fabricas.evento(cerrado_el=timezone.now()))


def test_between_two_openings_one_can_still_register():
    inscribir(fabricas.evento(inicio=timezone.now() - timedelta(hours=12), horas=2, jornadas=2))


def test_cancelling_gives_the_places_back():
    evento = fabricas.evento(capacidad=2)
    registro.cancelar(inscribir(evento, acompanantes=1))
    assert inscribir(evento, acompanantes=1).personas == 2


def test_cancelling_twice_changes_nothing():
    mia = inscribir(fabricas.evento())
    registro.cancelar(mia)
    registro.cancelar(mia)
    mia.refresh_from_db()
    assert mia.esta_cancelada


def test_a_short_code_taken_is_drawn_again(monkeypatch):
    evento = fabricas.evento()
    sorteo = iter(["KM482", "KM482", "TR105"])
    monkeypatch.setattr(registro.codigos, "corto", lambda: next(sorteo))
    assert [inscribir(evento).corto for _ in range(2)] == ["KM482", "TR105"]


def test_two_events_may_use_the_same_short_code(monkeypatch):
    monkeypatch.setattr(registro.codigos, "corto", lambda: "KM482")
    assert inscribir(fabricas.evento()).corto == inscribir(fabricas.evento()).corto


def test_the_database_keeps_no_name_of_a_minor():
    with pytest.raises(IntegrityError, match="inscripcion_menor_sin_datos"):
        inscribir(fabricas.evento(), edad="12-17", nombre="Niña de ejemplo")


def test_the_privacy_notice_on_screen_is_kept():
    assert inscribir(fabricas.evento()).aviso_version == registro.AVISO_VERSION


# --- The message


def test_without_an_address_nothing_leaves():
    inscribir(fabricas.evento())
    assert not Mensaje.objects.exists()


def test_the_message_brings_link_code_and_calendar():
    mia = inscribir(fabricas.evento(titulo="Cine"), nombre="Ana", correo="ana@prueba.invalid", acompanantes=1)
    carta = Mensaje.objects.get()
    assert carta.para == "ana@prueba.invalid"
    for dicho in (f"/i/{mia.clave}/", mia.corto_visible, "Sus 2 lugares", "Cine del centro"):
        assert dicho in carta.texto
    assert carta.adjuntos[0]["tipo"] == "text/calendar"


def test_the_message_says_nothing_that_whoever_asked_for_it_wrote():
    inscribir(fabricas.evento(), nombre="Cobre su bono en otro.example", correo="ana@prueba.invalid")
    assert "otro.example" not in Mensaje.objects.get().texto


def test_nobody_floods_an_address_that_is_not_theirs():
    evento = fabricas.evento()
    for _vez in range(15):
        inscribir(evento, correo="Ana@prueba.invalid")
    assert (Mensaje.objects.count(), Inscripcion.objects.count()) == (10, 15)


def test_the_message_is_plain_text_without_entities():
    inscribir(fabricas.evento(titulo="Cine & <charla>"), correo="ana@prueba.invalid")
    assert "Cine & <charla>" in Mensaje.objects.get().texto


def test_who_does_not_fit_is_not_written_to():
    with pytest.raises(Lleno):
        inscribir(fabricas.evento(capacidad=1), acompanantes=1, correo="ana@prueba.invalid")
    assert not Mensaje.objects.exists()
