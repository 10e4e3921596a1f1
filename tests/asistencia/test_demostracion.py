"""The demonstration: true to its word, made anew only while nobody touched it, and never near real data."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from asistencia.demostracion import huella
from asistencia.models import Acta, Comentario, Hecho
from asistencia.participacion import consulta
from eventos.models import Bitacora, Evento, Institucion, Mensaje, Usuario
from inscripciones.models import Inscripcion
from tests import fabricas

pytestmark = pytest.mark.django_db


def correr() -> str:
    salida = io.StringIO()
    call_command("demostracion", stdout=salida)
    return salida.getvalue()


@pytest.fixture(scope="module")
def montada(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Built once for this file; each test works inside a savepoint of its own. What its run printed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield correr()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _sobre_la_misma(montada: str, db: None) -> None:
    pass


def manana() -> str:
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        return correr()


def clave(dicho: str) -> str:
    return re.search(r"clave (\S+)", dicho)[1]  # type: ignore[index]


def eventos_de_la_demostracion() -> set[int]:
    return set(Evento.objects.filter(institucion__demostracion=True).values_list("pk", flat=True))


def test_it_shows_every_state_of_everything():
    ahora = timezone.now()
    eventos = Evento.objects.con_fechas()
    assert set(Institucion.objects.values_list("siglas", flat=True)) == {"Caja Mutual", "INPEP", "ISSS", "MOP"}
    assert {e.fase(ahora) for e in eventos} == {
        "borrador", "publicado", "en-curso", "realizado", "cerrado", "cancelado",
    }  # fmt: skip
    assert set(Comentario.objects.values_list("estado", flat=True)) == set(Comentario.Estado.values)
    assert set(Comentario.objects.values_list("tipo", flat=True)) == set(Comentario.Tipo.values)
    assert Hecho.objects.por_revisar().exists()
    assert Hecho.objects.filter(acta_version__gte=1).exists()
    assert Acta.objects.filter(version=2).exists()
    assert Acta.objects.filter(sin_dato=True).exists()
    assert {"qr", "autorregistro", "mesa", "papel", "conteo"} <= set(Hecho.objects.values_list("metodo", flat=True))


def test_all_that_it_made_says_that_it_is_invented():
    assert not Institucion.objects.filter(demostracion=False).exists()
    assert all(
        t.startswith("+5030000") for t in Inscripcion.objects.exclude(telefono="").values_list("telefono", flat=True)
    )
    assert all(
        c.endswith("@ejemplo.invalid") for c in Inscripcion.objects.exclude(correo="").values_list("correo", flat=True)
    )
    assert not Mensaje.objects.exists()


def test_the_period_of_the_real_report_is_left_free():
    """Somebody who imports a published report into the demonstration finds its totals and nothing more."""
    desde, hasta = (timezone.datetime(2019, 11, 1).date(), timezone.datetime(2020, 1, 31).date())  # type: ignore[attr-defined]
    assert consulta.totales(desde, hasta, timezone.now()).total.eventos == 0


def test_every_account_signs_in_with_the_password_of_this_run(montada):
    for usuario in Usuario.objects.all():
        assert usuario.email in montada
        assert Client().login(email=usuario.email, password=clave(montada))


def test_a_second_run_at_once_only_renews_the_passwords(montada):
    habia = eventos_de_la_demostracion()
    segunda = correr()
    assert eventos_de_la_demostracion() == habia
    assert clave(montada) != clave(segunda)
    assert not Client().login(email="organizacion@inpep.example", password=clave(montada))


def test_the_next_day_it_is_made_anew_without_touching_a_real_institution():
    real = fabricas.evento(en=fabricas.institucion("UES"))
    habia = eventos_de_la_demostracion()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        correr()
        assert not habia & eventos_de_la_demostracion()
        assert [e for e in Evento.objects.con_fechas() if e.fase(timezone.now()) == "en-curso" and e.pk != real.pk]
    assert Evento.objects.filter(pk=real.pk).exists()
    assert Bitacora.objects.filter(objeto=huella.OBJETO).count() == 1


def _inscribe(evento: Evento) -> None:
    fabricas.inscripcion(evento)


def _cuenta(evento: Evento) -> None:
    fabricas.conteo(evento)


def _cambia(evento: Evento) -> None:
    Evento.objects.filter(pk=evento.pk).update(resumen="Otra cosa.")


def _responde(evento: Evento) -> None:
    Comentario.objects.filter(estado="recibido").update(estado="turnado")


def _agrega(evento: Evento) -> None:
    fabricas.usuario("consulta", en=evento.institucion)


@pytest.mark.parametrize("hacer", [_inscribe, _cuenta, _cambia, _responde, _agrega])
def test_once_somebody_changed_it_it_stays_as_it_is(hacer):
    hacer(Evento.objects.get(titulo="Cine fórum: La película y la charla"))
    habia = eventos_de_la_demostracion()
    dicho = manana()
    assert "se deja como está" in dicho
    assert "organizacion@inpep.example" in dicho
    assert eventos_de_la_demostracion() == habia


def test_where_there_is_real_work_nobody_gets_the_keys_of_the_back_office_from_it():
    fabricas.institucion("UES")
    antes = Usuario.objects.get(is_superuser=True).password
    assert "admin@convoca.example" not in correr()
    assert Usuario.objects.get(is_superuser=True).password == antes


def test_where_one_of_its_institutions_is_real_nothing_is_loaded():
    Institucion.objects.filter(siglas="INPEP").update(demostracion=False)
    habia = Evento.objects.count()
    assert "INPEP ya es una institución de verdad" in manana()
    assert Evento.objects.count() == habia


def test_an_account_with_a_place_in_a_real_institution_keeps_its_password():
    usuario = Usuario.objects.get(email="consulta@inpep.example")
    usuario.membresias.create(institucion=fabricas.institucion("UES"), rol="cifras")
    antes = usuario.password
    dicho = correr()
    usuario.refresh_from_db()
    assert usuario.password == antes
    assert usuario.email not in dicho
