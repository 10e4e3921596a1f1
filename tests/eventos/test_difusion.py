"""Tracked links: one more visit a day, and nothing of the visitor."""

from datetime import date

import pytest
from django.urls import reverse

from eventos import difusion
from eventos.models import Difusion, VisitasDelDia
from tests import fabricas

pytestmark = pytest.mark.django_db


def test_visits_of_a_day_add_up_in_one_row():
    enlace = fabricas.evento().difusiones.get()
    for dia in (1, 1, 2):
        difusion.anotar_visita(enlace, date(2026, 11, dia))
    assert list(VisitasDelDia.objects.order_by("dia").values_list("n", flat=True)) == [2, 1]


def test_a_visit_is_one_statement(django_assert_num_queries):
    enlace = fabricas.evento().difusiones.get()
    with django_assert_num_queries(1):
        difusion.anotar_visita(enlace, date(2026, 11, 1))


def test_the_link_named_is_the_one_that_counts():
    evento = fabricas.evento()
    cartel = Difusion.objects.create(evento=evento, corto="car7e")
    assert difusion.por_la_que_vino(evento, "car7e") == cartel


@pytest.mark.parametrize("raro", ["", "nohay", "\x00", "CAR7E", "a" * 5000, "😀"])
def test_any_other_name_is_the_default_one(raro):
    evento = fabricas.evento()
    Difusion.objects.create(evento=evento, corto="car7e")
    assert difusion.por_la_que_vino(evento, raro) == evento.difusiones.get(predeterminada=True)


def test_a_link_of_another_event_is_not_ours():
    evento, otro = fabricas.evento(), fabricas.evento()
    ajeno = otro.difusiones.get()
    assert difusion.por_la_que_vino(evento, ajeno.corto) == evento.difusiones.get()


# --- /q/<corto>/


def test_it_leads_to_the_form_and_counts(client):
    enlace = fabricas.evento().difusiones.get()
    respuesta = client.get(f"/q/{enlace.corto}/")
    assert respuesta.status_code == 302
    assert respuesta["Location"] == f"/eventos/{enlace.evento.slug}/inscripcion/?d={enlace.corto}"
    assert enlace.visitas.get().n == 1


def test_asking_only_for_the_head_does_not_count(client):
    enlace = fabricas.evento().difusiones.get()
    assert client.head(f"/q/{enlace.corto}/").status_code == 302
    assert not enlace.visitas.exists()


def test_the_short_link_costs_two_queries(client, django_assert_num_queries):
    enlace = fabricas.evento().difusiones.get()
    with django_assert_num_queries(2):
        client.get(f"/q/{enlace.corto}/")


def test_the_link_of_a_draft_leads_nowhere(client):
    enlace = fabricas.evento(estado="borrador").difusiones.get()
    assert client.get(f"/q/{enlace.corto}/").status_code == 404
    assert not enlace.visitas.exists()


def test_an_unknown_link_is_not_found(client):
    assert client.get(reverse("inscripciones:enlace-corto", args=["nohay"])).status_code == 404
