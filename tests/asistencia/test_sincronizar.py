"""Facts that phones hand in: what each turns into, and what the phone is told."""

import json
from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from uuid6 import uuid7

from asistencia import cierre, puestos, sello, sincronizar
from asistencia.models import Hecho, Lectura, Puesto
from asistencia.participacion import consulta
from eventos.models import Bitacora, Estand, Evento
from eventos.programacion import NoSePuede
from inscripciones.models import Inscripcion
from tests import fabricas
from tests.asistencia.mensajero import Telefono

pytestmark = pytest.mark.django_db


@pytest.fixture
def evento() -> Evento:
    return fabricas.evento()


@pytest.fixture
def telefono(evento: Evento) -> Telefono:
    return Telefono(evento)


def total(evento: Evento, medida: str = "participaciones") -> int:
    return consulta.de_evento(evento).total(medida)


def sentencias(que: Any) -> int:
    """Statements besides transaction control."""
    with CaptureQueriesContext(connection) as vistas:
        que()
    control = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
    return sum(not v["sql"].upper().startswith(control) for v in vistas)


# --- Verdicts


def test_a_pass_is_valid_and_counts(telefono: Telefono, evento: Evento) -> None:
    visto = telefono.una(telefono.asistencia(fabricas.inscripcion(evento, acompanantes=2), personas=3))
    assert (visto["resultado"], visto["veredicto"], visto["detalle"]) == ("nuevo", "valido", "")
    assert (total(evento), total(evento, "identificadas")) == (3, 1)
    hecho = Hecho.objects.get()
    assert (hecho.puesto_id, hecho.secuencia, hecho.acta_version) == (telefono.puesto.pk, 1, 0)


def test_the_second_phone_learns_when_and_where_they_entered(telefono: Telefono, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento)
    antes = timezone.now() - timedelta(minutes=5)
    telefono.una(telefono.asistencia(inscripcion, momento=antes))
    visto = Telefono(evento, nombre="Salón").una(telefono.asistencia(inscripcion))
    assert (visto["resultado"], visto["veredicto"]) == ("nuevo", "ya_entro")
    assert datetime.fromisoformat(visto["primera"]["momento"]) == antes
    assert visto["primera"]["puesto"] == telefono.puesto.nombre
    assert total(evento) == 1


def test_twice_in_one_batch_the_later_is_told(telefono: Telefono, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento)
    ahora = timezone.now()
    tarde = telefono.asistencia(inscripcion, momento=ahora)
    temprano = telefono.asistencia(inscripcion, momento=ahora - timedelta(minutes=1))
    assert [r["veredicto"] for r in telefono.respuestas(tarde, temprano)] == ["ya_entro", "valido"]


def test_an_arrival_that_was_annulled_is_not_told(telefono: Telefono, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento)
    primera = telefono.asistencia(inscripcion)
    anulacion = telefono.hecho("anulacion", refiere=primera["id"], motivo="error")
    telefono.respuestas(anulacion, primera)
    assert telefono.una(telefono.asistencia(inscripcion))["veredicto"] == "valido"
    assert total(evento) == 1


@pytest.mark.parametrize(
    ("estado", "veredicto"), [("cancelada", "cancelado"), ("en_espera", "en_espera"), ("ofrecida", "en_espera")]
)
def test_who_came_counts_whatever_the_registration_says(
    telefono: Telefono, evento: Evento, estado: str, veredicto: str
) -> None:
    visto = telefono.una(telefono.asistencia(fabricas.inscripcion(evento, estado=estado)))
    assert (visto["resultado"], visto["veredicto"], total(evento)) == ("nuevo", veredicto, 1)


def test_a_pass_of_another_event_becomes_a_reading(telefono: Telefono, evento: Evento) -> None:
    ajena = fabricas.inscripcion(fabricas.evento())
    hecho = telefono.asistencia(ajena)
    visto = telefono.una(hecho)
    assert (visto["resultado"], visto["veredicto"], total(evento)) == ("lectura", "de_otro_evento", 0)
    lectura = Lectura.objects.get()
    assert (lectura.razon, lectura.inscripcion, lectura.evento) == ("otro_evento", ajena, evento)
    assert telefono.una(hecho)["resultado"] == "repetido"


