"""The audit trail: every verb of the panel leaves its line, without values; who may read it."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from eventos import bitacora
from eventos.models import Bitacora
from tests import fabricas

pytestmark = pytest.mark.django_db
Accion = Bitacora.Accion
AHORA = timezone.now()
MANANA = AHORA + timedelta(days=1)


def anotar(accion=Accion.CREAR, momento=AHORA, en=None, objeto="evento") -> None:
    bitacora.anotar(None, accion, objeto, "x", institucion=en or fabricas.institucion(), ahora=momento)


@pytest.fixture
def auditora(client):
    client.force_login(fabricas.usuario("auditoria"))


def asientos(client, **filtro) -> list[str]:
    return [a.accion for a in client.get("/panel/bitacora/", filtro).context["pagina"]]


@pytest.mark.parametrize(
    ("verbo", "antes"), [("publicar", "borrador"), ("retirar", "publicado"), ("cancelar", "publicado")]
)
def test_every_verb_says_who_did_it_to_what(client, verbo, antes):
    persona = fabricas.usuario("organizacion")
    client.force_login(persona)
    evento = fabricas.evento(inicio=MANANA, estado=antes)
    client.post(reverse(f"eventos:panel-{verbo}", args=[evento.slug]))
    a = Bitacora.objects.get()
    assert (a.usuario, a.institucion, a.accion, a.objeto, a.objeto_id) == (
        persona,
        evento.institucion,
        verbo,
        "evento",
        evento.slug,
    )


def test_a_verb_refused_leaves_nothing(client):
    client.force_login(fabricas.usuario("organizacion"))
    client.post(reverse("eventos:panel-cancelar", args=[fabricas.evento().slug]))
    assert not Bitacora.objects.exists()


@pytest.mark.usefixtures("auditora")
def test_the_newest_comes_first(client):
    anotar(Accion.CREAR, AHORA - timedelta(hours=2))
    anotar(Accion.PUBLICAR, AHORA)
    assert asientos(client) == ["publicar", "crear"]


@pytest.mark.usefixtures("auditora")
def test_it_is_narrowed_by_what_was_done(client):
    anotar(Accion.CREAR)
    anotar(Accion.LEER)
    assert asientos(client, accion="leer") == ["leer"]


@pytest.mark.usefixtures("auditora")
def test_it_is_narrowed_by_local_dates_both_included(client):
    for hora in ("2026-01-14T23:59", "2026-01-15T00:00", "2026-01-15T23:59", "2026-01-16T00:00"):
        anotar(momento=timezone.make_aware(datetime.fromisoformat(hora)))
    assert len(asientos(client, desde="2026-01-15", hasta="2026-01-15")) == 2


@pytest.mark.usefixtures("auditora")
@pytest.mark.parametrize("filtro", [{"accion": "rey"}, {"desde": "ayer"}, {"hasta": "9999-12-31"}])
def test_a_filter_that_makes_no_sense_says_so(client, filtro):
    respuesta = client.get("/panel/bitacora/", filtro)
    assert (respuesta.status_code, list(respuesta.context["filtro"].errors)) == (200, list(filtro))


@pytest.mark.usefixtures("auditora")
def test_the_lines_of_another_institution_are_not_there(client):
    anotar(en=fabricas.institucion("ISSS", "Otra"))
    assert asientos(client) == []


@pytest.mark.parametrize("rol", ["administracion", "organizacion", "consulta"])
def test_nobody_else_reads_it(client, rol):
    client.force_login(fabricas.usuario(rol))
    assert client.get("/panel/bitacora/").status_code == 403


@pytest.mark.usefixtures("auditora")
def test_a_hundred_lines_take_as_many_queries_as_one(client, django_assert_max_num_queries):
    for _vez in range(100):
        anotar()
    with django_assert_max_num_queries(8):
        client.get("/panel/bitacora/?pagina=2")
