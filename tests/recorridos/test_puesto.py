"""The phone at the door, in a real browser whose camera films a pass."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from asistencia import cierre, puestos
from asistencia.models import Hecho, Lectura, Puesto
from eventos import codigos
from eventos.models import Estand, Evento
from inscripciones import pases
from inscripciones.models import Inscripcion
from tests import fabricas
from tests.conftest import Camara

pytestmark = pytest.mark.django_db(transaction=True)


def enlace(puesto: Puesto) -> str:
    """What the panel's QR says: the one-time address that makes a phone this Puesto."""
    token = codigos.secreto()
    ahora = timezone.now()
    Puesto.objects.filter(pk=puesto.pk).update(
        enrolar_huella=puestos.huella(token), enrolar_hasta=ahora + puestos.ENROLAR_VALE
    )
    return f"/puesto/#{token}"


def enrolar(telefono: BrowserContext, puesto: Puesto) -> Page:
    pagina = telefono.new_page()
    pagina.goto(enlace(puesto))
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Listo para trabajar sin señal")
    return pagina


def a_la_puerta(telefono: BrowserContext, puesto: Puesto) -> Page:
    pagina = enrolar(telefono, puesto)
    pagina.get_by_role("button", name="Empezar").click()
    return pagina


def subido(pagina: Page) -> None:
    expect(pagina.locator("#subida")).to_have_text("Todo guardado y subido", timeout=15_000)


def palabra(pagina: Page, texto: str) -> None:
    expect(pagina.locator(".veredicto h1")).to_have_text(texto)


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento()


@pytest.fixture
def puesto(evento: Evento) -> Puesto:
    return fabricas.puesto(evento)


def test_a_valid_pass_before_the_camera_is_in(
    nuevo_telefono: Callable[..., BrowserContext], camara: Camara, evento: Evento, puesto: Puesto
) -> None:
    persona = fabricas.inscripcion(evento, nombre="Rosa Persona", acompanantes=1)
    camara.mostrar(pases.enlace(persona.codigo))
    pagina = a_la_puerta(nuevo_telefono(), puesto)
    palabra(pagina, "Adelante")
    expect(pagina.get_by_text("Rosa Persona")).to_be_visible()
    subido(pagina)
    assert list(Hecho.objects.values_list("tipo", "inscripcion", "personas", "metodo")) == [
        ("asistencia", persona.pk, 2, "qr")
    ]


def ante_la_camara(pagina: Page, camara: Camara, texto: str) -> None:
    """Somebody else holds a pass up: the camera is opened again, and films that one."""
    pagina.get_by_role("button", name="Contar sin inscribir").click()
    camara.mostrar(texto)
    pagina.get_by_role("button", name="Escanear").click()


def mirar(pagina: Page, revisar_axe: Callable[[Page], None]) -> None:
    """By night and by day: nothing for axe to object to, nothing wider than the phone."""
    for tema in ("dia", "noche"):
        pagina.evaluate("tema => { document.documentElement.className = tema; }", tema)
        revisar_axe(pagina)
        assert pagina.evaluate("document.documentElement.scrollWidth") == 360


def con_estado(evento: Evento, estado: str) -> Inscripcion:
    persona = fabricas.inscripcion(evento, nombre=f"Persona {estado}")
    Inscripcion.objects.filter(pk=persona.pk).update(estado=estado)
    return persona