@pytest.mark.parametrize("codigo", ["0" * 26, "https://otra.cosa/ñ\x00", "x" * 5000])
def test_an_unknown_code_becomes_a_reading(telefono: Telefono, codigo: str) -> None:
    visto = telefono.una(telefono.asistencia(codigo))
    assert (visto["resultado"], visto["veredicto"]) == ("lectura", "desconocido")
    assert Lectura.objects.get().razon == "desconocido"


def test_a_reading_never_turns_into_an_arrival_by_being_repeated(telefono: Telefono, evento: Evento) -> None:
    hecho = telefono.asistencia("0" * 26)
    telefono.una(hecho)
    despues = hecho | {"codigo": fabricas.inscripcion(evento).codigo}
    assert telefono.una(despues)["resultado"] == "repetido"
    assert (total(evento), Lectura.objects.count()) == (0, 1)


def test_a_short_code_is_of_its_event_and_however_typed(telefono: Telefono, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento)
    dicho = inscripcion.corto_visible.lower()
    visto = telefono.una(telefono.hecho("asistencia", corto=dicho, personas=1, metodo="mesa"))
    assert (visto["resultado"], visto["veredicto"]) == ("nuevo", "valido")
    ajeno = fabricas.inscripcion(fabricas.evento()).corto
    assert ajeno != inscripcion.corto
    visto = telefono.una(telefono.hecho("asistencia", corto=ajeno, personas=1, metodo="mesa"))
    assert (visto["resultado"], visto["veredicto"]) == ("lectura", "desconocido")


def test_a_scan_that_staff_did_not_admit_counts_nobody(telefono: Telefono, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento, estado="cancelada")
    visto = telefono.una(telefono.hecho("lectura", codigo=inscripcion.codigo, razon="cancelado"))
    assert (visto["resultado"], visto["veredicto"], total(evento)) == ("lectura", None, 0)
    assert Lectura.objects.get().inscripcion == inscripcion


# --- Other kinds


def test_a_walk_in_is_opened_and_registered(telefono: Telefono, evento: Evento) -> None:
    datos = {
        "nombre": " Ana \x00 Pérez ",
        "sexo": "mujer",
        "edad": "30-59",
        "telefono": "7012 3456",
        "distrito": "060114",
    }
    hecho = telefono.alta(datos, personas=3, metodo="papel")
    visto = telefono.una(hecho)
    assert (visto["resultado"], visto["veredicto"], visto["detalle"]) == ("nuevo", "valido", "")
    quien = Inscripcion.objects.get()
    assert (quien.nombre, quien.sexo, quien.edad, quien.acompanantes) == ("Ana Pérez", "mujer", "30-59", 2)
    assert (quien.telefono, quien.origen_id, quien.canal) == ("+50370123456", "060114", "papel")
    assert str(quien.solicitud) == hecho["id"]
    assert (total(evento), total(evento, "identificadas")) == (3, 1)
    assert telefono.una(hecho)["resultado"] == "repetido"
    assert Inscripcion.objects.count() == 1


def test_a_place_may_be_told_by_name(telefono: Telefono) -> None:
    telefono.respuestas(
        telefono.alta({"distrito": "Ayutuxtepeque"}), telefono.alta({"distrito": "San Lorenzo, san vicente norte"}),
        telefono.alta({"distrito": "San Lorenzo"}), telefono.alta({"distrito": ["x"]}),
    )  # fmt: skip
    origenes = [i.origen.nombre if i.origen else None for i in Inscripcion.objects.order_by("solicitud")]
    assert origenes[0] == "Ayutuxtepeque"
    assert origenes[2:] == [None, None]


