"""The phone and the server make and open the very same bytes. tests/js/puesto_cripto.test.js reads the same vectors."""

import json
import subprocess
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asistencia import padron, sello
from asistencia.models import Hecho
from eventos.models import Estand
from tests import fabricas
from tests.asistencia.mensajero import Telefono

JS = Path(__file__).resolve().parent.parent / "js"
VECTORES: dict[str, Any] = json.loads((JS / "vectores.json").read_text(encoding="utf-8"))


FABRICAR = """
import * as hechos from %s;
const [evento, codigo, corto, sello] = process.argv.slice(-4);
const donde = { evento, ahora: Date.now(), desfase: 0 };
const llegada = hechos.asistencia({ ...donde, codigo, personas: 2 });
console.log(JSON.stringify([
  llegada,
  hechos.asistencia({ ...donde, corto }),
  hechos.alta({ ...donde, personas: 3, sello: await cripto.sellar(sello, { nombre: "Ana", sexo: "mujer" }) }),
  hechos.conteo({ ...donde, edad: "0-11" }),
  hechos.conteo({ ...donde, ambito: "todos", personas: 40 }),
  hechos.salida({ ...donde, codigo }),
  hechos.atencion({ ...donde, estand: "vacunas", codigo }),
  hechos.anulacion({ ...donde, refiere: llegada.id, motivo: "prueba" }),
  hechos.lectura({ ...donde, razon: "desconocido", codigo: codigo.slice(1) + "0" }),
  hechos.lectura({ ...donde, razon: "otro_evento" }),
]));
"""


@pytest.fixture(autouse=True)
def _clave(settings: Any) -> None:
    settings.CLAVE_SELLO = VECTORES["clave_sello"]


def modulo(nombre: str) -> str:
    return json.dumps((JS.parent.parent / "static" / "js" / "puesto" / f"{nombre}.js").as_uri())


def en_node(programa: str, *argumentos: str) -> str:
    """What a program that imports the phone's own module prints."""
    texto = f"import * as cripto from {modulo('cripto')};\n{programa}"
    orden = ["node", "--input-type=module", "--eval", texto, "--", *argumentos]
    return subprocess.run(orden, check=True, capture_output=True, text=True).stdout.strip()


def test_the_public_key_and_the_indices_are_those_of_the_vectors() -> None:
    assert b64encode(sello.publica()).decode() == VECTORES["sello"]
    assert padron.indice(VECTORES["codigo"]) == VECTORES["indice"]
    assert padron.indice_corto(VECTORES["slug"], VECTORES["corto"]) == VECTORES["indice_corto"]


def test_the_server_opens_what_a_phone_sealed_then_and_what_one_seals_now() -> None:
    ahora = en_node(
        "const [sello, contenido] = process.argv.slice(-2);"
        "console.log(await cripto.sellar(sello, JSON.parse(contenido)));",
        VECTORES["sello"],
        json.dumps(VECTORES["contenido"]),
    )
    for sellado in (VECTORES["sellado_en_el_telefono"], ahora):
        assert json.loads(sello.abrir(b64decode(sellado, validate=True))) == VECTORES["contenido"]


def test_a_phone_opens_the_row_that_the_server_makes_now() -> None:
    fila = padron.cifrar(VECTORES["codigo"], VECTORES["slug"], VECTORES["fila"])
    abierta = en_node(
        "const [slug, codigo, otro, fila] = process.argv.slice(-4);"
        "const abiertas = [codigo, otro].map((con) => cripto.abrirFila(slug, con, fila));"
        "console.log(JSON.stringify(await Promise.all(abiertas)));",
        VECTORES["slug"],
        VECTORES["codigo"],
        VECTORES["otro_codigo"],
        fila,
    )
    assert json.loads(abierta) == [VECTORES["fila"], None]


def test_the_row_of_the_vectors_is_the_protocol_s() -> None:
    cruda = b64decode(VECTORES["fila_cifrada"])
    llave = sha256(f"convoca/fila/1|{VECTORES['codigo']}".encode()).digest()
    claro = AESGCM(llave).decrypt(cruda[:12], cruda[12:], VECTORES["slug"].encode())
    assert json.loads(claro) == VECTORES["fila"]


@pytest.mark.django_db
def test_every_fact_that_a_phone_writes_is_understood() -> None:
    evento = fabricas.evento()
    uno, otro = fabricas.inscripcion(evento), fabricas.inscripcion(evento)
    Estand.objects.create(evento=evento, slug="vacunas", nombre="Vacunas")
    llave = b64encode(sello.publica()).decode()
    escritos = json.loads(en_node(FABRICAR % modulo("hechos"), evento.slug, uno.codigo, otro.corto, llave))
    respuestas = Telefono(evento).respuestas(*escritos)
    assert [r["detalle"] for r in respuestas if r["detalle"]] == []
    assert [r["resultado"] for r in respuestas] == ["nuevo"] * 8 + ["lectura"] * 2
    assert set(Hecho.objects.filter(tipo="alta").values_list("inscripcion__nombre", flat=True)) == {"Ana"}
