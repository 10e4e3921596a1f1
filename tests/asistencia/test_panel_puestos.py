"""Phones at the door in the panel: made, shown once, renewed, revoked, and their queues taken in."""

import json
from base64 import b64encode
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asistencia import puestos, sello
from asistencia.models import Hecho, Puesto
from asistencia.templatetags.puestos import desfase_en_palabras
from eventos.models import Bitacora, Estand, Evento
from tests import fabricas

pytestmark = pytest.mark.django_db
NUEVO = "/panel/puestos/nuevo/"
COLA = "/panel/puestos/cola/"


@pytest.fixture
def organiza(client: Client) -> Client:
    client.force_login(fabricas.usuario("organizacion"))
    return client


def escrito(*eventos: Evento, **otros: Any) -> dict[str, Any]:
    return {"nombre": "Entrada norte", "tipo": "entrada", "eventos": [e.pk for e in eventos]} | otros


def pagina(respuesta: Any) -> str:
    return str(respuesta.content.decode())


# --- A new one


def test_a_new_phone_serves_until_six_hours_after_its_last_event(organiza: Client) -> None:
    hoy, manana = fabricas.evento(), fabricas.evento(titulo="Mañana", inicio=timezone.now() + timedelta(days=1))
    organiza.post(NUEVO, escrito(hoy, manana))
    puesto = Puesto.objects.get()
    ultimo = manana.jornadas.get().fin
    assert (puesto.hasta, set(puesto.eventos.all()), puesto.institucion) == (
        ultimo + timedelta(hours=6), {hoy, manana}, hoy.institucion,
    )  # fmt: skip


def test_its_code_is_shown_once_and_kept_nowhere(organiza: Client) -> None:
    llega = organiza.post(NUEVO, escrito(fabricas.evento()))
    puesto = Puesto.objects.get()
    primera, otra = organiza.get(llega["Location"]), organiza.get(llega["Location"])
    token = pagina(primera).split("/puesto/#", 1)[1][:26]
    assert puestos.huella(token) == puesto.enrolar_huella
    assert (token in llega["Location"], "/puesto/#" in pagina(otra), token in str(dict(organiza.session))) == (
        False, False, False,
    )  # fmt: skip
    assert "no-store" in primera["Cache-Control"]


def test_looking_with_head_does_not_spend_the_code(organiza: Client) -> None:
    llega = organiza.post(NUEVO, escrito(fabricas.evento()))
    organiza.head(llega["Location"])
    assert "/puesto/#" in pagina(organiza.get(llega["Location"]))


def test_the_code_of_one_phone_is_not_shown_on_the_page_of_another(organiza: Client) -> None:
    otro = fabricas.puesto(fabricas.evento())
    organiza.post(NUEVO, escrito(fabricas.evento()))
    assert "/puesto/#" not in pagina(organiza.get(f"/panel/puestos/{otro.pk}/"))


def test_what_was_done_is_in_the_audit_trail_without_the_code(organiza: Client) -> None:
    llega = organiza.post(NUEVO, escrito(fabricas.evento()))
    pk = Puesto.objects.get().pk
    token = pagina(organiza.get(llega["Location"])).split("/puesto/#", 1)[1][:26]
    organiza.post(f"/panel/puestos/{pk}/qr/")
    organiza.post(f"/panel/puestos/{pk}/revocar/")
    asientos = list(
        Bitacora.objects.filter(objeto="puesto", objeto_id=pk).order_by("pk").values_list("accion", "campos")
    )
    assert asientos == [("crear", ""), ("cambiar", "enlace"), ("cambiar", "revocado")]
    assert token not in str(asientos)


@pytest.mark.parametrize(
    ("cambio", "dicho"),
    [
        ({"eventos": []}, "Elija al menos un evento"),
        ({"nombre": ""}, "obligatorio"),
        ({"hasta": "2020-01-01T10:00"}, "Esa hora ya pasó"),
        ({"hasta": "9999-12-31T23:59"}, "A lo sumo, un año"),
        ({"tipo": "estand"}, "Diga qué estand es"),
    ],
)
def test_what_is_wrong_is_said_beside_it(organiza: Client, cambio: dict[str, Any], dicho: str) -> None:
    respuesta = organiza.post(NUEVO, escrito(fabricas.evento()) | cambio)
    assert (respuesta.status_code, dicho in pagina(respuesta), Puesto.objects.count()) == (200, True, 0)


def test_a_past_an_unpublished_or_a_strangers_event_cannot_be_chosen(organiza: Client) -> None:
    otra = fabricas.institucion("ISSS", "Otra institución")
    for evento in (
        fabricas.evento(inicio=timezone.now() - timedelta(days=3)),
        fabricas.evento(estado="borrador"),
        fabricas.evento(en=otra),
    ):
        organiza.post(NUEVO, escrito(evento))
    assert Puesto.objects.count() == 0