def test_of_a_minor_neither_name_nor_telephone_is_kept(telefono: Telefono) -> None:
    telefono.una(telefono.alta({"nombre": "Luisito", "edad": "0-11", "telefono": "70123456", "sexo": "hombre"}))
    quien = Inscripcion.objects.get()
    assert (quien.nombre, quien.telefono, quien.edad, quien.sexo) == ("", "", "0-11", "hombre")


@pytest.mark.parametrize("roto", ["", "no es base64", b64encode(b"x" * 120).decode(), None, 7])
def test_a_broken_seal_still_counts_who_came(telefono: Telefono, evento: Evento, roto: object) -> None:
    visto = telefono.una(telefono.alta(personas=2, sello=roto))
    assert (visto["resultado"], visto["detalle"], total(evento)) == ("nuevo", "sello", 2)
    assert Inscripcion.objects.get().nombre == ""


def test_a_seal_with_nonsense_inside_keeps_what_is_understood(telefono: Telefono) -> None:
    telefono.una(telefono.alta({"sexo": "otro", "edad": 7, "nombre": ["a"], "telefono": "12", "condicion": "abierta"}))
    quien = Inscripcion.objects.get()
    assert (quien.sexo, quien.edad, quien.nombre, quien.telefono, quien.condicion) == ("", "", "", "", "")


def test_exits_never_count(telefono: Telefono, evento: Evento) -> None:
    inscripcion = fabricas.inscripcion(evento)
    telefono.respuestas(
        telefono.asistencia(inscripcion),
        telefono.hecho("salida", codigo=inscripcion.codigo, personas=1),
        telefono.hecho("salida", personas=4),
    )
    assert total(evento) == 1
    salidas = set(Hecho.objects.filter(tipo="salida").values_list("inscripcion", "personas"))
    assert salidas == {(inscripcion.pk, 1), (None, 4)}


def test_a_service_is_of_nobody_and_leaves_an_arrival_apart(telefono: Telefono, evento: Evento) -> None:
    Estand.objects.create(evento=evento, nombre="Presión arterial", slug="presion")
    inscripcion = fabricas.inscripcion(evento)
    hecho = telefono.hecho("atencion", estand="presion", codigo=inscripcion.codigo)
    assert telefono.una(hecho)["resultado"] == "nuevo"
    assert telefono.una(hecho)["resultado"] == "repetido"
    atencion = Hecho.objects.get(tipo="atencion")
    llegada = Hecho.objects.get(tipo="asistencia")
    assert (atencion.inscripcion, atencion.puesto, atencion.secuencia) == (None, None, None)
    assert (llegada.inscripcion, llegada.puesto, llegada.secuencia, llegada.estand) == (inscripcion, None, None, None)
    for de in (atencion, llegada):
        for momento in (de.momento, de.recibido_el):
            assert (momento.minute % 30, momento.second, momento.microsecond) == (0, 0, 0)
    assert atencion.momento >= datetime.fromisoformat(hecho["capturado_el"])
    assert [total(evento, m) for m in ("identificadas", "participaciones", "atenciones")] == [1, 1, 1]


def test_services_are_annulled_and_enter_the_acta(telefono: Telefono, evento: Evento) -> None:
    Estand.objects.create(evento=evento, nombre="Vacunas", slug="vacunas")
    una, otra = (telefono.hecho("atencion", estand="vacunas") for _n in range(2))
    telefono.respuestas(telefono.hecho("anulacion", refiere=una["id"], motivo="error"), una, otra)
    assert total(evento, "atenciones") == 1
    cierre.cerrar(evento, fabricas.usuario("organizacion"), timezone.now())
    assert total(evento, "atenciones") == 1


def test_a_service_whose_id_tells_the_time_or_of_no_stand_is_refused(telefono: Telefono, evento: Evento) -> None:
    Estand.objects.create(evento=evento, nombre="Vacunas", slug="vacunas")
    vistas = telefono.respuestas(
        telefono.hecho("atencion", estand="vacunas", id=str(uuid7())), telefono.hecho("atencion", estand="otro")
    )
    assert [(v["resultado"], v["detalle"]) for v in vistas] == [("rechazado", "id"), ("rechazado", "estand")]