def test_every_verdict_before_the_camera(
    nuevo_telefono: Callable[..., BrowserContext],
    camara: Camara,
    evento: Evento,
    puesto: Puesto,
    revisar_axe: Callable[[Page], None],
) -> None:
    otro = fabricas.evento(titulo="La feria de salud")
    quien_llego = fabricas.inscripcion(evento)
    fabricas.llegada(quien_llego)
    casos = [
        (pases.enlace(quien_llego.codigo), "Ya entró", "No entra"),
        (pases.enlace(fabricas.inscripcion(otro).codigo), "Otro evento", "No entra"),
        (pases.enlace(con_estado(evento, "cancelada").codigo), "Canceló", "Entra de todas formas"),
        (pases.enlace(con_estado(evento, "en_espera").codigo), "En espera", "No entra"),
        (pases.enlace(codigos.secreto()), "Sin confirmar", "No entra"),
        (pases.enlace(fabricas.inscripcion(evento, acompanantes=1).codigo), "Adelante", "Seguir"),
        ("https://ejemplo.invalid/", "No es un pase", "Seguir"),
    ]
    camara.mostrar("https://ejemplo.invalid/")
    pagina = enrolar(nuevo_telefono(), puesto)
    mirar(pagina, revisar_axe)
    pagina.get_by_role("button", name="Empezar").click()
    palabra(pagina, "No es un pase")
    pagina.get_by_role("button", name="Seguir").click()
    expect(pagina.get_by_role("button", name="Linterna")).to_be_hidden()
    mirar(pagina, revisar_axe)
    for texto, dicho, boton in casos:
        ante_la_camara(pagina, camara, texto)
        palabra(pagina, dicho)
        mirar(pagina, revisar_axe)
        pagina.get_by_role("button", name=boton, exact=True).click()
        if boton == "Entra de todas formas":
            palabra(pagina, "Adelante")
            pagina.get_by_role("button", name="Seguir").click()
        expect(pagina.get_by_role("heading", level=1)).to_have_text(evento.titulo)
    subido(pagina)
    assert sorted(Lectura.objects.values_list("razon", flat=True)) == [
        "desconocido",
        "en_espera",
        "otro_evento",
        "ya_entro",
    ]
    assert recuento(evento) == (3, 4)


def recuento(evento: Evento) -> tuple[int, int]:
    total = cierre.recuento_actual(evento).total
    return total("identificadas"), total("participaciones")


def teclear(pagina: Page, texto: str) -> None:
    """A scanner that types."""
    pagina.keyboard.type(texto)
    pagina.keyboard.press("Enter")


def test_without_permission_for_the_camera_the_other_ways_work(
    nuevo_telefono: Callable[..., BrowserContext],
    evento: Evento,
    puesto: Puesto,
    revisar_axe: Callable[[Page], None],
) -> None:
    pagina = a_la_puerta(nuevo_telefono(argumentos=("--deny-permission-prompts",)), puesto)
    expect(pagina.get_by_text("No hay permiso para usar la cámara")).to_be_visible()
    mirar(pagina, revisar_axe)
    persona = fabricas.inscripcion(evento)
    # The short code, wrong and right; a pass registered after the pack was fetched is taken unconfirmed.
    pagina.get_by_label("Código corto").fill("K")
    pagina.get_by_role("button", name="Buscar").click()
    expect(pagina.get_by_text("No encontramos ese código")).to_be_visible()
    pagina.get_by_label("Código corto").fill(persona.corto.lower())
    pagina.get_by_role("button", name="Buscar").click()
    palabra(pagina, "Sin confirmar")
    pagina.get_by_role("button", name="Entra", exact=True).click()
    palabra(pagina, "Adelante")
    # A scanner that types, without the focus anywhere; then it is undone, with a reason.
    teclear(pagina, pases.enlace(fabricas.inscripcion(evento).codigo))
    palabra(pagina, "Sin confirmar")
    pagina.get_by_role("button", name="Entra", exact=True).click()
    pagina.get_by_role("button", name="Deshacer").click()
    mirar(pagina, revisar_axe)
    pagina.get_by_role("button", name="Era una prueba").click()
    palabra(pagina, "Deshecho")
    # A walk-in with one companion, then two.
    pagina.get_by_role("button", name="Seguir").click()
    pagina.get_by_role("button", name="Inscribir a alguien aquí").click()
    mirar(pagina, revisar_axe)
    pagina.get_by_text("60 o más", exact=True).click()
    pagina.get_by_text("Mujer", exact=True).click()
    pagina.get_by_role("button", name="Que entre").click()
    palabra(pagina, "Adelante")
    pagina.get_by_role("button", name="Seguir").click()
    subido(pagina)
    alta = Hecho.objects.select_related("inscripcion").get(tipo="alta")
    assert alta.inscripcion is not None
    assert (alta.inscripcion.edad, alta.inscripcion.sexo, alta.personas) == ("60-mas", "mujer", 1)
    assert list(Hecho.objects.filter(tipo="anulacion").values_list("motivo", flat=True)) == ["prueba"]
    assert recuento(evento) == (2, 2)


