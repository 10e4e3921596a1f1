"""What the review as users asked of the panel: something to do for everybody, numbers that add up, who invites."""

import pytest

from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("rol", "puerta"), [("administracion", "/panel/personas/"), ("auditoria", "/panel/bitacora/")])
def test_who_has_no_events_finds_their_rooms_on_the_page_itself(client, rol, puerta):
    client.force_login(fabricas.usuario(rol))
    contenido = client.get("/panel/").text.split("<main")[1]
    assert f'href="{puerta}"' in contenido


def test_who_plans_is_not_told_what_the_menu_says(client):
    client.force_login(fabricas.usuario("organizacion"))
    assert "Qué sigue" not in client.get("/panel/").text


def test_signing_in_goes_to_work_without_a_message(client):
    persona = fabricas.usuario("organizacion")
    persona.set_password("una-clave-larga-7")
    persona.save()
    pagina = client.post("/cuentas/entrar/", {"login": persona.email, "password": "una-clave-larga-7"}, follow=True)
    assert pagina.redirect_chain[-1][0] == "/panel/"
    assert 'class="mensajes' not in pagina.text


def test_the_door_says_numbers_that_add_up(client):
    evento = fabricas.evento()
    fabricas.llegada(fabricas.inscripcion(evento, acompanantes=3))
    fabricas.conteo(evento, 5)
    client.force_login(fabricas.usuario("registro"))
    pagina = client.get(f"/panel/eventos/{evento.slug}/puerta/")
    assert [pagina.context[c] for c in ("participaciones", "con_pase", "contadas")] == [9, 4, 5]


def test_the_poster_says_who_invites(client):
    evento = fabricas.evento()
    client.force_login(fabricas.usuario("organizacion"))
    assert f"<b>{evento.institucion.siglas}</b>" in client.get(f"/panel/eventos/{evento.slug}/afiche/").text
