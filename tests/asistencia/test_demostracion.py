"""The demonstration: true to its word, made anew only while nobody touched it, and never near real data."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

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


def clave(dicho: str) -> str:
    return re.search(r"clave (\S+)", dicho)[1]  # type: ignore[index]


def eventos_de_la_demostracion() -> set[int]:
    return set(Evento.objects.filter(institucion__demostracion=True).values_list("pk", flat=True))


def test_it_shows_every_state_of_everything():
    correr()
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
    correr()
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
    correr()
    desde, hasta = (timezone.datetime(2019, 11, 1).date(), timezone.datetime(2020, 1, 31).date())  # type: ignore[attr-defined]
    assert consulta.totales(desde, hasta, timezone.now()).total.eventos == 0


def test_every_account_signs_in_with_the_password_of_this_run():
    dicho = correr()
    for usuario in Usuario.objects.all():
        assert usuario.email in dicho
        assert Client().login(email=usuario.email, password=clave(dicho))


def test_a_second_run_at_once_only_renews_the_passwords():
    primera = correr()
    habia = eventos_de_la_demostracion()
    segunda = correr()
    assert eventos_de_la_demostracion() == habia
    assert clave(primera) != clave(segunda)
    assert not Client().login(email="organizacion@inpep.example", password=clave(primera))


def test_the_next_day_it_is_made_anew_and_there_is_something_today():
    correr()
    habia = eventos_de_la_demostracion()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        correr()
        assert not habia & eventos_de_la_demostracion()
        assert [e for e in Evento.objects.con_fechas() if e.fase(timezone.now()) == "en-curso"]
    assert Bitacora.objects.filter(objeto=huella.OBJETO).count() == 1


@pytest.mark.parametrize("que", ["inscribe", "cuenta", "cambia", "responde", "agrega"])
def test_once_somebody_changed_it_it_stays_as_it_is(que):
    correr()
    evento = Evento.objects.get(titulo="Cine fórum: La película y la charla")
    if que == "inscribe":
        fabricas.inscripcion(evento)
    elif que == "cuenta":
        fabricas.conteo(Evento.objects.get(titulo="Feria de salud en el parque de Ilobasco"))
    elif que == "cambia":
        Evento.objects.filter(pk=evento.pk).update(resumen="Otra cosa.")
    elif que == "responde":
        Comentario.objects.filter(estado="recibido").update(estado="turnado")
    else:
        fabricas.usuario("consulta", en=evento.institucion)
    habia = eventos_de_la_demostracion()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        dicho = correr()
    assert "se deja como está" in dicho
    assert "organizacion@inpep.example" in dicho
    assert eventos_de_la_demostracion() == habia


def test_a_real_institution_is_never_touched():
    real = fabricas.evento(en=fabricas.institucion("UES"))
    correr()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        correr()
    assert Evento.objects.filter(pk=real.pk).exists()
    # Where there is real work, nobody gets the keys of the back office from a demonstration.
    assert not Usuario.objects.filter(is_superuser=True).exists()


def test_where_one_of_its_institutions_is_real_nothing_is_loaded():
    fabricas.institucion("INPEP")
    assert "INPEP ya es una institución de verdad" in correr()
    assert not Institucion.objects.filter(demostracion=True).exists()


def test_an_account_with_a_place_in_a_real_institution_keeps_its_password():
    correr()
    usuario = Usuario.objects.get(email="consulta@inpep.example")
    usuario.membresias.create(institucion=fabricas.institucion("UES"), rol="cifras")
    antes = usuario.password
    dicho = correr()
    usuario.refresh_from_db()
    assert usuario.password == antes
    assert usuario.email not in dicho
