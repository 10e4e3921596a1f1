"""People of an institution: inviting, taking roles away, the institution's own data."""

import pytest
from django.urls import reverse

from eventos.models import Bitacora, Membresia, Mensaje, Usuario
from tests import fabricas

pytestmark = pytest.mark.django_db
PERSONAS = "/panel/personas/"


@pytest.fixture
def administradora(client):
    persona = fabricas.usuario("administracion", email="jefa@prueba.invalid")
    client.force_login(persona)
    return persona


def invitar(client, email: str = "nueva@prueba.invalid", roles: tuple[str, ...] = ("registro",), **mas):
    casa = fabricas.institucion()
    return client.post(
        PERSONAS, {"institucion": casa.pk, "email": email, "nombre": "Nueva", "roles": roles} | mas, follow=True
    )


def quitar(client, membresia: Membresia):
    return client.post(reverse("eventos:panel-quitar-membresia", args=[membresia.pk]), follow=True)


@pytest.mark.usefixtures("administradora")
def test_whoever_is_new_gets_the_roles_and_no_password(client):
    invitar(client, roles=("registro", "seguimiento"))
    nueva = Usuario.objects.get(email="nueva@prueba.invalid")
    assert sorted(nueva.membresias.values_list("rol", flat=True)) == ["registro", "seguimiento"]
    assert (nueva.nombre, nueva.has_usable_password(), nueva.is_staff) == ("Nueva", False, False)


@pytest.mark.usefixtures("administradora")
def test_the_mailed_link_lets_them_choose_a_password_and_come_in(client, settings):
    invitar(client)
    mensaje = Mensaje.objects.get()
    enlace = next(p for p in mensaje.texto.split() if p.startswith(settings.SITIO_URL)).removeprefix(settings.SITIO_URL)
    client.logout()
    pagina = client.get(enlace, follow=True)
    clave = "una-clave-bien-larga-7"
    client.post(pagina.request["PATH_INFO"], {"password1": clave, "password2": clave})
    entrada = client.post("/cuentas/entrar/", {"login": "nueva@prueba.invalid", "password": clave})
    assert (mensaje.para, entrada.url) == ("nueva@prueba.invalid", "/panel/")


@pytest.mark.usefixtures("administradora")
def test_whoever_already_has_a_password_gets_the_role_and_no_mail(client):
    conocida = fabricas.usuario("consulta", email="conocida@prueba.invalid")
    invitar(client, "Conocida@Prueba.invalid")
    assert sorted(conocida.membresias.values_list("rol", flat=True)) == ["consulta", "registro"]
    assert not Mensaje.objects.exists()


@pytest.mark.usefixtures("administradora")
def test_the_answer_does_not_tell_whether_the_account_existed(client):
    otra_casa = fabricas.institucion("ISSS", "Otra")
    fabricas.usuario("consulta", en=otra_casa, email="existe@prueba.invalid")
    dichos = [
        [str(m).replace(correo, "X") for m in invitar(client, correo).context["messages"]]
        for correo in ("existe@prueba.invalid", "no-existe@prueba.invalid")
    ]
    assert dichos[0] == dichos[1]


@pytest.mark.usefixtures("administradora")
def test_inviting_twice_changes_nothing_more(client):
    invitar(client)
    antes = Bitacora.objects.count()
    invitar(client)
    assert (Membresia.objects.filter(rol="registro").count(), Bitacora.objects.count()) == (1, antes)


@pytest.mark.usefixtures("administradora")
def test_the_name_of_somebody_known_is_not_overwritten(client):
    conocida = fabricas.usuario("consulta", email="conocida@prueba.invalid")
    Usuario.objects.update(nombre="Su nombre")
    invitar(client, "conocida@prueba.invalid")
    conocida.refresh_from_db()
    assert conocida.nombre == "Su nombre"


@pytest.mark.usefixtures("administradora")
def test_the_roles_of_another_institution_are_not_given(client):
    ajena = fabricas.institucion("ISSS", "Otra")
    respuesta = invitar(client, institucion=ajena.pk)
    assert "institucion" in respuesta.context["form"].errors
    assert not Membresia.objects.filter(institucion=ajena).exists()


@pytest.mark.usefixtures("administradora")
@pytest.mark.parametrize(
    ("cambio", "campo"), [({"email": "sin-arroba"}, "email"), ({"roles": ()}, "roles"), ({"roles": ("rey",)}, "roles")]
)
def test_what_is_wrong_is_said_by_its_field(client, cambio, campo):
    assert campo in invitar(client, **cambio).context["form"].errors


@pytest.mark.usefixtures("administradora")
def test_a_role_is_taken_away_and_written_down(client):
    otra = fabricas.usuario("registro")
    respuesta = quitar(client, otra.membresias.get())
    assert (respuesta.status_code, otra.membresias.exists()) == (200, False)
    asiento = Bitacora.objects.get(accion="borrar")
    assert (asiento.objeto, asiento.objeto_id, asiento.campos) == ("rol registro", f"usuario {otra.pk}", "")


def test_the_last_one_who_administers_stays_and_is_told_why(client, administradora):
    respuesta = quitar(client, administradora.membresias.get())
    assert "Es la única persona que administra INPEP" in " ".join(str(m) for m in respuesta.context["messages"])
    assert administradora.membresias.exists()


def test_with_another_who_administers_one_may_leave(client, administradora):
    fabricas.usuario("administracion")
    quitar(client, administradora.membresias.get())
    assert not administradora.membresias.exists()


def test_one_who_cannot_sign_in_does_not_count_as_another(client, administradora):
    otra = fabricas.usuario("administracion")
    Usuario.objects.filter(pk=otra.pk).update(is_active=False)
    quitar(client, administradora.membresias.get())
    assert administradora.membresias.exists()


@pytest.mark.usefixtures("administradora")
def test_roles_of_another_institution_do_not_exist(client):
    ajena = fabricas.usuario("registro", en=fabricas.institucion("ISSS", "Otra"))
    assert quitar(client, ajena.membresias.get()).status_code == 404
    assert ajena.email not in client.get(PERSONAS).text


@pytest.mark.usefixtures("administradora")
def test_the_institution_corrects_its_name_and_contact_but_not_its_initials(client):
    casa = fabricas.institucion()
    client.post(
        reverse("eventos:panel-institucion", args=[casa.pk]),
        {"nombre": "Otro nombre", "contacto": "datos@prueba.invalid", "siglas": "XXX"},
    )
    casa.refresh_from_db()
    assert (casa.siglas, casa.nombre, casa.contacto) == ("INPEP", "Otro nombre", "datos@prueba.invalid")
    assert Bitacora.objects.get().campos == "nombre, contacto"


@pytest.mark.usefixtures("administradora")
def test_another_institution_is_not_corrected(client):
    ajena = fabricas.institucion("ISSS", "Otra")
    ruta = reverse("eventos:panel-institucion", args=[ajena.pk])
    assert client.post(ruta, {"nombre": "Mía", "contacto": ""}).status_code == 404


@pytest.mark.usefixtures("administradora")
def test_who_administers_does_not_see_events_or_registrations_for_that(client):
    assert client.get("/panel/eventos/").status_code == 403


@pytest.mark.usefixtures("administradora")
def test_thirty_people_take_as_many_queries_as_one(client, django_assert_max_num_queries):
    for _vez in range(30):
        fabricas.usuario("registro", "consulta")
    with django_assert_max_num_queries(9):
        client.get(PERSONAS)
