"""The back office: for superusers, under the same strict CSP, and without anything of citizens."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin

from eventos.models import Usuario
from tests import fabricas

REGISTRADOS = {"Institucion", "Mecanismo", "MecanismoNacional", "Territorio", "Usuario", "Zona"}


@pytest.fixture
def jefa(client, transactional_db) -> Usuario:
    fabricas.institucion()
    persona = Usuario.objects.create_superuser("jefa@prueba.invalid", fabricas.CLAVE)
    client.force_login(persona)
    return persona


def test_only_what_is_set_up_once_is_there():
    nuestras = {"eventos", "inscripciones", "asistencia"}
    assert {m.__name__ for m in admin.site._registry if m._meta.app_label in nuestras} == REGISTRADOS


def test_nothing_of_citizens_is_there():
    de_ciudadania = {
        *apps.get_app_config("inscripciones").get_models(),
        *apps.get_app_config("asistencia").get_models(),
    }
    assert not de_ciudadania.intersection(admin.site._registry)


@pytest.mark.django_db
def test_a_stranger_signs_in_where_everybody_does(client):
    respuesta = client.get("/admin/", follow=True)
    assert respuesta.redirect_chain[-1][0].startswith("/cuentas/entrar/?next=")


@pytest.mark.django_db
def test_roles_of_the_panel_do_not_open_it(client):
    client.force_login(fabricas.usuario("administracion"))
    assert client.get("/admin/eventos/usuario/").status_code != 200


@pytest.mark.parametrize("modelo", sorted(REGISTRADOS))
def test_its_pages_raise_no_complaint_of_the_browser(jefa, client, contexto_escritorio, modelo):
    """`errores_de_pagina` fails this test for any violation of the CSP."""
    galleta = client.cookies[settings.SESSION_COOKIE_NAME].value
    pagina = contexto_escritorio.new_page()
    pagina.goto("/healthz")
    contexto_escritorio.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": galleta, "url": pagina.url}])
    pagina.goto(f"/admin/eventos/{modelo.lower()}/")
    assert pagina.locator("#changelist").count() == 1
    if modelo != "Territorio":
        pagina.goto(f"/admin/eventos/{modelo.lower()}/add/")
        assert pagina.locator(f"#{modelo.lower()}_form").count() == 1


@pytest.mark.usefixtures("jefa")
def test_a_person_is_made_with_a_password_and_an_address_in_small_letters(client):
    client.post(
        "/admin/eventos/usuario/add/",
        {
            "email": "Nueva@Prueba.invalid", "nombre": "Nueva", "usable_password": "true",
            "password1": "clave-bien-larga-9", "password2": "clave-bien-larga-9",
            "membresias-TOTAL_FORMS": "0", "membresias-INITIAL_FORMS": "0",
        },
    )  # fmt: skip
    nueva = Usuario.objects.get(nombre="Nueva")
    assert (nueva.email, nueva.check_password("clave-bien-larga-9")) == ("nueva@prueba.invalid", True)


@pytest.mark.usefixtures("jefa")
def test_territory_is_only_looked_at(client):
    assert client.get("/admin/eventos/territorio/add/").status_code == 403
    assert client.post("/admin/eventos/territorio/060114/change/", {"nombre": "Otro"}).status_code == 403