def test_a_phone_does_not_serve_two_institutions(client: Client) -> None:
    quien = fabricas.usuario("organizacion")
    otra = fabricas.institucion("ISSS", "Otra institución")
    quien.membresias.create(institucion=otra, rol="organizacion")
    client.force_login(quien)
    respuesta = client.post(NUEVO, escrito(fabricas.evento(), fabricas.evento(en=otra)))
    assert ("una sola institución" in pagina(respuesta), Puesto.objects.count()) == (True, 0)


def test_a_stand_may_be_made_by_name(organiza: Client) -> None:
    evento = fabricas.evento()
    for _vez in range(2):
        organiza.post(NUEVO, escrito(evento, tipo="estand", estand_nuevo=" Toma de  presión "))
    assert {p.estand for p in Puesto.objects.all()} == {Estand.objects.get(evento=evento, nombre="Toma de presión")}


def test_a_stand_of_another_event_is_not_taken(organiza: Client) -> None:
    evento, otro = fabricas.evento(), fabricas.evento(titulo="Otro")
    ajeno = Estand.objects.create(evento=otro, nombre="Nutrición", slug="nutricion")
    respuesta = organiza.post(NUEVO, escrito(evento, tipo="estand", estand=ajeno.pk))
    assert ("de otro evento" in pagina(respuesta), Puesto.objects.count()) == (True, 0)


def test_only_a_stand_has_a_stand(organiza: Client) -> None:
    organiza.post(NUEVO, escrito(fabricas.evento(), estand_nuevo="Vacunación"))
    assert (Puesto.objects.get().estand, Estand.objects.count()) == (None, 0)


def test_coming_from_an_event_it_is_chosen_already(organiza: Client) -> None:
    evento = fabricas.evento()
    vivo = pagina(organiza.get(f"/panel/eventos/{evento.slug}/en-vivo/"))
    assert f"{NUEVO}?evento={evento.pk}" in vivo
    assert "checked" in pagina(organiza.get(f"{NUEVO}?evento={evento.pk}")).split('name="eventos"')[1].split(">")[0]
    assert organiza.get(f"{NUEVO}?evento=nada").status_code == 200


def test_who_only_registers_is_not_sent_where_they_may_not_go(client: Client) -> None:
    evento = fabricas.evento()
    client.force_login(fabricas.usuario("registro"))
    assert NUEVO not in pagina(client.get(f"/panel/eventos/{evento.slug}/en-vivo/"))


def test_without_events_the_form_says_so(organiza: Client) -> None:
    assert "ahora no hay ninguno" in pagina(organiza.get(NUEVO))


# --- How they are


@pytest.mark.parametrize(
    ("campos", "dicho"),
    [
        ({}, "Sin enrolar"),
        ({"enrolado_el": 0}, "Activo"),
        ({"enrolado_el": 0, "hasta": -1}, "Vencido"),
        ({"enrolado_el": 0, "revocado_el": -1}, "Revocado"),
        ({"visto_el": -5, "pendientes": 12}, "12 sin enviar"),
        ({"visto_el": -5, "pendientes": 0}, "Todo enviado"),
        ({"visto_el": -5, "bateria": 0}, "Batería 0 %"),
        ({"visto_el": -5, "desfase_ms": -2_400_000}, "Reloj 40 minutos adelantado"),
    ],
)
def test_each_state_has_its_words(organiza: Client, campos: dict[str, Any], dicho: str) -> None:
    ahora = timezone.now()
    horas = {
        c: ahora + timedelta(minutes=n)
        for c, n in campos.items()
        if c in ("enrolado_el", "hasta", "revocado_el", "visto_el")
    }
    puesto = fabricas.puesto(fabricas.evento(), **(campos | horas))
    for url in ("/panel/puestos/", f"/panel/puestos/{puesto.pk}/"):
        assert dicho in pagina(organiza.get(url)), url


@pytest.mark.parametrize(
    ("ms", "dicho"),
    [
        (None, ""), (900, "en hora"), (-59_000, "en hora"), (60_000, "1 minuto atrasado"),
        (-2_400_000, "40 minutos adelantado"), (86_400_000, "24 horas atrasado"),
    ],
)  # fmt: skip
def test_the_clock_in_words(ms: int | None, dicho: str) -> None:
    assert desfase_en_palabras(ms) == dicho


def test_thirty_phones_cost_as_many_queries_as_one(organiza: Client) -> None:
    evento = fabricas.evento()

    def cuesta() -> int:
        with CaptureQueriesContext(connection) as consultas:
            organiza.get("/panel/puestos/")
        return len(consultas)

    fabricas.puesto(evento)
    con_uno = cuesta()
    for n in range(29):
        fabricas.puesto(evento, nombre=f"Mesa {n}")
    assert cuesta() == con_uno


def test_those_of_another_institution_are_not_listed(client: Client) -> None:
    fabricas.puesto(fabricas.evento(), nombre="Entrada ajena")
    client.force_login(fabricas.usuario("organizacion", en=fabricas.institucion("ISSS", "Otra")))
    assert "Entrada ajena" not in pagina(client.get("/panel/puestos/"))


