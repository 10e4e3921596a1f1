"""The agenda, the page of an event and the notices, as anybody sees them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from eventos.models import Evento, Institucion
from tests import fabricas

pytestmark = pytest.mark.django_db


def en(dias: float):
    return timezone.now() + timedelta(days=dias)


def pagina(client, direccion: str = "/") -> str:
    respuesta = client.get(direccion)
    assert respuesta.status_code == 200
    return respuesta.content.decode()


def de(evento: Evento) -> str:
    return reverse("eventos:evento", args=[evento.slug])


# --- Agenda


def test_without_events_it_says_what_to_expect(client):
    assert "Todavía no hay actividades anunciadas" in pagina(client)


def test_it_shows_what_comes_and_leads_to_it(client):
    evento = fabricas.evento(inicio=en(3))
    assert f'href="{de(evento)}"' in pagina(client)


@pytest.mark.parametrize("cuantos", [1, 30])
def test_its_queries_do_not_grow_with_the_events(client, cuantos, django_assert_num_queries):
    """Mechanisms, how many, events, openings, places taken, this year's results, demonstration."""
    for n in range(cuantos):
        fabricas.evento(inicio=en(3 + n), capacidad=40)
    with django_assert_num_queries(7):
        client.get("/")


def test_a_draft_is_not_announced(client):
    fabricas.evento(inicio=en(3), titulo="Borrador oculto", estado="borrador")
    assert "Borrador oculto" not in pagina(client)


def test_what_ended_is_not_announced(client):
    fabricas.evento(inicio=en(-3), titulo="Ya pasó")
    assert "Ya pasó" not in pagina(client)


def test_a_cancelled_event_says_so(client):
    fabricas.evento(inicio=en(3), estado="cancelado")
    assert '<span class="pildora mal">Cancelado</span>' in pagina(client)


def test_a_full_event_says_so(client):
    fabricas.inscripcion(fabricas.evento(inicio=en(3), capacidad=1))
    assert '<span class="pildora ojo">Lleno</span>' in pagina(client)


def test_places_left_are_said_in_words(client):
    fabricas.inscripcion(fabricas.evento(inicio=en(3), capacidad=5), acompanantes=2)
    assert '<span class="pildora">Quedan 2 lugares</span>' in pagina(client)


def test_the_filter_keeps_one_mechanism(client):
    fabricas.evento(inicio=en(3), titulo="El cine")
    fabricas.evento(inicio=en(3), titulo="La feria", mecanismo=fabricas.mecanismo("feria-de-salud"))
    salida = pagina(client, "/?mecanismo=feria-de-salud")
    assert ("La feria" in salida, "El cine" in salida) == (True, False)


@pytest.mark.parametrize("raro", ["no-hay", "%00", "a" * 5000, "%F0%9F%98%80"])
def test_a_strange_filter_finds_nothing_and_offers_all(client, raro):
    fabricas.evento(inicio=en(3))
    assert "Ver todas las actividades" in pagina(client, f"/?mecanismo={raro}")


def test_the_rest_follows_on_other_pages(client):
    for n in range(30):
        fabricas.evento(inicio=en(3 + n))
    assert 'href="?pagina=2"' in pagina(client)
    assert pagina(client, "/?pagina=2").count('class="ficha') == 6


@pytest.mark.parametrize("numero", ["0", "99", "x", "%00"])
def test_a_strange_page_number_is_forgiven(client, numero):
    pagina(client, f"/?pagina={numero}")


def test_posting_to_the_agenda_is_refused(client):
    assert client.post("/").status_code == 405


# --- One event


def test_the_page_costs_four_queries(client, django_assert_num_queries):
    """Event, openings, places taken, demonstration."""
    direccion = de(fabricas.evento(inicio=en(3), capacidad=60))
    with django_assert_num_queries(4):
        client.get(direccion)


def test_a_draft_does_not_exist_for_the_public(client):
    assert client.get(de(fabricas.evento(estado="borrador"))).status_code == 404


def test_an_unknown_event_is_a_helpful_404(client):
    respuesta = client.get("/eventos/no-hay/")
    assert (respuesta.status_code, "No encontramos esta página" in respuesta.content.decode()) == (404, True)


