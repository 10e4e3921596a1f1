"""Facts of a phone, from JSON to verdicts. Any order, repetition and splitting leaves the same state.

A fact is kept, one way or another, whenever somebody may have come: see docs/puesto.md for each case.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eventos import bitacora, permisos
from eventos.models import Bitacora, Evento, Jornada, Usuario
from eventos.programacion import NoSePuede
from inscripciones.models import Inscripcion

from . import altas, formato, puestos, sello, sql
from .formato import MalHecho, Recado
from .models import Hecho, Lectura, Puesto
from .respuestas import Paso, responder
from .sql import Apertura, Fila, FilaLectura, Pase, Pases, Portador, Sitio

Duda, Razon = Hecho.Duda, Lectura.Razon
# A phone that says it was somewhere else in time: farther than this from every opening, somebody should look.
LEJOS = timedelta(hours=12)
VISTO_CADA = timedelta(seconds=30)
CUENTAN = {"asistencia", "alta", "conteo", "atencion"}
_DE_BORRADOR = {
    Evento.Estado.CANCELADO: Duda.EVENTO_CANCELADO, Evento.Estado.BORRADOR: Duda.SIN_PUBLICAR,
}  # fmt: skip


def sincronizar(portador: str, datos: dict[str, Any], ahora: datetime) -> dict[str, Any] | None:
    """Takes what a phone hands in and answers each fact. None when nobody knows the bearer."""
    with transaction.atomic():
        puesto = sql.puesto_de(puestos.huella(portador))
        if puesto is None:
            return None
        pasos = [_leer(crudo, ahora) for crudo in datos["hechos"]]
        _situar(pasos, puesto)
        pases = _buscar_pases(pasos)
        _inscribir(pasos, ahora)
        vigente = puesto.es_vigente(ahora)
        for paso in pasos:
            _convertir(paso, puesto, vigente, ahora)
        filas = [p.fila for p in pasos if p.fila]
        nuevos = sql.insertar(_sin_repetir(filas + _llegadas_de_atenciones(pasos, puesto, vigente, ahora)))
        nuevos |= sql.insertar_lecturas(_sin_repetir([p.lectura for p in pasos if p.lectura]))
        _ver(puesto, datos, ahora)
    return {
        "ahora": timezone.localtime(ahora).isoformat(),
        "vigente": vigente,
        "respuestas": responder(pasos, nuevos, pases, puesto.nombre if vigente else None),
    }


def importar_archivo(contenido: bytes, usuario: Usuario, ahora: datetime) -> dict[str, Any]:
    """The queue of a phone that found no network, through the same way in. Raises NoSePuede."""
    portador, datos = _abrir_archivo(contenido)
    puesto = puestos.reconocer(portador)
    if puesto is None or not permisos.puede(usuario, permisos.Capacidad.REGISTRAR, puesto.institucion_id):
        raise _no_es_de_aqui()
    hechos, respuestas, dicho = datos["hechos"], [], None
    with transaction.atomic():
        for desde in range(0, max(1, len(hechos)), formato.MAXIMO):
            dicho = sincronizar(portador, datos | {"hechos": hechos[desde : desde + formato.MAXIMO]}, ahora)
            if dicho is None:
                raise _no_es_de_aqui()
            respuestas += dicho["respuestas"]
        bitacora.anotar(
            usuario, Bitacora.Accion.IMPORTAR, "puesto", puesto.pk, institucion=puesto.institucion_id, ahora=ahora,
            cantidad=len(hechos),
        )  # fmt: skip
    return (dicho or {}) | {"respuestas": respuestas}


def _no_es_de_aqui() -> NoSePuede:
    return NoSePuede(_("Este archivo es de un puesto que ya no existe o de otra institución."))


def _abrir_archivo(contenido: bytes) -> tuple[str, dict[str, Any]]:
    try:
        archivo = json.loads(contenido)
        if archivo["convoca"] != "cola" or archivo["version"] != 1:
            raise ValueError
        dentro = json.loads(sello.abrir(formato.base64(archivo["sello"])))
        portador, datos = dentro["portador"], dentro["cuerpo"]
        if not isinstance(portador, str) or not isinstance(datos["hechos"], list):
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise NoSePuede(_("Este archivo no es una cola de Convoca, o está dañado.")) from None
    return portador, datos


# --- Where each fact belongs


def _leer(crudo: object, ahora: datetime) -> Paso:
    try:
        return Paso(crudo, formato.leer_hecho(crudo, ahora))
    except MalHecho as e:
        return Paso(crudo, detalle=str(e))


def _situar(pasos: Sequence[Paso], puesto: Portador) -> None:
    """Its event. One that the Puesto has no longer is still taken, as doubtful; one of nobody here is refused."""
    otros = {p.recado.evento for p in pasos if p.recado} - puesto.sitios.keys()
    ajenos = sql.sitios_de(puesto.institucion, sorted(otros)) if otros else {}
    for paso in pasos:
        if (r := paso.recado) is None:
            continue
        paso.sitio = puesto.sitios.get(r.evento) or ajenos.get(r.evento)
        paso.ajeno = r.evento in ajenos
        if paso.sitio is None or (r.tipo == "atencion" and r.estand not in paso.sitio.estands):
            paso.recado, paso.detalle = None, "evento" if paso.sitio is None else "estand"


def _buscar_pases(pasos: Sequence[Paso]) -> Pases:
    con_corto = [p for p in pasos if p.recado and p.recado.corto]
    pases = sql.pases_de(
        {p.recado.codigo for p in pasos if p.recado and p.recado.codigo},
        {p.sitio.pk for p in con_corto if p.sitio},
        {p.recado.corto for p in con_corto if p.recado},
    )
    for paso in pasos:
        if paso.recado and paso.sitio:
            por_corto = pases.por_corto.get((paso.sitio.pk, paso.recado.corto)) if paso.recado.corto else None
            paso.pase = pases.por_codigo.get(paso.recado.codigo or "") or por_corto
    return pases


def _inscribir(pasos: Sequence[Paso], ahora: datetime) -> None:
    llegan = [(p.sitio.pk, p.recado) for p in pasos if p.recado and p.sitio and p.recado.tipo == "alta"]
    if not llegan:
        return
    quienes, sin_datos = altas.inscribir(llegan, ahora)
    for paso in pasos:
        if paso.recado and paso.sitio and paso.recado.tipo == "alta":
            pk = quienes[paso.sitio.pk, paso.recado.id]
            paso.pase = Pase(pk, "", "", paso.sitio.pk, Inscripcion.Estado.CONFIRMADA, 0)
            paso.detalle = "sello" if paso.recado.id in sin_datos else ""


# --- What each fact turns into


def _convertir(paso: Paso, puesto: Portador, vigente: bool, ahora: datetime) -> None:
    """A row of facts, or of readings when nobody came in."""
    r, sitio = paso.recado, paso.sitio
    if r is None or sitio is None:
        return
    pase = paso.pase if paso.pase and paso.pase.evento == sitio.pk else None
    anonimo = puesto.tipo == Puesto.Tipo.ESTAND
    if r.tipo == "lectura" or (r.tipo == "asistencia" and pase is None):
        razon = r.razon or (Razon.OTRO_EVENTO if paso.pase else Razon.DESCONOCIDO)
        conocido = paso.pase if paso.pase and paso.pase.institucion == puesto.institucion else None
        paso.lectura = FilaLectura(
            r.id, sitio.pk, None if anonimo else puesto.pk, conocido and conocido.pk, razon, r.momento, ahora
        )
        return
    jornada = _jornada(r.momento, sitio.jornadas)
    es_atencion = r.tipo == "atencion"
    paso.fila = Fila(
        id=r.id, tipo=r.tipo, evento=sitio.pk, jornada=jornada and jornada.pk, momento=r.momento,
        recibido_el=formato.media_hora(ahora) if es_atencion else ahora,
        inscripcion=pase.pk if pase and not es_atencion else None, personas=r.personas, ambito=r.ambito, sexo=r.sexo,
        edad=r.edad, metodo=r.metodo, refiere=r.refiere, motivo=r.motivo,
        duda=_duda(paso, r, sitio, jornada, vigente), puesto=None if anonimo or es_atencion else puesto.pk,
        secuencia=None if anonimo else r.secuencia, estand=sitio.estands[r.estand] if es_atencion else None,
    )  # fmt: skip


def _duda(paso: Paso, r: Recado, sitio: Sitio, jornada: Apertura | None, vigente: bool) -> str:
    """Why somebody should look at it before it counts, or before it annuls."""
    if not vigente or paso.ajeno:
        return Duda.PUESTO
    if r.tipo not in CUENTAN:
        return ""
    if sitio.estado in _DE_BORRADOR:
        return _DE_BORRADOR[Evento.Estado(sitio.estado)]
    a_deshora = jornada is not None and Jornada.distancia(jornada, r.momento) > LEJOS  # type: ignore[arg-type]
    # A list on paper is copied whenever somebody finds the time.
    return Duda.FUERA_DE_HORA if a_deshora and r.metodo != "papel" else ""


def _jornada(momento: datetime, jornadas: Sequence[Apertura]) -> Apertura | None:
    """As `puerta.jornada_de`."""
    if len(jornadas) < 2:
        return jornadas[0] if jornadas else None
    return min(jornadas, key=lambda j: (Jornada.distancia(j, momento), j.inicio))  # type: ignore[arg-type]


def _llegadas_de_atenciones(pasos: Sequence[Paso], puesto: Portador, vigente: bool, ahora: datetime) -> list[Fila]:
    """Who shows a pass at a stand came to the fair. Nothing in common with the Atencion but its half hour.

    The id follows from who, where and when, so that a repeat is a repeat, and tells nothing of the service.
    """
    llegadas = []
    for paso in pasos:
        r, hecho, pase = paso.recado, paso.fila, paso.pase
        if r and hecho and pase and r.tipo == "atencion" and pase.evento == hecho.evento:
            id_ = uuid5(NAMESPACE_URL, f"convoca/estand/{pase.pk}/{r.momento.timestamp():.0f}/{hecho.duda}")
            llegadas.append(
                hecho._replace(
                    id=id_, tipo="asistencia", inscripcion=pase.pk, metodo="qr", estand=None,
                    recibido_el=formato.media_hora(ahora),
                )
            )  # fmt: skip
    return llegadas


def _sin_repetir(filas: Sequence[Any]) -> list[Any]:
    """The first of each id: one statement may not touch a row twice."""
    return list({f.id: f for f in reversed(filas)}.values())


def _ver(puesto: Portador, datos: dict[str, Any], ahora: datetime) -> None:
    """What the phone says of itself, now and then: it is not worth a row version for each scan."""
    pendientes = _entero(datos.get("pendientes"), 2**31 - 1) or 0
    if puesto.visto_el and ahora - puesto.visto_el < VISTO_CADA and pendientes == puesto.pendientes:
        return
    try:
        enviado = datetime.fromisoformat(datos["enviado_el"])
        desfase = round((ahora - enviado) / timedelta(milliseconds=1))
    except (KeyError, TypeError, ValueError, OverflowError):
        desfase = None
    sql.anotar_visto(puesto.pk, ahora, pendientes, _entero(datos.get("bateria"), 100), desfase)


def _entero(valor: object, hasta: int) -> int | None:
    return valor if isinstance(valor, int) and not isinstance(valor, bool) and 0 <= valor <= hasta else None