# 40 minutes ahead, as a phone whose owner set it by hand.
RELOJ_ADELANTADO = """
  const Verdadera = Date;
  const adelanto = 40 * 60 * 1000;
  globalThis.Date = class extends Verdadera {
    constructor(...partes) { super(...(partes.length ? partes : [Verdadera.now() + adelanto])); }
    static now() { return Verdadera.now() + adelanto; }
  };
"""
TODO_LO_GUARDADO = """async () => {
  const base = await new Promise((si) => {
    const p = indexedDB.open("convoca-puesto");
    p.onsuccess = () => si(p.result);
  });
  const leer = (n) => new Promise((si) => {
    const p = base.transaction(n).objectStore(n).getAll();
    p.onsuccess = () => si(p.result);
  });
  const todo = await Promise.all([...base.objectStoreNames].map(leer));
  base.close();
  return JSON.stringify(todo);
}"""


def sin_los_de_la_red(errores: list[str]) -> None:
    """What the browser says of a request without network was provoked."""
    errores[:] = [e for e in errores if "ERR_INTERNET_DISCONNECTED" not in e]


def admitir(pagina: Page, persona: Inscripcion) -> None:
    teclear(pagina, persona.codigo)
    palabra(pagina, "Adelante")


def test_a_day_without_network(
    nuevo_telefono: Callable[..., BrowserContext],
    evento: Evento,
    puesto: Puesto,
    errores_de_pagina: list[str],
) -> None:
    gente = [fabricas.inscripcion(evento, nombre="Rosa Persona Secreta", telefono="+50370000001") for _ in range(4)]
    cancelo = con_estado(evento, "cancelada")
    telefono = nuevo_telefono(argumentos=("--deny-permission-prompts",))
    telefono.add_init_script(RELOJ_ADELANTADO)
    pagina = a_la_puerta(telefono, puesto)
    expect(pagina.get_by_role("heading", level=1)).to_have_text(evento.titulo)
    telefono.set_offline(True)

    for persona in gente:
        admitir(pagina, persona)
    pagina.get_by_role("button", name="Deshacer").click()
    pagina.get_by_role("button", name="Fue un error").click()
    teclear(pagina, gente[0].codigo)
    palabra(pagina, "Ya entró")
    pagina.get_by_role("button", name="Entra de todas formas").click()
    teclear(pagina, codigos.secreto())
    palabra(pagina, "Sin confirmar")
    pagina.get_by_role("button", name="Entra", exact=True).click()
    teclear(pagina, cancelo.codigo)
    palabra(pagina, "Canceló")
    pagina.get_by_role("button", name="No entra").click()
    for _ in range(2):
        pagina.get_by_role("button", name="Inscribir a alguien aquí").click()
        pagina.get_by_text("30 a 59", exact=True).click()
        pagina.locator("[name=acompanantes][value='1']").check(force=True)
        pagina.get_by_role("button", name="Que entre").click()
        palabra(pagina, "Adelante")
        pagina.get_by_role("button", name="Seguir").click()
    pagina.get_by_role("button", name="Contar sin inscribir").click()
    for n in range(1, 6):
        pagina.get_by_role("button", name="+1: sumar una persona").click()
        expect(pagina.locator("#contadas")).to_have_text(str(n))
    pagina.get_by_role("button", name="Quitar la última").click()
    expect(pagina.locator("#contadas")).to_have_text("4")

    # The app is closed, and opens again without network where it was.
    pagina.close()
    pagina = telefono.new_page()
    pagina.goto("/puesto/")
    expect(pagina.get_by_role("heading", level=1)).to_have_text(evento.titulo)
    expect(pagina.locator("#subida")).to_have_text(re.compile(r"Sin señal · 16 por subir, guardadas aquí"))
    guardado = pagina.evaluate(TODO_LO_GUARDADO)
    assert "alta" in guardado
    assert [dato for dato in ("Secreta", "70000001", "Persona cancelada") if dato in guardado] == []
    assert not Hecho.objects.exists()

    telefono.set_offline(False)
    pagina.locator("#nombre-puesto").click()
    pagina.get_by_role("button", name="Revisar de nuevo").click()
    subido(pagina)
    sin_los_de_la_red(errores_de_pagina)
    assert recuento(evento) == (3 + 2, 3 + 4 + 4)
    assert sorted(Lectura.objects.values_list("razon", flat=True)) == ["cancelado", "desconocido"]
    desviados = [h for h in Hecho.objects.all() if abs(timezone.now() - h.momento) > timedelta(minutes=5)]
    assert desviados == []
    # Once more: nothing twice.
    antes = Hecho.objects.count()
    pagina.get_by_role("button", name="Revisar de nuevo").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Listo para trabajar sin señal")
    assert Hecho.objects.count() == antes