def test_it_leads_to_registration(client):
    evento = fabricas.evento(inicio=en(3))
    assert reverse("inscripciones:inscripcion", args=[evento.slug]) in pagina(client, de(evento))


def test_a_full_event_explains_instead(client):
    evento = fabricas.evento(inicio=en(3), capacidad=1)
    fabricas.inscripcion(evento)
    salida = pagina(client, de(evento))
    assert "El evento está lleno" in salida
    assert "Guardar mi lugar" not in salida


@pytest.mark.parametrize(
    ("campos", "dice"),
    [({"estado": "cancelado", "inicio": 3}, "Este evento fue cancelado"), ({"inicio": -3}, "Este evento ya terminó")],
)
def test_over_or_cancelled_it_says_so_and_takes_nobody(client, campos, dice):
    evento = fabricas.evento(**(campos | {"inicio": en(campos["inicio"])}))
    salida = pagina(client, de(evento))
    assert dice in salida
    assert "Guardar mi lugar" not in salida


def test_arrival_and_comments_open_with_the_event(client):
    coming, now = fabricas.evento(inicio=en(3)), fabricas.evento()
    assert "Dejar un comentario" not in pagina(client, de(coming))
    salida = pagina(client, de(now))
    assert reverse("asistencia:llegada", args=[now.slug]) in salida
    assert reverse("asistencia:opinar", args=[now.slug]) in salida


def test_closed_early_it_is_over(client):
    evento = fabricas.evento(cerrado_el=timezone.now())
    salida = pagina(client, de(evento))
    assert ("Este evento ya terminó" in salida, "Ya llegué" in salida) == (True, False)
    assert evento.titulo not in pagina(client)


def test_comments_stay_open_after_the_end_and_arrival_does_not(client):
    evento = fabricas.evento(inicio=en(-2))
    salida = pagina(client, de(evento))
    assert ("Dejar un comentario" in salida, "Ya llegué" in salida) == (True, False)


def test_it_can_be_sent_by_whatsapp(client):
    evento = fabricas.evento(inicio=en(3), titulo="Cine & charla")
    assert "https://wa.me/?text=Cine+%26+charla%0A" in pagina(client, de(evento))


def test_shared_links_carry_title_and_phrase(client):
    salida = pagina(client, de(fabricas.evento(titulo="Cine «A»", resumen='Con "comillas"')))
    assert '<meta property="og:title" content="Cine «A»">' in salida
    assert '<meta property="og:description" content="Con &quot;comillas&quot;">' in salida


def test_every_opening_is_told(client):
    evento = fabricas.evento(inicio=en(3), jornadas=3)
    assert pagina(client, de(evento)).partition("Todas las fechas")[2].count("<li>") >= 3


def test_a_date_without_an_hour_prints_none(client):
    evento = fabricas.evento(inicio=en(-400), precision="mes")
    assert "a.\u00a0m." not in pagina(client, de(evento))
    assert "p.\u00a0m." not in pagina(client, de(evento))


# --- Notices and state


def test_the_privacy_notice_names_whom_to_ask(client):
    fabricas.institucion()
    Institucion.objects.update(contacto="Oficina de prueba, 0000-0000")
    salida = pagina(client, "/privacidad/")
    assert "Oficina de prueba, 0000-0000" in salida
    assert "2026-11" in salida


def test_the_accessibility_statement_is_there(client):
    assert "tres maneras de participar" in pagina(client, "/accesibilidad/")


def test_health_is_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert client.get("/healthz").json() == {"estado": "bien"}


def test_suggestions_are_options_with_their_municipio(client):
    fabricas.institucion()
    assert '<option value="San Lorenzo, Ahuachapán Norte">' in pagina(client, "/territorio/?q=san+lor")


@pytest.mark.parametrize("raro", ["", "a", "%00%00", "%F0%9F%98%80%F0%9F%98%80", "x" * 10_000, "%E2%80%AEabc"])
def test_strange_text_suggests_nothing(client, raro):
    fabricas.institucion()
    assert "<option" not in pagina(client, f"/territorio/?q={raro}")