# --- Another code, and the end


def test_another_code_ends_the_bearer_and_the_code_before_it(organiza: Client) -> None:
    puesto = fabricas.puesto(
        fabricas.evento(), portador_huella="a" * 64, enrolar_huella="b" * 64, enrolado_el=timezone.now()
    )
    llega = organiza.post(f"/panel/puestos/{puesto.pk}/qr/")
    puesto.refresh_from_db()
    assert (puesto.portador_huella, puesto.enrolado_el, puesto.enrolar_huella != "b" * 64) == ("", None, True)
    assert "/puesto/#" in pagina(organiza.get(llega["Location"]))


def test_a_revoked_phone_gets_no_other_code(organiza: Client) -> None:
    puesto = fabricas.puesto(fabricas.evento(), revocado_el=timezone.now())
    respuesta = organiza.post(f"/panel/puestos/{puesto.pk}/qr/", follow=True)
    puesto.refresh_from_db()
    assert ("ya no sirve" in pagina(respuesta), puesto.enrolar_huella) == (True, "")


def test_revoking_keeps_the_bearer_known_and_happens_once(organiza: Client) -> None:
    puesto = fabricas.puesto(fabricas.evento(), portador_huella="a" * 64, enrolar_huella="b" * 64)
    for _vez in range(2):
        organiza.post(f"/panel/puestos/{puesto.pk}/revocar/")
    puesto.refresh_from_db()
    assert (puesto.revocado_el is not None, puesto.portador_huella, puesto.enrolar_huella) == (True, "a" * 64, "")
    assert Bitacora.objects.filter(objeto="puesto").count() == 1


# --- The file of a phone that found no network


def archivo(portador: str, *hechos: dict[str, Any]) -> SimpleUploadedFile:
    cuerpo = {"enviado_el": timezone.now().isoformat(), "pendientes": len(hechos), "hechos": list(hechos)}
    sellado = b64encode(sello.cerrar(json.dumps({"portador": portador, "cuerpo": cuerpo}).encode())).decode()
    return SimpleUploadedFile("cola.json", json.dumps({"convoca": "cola", "version": 1, "sello": sellado}).encode())


def conteo(evento: Evento, n: int = 0, **otros: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()), "tipo": "conteo", "evento": evento.slug, "secuencia": n, "personas": 3,
        "ambito": "sin_registro", "capturado_el": timezone.now().isoformat(), "desfase_ms": 0,
    } | otros  # fmt: skip


def test_a_queue_is_taken_in_once_and_its_fate_told(organiza: Client) -> None:
    evento = fabricas.evento()
    fabricas.puesto(evento, portador_huella=puestos.huella("portador-de-prueba"), enrolado_el=timezone.now())
    hechos = [conteo(evento), conteo(evento, 1, personas="muchas")]
    primera = pagina(organiza.post(COLA, {"archivo": archivo("portador-de-prueba", *hechos)}, follow=True))
    assert ("Leímos 2 anotaciones" in primera, "Entraron" in primera, "<code>personas</code> (1)" in primera) == (
        True, True, True,
    )  # fmt: skip
    otra = pagina(organiza.post(COLA, {"archivo": archivo("portador-de-prueba", *hechos)}, follow=True))
    assert ("Ya estaban" in otra, Hecho.objects.count()) == (True, 1)
    assert "Leímos" not in pagina(organiza.get(COLA))


def test_the_queue_of_a_revoked_phone_is_kept_to_be_looked_at(organiza: Client) -> None:
    evento = fabricas.evento()
    fabricas.puesto(evento, portador_huella=puestos.huella("portador-de-prueba"), revocado_el=timezone.now())
    dicho = pagina(organiza.post(COLA, {"archivo": archivo("portador-de-prueba", conteo(evento))}, follow=True))
    assert ("revocado o vencido" in dicho, "Quedan por revisar" in dicho, Hecho.objects.por_revisar().count()) == (
        True, True, 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    "contenido", [b"", b"{}", b"[]", b"\xff\xfe", b'{"convoca":"cola","version":1,"sello":"AAAA"}']
)
def test_another_file_is_refused_with_words(organiza: Client, contenido: bytes) -> None:
    respuesta = organiza.post(COLA, {"archivo": SimpleUploadedFile("cola.json", contenido)})
    assert (respuesta.status_code, 'class="campo error"' in pagina(respuesta)) == (200, True)


def test_the_queue_of_another_institution_is_refused(client: Client) -> None:
    evento = fabricas.evento()
    fabricas.puesto(evento, portador_huella=puestos.huella("portador-de-prueba"))
    client.force_login(fabricas.usuario("organizacion", en=fabricas.institucion("ISSS", "Otra")))
    client.post(COLA, {"archivo": archivo("portador-de-prueba", conteo(evento))})
    assert Hecho.objects.count() == 0
