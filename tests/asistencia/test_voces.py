"""What people say: receiving it, its folio, and its answer."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from asistencia.models import Comentario
from eventos import codigos
from eventos.models import Bitacora, Evento
from tests import fabricas

pytestmark = pytest.mark.django_db


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento()


def opina(client: Client, evento: Evento, via: str = "", **datos: str) -> Any:
    datos = {"solicitud": str(uuid4()), "tipo": "sugerencia", "texto": "Pongan más sillas."} | datos
    return client.post(f"/eventos/{evento.slug}/opinar/" + (f"?via={via}" if via else ""), datos)


# --- Saying it


def test_whoever_speaks_gets_thanks_and_a_folio(client: Client, evento: Evento) -> None:
    pagina = client.get(opina(client, evento).headers["Location"]).content.decode()
    assert ("Gracias" in pagina, Comentario.objects.get().folio_visible in pagina) == (True, True)


def test_a_face_without_words_is_enough(client: Client, evento: Evento) -> None:
    assert opina(client, evento, texto="", cara="muy_bien").status_code == 302


def test_saying_nothing_is_refused(client: Client, evento: Evento) -> None:
    respuesta = opina(client, evento, texto="  ")
    assert (respuesta.context["form"].has_error("texto"), Comentario.objects.count()) == (True, 0)


def test_sending_twice_leaves_one_comment_with_one_folio(client: Client, evento: Evento) -> None:
    solicitud = str(uuid4())
    a_donde = {opina(client, evento, solicitud=solicitud).headers["Location"] for _vez in range(2)}
    assert (len(a_donde), Comentario.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("via", "queda"), [("pase", "pase"), ("salida", "salida"), ("", "enlace"), ("papel", "enlace"), ("x", "enlace")]
)
def test_the_way_in_is_what_the_link_says_if_it_may(client: Client, evento: Evento, via: str, queda: str) -> None:
    opina(client, evento, via=via)
    assert Comentario.objects.get().via == queda


def test_before_it_begins_one_may_ask_but_not_judge(client: Client) -> None:
    from datetime import timedelta

    from django.utils import timezone

    evento = fabricas.evento(inicio=timezone.now() + timedelta(days=2))
    assert "cara" not in client.get(f"/eventos/{evento.slug}/opinar/").context["form"].fields
    opina(client, evento, cara="mal", texto="", tipo="consulta")
    assert Comentario.objects.count() == 0


def test_nobody_comments_on_a_draft(client: Client) -> None:
    assert opina(client, fabricas.evento(estado=Evento.Estado.BORRADOR)).status_code == 404


def test_words_too_long_are_refused_and_kept_on_the_page(client: Client, evento: Evento) -> None:
    respuesta = opina(client, evento, texto="ñandú " * 700)
    assert ("ñandú ñandú" in respuesta.content.decode(), Comentario.objects.count()) == (True, 0)


def test_a_machine_is_stopped(client: Client, evento: Evento) -> None:
    vistos = [opina(client, evento).status_code for _vez in range(121)]
    assert vistos[-1] == 429


# --- The folio


def test_a_folio_shows_state_and_answer_and_never_the_words(client: Client, evento: Evento) -> None:
    dicho = fabricas.comentario(evento, texto="Palabras mías", estado="respondido", respuesta="Pusimos más sillas.")
    pagina = client.get(f"/o/{dicho.folio}/").content.decode()
    assert ("Respondido" in pagina, "Pusimos más sillas." in pagina, "Palabras mías" in pagina) == (True, True, False)


def test_a_denuncia_looks_as_a_comment_that_just_arrived(client: Client, evento: Evento) -> None:
    comun = fabricas.comentario(evento)
    denuncia = fabricas.comentario(
        evento, tipo="denuncia", estado="respondido", respuesta="Se investiga.", recibido_el=comun.recibido_el
    )
    paginas = {
        client.get(f"/o/{c.folio}/").content.decode().replace(c.folio_visible, "").split("<main")[1].split("</main>")[0]
        for c in (comun, denuncia)
    }
    assert len(paginas) == 1


def test_a_folio_may_be_typed_in_many_ways(client: Client, evento: Evento) -> None:
    dicho = fabricas.comentario(evento)
    escrito = dicho.folio_visible.lower().replace("-", " ")
    assert client.post("/o/", {"folio": escrito}).headers["Location"] == f"/o/{dicho.folio}/"


def test_a_mistyped_folio_asks_to_revise_it(client: Client) -> None:
    folio = codigos.folio()
    malo = folio[:8] + codigos.ALFABETO[(codigos.ALFABETO.index(folio[8]) + 1) % 31]
    respuesta = client.post("/o/", {"folio": malo})
    assert (respuesta.status_code, "Revise el folio" in respuesta.content.decode()) == (200, True)


def test_an_unknown_folio_is_not_found_and_offers_the_form(client: Client) -> None:
    folio = codigos.folio()
    respuestas = [client.post("/o/", {"folio": folio}), client.get(f"/o/{folio}/"), client.get("/o/xyz/")]
    assert [(r.status_code, b'name="folio"' in r.content) for r in respuestas] == [(404, True)] * 3


def test_wrong_folios_in_the_address_count_too(client: Client, evento: Evento) -> None:
    for _vez in range(30):
        client.get(f"/o/{codigos.folio()}/")
    assert client.get(f"/o/{fabricas.comentario(evento).folio}/").status_code == 429


def test_after_thirty_wrong_folios_one_waits(client: Client, evento: Evento) -> None:
    for _vez in range(30):
        client.post("/o/", {"folio": codigos.folio()})
    assert client.post("/o/", {"folio": fabricas.comentario(evento).folio}).status_code == 429


# --- The inbox


@pytest.fixture
def seguimiento(client: Client, evento: Evento) -> Client:
    client.force_login(fabricas.usuario("seguimiento"))
    return client


def folios(client: Client, **filtro: str) -> set[str]:
    return {c.folio for c in client.get("/panel/voces/", filtro).context["pagina"]}


def test_the_inbox_shows_what_waits_for_an_answer(seguimiento: Client, evento: Evento) -> None:
    espera = fabricas.comentario(evento)
    fabricas.comentario(evento, estado="cerrado")
    assert folios(seguimiento) == {espera.folio}


def test_the_inbox_filters_by_state(seguimiento: Client, evento: Evento) -> None:
    cerrado = fabricas.comentario(evento, estado="cerrado")
    fabricas.comentario(evento)
    assert folios(seguimiento, estado="cerrado") == {cerrado.folio}


def test_denuncias_and_the_rest_are_read_by_different_people(client: Client, evento: Evento) -> None:
    comun, denuncia = fabricas.comentario(evento), fabricas.comentario(evento, tipo="denuncia")
    visto = {}
    for rol in ("seguimiento", "denuncias"):
        client.force_login(fabricas.usuario(rol))
        visto[rol] = folios(client)
    assert visto == {"seguimiento": {comun.folio}, "denuncias": {denuncia.folio}}


def test_a_denuncia_does_not_exist_for_who_attends_the_rest(seguimiento: Client, evento: Evento) -> None:
    denuncia = fabricas.comentario(evento, tipo="denuncia")
    assert seguimiento.get(f"/panel/voces/{denuncia.folio}/").status_code == 404
    assert seguimiento.post(f"/panel/voces/{denuncia.folio}/", {"accion": "cerrar"}).status_code == 404


def test_another_institutions_comments_do_not_exist(client: Client, evento: Evento) -> None:
    dicho = fabricas.comentario(evento)
    client.force_login(fabricas.usuario("seguimiento", en=fabricas.institucion("ISSS", "Otra")))
    assert (folios(client), client.get(f"/panel/voces/{dicho.folio}/").status_code) == (set(), 404)


def test_reading_the_inbox_is_one_line_of_the_bitacora(seguimiento: Client, evento: Evento) -> None:
    for _vez in range(3):
        fabricas.comentario(evento)
    seguimiento.get("/panel/voces/")
    linea = Bitacora.objects.get()
    assert (linea.accion, linea.objeto, linea.cantidad) == ("leer", "comentario", 3)


def test_an_empty_inbox_says_so_and_writes_nothing(seguimiento: Client) -> None:
    assert "Nadie espera respuesta" in seguimiento.get("/panel/voces/").content.decode()
    assert Bitacora.objects.count() == 0


@pytest.mark.parametrize("cuantos", [1, 3])
def test_the_inbox_costs_the_same_with_one_and_with_three(
    seguimiento: Client, evento: Evento, django_assert_num_queries: Any, cuantos: int
) -> None:
    for _vez in range(cuantos):
        fabricas.comentario(evento)
    with django_assert_num_queries(7):
        seguimiento.get("/panel/voces/")


# --- Answering


def hacer(client: Client, dicho: Comentario, accion: str, respuesta: str = "") -> Any:
    return client.post(f"/panel/voces/{dicho.folio}/", {"accion": accion, "respuesta": respuesta})


@pytest.mark.parametrize(
    ("accion", "respuesta", "estado"),
    [
        ("turnar", "", "turnado"),
        ("responder", "Ya están.", "respondido"),
        ("improcedente", "No nos toca.", "improcedente"),
        ("cerrar", "", "cerrado"),
    ],
)
def test_each_verb_leaves_its_state(
    seguimiento: Client, evento: Evento, accion: str, respuesta: str, estado: str
) -> None:
    dicho = fabricas.comentario(evento)
    hacer(seguimiento, dicho, accion, respuesta)
    dicho.refresh_from_db()
    assert (dicho.estado, dicho.respuesta) == (estado, respuesta)


@pytest.mark.parametrize("accion", ["responder", "improcedente"])
def test_an_answer_needs_words(seguimiento: Client, evento: Evento, accion: str) -> None:
    dicho = fabricas.comentario(evento)
    respuesta = hacer(seguimiento, dicho, accion, "  ")
    dicho.refresh_from_db()
    assert ("Escriba la respuesta" in respuesta.content.decode(), dicho.estado) == (True, "recibido")


def test_answering_twice_keeps_the_first_answer(seguimiento: Client, evento: Evento) -> None:
    dicho = fabricas.comentario(evento)
    hacer(seguimiento, dicho, "responder", "Primera.")
    hacer(seguimiento, dicho, "responder", "Segunda.")
    dicho.refresh_from_db()
    assert (dicho.respuesta, Bitacora.objects.filter(accion="responder").count()) == ("Primera.", 1)


def test_what_is_closed_is_not_answered(seguimiento: Client, evento: Evento) -> None:
    dicho = fabricas.comentario(evento, estado="cerrado")
    hacer(seguimiento, dicho, "responder", "Tarde.")
    dicho.refresh_from_db()
    assert (dicho.estado, dicho.respuesta) == ("cerrado", "")


def test_an_unknown_action_changes_nothing(seguimiento: Client, evento: Evento) -> None:
    dicho = fabricas.comentario(evento)
    assert hacer(seguimiento, dicho, "borrar").status_code == 200
    dicho.refresh_from_db()
    assert dicho.estado == "recibido"


def test_the_answer_reaches_whoever_has_the_folio(seguimiento: Client, evento: Evento) -> None:
    dicho = fabricas.comentario(evento)
    hacer(seguimiento, dicho, "responder", "El sonido se probará antes.")
    assert "El sonido se probará antes." in Client().get(f"/o/{dicho.folio}/").content.decode()
