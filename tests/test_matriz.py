"""Every URL × role × own or other institution × verb, from the URL list itself. A URL nobody wrote a rule for fails."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from eventos.models import Difusion, Membresia, Usuario
from tests import fabricas

ROLES = list(Membresia.Rol.values)
VERBOS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NADIE: frozenset[str] = frozenset()

# Who may, written by hand and apart from permisos.py. Public URLs: verb -> status for anybody.
PUBLICAS: dict[str, dict[str, int]] = {
    "eventos:agenda": {"GET": 200},
    "eventos:evento": {"GET": 200},
    "eventos:evento-ics": {"GET": 200},
    "eventos:territorio": {"GET": 200},
    "eventos:privacidad": {"GET": 200},
    "eventos:accesibilidad": {"GET": 200},
    "eventos:healthz": {"GET": 200},
    "inscripciones:enlace-corto": {"GET": 302},
    "inscripciones:inscripcion": {"GET": 200, "POST": 200},
    "inscripciones:mi-registro": {"GET": 200},
    "inscripciones:pase-png": {"GET": 200},
    "inscripciones:pase-svg": {"GET": 200},
    "inscripciones:cancelar": {"POST": 302},
    "asistencia:llegada": {"GET": 200, "POST": 200},
    "asistencia:opinar": {"GET": 200, "POST": 200},
    "asistencia:buscar-folio": {"GET": 200, "POST": 200},
    "asistencia:folio": {"GET": 200},
    # The pass: a page for anybody, the check-in for staff of its institution (tests/asistencia/test_puerta.py).
    "asistencia:pase": {"GET": 200, "POST": 403},
    "asistencia:transparencia": {"GET": 200},
    "set_language": {"POST": 302},
    "account_signup": {"GET": 200, "POST": 200},
    "account_inactive": {"GET": 200},
    "account_reset_password": {"GET": 200, "POST": 200},
    "account_reset_password_done": {"GET": 200},
    "account_reset_password_from_key": {"GET": 200},
    "account_reset_password_from_key_done": {"GET": 200},
}


class Guardada(NamedTuple):
    """Roles by verb. `objeto`: the URL names something of INPEP, which does not exist for others (404)."""

    get: frozenset[str] = NADIE
    post: frozenset[str] = NADIE
    objeto: bool = False
    # Roles that pass the door of the view and still find nothing there.
    vacio: frozenset[str] = NADIE

    def roles(self, verbo: str) -> frozenset[str]:
        return self.post if verbo == "POST" else self.get if verbo in ("GET", "HEAD") else NADIE


def de(*roles: str) -> frozenset[str]:
    return frozenset(roles)


TODOS = frozenset(ROLES)
GUARDADAS: dict[str, Guardada] = {
    "eventos:hoy": Guardada(get=TODOS),
    "eventos:panel-eventos": Guardada(get=de("organizacion", "registro", "cifras")),
    "eventos:panel-nuevo": Guardada(get=de("organizacion"), post=de("organizacion")),
    "eventos:panel-evento": Guardada(get=de("organizacion", "registro", "cifras"), objeto=True),
    "eventos:panel-editar": Guardada(get=de("organizacion"), post=de("organizacion"), objeto=True),
    "eventos:panel-publicar": Guardada(post=de("organizacion"), objeto=True),
    "eventos:panel-retirar": Guardada(post=de("organizacion"), objeto=True),
    "eventos:panel-cancelar": Guardada(post=de("organizacion"), objeto=True),
    "eventos:panel-afiche": Guardada(get=de("organizacion", "registro", "cifras"), objeto=True),
    "eventos:panel-personas": Guardada(get=de("administracion"), post=de("administracion")),
    "eventos:panel-quitar-membresia": Guardada(post=de("administracion"), objeto=True),
    "eventos:panel-institucion": Guardada(get=de("administracion"), post=de("administracion"), objeto=True),
    "eventos:panel-bitacora": Guardada(get=de("auditoria")),
    "inscripciones:panel-inscripciones": Guardada(get=de("organizacion", "registro"), objeto=True),
    "asistencia:panel-puerta": Guardada(get=de("organizacion", "registro"), objeto=True),
    "asistencia:panel-alta": Guardada(
        get=de("organizacion", "registro"), post=de("organizacion", "registro"), objeto=True
    ),
    "asistencia:panel-conteo": Guardada(post=de("organizacion", "registro"), objeto=True),
    "asistencia:panel-anular": Guardada(post=de("organizacion", "registro"), objeto=True),
    "asistencia:panel-revisar": Guardada(post=de("organizacion"), objeto=True),
    "asistencia:panel-cierre": Guardada(
        get=de("organizacion", "cifras", "consulta"), post=de("organizacion"), objeto=True
    ),
    "asistencia:panel-rectificar": Guardada(post=de("cifras"), objeto=True),
    "asistencia:panel-cifras": Guardada(get=de("organizacion", "cifras", "consulta")),
    "asistencia:panel-historico": Guardada(get=de("cifras"), post=de("cifras")),
    "asistencia:panel-voces": Guardada(get=de("seguimiento", "denuncias")),
    "asistencia:panel-voz": Guardada(get=de("seguimiento"), post=de("seguimiento"), objeto=True, vacio=de("denuncias")),
}
# Of a library that decides by itself; their own tests are in tests/eventos/test_cuentas.py.
DE_CUENTAS = {"account_login", "account_logout", "account_change_password", "account_reauthenticate"}


def nombres(patrones: list[Any], prefijo: str = "") -> Iterator[str]:
    for patron in patrones:
        if isinstance(patron, URLResolver):
            espacio = f"{patron.namespace}:" if patron.namespace else ""
            yield from nombres(patron.url_patterns, prefijo + espacio)
        elif isinstance(patron, URLPattern):
            yield f"{prefijo}{patron.name}"


NOMBRES = list(nombres(get_resolver().url_patterns))
PROPIOS = [n for n in NOMBRES if not n.startswith("admin:") and n not in DE_CUENTAS]


@pytest.fixture
def direcciones() -> dict[str, str]:
    """One real address for each URL, all about things of INPEP."""
    evento = fabricas.evento()
    inscripcion = fabricas.inscripcion(evento)
    alguien = fabricas.usuario("consulta")
    valores = {
        "corto": Difusion.objects.get(evento=evento).corto,
        "clave": inscripcion.clave,
        "codigo": inscripcion.codigo,
        "folio": fabricas.comentario(evento).folio,
        "slug": evento.slug,
        "pk": None,
        "uidb36": "1",
        "key": "a-b",
    }
    pks = {
        "eventos:panel-quitar-membresia": alguien.membresias.get().pk,
        "eventos:panel-institucion": evento.institucion_id,
    }
    direcciones = {}
    for nombre in PROPIOS:
        pedidos = get_resolver().reverse_dict
        for parametros in _parametros(nombre, pedidos):
            direcciones[nombre] = reverse(
                nombre, kwargs={p: pks.get(nombre) if p == "pk" else valores[p] for p in parametros}
            )
    return direcciones


def _parametros(nombre: str, _pedidos: Any) -> Iterator[list[str]]:
    resolutor: Any = get_resolver()
    *espacios, final = nombre.split(":")
    for espacio in espacios:
        resolutor = resolutor.namespace_dict[espacio][1]
    posibles, *_ = resolutor.reverse_dict.getlist(final)
    yield posibles[0][0][1]


cliente = Client()


def pedir(persona: Usuario | None, verbo: str, url: str) -> Any:
    """The answer, with whatever it changed undone."""
    cliente.cookies.clear()
    with transaction.atomic():
        if persona:
            cliente.force_login(persona)
        respuesta = cliente.generic(verbo, url)
        transaction.set_rollback(True)
    return respuesta


def es_pagina_en_espanol(respuesta: Any) -> bool:
    return b'lang="es-SV"' in respuesta.content and b"<h1" in respuesta.content


def test_every_url_has_a_written_rule() -> None:
    assert set(PROPIOS) == set(PUBLICAS) | set(GUARDADAS)


def test_a_view_without_a_rule_is_refused() -> None:
    from eventos.permisos import regla_de

    assert regla_de(lambda request: None, "nueva") is None


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", sorted(PUBLICAS))
def test_public_url(nombre: str, direcciones: dict[str, str]) -> None:
    url = direcciones[nombre]
    esperado = PUBLICAS[nombre]
    vistos = {v: pedir(None, v, url).status_code for v in VERBOS if v in esperado}
    assert vistos == esperado


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", sorted(n for n in PUBLICAS if n.startswith(("eventos", "inscr", "asis"))))
def test_public_url_with_the_wrong_verb(nombre: str, direcciones: dict[str, str]) -> None:
    for verbo in VERBOS:
        if verbo not in PUBLICAS[nombre] and not (verbo == "HEAD" and "GET" in PUBLICAS[nombre]):
            respuesta = pedir(None, verbo, direcciones[nombre])
            assert (respuesta.status_code, es_pagina_en_espanol(respuesta) or verbo == "HEAD") == (405, True), verbo


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", sorted(GUARDADAS))
def test_guarded_url_for_a_stranger(nombre: str, direcciones: dict[str, str]) -> None:
    url = direcciones[nombre]
    for verbo in VERBOS:
        respuesta = pedir(None, verbo, url)
        if verbo in ("GET", "HEAD"):
            assert (respuesta.status_code, respuesta.headers["Location"].split("?")[0]) == (302, "/cuentas/entrar/")
        else:
            assert (respuesta.status_code, es_pagina_en_espanol(respuesta)) == (403, True)


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", sorted(GUARDADAS))
def test_guarded_url_by_role(nombre: str, direcciones: dict[str, str]) -> None:
    regla = GUARDADAS[nombre]
    url = direcciones[nombre]
    entran = regla.get | regla.post | regla.vacio
    for rol in [*ROLES, ""]:
        persona = fabricas.usuario(*([rol] if rol else []))
        for verbo in ("GET", "POST", "PUT", "DELETE"):
            respuesta = pedir(persona, verbo, url)
            visto = respuesta.status_code
            if rol not in entran:
                assert visto == 403, (rol, verbo)
            elif not regla.roles(verbo):
                assert visto == 405, (rol, verbo)
            elif rol in regla.vacio:
                assert visto == 404, (rol, verbo)
            elif rol in regla.roles(verbo):
                assert visto in (200, 302), (rol, verbo)
            else:
                assert visto == 403, (rol, verbo)
            if visto >= 400 and verbo != "HEAD":
                assert es_pagina_en_espanol(respuesta), (rol, verbo)


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", sorted(n for n, r in GUARDADAS.items() if r.objeto))
def test_what_belongs_to_another_institution_does_not_exist(nombre: str, direcciones: dict[str, str]) -> None:
    regla = GUARDADAS[nombre]
    otra = fabricas.institucion("ISSS", "Otra institución")
    for rol in ROLES:
        persona = fabricas.usuario(rol, en=otra)
        for verbo in ("GET", "POST"):
            visto = pedir(persona, verbo, direcciones[nombre]).status_code
            if rol not in regla.get | regla.post | regla.vacio:
                assert visto == 403, (rol, verbo)
            else:
                assert visto == (404 if regla.roles(verbo) else 405), (rol, verbo)


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", sorted(n for n in NOMBRES if n.startswith("admin:") and n != "admin:None"))
def test_the_back_office_is_closed_to_every_role(nombre: str) -> None:
    persona = fabricas.usuario(*ROLES)
    try:
        url = reverse(nombre)
    except Exception:
        url = "/admin/eventos/institucion/1/change/"
    vistos = {pedir(quien, "GET", url).status_code for quien in (None, persona)}
    assert vistos <= {301, 302, 403, 404}
    assert 200 not in vistos


def test_nobody_may_do_anything_without_a_membership() -> None:
    from eventos.permisos import capacidades

    assert capacidades(AnonymousUser()) == {}


@pytest.mark.django_db
def test_an_address_that_does_not_exist_gets_a_helpful_page(client: Client) -> None:
    respuesta = client.get("/no/existe/")
    assert (respuesta.status_code, es_pagina_en_espanol(respuesta)) == (404, True)


@pytest.mark.django_db
def test_a_form_sent_after_the_session_ended_says_so(client: Client) -> None:
    respuesta = client.post("/panel/eventos/nuevo/", {"titulo": "Algo"})
    assert "sesión" in respuesta.content.decode()
