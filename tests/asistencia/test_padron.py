"""The day pack: what a phone needs, and nothing that a lost phone would tell."""

import hashlib
import json
from base64 import b64decode
from datetime import timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asistencia import puestos, sello
from asistencia.models import Puesto
from eventos.models import Estand, Evento
from inscripciones import registro
from tests import fabricas
from tests.asistencia.mensajero import PADRON, Telefono

pytestmark = pytest.mark.django_db


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento()


@pytest.fixture
def telefono(evento: Evento) -> Telefono:
    return Telefono(evento)


def mitad(texto: str) -> str:
    return hashlib.sha256(texto.encode()).digest()[:8].hex()


def abrir(codigo: str, slug: str, fila: str) -> dict[str, Any]:
    """As docs/puesto.md tells it, apart from the code under test."""
    datos = b64decode(fila, validate=True)
    llave = hashlib.sha256(b"convoca/fila/1|" + codigo.encode()).digest()
    claro: dict[str, Any] = json.loads(AESGCM(llave).decrypt(datos[:12], datos[12:], slug.encode()))
    return claro


def test_the_pass_opens_its_row_and_no_other(telefono: Telefono, evento: Evento) -> None:
    ana = fabricas.inscripcion(evento, nombre="Ana Pérez", acompanantes=2)
    luis = fabricas.inscripcion(evento, nombre="Luis")
    momento = timezone.now() - timedelta(minutes=3)
    telefono.una(telefono.asistencia(ana, momento=momento))
    (dado,) = telefono.padron().json()["eventos"]
    fila = dado["filas"][mitad(f"convoca/indice/1|{ana.codigo}")]
    llegada = timezone.localtime(momento).isoformat()
    assert abrir(ana.codigo, evento.slug, fila) == {
        "n": "Ana Pérez", "e": "confirmada", "a": 2, "k": ana.corto, "l": [[llegada, "Entrada norte"]],
    }  # fmt: skip
    for codigo, slug in ((luis.codigo, evento.slug), (ana.codigo, "otro")):
        with pytest.raises(InvalidTag):
            abrir(codigo, slug, fila)
    assert dado["cortos"][mitad(f"convoca/corto/1|{evento.slug}|{ana.corto}")] == {
        "e": "confirmada", "a": 2, "l": [llegada],
    }  # fmt: skip


def test_the_pack_says_nothing_of_anybody(telefono: Telefono, evento: Evento) -> None:
    quien = fabricas.inscripcion(evento, nombre="Ana Pérez", telefono="+50370123456")
    otra = fabricas.inscripcion(fabricas.evento(), nombre="Berta")
    texto = telefono.padron().content.decode()
    secretos = [v for i in (quien, otra) for v in (i.codigo, i.clave, i.corto, i.telefono, i.nombre) if v]
    assert [s for s in secretos if s in texto] == []


def test_the_pack_has_what_a_day_without_signal_needs(evento: Evento) -> None:
    Evento.objects.filter(pk=evento.pk).update(controla_salidas=True)
    Estand.objects.create(evento=evento, nombre="Presión arterial", slug="presion")
    segundo = fabricas.evento(jornadas=2)
    dicho = Telefono(evento, segundo).padron().json()
    assert b64decode(dicho["sello"]) == sello.publica()
    assert dicho["puesto"]["tipo"] == "entrada"
    por_slug = {e["slug"]: e for e in dicho["eventos"]}
    assert set(por_slug) == {evento.slug, segundo.slug}
    assert por_slug[evento.slug]["estands"] == [{"slug": "presion", "nombre": "Presión arterial"}]
    assert por_slug[evento.slug]["controla_salidas"] is True
    assert len(por_slug[segundo.slug]["jornadas"]) == 2


def test_passes_of_other_events_near_in_time_are_known_by_their_title(telefono: Telefono) -> None:
    cerca = fabricas.inscripcion(fabricas.evento(titulo="Otra cosa"))
    lejos = fabricas.inscripcion(fabricas.evento(inicio=timezone.now() + timedelta(days=40)))
    oculto = fabricas.inscripcion(fabricas.evento(estado=Evento.Estado.BORRADOR))
    ajeno = fabricas.inscripcion(fabricas.evento(en=fabricas.institucion("ISSS", "Otra")))
    otros = telefono.padron().json()["otros"]
    assert otros == {mitad(f"convoca/indice/1|{cerca.codigo}"): "Otra cosa"}
    assert not {mitad(f"convoca/indice/1|{i.codigo}") for i in (lejos, oculto, ajeno)} & set(otros)


def test_what_did_not_change_is_not_sent_and_no_row_is_read(telefono: Telefono, evento: Evento) -> None:
    fabricas.inscripcion(evento)
    primera = telefono.padron()
    etag = primera.headers["ETag"]
    assert etag == f'"{primera.json()["version"]}"'
    with CaptureQueriesContext(connection) as vistas:
        segunda = telefono.padron(**{"If-None-Match": etag})
    assert (segunda.status_code, segunda.content) == (304, b"")
    assert segunda.headers["ETag"] == etag
    leidas = [v["sql"] for v in vistas if '"codigo"' in v["sql"].split("FROM")[0] and "inscripcion" in v["sql"]]
    assert leidas == []


def test_whatever_the_phone_should_know_changes_the_version(telefono: Telefono, evento: Evento) -> None:
    otro = fabricas.evento()
    inscripcion = fabricas.inscripcion(evento)
    cambios = [
        lambda: fabricas.inscripcion(evento),
        lambda: registro.cancelar(inscripcion),
        lambda: fabricas.llegada(inscripcion),
        lambda: fabricas.inscripcion(otro),
        lambda: Evento.objects.filter(pk=evento.pk).update(titulo="Otro título"),
        lambda: Estand.objects.create(evento=evento, nombre="X", slug="x"),
        lambda: Puesto.objects.update(nombre="Sur"),
        lambda: evento.jornadas.update(fin=timezone.now() + timedelta(hours=9)),
    ]
    versiones = [telefono.padron().headers["ETag"]]
    for cambiar in cambios:
        cambiar()
        versiones.append(telefono.padron().headers["ETag"])
    assert len(set(versiones)) == len(cambios) + 1


def test_queries_do_not_grow_with_the_people(telefono: Telefono, evento: Evento) -> None:
    def cuantas() -> int:
        with CaptureQueriesContext(connection) as vistas:
            telefono.padron()
        return len(vistas)

    fabricas.llegada(fabricas.inscripcion(evento), puesto=telefono.puesto)
    una = cuantas()
    for _n in range(15):
        fabricas.llegada(fabricas.inscripcion(evento), puesto=telefono.puesto)
    assert cuantas() == una


@pytest.mark.parametrize("final", ["revocado", "vencido", "desconocido", "sin nada", "otro esquema"])
def test_whoever_is_not_a_phone_in_service_reads_nothing(telefono: Telefono, final: str) -> None:
    if final == "revocado":
        puestos.revocar(telefono.puesto, fabricas.usuario("organizacion"), timezone.now())
    if final == "vencido":
        Puesto.objects.update(hasta=timezone.now())
    cabeceras = {
        "desconocido": {"Authorization": "Bearer " + "0" * 26},
        "sin nada": {},
        "otro esquema": {"Authorization": f"Basic {telefono.portador}"},
    }.get(final, telefono.cabecera)
    respuesta = telefono.client.get(PADRON, headers=cabeceras)
    assert (respuesta.status_code, respuesta.json()) == (401, {"detail": "Unauthorized"})
