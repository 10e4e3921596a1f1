"""The organizers' pages: what they show, what they accept, whom they refuse."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from asistencia import cierre
from eventos.models import Bitacora, Evento, Lugar
from eventos.views.panel import saludo
from tests import fabricas

pytestmark = pytest.mark.django_db
MANANA = timezone.now() + timedelta(days=1)


@pytest.fixture
def organizadora(client):
    persona = fabricas.usuario("organizacion")
    client.force_login(persona)
    return persona


@pytest.fixture
def ajena(client):
    client.force_login(fabricas.usuario("organizacion", en=fabricas.institucion("ISSS", "Otra institución")))


def datos(**cambios) -> dict:
    return {
        "mecanismo": fabricas.mecanismo().pk,
        "titulo": "Cine fórum de enero",
        "resumen": "Vea y converse.",
        "descripcion": "",
        "fecha": "2027-01-15",
        "hora_inicio": "09:00",
        "hora_fin": "12:00",
        "dias": "1",
        "modalidad": "presencial",
        "capacidad": "",
        "llegada_minutos_antes": "60",
        "lugar_nombre": "Casa de la Cultura",
        "lugar_distrito": "Ilobasco",
    } | cambios


def ruta(nombre: str, evento: Evento) -> str:
    return reverse(f"eventos:panel-{nombre}", args=[evento.slug])


def quejas(client, **cambios) -> dict:
    respuesta = client.post("/panel/eventos/nuevo/", datos(**cambios))
    assert (respuesta.status_code, Evento.objects.count()) == (200, 0)
    return respuesta.context["form"].errors


# --- A new event


@pytest.mark.usefixtures("organizadora")
def test_a_new_event_becomes_a_draft_with_its_new_venue(client):
    respuesta = client.post("/panel/eventos/nuevo/", datos())
    evento = Evento.objects.get()
    assert (respuesta.status_code, respuesta.url) == (302, ruta("evento", evento))
    assert (evento.estado, evento.lugar.nombre, evento.lugar.territorio.nombre) == (
        "borrador",
        "Casa de la Cultura",
        "Ilobasco",
    )
    assert str(timezone.localtime(evento.jornadas.get().inicio)) == "2027-01-15 09:00:00-06:00"


@pytest.mark.usefixtures("organizadora")
def test_a_known_venue_is_used_as_it_is(client):
    lugar = fabricas.lugar()
    client.post("/panel/eventos/nuevo/", datos(lugar=lugar.pk, lugar_nombre="", lugar_distrito=""))
    assert (Evento.objects.get().lugar, Lugar.objects.count()) == (lugar, 1)


@pytest.mark.usefixtures("organizadora")
def test_several_days_are_as_many_jornadas(client):
    client.post("/panel/eventos/nuevo/", datos(dias="3"))
    assert Evento.objects.get().jornadas.count() == 3


@pytest.mark.usefixtures("organizadora")
@pytest.mark.parametrize("fin", ["09:00", "08:00"])
def test_it_must_end_after_it_begins(client, fin):
    assert list(quejas(client, hora_fin=fin)) == ["hora_fin"]


@pytest.mark.usefixtures("organizadora")
@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"titulo": ""}, "titulo"),
        ({"fecha": "31/02/2027"}, "fecha"),
        ({"dias": "11"}, "dias"),
        ({"capacidad": "0"}, "capacidad"),
        ({"capacidad": "-5"}, "capacidad"),
        ({"mecanismo": ""}, "mecanismo"),
        ({"lugar_distrito": "San Lorenzo"}, "lugar_distrito"),
        ({"lugar_nombre": ""}, "lugar_nombre"),
        ({"titulo": "x" * 141}, "titulo"),
        ({"capacidad": "9" * 12}, "capacidad"),
        ({"llegada_minutos_antes": "99999"}, "llegada_minutos_antes"),
        ({"fecha": "9999-12-31"}, "fecha"),
        ({"fecha": "0001-01-01"}, "fecha"),
    ],
)
def test_what_is_wrong_is_said_by_its_field(client, cambio, campo):
    assert list(quejas(client, **cambio)) == [campo]


@pytest.mark.usefixtures("organizadora")
def test_what_was_typed_is_kept(client):
    respuesta = client.post("/panel/eventos/nuevo/", datos(hora_fin="08:00", lugar_nombre="Palabra Irrepetible"))
    assert "Palabra Irrepetible" in respuesta.text


@pytest.mark.usefixtures("organizadora")
def test_a_day_first_date_is_understood(client):
    client.post("/panel/eventos/nuevo/", datos(fecha="15/01/2027"))
    assert Evento.objects.get().slug.endswith("2027-01")


@pytest.mark.usefixtures("organizadora")
def test_a_past_date_is_warned_about_and_kept(client):
    respuesta = client.post("/panel/eventos/nuevo/", datos(fecha="2020-01-15"), follow=True)
    assert "ya pasó" in respuesta.text


@pytest.mark.usefixtures("organizadora")
def test_a_mechanism_of_another_institution_is_refused(client):
    ajeno = fabricas.mecanismo(en=fabricas.institucion("ISSS", "Otra"))
    assert list(quejas(client, mecanismo=ajeno.pk)) == ["mecanismo"]


@pytest.mark.usefixtures("organizadora")
def test_a_venue_of_another_institution_is_refused(client):
    ajeno = fabricas.lugar(fabricas.institucion("ISSS", "Otra"))
    assert list(quejas(client, lugar=ajeno.pk, lugar_nombre="", lugar_distrito="")) == ["lugar"]


@pytest.mark.usefixtures("organizadora")
def test_a_mechanism_without_events_is_not_offered(client):
    assert list(quejas(client, mecanismo=fabricas.mecanismo("redes-sociales").pk)) == ["mecanismo"]


def test_the_mechanism_decides_the_institution_of_whoever_has_several(client, organizadora):
    otra = fabricas.institucion("ISSS", "Otra")
    otra.membresias.create(usuario=organizadora, rol="organizacion")
    client.post("/panel/eventos/nuevo/", datos(mecanismo=fabricas.mecanismo(en=otra).pk))
    assert (Evento.objects.get().institucion, Lugar.objects.get().institucion) == (otra, otra)


def test_a_venue_and_a_mechanism_of_two_institutions_do_not_go_together(client, organizadora):
    otra = fabricas.institucion("ISSS", "Otra")
    otra.membresias.create(usuario=organizadora, rol="organizacion")
    errores = quejas(client, lugar=fabricas.lugar(otra).pk, lugar_nombre="", lugar_distrito="")
    assert list(errores) == ["lugar"]


# --- Correct


@pytest.mark.usefixtures("organizadora")
def test_the_form_opens_with_what_is_saved(client):
    client.post("/panel/eventos/nuevo/", datos(dias="2"))
    evento = Evento.objects.get()
    form = client.get(ruta("editar", evento)).context["form"]
    enviado = {c.name: c.value() for c in form if c.value() is not None}
    respuesta = client.post(ruta("editar", evento), enviado)
    assert respuesta.status_code == 302
    assert not Bitacora.objects.filter(accion="cambiar").exists()


@pytest.mark.usefixtures("organizadora")
def test_a_closed_event_is_not_edited(client):
    evento = fabricas.evento()
    cierre.cerrar(evento, fabricas.usuario("organizacion"), timezone.now())
    respuesta = client.post(ruta("editar", evento), datos(titulo="Otro"), follow=True)
    assert "ya tiene acta" in respuesta.text
    assert not Evento.objects.filter(titulo="Otro").exists()


# --- Verbs


@pytest.mark.usefixtures("organizadora")
@pytest.mark.parametrize(
    ("verbo", "antes", "despues"),
    [
        ("publicar", "borrador", "publicado"),
        ("retirar", "publicado", "borrador"),
        ("cancelar", "publicado", "cancelado"),
    ],
)
def test_each_verb_changes_the_state_and_comes_back(client, verbo, antes, despues):
    evento = fabricas.evento(inicio=MANANA, estado=antes)
    respuesta = client.post(ruta(verbo, evento))
    evento.refresh_from_db()
    assert (respuesta.url, evento.estado) == (ruta("evento", evento), despues)


@pytest.mark.usefixtures("organizadora")
def test_why_it_cannot_be_published_is_said(client):
    evento = fabricas.evento(inicio=MANANA, estado="borrador", resumen="")
    respuesta = client.post(ruta("publicar", evento), follow=True)
    assert "Falta decir en una frase" in respuesta.text


@pytest.mark.usefixtures("organizadora")
@pytest.mark.parametrize("verbo", ["publicar", "retirar", "cancelar"])
def test_a_verb_is_not_a_link(client, verbo):
    assert client.get(ruta(verbo, fabricas.evento(inicio=MANANA))).status_code == 405


@pytest.mark.usefixtures("ajena")
@pytest.mark.parametrize("verbo", ["publicar", "retirar", "cancelar", "editar"])
def test_the_event_of_another_institution_does_not_exist(client, verbo):
    evento = fabricas.evento(inicio=MANANA)
    assert client.post(ruta(verbo, evento)).status_code == 404


@pytest.mark.usefixtures("ajena")
@pytest.mark.parametrize("pagina", ["evento", "editar", "afiche"])
def test_nor_can_it_be_looked_at(client, pagina):
    assert client.get(ruta(pagina, fabricas.evento(inicio=MANANA))).status_code == 404


@pytest.mark.parametrize("rol", ["registro", "cifras"])
def test_who_may_only_look_sees_no_verbs_and_has_none(client, rol):
    evento = fabricas.evento(inicio=MANANA)
    client.force_login(fabricas.usuario(rol))
    assert ruta("cancelar", evento) not in client.get(ruta("evento", evento)).text
    assert client.post(ruta("cancelar", evento)).status_code == 403


# --- What the pages say


@pytest.mark.usefixtures("organizadora")
def test_cancelling_says_first_how_many_people_must_be_told(client):
    evento = fabricas.evento(inicio=MANANA)
    fabricas.inscripcion(evento, acompanantes=3)
    fabricas.inscripcion(evento, telefono="+50370000000")
    assert "5 personas tienen su lugar guardado" in client.get(ruta("evento", evento)).text


@pytest.mark.usefixtures("organizadora")
def test_today_shows_what_comes_with_its_places(client):
    fabricas.inscripcion(fabricas.evento(inicio=MANANA, capacidad=60, titulo="El que viene"), acompanantes=1)
    pagina = client.get("/panel/").text
    assert "El que viene" in pagina
    assert "2 de 60 lugares" in pagina


@pytest.mark.usefixtures("organizadora")
def test_today_says_what_a_draft_lacks(client):
    fabricas.evento(inicio=MANANA, estado="borrador", resumen="")
    assert "Falta decir en una frase" in client.get("/panel/").text


@pytest.mark.usefixtures("organizadora")
def test_a_search_with_a_null_character_is_a_search(client):
    """PostgreSQL refuses it in a text."""
    fabricas.evento(titulo="Cine de barrio")
    assert "Cine de barrio" in client.get("/panel/eventos/", {"ver": "todos", "titulo": "ba\0rrio"}).text


@pytest.mark.usefixtures("organizadora")
def test_today_shows_nothing_of_other_institutions(client):
    casa = fabricas.institucion("ISSS", "Otra")
    fabricas.evento(en=casa, inicio=MANANA, titulo="Palabra Irrepetible")
    fabricas.evento(en=casa, titulo="Palabra Irrepetible")
    assert "Palabra Irrepetible" not in client.get("/panel/").text


@pytest.mark.usefixtures("organizadora")
def test_an_institution_without_events_is_told_where_to_begin(client):
    assert "Primeros pasos de INPEP" in client.get("/panel/").text
    fabricas.evento()
    assert "Primeros pasos" not in client.get("/panel/").text


def test_whoever_has_no_role_is_told_kindly(client):
    client.force_login(fabricas.usuario())
    respuesta = client.get("/panel/")
    assert respuesta.status_code == 403
    assert "pídalo a quien administra" in respuesta.text


@pytest.mark.parametrize("rol", ["consulta", "auditoria", "seguimiento", "denuncias"])
def test_who_may_not_see_events_sees_none_today(client, rol):
    fabricas.evento(inicio=MANANA, titulo="Palabra Irrepetible")
    fabricas.evento(inicio=MANANA, titulo="Palabra Irrepetible", estado="borrador")
    client.force_login(fabricas.usuario(rol))
    assert "Palabra Irrepetible" not in client.get("/panel/").text


@pytest.mark.parametrize(("hora", "saluda"), [(5, "Buenos días"), (12, "Buenas tardes"), (19, "Buenas noches")])
def test_the_greeting_follows_the_local_hour(hora, saluda):
    assert saludo(timezone.localtime().replace(hour=hora)) == saluda


# --- The list


@pytest.mark.usefixtures("organizadora")
@pytest.mark.parametrize(
    ("ver", "titulos"),
    [
        ("proximos", ["Cancelado", "Viene"]),
        ("borradores", ["Borrador"]),
        ("pasados", ["Pasó"]),
        ("todos", ["Borrador", "Cancelado", "Pasó", "Viene"]),
        ("otra-cosa", ["Cancelado", "Viene"]),
    ],
)
def test_the_list_shows_what_is_asked(client, ver, titulos):
    fabricas.evento(titulo="Viene", inicio=MANANA)
    fabricas.evento(titulo="Cancelado", inicio=MANANA, estado="cancelado")
    fabricas.evento(titulo="Borrador", inicio=MANANA, estado="borrador")
    fabricas.evento(titulo="Pasó", inicio=MANANA - timedelta(days=9))
    pagina = client.get("/panel/eventos/", {"ver": ver}).context["pagina"]
    assert sorted(e.titulo for e in pagina) == titulos


@pytest.mark.usefixtures("organizadora")
def test_the_list_is_searched_by_title(client):
    fabricas.evento(titulo="Feria de salud", inicio=MANANA)
    fabricas.evento(titulo="Cine", inicio=MANANA)
    pagina = client.get("/panel/eventos/", {"titulo": "feria"}).context["pagina"]
    assert [e.titulo for e in pagina] == ["Feria de salud"]


@pytest.mark.usefixtures("organizadora")
@pytest.mark.parametrize("pagina", ["2", "0", "x", "999"])
def test_any_page_number_gives_a_page(client, pagina):
    fabricas.evento(inicio=MANANA)
    assert client.get("/panel/eventos/", {"pagina": pagina}).status_code == 200


@pytest.mark.usefixtures("organizadora")
@pytest.mark.parametrize("url", ["/panel/", "/panel/eventos/?ver=todos", "/panel/eventos/?ver=borradores"])
def test_thirty_events_take_as_many_queries_as_one(client, url, django_assert_num_queries):
    def poblar() -> None:
        for estado, inicio in [("publicado", MANANA), ("borrador", MANANA), ("publicado", MANANA - timedelta(days=8))]:
            fabricas.inscripcion(fabricas.evento(estado=estado, inicio=inicio, capacidad=9))
        fabricas.evento()

    poblar()
    with CaptureQueriesContext(connection) as una:
        client.get(url)
    for _vez in range(9):
        poblar()
    with django_assert_num_queries(len(una)):
        client.get(url)
