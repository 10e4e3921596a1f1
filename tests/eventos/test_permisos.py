"""Who may do what, and the middleware that holds every request to it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from eventos import permisos
from eventos.guardia import GuardiaMiddleware
from eventos.models import Membresia, Usuario
from eventos.permisos import Capacidad
from tests import fabricas


def test_every_role_has_its_capabilities_written_down():
    assert set(permisos.POR_ROL) == set(Membresia.Rol.values)


def test_every_capability_belongs_to_some_role():
    assert set().union(*permisos.POR_ROL.values()) == set(Capacidad)


def test_consulta_sees_totals_only():
    assert permisos.POR_ROL["consulta"] == {Capacidad.VER_PANEL, Capacidad.VER_TOTALES}


def test_denuncias_are_a_separate_right():
    assert [r for r, c in permisos.POR_ROL.items() if Capacidad.ATENDER_DENUNCIAS in c] == ["denuncias"]


def test_a_view_without_a_rule_is_refused(rf):
    peticion = rf.get("/")
    peticion.resolver_match = None
    with pytest.raises(PermissionDenied):
        GuardiaMiddleware(lambda r: None).process_view(peticion, lambda r: None, (), {})


@pytest.mark.django_db
def test_a_role_counts_only_in_its_institution():
    una, otra = fabricas.institucion(), fabricas.institucion("ISSS", "Otra")
    persona = fabricas.usuario("organizacion", en=una)
    persona.membresias.create(institucion=otra, rol="consulta")
    assert [permisos.puede(persona, Capacidad.PLANIFICAR, i.pk) for i in (una, otra)] == [True, False]
    assert list(permisos.instituciones_con(persona, Capacidad.VER_TOTALES)) == [una, otra]


@pytest.mark.django_db
def test_somebody_who_may_not_sign_in_may_do_nothing():
    persona = fabricas.usuario("administracion")
    persona.is_active = False
    assert permisos.capacidades(persona) == {}


@pytest.mark.django_db
def test_being_superuser_gives_nothing_in_the_panel():
    """Whoever keeps the machine running does not read citizens' data for that."""
    persona = Usuario.objects.create_superuser("raiz@prueba.invalid", fabricas.CLAVE)
    fabricas.institucion()
    assert not permisos.puede_en_alguna(persona, *Capacidad)


@pytest.mark.django_db
@pytest.mark.parametrize("metodo", ["get", "head"])
def test_a_stranger_is_sent_to_sign_in_and_back(client, metodo):
    respuesta = getattr(client, metodo)("/panel/bitacora/")
    assert respuesta.url == f"{reverse('account_login')}?next=/panel/bitacora/"


@pytest.mark.django_db
def test_a_wrong_verb_gets_a_page_that_helps(client):
    client.force_login(fabricas.usuario("organizacion"))
    respuesta = client.post("/panel/")
    assert (respuesta.status_code, respuesta.headers["Allow"], "<h1" in respuesta.text) == (405, "GET, HEAD", True)


@pytest.mark.django_db
def test_the_menu_shows_only_what_can_be_opened(client):
    client.force_login(fabricas.usuario("auditoria"))
    enlaces = client.get("/panel/").context["navegacion"]
    assert [(e.url, e.actual) for e in enlaces] == [("/panel/", True), ("/panel/bitacora/", False)]