def test_a_stand_leaves_no_trace_of_itself_on_an_arrival(evento: Evento) -> None:
    estand = Telefono(evento, tipo=Puesto.Tipo.ESTAND)
    estand.una(estand.asistencia(fabricas.inscripcion(evento)))
    hecho = Hecho.objects.get()
    assert (hecho.puesto, hecho.secuencia) == (None, None)


# --- Malformed, foreign, doubtful


@pytest.mark.parametrize(
    "malo",
    [
        None, 7, "x", [], {}, {"id": "no"}, {"id": str(uuid4()), "tipo": "otro"},
        {"personas": 0}, {"personas": 10**30}, {"personas": True}, {"personas": "1"}, {"codigo": 7}, {"codigo": None},
        {"metodo": "conteo"}, {"metodo": None}, {"capturado_el": "ayer"}, {"capturado_el": "2026-01-01T00:00:00"},
        {"capturado_el": 5}, {"desfase_ms": "1"}, {"desfase_ms": 10**400}, {"secuencia": -1}, {"secuencia": 2**31},
        {"evento": "no-existe"}, {"evento": "\x00"}, {"evento": 3}, {"id": "\ud800"}, {"tipo": ["asistencia"]},
    ],
)  # fmt: skip
def test_a_malformed_fact_never_drags_the_others_down(telefono: Telefono, evento: Evento, malo: Any) -> None:
    bueno = telefono.asistencia(fabricas.inscripcion(evento))
    if isinstance(malo, dict) and malo and "tipo" not in malo:
        malo = telefono.asistencia(fabricas.inscripcion(evento)) | malo
    vistas = telefono.respuestas(malo, bueno)
    assert [v["resultado"] for v in vistas] == ["rechazado", "nuevo"]
    assert vistas[0]["detalle"]
    assert total(evento) == 1


def test_an_event_of_another_institution_is_refused_and_one_of_ours_is_doubtful(telefono: Telefono) -> None:
    ajeno = fabricas.evento(en=fabricas.institucion("ISSS", "Otra"))
    nuestro = fabricas.evento()
    vistas = telefono.respuestas(*(telefono.conteo(evento=e.slug) for e in (ajeno, nuestro)))
    assert [v["resultado"] for v in vistas] == ["rechazado", "por_revisar"]
    assert (Hecho.objects.get().duda, total(nuestro)) == ("puesto", 0)


@pytest.mark.parametrize(
    ("estado", "duda"), [(Evento.Estado.CANCELADO, "cancelado"), (Evento.Estado.BORRADOR, "sin_publicar")]
)
def test_what_happened_at_an_event_that_was_not_on_waits(estado: str, duda: str) -> None:
    telefono = Telefono(fabricas.evento(estado=estado))
    assert telefono.una(telefono.conteo())["resultado"] == "por_revisar"
    assert Hecho.objects.get().duda == duda


def test_nothing_happens_after_it_is_received(telefono: Telefono) -> None:
    manana = timezone.now() + timedelta(days=400)
    telefono.respuestas(
        telefono.conteo(capturado_el=manana.isoformat()), telefono.conteo(capturado_el="9999-12-31T23:59:59Z")
    )
    assert {h.momento <= h.recibido_el for h in Hecho.objects.all()} == {True}
    assert total(telefono.evento) == 2  # type: ignore[arg-type]


def test_a_clock_that_is_far_from_every_opening_is_doubtful(telefono: Telefono, evento: Evento) -> None:
    hace = timezone.now() - timedelta(days=3)
    vistas = telefono.respuestas(
        telefono.conteo(momento=hace), telefono.conteo(capturado_el="0001-01-01T00:00:00+14:00"),
        telefono.alta(momento=hace, metodo="papel"),
    )  # fmt: skip
    assert [v["resultado"] for v in vistas] == ["por_revisar", "por_revisar", "nuevo"]
    assert set(Hecho.objects.filter(tipo="conteo").values_list("duda", flat=True)) == {"fuera_de_hora"}
    assert total(evento) == 1


