"""The registration form and what it makes of what people type."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from eventos.models import Difusion, Evento, Limite
from inscripciones.models import Inscripcion
from inscripciones.views import publico
from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento(inicio=timezone.now() + timedelta(days=3))


def direccion(evento: Evento) -> str:
    return reverse("inscripciones:inscripcion", args=[evento.slug])


def enviar(client, evento: Evento, buscar: str = "", **datos):
    datos = {"solicitud": uuid4(), "sexo": "mujer", "edad": "30-59", "acompanantes": "0"} | datos
    return client.post(direccion(evento) + buscar, datos)


def hecha(client, evento: Evento, **datos) -> Inscripcion:
    respuesta = enviar(client, evento, **datos)
    assert respuesta.status_code == 302, respuesta.context["form"].errors
    return Inscripcion.objects.get()


def error(client, evento: Evento, campo: str, **datos) -> str:
    """What is said next to a field; nothing is saved."""
    respuesta = enviar(client, evento, **datos)
    assert respuesta.status_code == 200
    assert not Inscripcion.objects.exists()
    return str(respuesta.context["form"].errors[campo][0])


# --- The way through


def test_without_e_mail_it_leads_to_the_private_page(client, evento):
    respuesta = enviar(client, evento, nombre="Ana")
    assert respuesta["Location"] == reverse("inscripciones:mi-registro", args=[Inscripcion.objects.get().clave])


def test_it_asks_at_most_six_things_at_once(client, evento):
    assert len(client.get(direccion(evento)).context["form"].campos_principales) <= 6


def test_what_was_typed_is_kept(client, evento):
    mia = hecha(
        client, evento, nombre="  Ana   María ", edad="60-mas", origen="ilobasco, cabañas", acompanantes="3",
        condicion="pensionado", telefono="7000 0000", correo="ana@prueba.invalid",
    )  # fmt: skip
    assert (mia.nombre, mia.sexo, mia.edad, mia.origen.nombre, mia.acompanantes) == (
        "Ana María", "mujer", "60-mas", "Ilobasco", 3,
    )  # fmt: skip
    assert (mia.condicion, mia.telefono, mia.correo) == ("pensionado", "+50370000000", "ana@prueba.invalid")


def test_a_double_tap_registers_once(client, evento):
    solicitud = uuid4()
    destinos = {enviar(client, evento, solicitud=solicitud)["Location"] for _ in range(2)}
    assert (len(destinos), Inscripcion.objects.count()) == (1, 1)


def test_each_page_brings_a_new_request_number(client, evento):
    numeros = {client.get(direccion(evento)).context["form"]["solicitud"].value() for _ in range(2)}
    assert len(numeros) == 2
    assert all(UUID(str(n)).version == 7 for n in numeros)


@pytest.mark.parametrize("raro", ["", "no es", "\x00", "7" * 5000])
def test_a_spoilt_request_number_is_an_error_and_no_crash(client, evento, raro):
    assert error(client, evento, "solicitud", solicitud=raro)


def test_after_a_spoilt_request_number_the_page_brings_a_good_one(client, evento):
    salida = enviar(client, evento, solicitud="no es").content.decode()
    assert "La página llegó incompleta" in salida
    assert UUID(re.search('name="solicitud" value="([^"]*)"', salida)[1]).version == 7


def test_not_saying_ones_sex_is_an_answer(client, evento):
    assert hecha(client, evento, sexo="no-consta").sexo == ""


def test_the_link_it_came_by_is_kept(client, evento):
    cartel = Difusion.objects.create(evento=evento, corto="car7e")
    enviar(client, evento, "?d=car7e")
    assert Inscripcion.objects.get().difusion == cartel


def test_without_a_link_it_is_the_default_one(client, evento):
    assert hecha(client, evento).difusion.predeterminada


# --- The name


def test_a_name_is_optional_unless_the_mechanism_requires_it(client, evento):
    assert hecha(client, evento).nombre == ""


def test_a_mechanism_may_require_the_name(client, evento):
    evento.mecanismo.nombre_obligatorio = True
    evento.mecanismo.save()
    assert error(client, evento, "nombre")


# --- Ages


@pytest.mark.parametrize("edad", ["0-11", "12-17"])
def test_under_eighteen_comes_with_an_adult(client, evento, edad):
    assert "venga con una persona adulta" in error(client, evento, "edad", edad=edad, nombre="Niña de ejemplo")


# --- Where from


def test_an_ambiguous_place_names_its_candidates_and_keeps_the_text(client, evento):
    respuesta = enviar(client, evento, origen="san lorenzo", nombre="Ana")
    salida = respuesta.content.decode()
    assert 'value="san lorenzo"' in salida
    assert 'value="Ana"' in salida
    assert 'type="radio" name="origen_elegido"' in salida
    assert "San Lorenzo, Ahuachapán Norte" in str(respuesta.context["form"].errors["origen"])


def test_a_candidate_is_chosen_without_typing(client, evento):
    mia = hecha(
        client, evento, origen="san lorenzo", origen_dicho="san lorenzo", origen_elegido="San Lorenzo, Ahuachapán Norte"
    )
    assert mia.origen_id == "010209"


def test_typing_another_place_undoes_the_choice(client, evento):
    mia = hecha(
        client, evento, origen="Ilobasco", origen_dicho="san lorenzo", origen_elegido="San Lorenzo, Ahuachapán Norte"
    )
    assert mia.origen.nombre == "Ilobasco"


def test_the_whole_name_needs_no_choice(client, evento):
    assert hecha(client, evento, origen="San Lorenzo, San Vicente Norte").origen.nombre == "San Lorenzo"


def test_a_misspelt_place_offers_the_near_ones(client, evento):
    respuesta = enviar(client, evento, origen="Ylobasco")
    assert "Ilobasco, Cabañas Oeste" in respuesta.context["form"].candidatos


def test_an_unknown_place_says_what_to_write(client, evento):
    assert "Escriba el nombre del distrito" in error(client, evento, "origen", origen="Xqzwk")


def test_an_invented_choice_is_not_taken(client, evento):
    assert "No encontramos" in error(client, evento, "origen", origen="x", origen_dicho="x", origen_elegido="Xqzwk")


def test_a_departamento_is_better_than_nothing(client, evento):
    assert hecha(client, evento, origen="Morazán").origen_id == "13"


# --- Telephones


@pytest.mark.parametrize(
    "escrito", ["70000000", "7000-0000", "7000 0000", "+503 7000-0000", "7000–0000", "(503)70000000"]
)
def test_a_telephone_however_it_is_written(client, evento, escrito):
    assert hecha(client, evento, telefono=escrito).telefono == "+50370000000"


@pytest.mark.parametrize("escrito", ["7000-000", "no tengo", "1" * 40, "😀"])
def test_a_telephone_that_cannot_be_says_what_to_write(client, evento, escrito):
    assert "8 números" in error(client, evento, "telefono", telefono=escrito)


def test_an_error_in_the_folded_part_opens_it(client, evento):
    assert "<details open>" in enviar(client, evento, telefono="1").content.decode()


# --- Full


def test_a_party_that_does_not_fit_is_told_what_is_left(client):
    evento = fabricas.evento(capacidad=2)
    assert "Solo quedan 2 lugares" in error(client, evento, "acompanantes", acompanantes="3")


def test_a_full_event_shows_no_form(client):
    evento = fabricas.evento(capacidad=1)
    fabricas.inscripcion(evento)
    salida = client.get(direccion(evento)).content.decode()
    assert "Ya no quedan lugares" in salida
    assert 'name="sexo"' not in salida


@pytest.mark.parametrize(
    ("campos", "dice"), [({"estado": "cancelado"}, "fue cancelado"), ({"horas": 0.1}, "ya terminó")]
)
def test_what_is_not_on_takes_nobody(client, campos, dice):
    evento = fabricas.evento(**campos)
    assert dice in client.get(direccion(evento)).content.decode()
    assert dice in error(client, evento, "__all__")


def test_a_draft_has_no_form(client):
    assert client.get(direccion(fabricas.evento(estado="borrador"))).status_code == 404


# --- Hostile input


RARO = [
    "😀" * 40,
    "\u202eAna\u202c",
    "Ana\x00",
    "ا" * 30,
    "A" * 10_000,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\r\n",
]


@pytest.mark.parametrize("raro", RARO)
@pytest.mark.parametrize("campo", ["nombre", "origen", "telefono", "correo"])
def test_strange_text_is_never_a_crash(client, evento, campo, raro):
    assert enviar(client, evento, **{campo: raro}).status_code in (200, 302)


@pytest.mark.parametrize("campo", ["sexo", "edad", "acompanantes", "condicion", "solicitud"])
@pytest.mark.parametrize("raro", RARO)
def test_an_answer_nobody_offered_is_an_error(client, evento, campo, raro):
    assert error(client, evento, campo, **{campo: raro})


def test_a_name_too_long_is_kept_to_be_shortened(client, evento):
    respuesta = enviar(client, evento, nombre="Ñ" * 10_000)
    assert "Ñ" * 10_000 in respuesta.content.decode()


def test_tags_stay_text(client, evento):
    mia = hecha(client, evento, nombre="<b>Ana</b>")
    assert "<b>&lt;b&gt;Ana&lt;/b&gt;</b>" in client.get(f"/i/{mia.clave}/").content.decode()


@pytest.mark.parametrize("raro", ["%00", "%F0%9F%98%80", "x" * 5000])
def test_a_strange_tracked_link_is_the_default_one(client, evento, raro):
    enviar(client, evento, f"?d={raro}")
    assert Inscripcion.objects.get().difusion.predeterminada


# --- Cost and limit


def test_the_form_costs_four_queries(client, evento, django_assert_num_queries):
    """Event, its openings, whether any is still to come, demonstration."""
    with django_assert_num_queries(4):
        client.get(direccion(evento))


def test_registering_costs_a_stated_number_of_queries(client, django_assert_num_queries):
    """Event, openings, limit, place, link; then in the transaction: event locked, repeated?, over?, taken, saved."""
    evento = fabricas.evento(capacidad=60)
    with django_assert_num_queries(14):
        enviar(client, evento, origen="Ilobasco")


def test_a_machine_is_stopped_and_a_queue_of_people_is_not(client, evento):
    enviar(client, evento)
    Limite.objects.update(n=publico.POR_HORA - 1)
    assert enviar(client, evento).status_code == 302
    respuesta = enviar(client, evento)
    assert (respuesta.status_code, "Espere un momento" in respuesta.content.decode()) == (429, True)


def test_the_limit_keeps_no_address(client, evento):
    enviar(client, evento)
    assert "127.0.0.1" not in Limite.objects.get().clave


def test_reading_the_form_is_not_limited(client, evento):
    client.get(direccion(evento))
    assert not Limite.objects.exists()