@pytest.mark.parametrize(
    ("orden", "dicho"),
    [("norte sur", "Este pase ya había entrado por Entrada norte"), ("sur norte sur", "Este pase ya había entrado, a")],
)
def test_the_same_pass_on_two_phones_without_network_counts_once_and_both_learn_it(
    nuevo_telefono: Callable[..., BrowserContext],
    evento: Evento,
    puesto: Puesto,
    errores_de_pagina: list[str],
    orden: str,
    dicho: str,
) -> None:
    """In whatever order they find network. A pack tells of an arrival when it was, not where."""
    persona = fabricas.inscripcion(evento)
    otro = fabricas.puesto(evento, nombre="Entrada sur")
    telefonos, paginas = {}, {}
    for nombre, suyo in (("norte", puesto), ("sur", otro)):
        telefonos[nombre] = nuevo_telefono(argumentos=("--deny-permission-prompts",))
        paginas[nombre] = a_la_puerta(telefonos[nombre], suyo)
        expect(paginas[nombre].get_by_role("heading", level=1)).to_have_text(evento.titulo)
    for nombre in ("norte", "sur"):
        telefonos[nombre].set_offline(True)
        admitir(paginas[nombre], persona)
        paginas[nombre].wait_for_timeout(1100)
    for nombre in orden.split():
        telefonos[nombre].set_offline(False)
        paginas[nombre].locator("#nombre-puesto").click()
        paginas[nombre].get_by_role("button", name="Revisar de nuevo").click()
        subido(paginas[nombre])
    sin_los_de_la_red(errores_de_pagina)
    assert recuento(evento) == (1, 1)
    paginas["sur"].get_by_role("button", name="Al subir se supo algo de 1 pase").click()
    expect(paginas["sur"].get_by_text(dicho)).to_be_visible()
    paginas["norte"].get_by_role("button", name="Empezar").click()
    teclear(paginas["norte"], persona.codigo)
    palabra(paginas["norte"], "Ya entró")


def test_a_stand_takes_one_tap_a_service(
    nuevo_telefono: Callable[..., BrowserContext], evento: Evento, revisar_axe: Callable[[Page], None]
) -> None:
    estand = Estand.objects.create(evento=evento, nombre="Toma de presión", slug="presion")
    pagina = a_la_puerta(
        nuevo_telefono(argumentos=("--deny-permission-prompts",)),
        fabricas.puesto(evento, tipo="estand", estand=estand, nombre="Presión"),
    )
    pagina.get_by_role("button", name="Una atención").click()
    pagina.get_by_role("button", name="Una atención").click()
    mirar(pagina, revisar_axe)
    subido(pagina)
    assert list(Hecho.objects.values_list("tipo", "estand", "puesto")) == [("atencion", estand.pk, None)] * 2


def test_a_link_used_before_enrols_nobody(
    nuevo_telefono: Callable[..., BrowserContext],
    puesto: Puesto,
    revisar_axe: Callable[[Page], None],
    errores_de_pagina: list[str],
) -> None:
    direccion = enlace(puesto)
    Puesto.objects.filter(pk=puesto.pk).update(enrolar_huella="")
    pagina = nuevo_telefono().new_page()
    pagina.goto(direccion)
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Este QR ya no sirve")
    assert pagina.url.endswith("/puesto/")
    revisar_axe(pagina)
    errores_de_pagina[:] = [e for e in errores_de_pagina if "/puestos/enrolar" not in e]


def test_the_shell_is_valid_html(client: Client, validar_html: Callable[[str], None]) -> None:
    respuesta = client.get("/puesto/")
    assert "'wasm-unsafe-eval'" in respuesta.headers["Content-Security-Policy"]
    validar_html(respuesta.content.decode())