def test_a_clock_wrong_by_forty_minutes_is_put_right(telefono: Telefono) -> None:
    real = timezone.now() - timedelta(minutes=10)
    telefono.una(telefono.conteo(momento=real + timedelta(minutes=40), desfase_ms=-40 * 60_000))
    assert Hecho.objects.get().momento == real


@pytest.mark.parametrize("final", ["revocado", "vencido"])
def test_a_phone_that_no_longer_serves_is_told_nothing_and_loses_nothing(
    telefono: Telefono, evento: Evento, final: str
) -> None:
    inscripcion = fabricas.inscripcion(evento)
    antes = telefono.conteo()
    telefono.una(antes)
    if final == "revocado":
        puestos.revocar(telefono.puesto, fabricas.usuario("organizacion"), timezone.now())
    else:
        Puesto.objects.update(hasta=timezone.now())
    hechos = [
        telefono.asistencia(inscripcion), telefono.asistencia("0" * 26), telefono.alta({"nombre": "Ana"}),
        telefono.conteo(), telefono.hecho("anulacion", refiere=antes["id"], motivo="error"), antes, {"id": "malo"},
    ]  # fmt: skip
    dicho = telefono.entregar(*hechos).json()
    assert dicho["vigente"] is False
    assert [r["resultado"] for r in dicho["respuestas"]] == ["por_revisar"] * 5 + ["repetido", "rechazado"]
    assert {(r["veredicto"], r["primera"]) for r in dicho["respuestas"]} == {(None, None)}
    assert total(evento) == 1
    assert Hecho.objects.por_revisar().count() == 4


def test_a_doubtful_annulment_holds_once_accepted(telefono: Telefono, evento: Evento) -> None:
    from asistencia import puerta

    quien = fabricas.usuario("organizacion")
    conteo = telefono.conteo()
    telefono.una(conteo)
    puestos.revocar(telefono.puesto, quien, timezone.now())
    anulacion = telefono.hecho("anulacion", refiere=conteo["id"], motivo="error")
    telefono.una(anulacion)
    assert total(evento) == 1
    puerta.revisar(Hecho.objects.get(pk=anulacion["id"]), uuid4(), True, quien, timezone.now())
    assert (total(evento), Hecho.objects.por_revisar().count()) == (0, 0)


def test_a_fact_after_the_acta_knows_which_one_it_found(telefono: Telefono, evento: Evento) -> None:
    telefono.una(telefono.conteo())
    cierre.cerrar(evento, fabricas.usuario("organizacion"), timezone.now())
    telefono.una(telefono.conteo())
    assert sorted(Hecho.objects.values_list("acta_version", flat=True)) == [0, 1]


def test_what_the_phone_says_of_itself_is_seen(telefono: Telefono) -> None:
    telefono.entregar(telefono.conteo(), pendientes=12, bateria=80)
    telefono.puesto.refresh_from_db()
    assert (telefono.puesto.pendientes, telefono.puesto.bateria) == (12, 80)
    assert telefono.puesto.visto_el is not None
    assert abs(telefono.puesto.desfase_ms or 0) < 5000
    assert telefono.entregar(pendientes="x", bateria=[], enviado_el=7).status_code == 200


# --- Statements


@pytest.mark.parametrize("pase", ["conocido", "repetido", "desconocido", "ajeno", "corto", "conteo"])
def test_a_scan_takes_four_statements_at_most(telefono: Telefono, evento: Evento, pase: str) -> None:
    inscripcion = fabricas.inscripcion(evento)
    hecho = {
        "conocido": telefono.asistencia(inscripcion),
        "repetido": telefono.asistencia(inscripcion),
        "desconocido": telefono.asistencia("0" * 26),
        "ajeno": telefono.asistencia(fabricas.inscripcion(fabricas.evento())),
        "corto": telefono.hecho("asistencia", corto=inscripcion.corto, personas=1, metodo="mesa"),
        "conteo": telefono.conteo(),
    }[pase]
    if pase == "repetido":
        telefono.una(hecho)
        Puesto.objects.update(visto_el=None)
    assert sentencias(lambda: telefono.una(hecho)) <= 4


