"""Signing in: what a person sees when it goes well, and when it does not."""

import pytest
from django.core.cache import cache

from eventos.models import Mensaje, Usuario
from eventos.registros import sin_codigos
from tests import fabricas

pytestmark = pytest.mark.django_db
CORREO = "ana@prueba.invalid"


@pytest.fixture(autouse=True)
def _sin_intentos():
    """allauth counts attempts in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def ana() -> Usuario:
    return fabricas.usuario("organizacion", email=CORREO)


def entrar(client, clave: str = fabricas.CLAVE, correo: str = CORREO, **mas):
    return client.post("/cuentas/entrar/", {"login": correo, "password": clave} | mas)


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize("correo", [CORREO, "Ana@Prueba.Invalid"])
def test_the_right_password_leads_to_the_panel(client, correo):
    assert entrar(client, correo=correo).url == "/panel/"


@pytest.mark.usefixtures("ana")
def test_one_comes_back_to_where_one_was_going(client):
    pedida = client.get("/panel/eventos/?ver=todos")
    assert pedida.url == "/cuentas/entrar/?next=/panel/eventos/%3Fver%3Dtodos"
    assert entrar(client, next="/panel/eventos/?ver=todos").url == "/panel/eventos/?ver=todos"


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize("afuera", ["https://otro.example/", "//otro.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client, afuera):
    assert entrar(client, next=afuera).url == "/panel/"


@pytest.mark.usefixtures("ana")
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    dichos = [
        list(entrar(client, "otra-clave").context["form"].non_field_errors()),
        list(entrar(client, correo="nadie@prueba.invalid").context["form"].non_field_errors()),
    ]
    assert dichos[0] == dichos[1] != []


@pytest.mark.usefixtures("ana")
def test_what_was_typed_is_kept_but_not_the_password(client):
    pagina = entrar(client, "clave-equivocada").text
    assert (CORREO in pagina, "clave-equivocada" in pagina) == (True, False)


@pytest.mark.usefixtures("ana")
def test_too_many_tries_are_told_to_wait(client):
    estados = {entrar(client, f"mala-{n}", correo=f"n{n}@prueba.invalid").status_code for n in range(40)}
    respuesta = entrar(client)
    assert 429 in {*estados, respuesta.status_code}


def test_somebody_who_may_not_sign_in_is_not_let_in(client, ana):
    Usuario.objects.update(is_active=False)
    entrar(client)
    assert client.get("/panel/").status_code == 302


def test_signing_up_is_closed(client):
    respuesta = client.get("/cuentas/nueva/")
    datos = {"email": CORREO, "password1": fabricas.CLAVE, "password2": fabricas.CLAVE}
    client.post("/cuentas/nueva/", datos)
    assert (respuesta.status_code, Usuario.objects.exists()) == (200, False)


@pytest.mark.usefixtures("ana")
def test_a_forgotten_password_is_mailed_through_the_outbox(client):
    client.post("/cuentas/clave/olvidada/", {"email": CORREO})
    mensaje = Mensaje.objects.get()
    assert (mensaje.para, "/cuentas/clave/nueva/" in mensaje.texto) == (CORREO, True)


@pytest.mark.usefixtures("ana")
def test_the_link_leads_to_this_house_whatever_host_was_asked(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/cuentas/clave/olvidada/", {"email": CORREO}, HTTP_HOST="otro.example")
    texto = Mensaje.objects.get().texto
    assert ("otro.example" in texto, f"{settings.SITIO_URL}/cuentas/clave/nueva/" in texto) == (False, True)


@pytest.mark.usefixtures("ana")
def test_an_unknown_address_gets_the_same_answer_and_no_mail(client):
    conocida = client.post("/cuentas/clave/olvidada/", {"email": CORREO})
    desconocida = client.post("/cuentas/clave/olvidada/", {"email": "nadie@prueba.invalid"})
    assert (conocida.status_code, conocida.url) == (desconocida.status_code, desconocida.url)
    assert Mensaje.objects.count() == 1


def test_a_link_that_does_not_work_says_so(client):
    respuesta = client.get("/cuentas/clave/nueva/2-abc-def/")
    assert "ya no sirve" in respuesta.text


def test_leaving_asks_first_and_then_ends_the_session(client, ana):
    client.force_login(ana)
    assert client.get("/cuentas/salir/").status_code == 200
    client.post("/cuentas/salir/")
    assert client.get("/panel/").status_code == 302


def test_a_form_sent_after_the_session_ended_says_so(client):
    respuesta = client.post("/panel/eventos/nuevo/", {"titulo": "x"})
    assert respuesta.status_code == 403


@pytest.mark.parametrize("pagina", ["entrar", "salir", "nueva", "clave/olvidada", "clave/olvidada/enviada", "inactiva"])
def test_every_page_of_accounts_is_valid_and_in_spanish(client, pagina, validar_html):
    respuesta = client.get(f"/cuentas/{pagina}/", follow=True)
    assert 'lang="es-SV"' in respuesta.text
    validar_html(respuesta.text)


@pytest.mark.parametrize(
    ("linea", "escrita"),
    [
        ("GET /i/7K3MABC/pase.png", "GET /i/***/pase.png"),
        ("GET /p/7K3MABC/", "GET /p/***/"),
        ("GET /o/7K3MABCDE/", "GET /o/***/"),
        ("GET /panel/voces/7K3MABCDE/", "GET /panel/voces/***/"),
        ("GET /cuentas/clave/nueva/2-d6y1vx-5f/", "GET /cuentas/clave/nueva/***/"),
        ("GET /panel/eventos/?titulo=ana", "GET /panel/eventos/?***"),
        ("GET /panel/eventos/feria/", "GET /panel/eventos/feria/"),
    ],
)
def test_codes_are_masked_in_the_log(linea, escrita):
    assert sin_codigos(linea) == escrita
