"""Verbs over events: what each does, and when it does not."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from asistencia import cierre
from eventos import programacion
from eventos.models import Bitacora, Evento, Lugar
from eventos.programacion import NoSePuede, tramos
from tests import fabricas

pytestmark = pytest.mark.django_db
AHORA = timezone.now()
MANANA = AHORA + timedelta(days=1)


def horas(evento: Evento) -> list[tuple]:
    return [(j.inicio, j.fin) for j in evento.jornadas.all()]


def corregir(evento: Evento, aperturas: list | None = None, **campos) -> list[str]:
    for campo, valor in campos.items():
        setattr(evento, campo, valor)
    return programacion.corregir(evento, aperturas or horas(evento), fabricas.usuario("organizacion"), AHORA)


def test_openings_keep_their_local_hours_on_consecutive_days():
    dias = tramos(date(2026, 12, 31), time(22, 0), time(23, 30), 2)
    assert [str(timezone.localtime(i)) for i, _f in dias] == ["2026-12-31 22:00:00-06:00", "2027-01-01 22:00:00-06:00"]


def test_a_new_event_is_a_draft_with_its_link_and_its_days():
    casa = fabricas.institucion()
    nuevo = Evento(institucion=casa, mecanismo=fabricas.mecanismo(), titulo="Cine fórum de enero")
    programacion.crear(nuevo, tramos(date(2027, 1, 31), time(9), time(12), 3), fabricas.usuario("organizacion"), AHORA)
    assert (nuevo.estado, nuevo.slug, nuevo.jornadas.count()) == ("borrador", "cine-forum-de-enero-2027-01", 3)
    assert nuevo.difusiones.get().predeterminada


def test_the_slug_follows_the_local_month():
    """At six in the evening of the last of January it is February in UTC."""
    nuevo = Evento(institucion=fabricas.institucion(), mecanismo=fabricas.mecanismo(), titulo="Feria")
    programacion.crear(nuevo, tramos(date(2027, 1, 31), time(19), time(20)), fabricas.usuario(), AHORA)
    assert nuevo.slug == "feria-2027-01"


def test_two_events_of_the_same_name_have_different_slugs():
    uno, otro = fabricas.evento(inicio=MANANA), fabricas.evento(inicio=MANANA)
    assert uno.slug != otro.slug


def test_what_is_missing_is_said():
    evento = fabricas.evento(estado="borrador", resumen="", lugar=None, jornadas=0)
    with pytest.raises(NoSePuede) as no:
        programacion.publicar(evento, fabricas.usuario("organizacion"), AHORA)
    assert len(no.value.messages) == 3


def test_an_event_on_line_needs_no_place():
    evento = fabricas.evento(estado="borrador", lugar=None, modalidad="en_linea")
    programacion.publicar(evento, fabricas.usuario("organizacion"), AHORA)
    evento.refresh_from_db()
    assert evento.estado == "publicado"


def test_an_event_that_already_ended_can_be_published():
    evento = fabricas.evento(estado="borrador", inicio=AHORA - timedelta(days=9))
    programacion.publicar(evento, fabricas.usuario("organizacion"), AHORA)
    evento.refresh_from_db()
    assert evento.estado == "publicado"


@pytest.mark.parametrize("verbo", ["publicar", "retirar", "cancelar"])
def test_a_verb_twice_leaves_one_line_in_the_bitacora(verbo):
    evento = fabricas.evento(inicio=MANANA, estado="borrador" if verbo == "publicar" else "publicado")
    for _vez in range(2):
        getattr(programacion, verbo)(evento, fabricas.usuario("organizacion"), AHORA)
    assert Bitacora.objects.filter(accion=verbo, objeto_id=evento.slug).count() == 1


@pytest.mark.parametrize("verbo", [programacion.retirar, programacion.cancelar])
def test_once_begun_it_is_closed_and_not_withdrawn(verbo):
    with pytest.raises(NoSePuede):
        verbo(fabricas.evento(), fabricas.usuario("organizacion"), AHORA)


@pytest.mark.parametrize("verbo", [programacion.publicar, programacion.retirar])
def test_a_cancelled_event_stays_cancelled(verbo):
    with pytest.raises(NoSePuede):
        verbo(fabricas.evento(inicio=MANANA, estado="cancelado"), fabricas.usuario("organizacion"), AHORA)


def test_a_draft_is_not_cancelled():
    with pytest.raises(NoSePuede):
        programacion.cancelar(fabricas.evento(inicio=MANANA, estado="borrador"), fabricas.usuario(), AHORA)


def test_moving_a_published_event_raises_its_sequence():
    evento = fabricas.evento(inicio=MANANA)
    corregir(evento, [(i + timedelta(days=7), f + timedelta(days=7)) for i, f in horas(evento)])
    evento.refresh_from_db()
    assert (evento.secuencia, evento.jornadas.get().inicio) == (1, MANANA + timedelta(days=7))


def test_taking_it_elsewhere_raises_its_sequence():
    evento = fabricas.evento(inicio=MANANA)
    corregir(evento, lugar=fabricas.lugar(nombre="Otro"))
    evento.refresh_from_db()
    assert evento.secuencia == 1


def test_another_title_does_not_raise_it():
    evento = fabricas.evento(inicio=MANANA)
    corregir(evento, titulo="Otro título")
    evento.refresh_from_db()
    assert (evento.titulo, evento.secuencia) == ("Otro título", 0)


def test_moving_a_draft_does_not_raise_it():
    evento = fabricas.evento(inicio=MANANA, estado="borrador")
    corregir(evento, [(i + timedelta(days=7), f + timedelta(days=7)) for i, f in horas(evento)])
    evento.refresh_from_db()
    assert evento.secuencia == 0


def test_correcting_nothing_writes_nothing():
    evento = fabricas.evento(inicio=MANANA)
    assert corregir(evento) == []
    assert not Bitacora.objects.exists()


def test_the_bitacora_names_the_fields_and_not_their_values():
    evento = fabricas.evento(inicio=MANANA)
    corregir(evento, titulo="Palabra Irrepetible", capacidad=77)
    assert Bitacora.objects.get().campos == "titulo, capacidad"


@pytest.mark.parametrize("dias", [-1, 1, 2])
def test_days_shift_over_each_other_and_keep_their_rows(dias):
    """Facts point at the rows: the first day stays the first row."""
    evento = fabricas.evento(inicio=MANANA, jornadas=3)
    filas = [j.pk for j in evento.jornadas.all()]
    nuevas = [(i + timedelta(days=dias), f + timedelta(days=dias)) for i, f in horas(evento)]
    corregir(evento, nuevas)
    assert ([j.pk for j in evento.jornadas.all()], horas(evento)) == (filas, nuevas)


def test_days_can_be_added_and_taken_away():
    evento = fabricas.evento(inicio=MANANA, jornadas=2)
    aperturas = horas(evento)
    corregir(evento, aperturas[:1])
    assert horas(evento) == aperturas[:1]
    corregir(evento, aperturas)
    assert horas(evento) == aperturas


def test_a_day_that_began_is_not_taken_away():
    evento = fabricas.evento(inicio=AHORA - timedelta(days=2), jornadas=3)
    with pytest.raises(NoSePuede):
        corregir(evento, horas(evento)[:1])


def test_a_new_venue_is_saved_with_the_event_and_written_down():
    evento = fabricas.evento(inicio=MANANA)
    corregir(evento, lugar=Lugar(institucion=evento.institucion, nombre="Parque"))
    evento.refresh_from_db()
    assert evento.lugar.nombre == "Parque"
    assert Bitacora.objects.filter(accion="crear", objeto="lugar").count() == 1


def test_closing_locks_what_was_planned():
    evento = fabricas.evento()
    cierre.cerrar(evento, fabricas.usuario("organizacion"), AHORA)
    with pytest.raises(NoSePuede):
        corregir(evento, titulo="Otro")
    evento.refresh_from_db()
    assert (evento.cerrado_el, evento.titulo) == (AHORA, "La película y la charla")


def test_the_database_refuses_a_closed_event_that_is_not_published():
    evento = fabricas.evento()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evento.objects.filter(pk=evento.pk).update(cerrado_el=AHORA, estado="cancelado")


@pytest.mark.parametrize(
    ("campos", "fase"),
    [
        ({"inicio": MANANA, "estado": "borrador"}, "borrador"),
        ({"inicio": MANANA}, "publicado"),
        ({"inicio": MANANA, "estado": "cancelado"}, "cancelado"),
        ({"inicio": AHORA - timedelta(hours=1)}, "en-curso"),
        ({"inicio": AHORA - timedelta(hours=12), "jornadas": 2}, "en-curso"),
        ({"inicio": AHORA - timedelta(days=2)}, "realizado"),
        ({"inicio": AHORA - timedelta(days=2), "cerrado_el": AHORA}, "cerrado"),
        ({"jornadas": 0}, "publicado"),
    ],
)
def test_what_an_event_is_derives_from_clock_and_acta(campos, fase):
    evento = fabricas.evento(**campos)
    assert Evento.objects.con_fechas().get(pk=evento.pk).fase(AHORA) == fase