def mezcla(telefono: Telefono, n: int) -> list[dict[str, Any]]:
    evento = telefono.evento
    assert evento is not None
    ajena = fabricas.inscripcion(fabricas.evento())
    otro = fabricas.evento()
    hechos: list[dict[str, Any]] = []
    for i in range(n // 10):
        inscripcion = fabricas.inscripcion(evento)
        hechos += [
            telefono.asistencia(inscripcion), telefono.asistencia(inscripcion), telefono.asistencia(f"{i:026}"),
            telefono.asistencia(ajena), telefono.alta({"nombre": f"Ana {i}", "distrito": "Ayutuxtepeque"}),
            telefono.conteo(), telefono.hecho("salida", personas=1, corto=inscripcion.corto),
            telefono.hecho("atencion", estand="presion", codigo=inscripcion.codigo),
            telefono.hecho("anulacion", refiere=str(uuid7()), motivo="prueba"), telefono.conteo(evento=otro.slug),
        ]  # fmt: skip
    return hechos


def test_statements_do_not_grow_with_the_batch(telefono: Telefono, evento: Evento) -> None:
    Estand.objects.create(evento=evento, nombre="Presión", slug="presion")
    cuantas = []
    for n in (10, 500):
        hechos = mezcla(telefono, n)
        Puesto.objects.update(visto_el=None)
        cuantas.append(sentencias(lambda hechos=hechos: telefono.respuestas(*hechos)))
    assert cuantas[0] == cuantas[1] <= 10
    assert Hecho.objects.count() + Lectura.objects.count() == 510 + 51


# --- The queue that leaves as a file


def archivo(telefono: Telefono, *hechos: Any, **cambios: Any) -> bytes:
    dentro = {"portador": telefono.portador, "cuerpo": {"hechos": list(hechos)}} | cambios
    sellado = b64encode(sello.cerrar(json.dumps(dentro).encode())).decode()
    return json.dumps({"convoca": "cola", "version": 1, "sello": sellado}).encode()


def test_a_queue_file_goes_in_once_however_often_it_is_brought(telefono: Telefono, evento: Evento) -> None:
    quien = fabricas.usuario("registro")
    cola = archivo(telefono, *(telefono.conteo() for _n in range(600)), telefono.alta({"nombre": "Ana"}))
    for resultado in ("nuevo", "repetido"):
        dicho = sincronizar.importar_archivo(cola, quien, timezone.now())
        assert {r["resultado"] for r in dicho["respuestas"]} == {resultado}
    assert total(evento) == 601
    assert Bitacora.objects.filter(accion="importar", objeto="puesto", cantidad=601).count() == 2


def test_a_queue_file_of_another_institution_or_damaged_is_refused(telefono: Telefono) -> None:
    ajeno = fabricas.usuario("registro", en=fabricas.institucion("ISSS", "Otra"))
    propio = fabricas.usuario("registro")
    cola = archivo(telefono, telefono.conteo())
    for contenido, quien in [
        (cola, ajeno), (cola, fabricas.usuario("consulta")), (archivo(telefono, portador="nadie"), propio),
        (b"{}", propio), (b"\xff", propio), (b"[" * 100_000, propio), (cola[:-40] + b'"}', propio), (b"null", propio),
        (archivo(telefono, cuerpo=[]), propio), (archivo(telefono, portador=7), propio),
    ]:  # fmt: skip
        with pytest.raises(NoSePuede):
            sincronizar.importar_archivo(contenido, quien, timezone.now())
    assert not Hecho.objects.exists()
