"""The raw SQL of the way in: what many facts need is asked and written in one statement, however many they are."""

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from .participacion.reglas import HechoLeido


class Fila(NamedTuple):
    """A fact as it is stored; the version of the acta that it finds is read as it enters."""

    id: UUID
    tipo: str
    evento: int
    momento: datetime
    recibido_el: datetime
    jornada: int | None = None
    inscripcion: int | None = None
    personas: int = 0
    ambito: str = ""
    sexo: str = ""
    edad: str = ""
    metodo: str = ""
    refiere: UUID | None = None
    motivo: str = ""
    admite: bool | None = None
    duda: str = ""
    operador: int | None = None
    puesto: int | None = None
    secuencia: int | None = None
    estand: int | None = None


class FilaLectura(NamedTuple):
    id: UUID
    evento: int
    puesto: int | None
    inscripcion: int | None
    razon: str
    momento: datetime
    recibido_el: datetime


_FORANEAS = {"evento", "jornada", "inscripcion", "operador", "puesto", "estand"}
_TIPOS = {
    "id": "uuid", "refiere": "uuid", "evento": "bigint", "jornada": "bigint", "inscripcion": "bigint",
    "operador": "bigint", "puesto": "bigint", "estand": "bigint", "personas": "integer", "secuencia": "integer",
    "admite": "boolean", "momento": "timestamptz", "recibido_el": "timestamptz",
}  # fmt: skip
# SQLite takes 32,766 parameters a statement; a batch of phones is far below, an import may not be.
_PARAMETROS = 32_000


def es_postgres() -> bool:
    return connection.vendor == "postgresql"


def compartir_eventos(ids: Collection[int]) -> None:
    """Keeps events from being closed until this transaction ends, without hindering other facts.

    PostgreSQL: FOR KEY SHARE, which only FOR UPDATE (closing) waits for. SQLite: the IMMEDIATE
    transaction already holds the one write lock.
    """
    if es_postgres():
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM eventos_evento WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [sorted(ids)])


def insertar(filas: Sequence[Fila]) -> set[UUID]:
    """Adds those whose id nobody has, fact or Lectura; returns the ids added. The rest stay as they were."""
    version = (
        "acta_version",
        "(SELECT COALESCE(MAX(a.version), 0) FROM asistencia_acta a WHERE a.evento_id = v.evento)",
    )
    return _insertar("asistencia_hecho", filas, "asistencia_lectura", version)


def insertar_lecturas(filas: Sequence[FilaLectura]) -> set[UUID]:
    """The same for scans that were not admitted."""
    return _insertar("asistencia_lectura", filas, "asistencia_hecho", None)


def _insertar(tabla: str, filas: Sequence[Any], vecina: str, calculada: tuple[str, str] | None) -> set[UUID]:
    """Tables and columns are our own names; every value is a parameter."""
    if not filas:
        return set()
    campos: tuple[str, ...] = filas[0]._fields
    columnas = ", ".join([f"{c}_id" if c in _FORANEAS else c for c in campos] + ([calculada[0]] if calculada else []))
    leidas = ", ".join([f"v.{c}" for c in campos] + ([calculada[1]] if calculada else []))
    filas = sorted(filas, key=lambda fila: fila.id)  # always the same way round: two batches never wait for each other
    fin = f" WHERE NOT EXISTS (SELECT 1 FROM {vecina} o WHERE o.id = v.id) ON CONFLICT (id) DO NOTHING RETURNING id"  # noqa: S608
    nuevos: set[UUID] = set()
    with connection.cursor() as cursor:
        if es_postgres():
            de = ", ".join(f"%s::{_TIPOS.get(c, 'text')}[]" for c in campos)
            sentencia = (
                f"INSERT INTO {tabla} ({columnas}) SELECT {leidas} FROM unnest({de}) AS v({', '.join(campos)}){fin}"  # noqa: S608
            )
            cursor.execute(sentencia, [list(columna) for columna in zip(*filas, strict=True)])
            return {id_ for (id_,) in cursor.fetchall()}
        por_sentencia = _PARAMETROS // len(campos)
        uno = "(" + ", ".join(["%s"] * len(campos)) + ")"
        for i in range(0, len(filas), por_sentencia):
            lote = filas[i : i + por_sentencia]
            valores = f"WITH v({', '.join(campos)}) AS (VALUES {', '.join([uno] * len(lote))})"
            sentencia = f"{valores} INSERT INTO {tabla} ({columnas}) SELECT {leidas} FROM v{fin}"  # noqa: S608
            cursor.execute(sentencia, [_param(v) for fila in lote for v in fila])
            nuevos.update(_uuid(id_) for (id_,) in cursor.fetchall())
    return nuevos


# --- What a phone may write into: itself, its events with their openings and stands. One statement.

_PUESTO = "id, institucion_id, nombre, tipo, hasta, revocado_el, visto_el, pendientes"
_PIDE_PUESTO = """
WITH p AS (SELECT {puesto} FROM asistencia_puesto WHERE portador_huella = %s AND portador_huella <> ''),
e AS (SELECT id, slug, estado FROM eventos_evento WHERE id IN
      (SELECT pe.evento_id FROM asistencia_puesto_eventos pe JOIN p ON p.id = pe.puesto_id){candado})
SELECT p.*, e.id, e.slug, e.estado,
       (SELECT {lista}({par}(j.id, j.inicio, j.fin)) FROM eventos_jornada j WHERE j.evento_id = e.id){texto},
       (SELECT {lista}({par}(s.slug, s.id)) FROM eventos_estand s WHERE s.evento_id = e.id){texto}
FROM p LEFT JOIN e ON 1 = 1"""
_PIDE_EVENTOS = """
SELECT e.id, e.slug, e.estado,
       (SELECT {lista}({par}(j.id, j.inicio, j.fin)) FROM eventos_jornada j WHERE j.evento_id = e.id){texto},
       (SELECT {lista}({par}(s.slug, s.id)) FROM eventos_estand s WHERE s.evento_id = e.id){texto}
FROM eventos_evento e WHERE e.institucion_id = %s AND e.slug IN ({slugs}){candado}"""


class Apertura(NamedTuple):
    pk: int
    inicio: datetime
    fin: datetime


class Sitio(NamedTuple):
    """An event, as far as facts need it."""

    pk: int
    slug: str
    estado: str
    jornadas: list[Apertura]
    estands: dict[str, int]


class Portador(NamedTuple):
    """The phone behind a bearer."""

    pk: int
    institucion: int
    nombre: str
    tipo: str
    hasta: datetime
    revocado_el: datetime | None
    visto_el: datetime | None
    pendientes: int
    sitios: dict[str, Sitio]

    def es_vigente(self, ahora: datetime) -> bool:
        return self.revocado_el is None and ahora < self.hasta


def puesto_de(huella: str) -> Portador | None:
    """The phone with this bearer, and its events held open as `compartir_eventos` does."""
    with connection.cursor() as cursor:
        cursor.execute(_PIDE_PUESTO.format(**_dialecto(" ORDER BY id FOR KEY SHARE"), puesto=_PUESTO), [huella])
        filas = cursor.fetchall()
    if not filas:
        return None
    pk, institucion, nombre, tipo, hasta, revocado, visto, pendientes, *_resto = filas[0]
    sitios = [_sitio(fila[8:]) for fila in filas if fila[8] is not None]
    return Portador(
        pk, institucion, nombre, tipo, _momento(hasta), revocado and _momento(revocado), visto and _momento(visto),
        pendientes, {s.slug: s for s in sitios},
    )  # fmt: skip


def sitios_de(institucion: int, slugs: Collection[str]) -> dict[str, Sitio]:
    """Other events of the institution by slug, held open too. One statement."""
    pide = _PIDE_EVENTOS.format(**_dialecto(" ORDER BY e.id FOR KEY SHARE OF e"), slugs=_signos(slugs))
    with connection.cursor() as cursor:
        cursor.execute(pide, [institucion, *slugs])
        return {fila[1]: _sitio(fila) for fila in cursor.fetchall()}


def _dialecto(candado: str) -> dict[str, str]:
    if es_postgres():
        return {"candado": candado, "lista": "json_agg", "par": "json_build_array", "texto": "::text"}
    return {"candado": "", "lista": "json_group_array", "par": "json_array", "texto": ""}


def _sitio(fila: Sequence[Any]) -> Sitio:
    pk, slug, estado, jornadas, estands = fila
    aperturas = [
        Apertura(id_, _momento(datetime.fromisoformat(inicio)), _momento(datetime.fromisoformat(fin)))
        for id_, inicio, fin in json.loads(jornadas or "[]")
    ]
    return Sitio(pk, slug, estado, aperturas, dict(json.loads(estands or "[]")))


# --- Passes, with the facts that tell whether somebody is already in. One statement, with few joins: planning them is
# most of what it costs.

_LEIDO = ("id", "tipo", "evento_id", "jornada_id", "inscripcion_id", "personas", "refiere", "admite", "duda", "momento")
_PIDE_PASES = """
SELECT i.id, i.codigo, i.corto, i.evento_id, i.estado,
       (SELECT ev.institucion_id FROM eventos_evento ev WHERE ev.id = i.evento_id),
       (SELECT p.nombre FROM asistencia_puesto p WHERE p.id = h.puesto_id), {leidos}
FROM inscripciones_inscripcion i
LEFT JOIN asistencia_hecho h ON h.inscripcion_id = i.id AND h.tipo IN ('asistencia', 'alta')
LEFT JOIN asistencia_hecho r ON r.refiere = h.id AND r.evento_id = h.evento_id
LEFT JOIN asistencia_hecho d ON d.refiere = r.id AND d.evento_id = r.evento_id AND r.duda <> ''
WHERE {condicion}"""


class Pase(NamedTuple):
    pk: int
    codigo: str
    corto: str
    evento: int
    estado: str
    institucion: int


class Pases(NamedTuple):
    """`hechos`: their arrivals and what was decided on them; `puestos`: where each of those was."""

    por_codigo: dict[str, Pase]
    por_corto: dict[tuple[int, str], Pase]
    hechos: dict[UUID, HechoLeido]
    puestos: dict[UUID, str]


def pases_de(codigos: Collection[str], eventos: Collection[int], cortos: Collection[str]) -> Pases:
    pases = Pases({}, {}, {}, {})
    condiciones: list[str] = []
    valores: list[Any] = []
    if codigos:
        condiciones.append(f"i.codigo IN ({_signos(codigos)})")
        valores += [*codigos]
    if cortos:
        condiciones.append(f"i.evento_id IN ({_signos(eventos)}) AND i.corto IN ({_signos(cortos)})")
        valores += [*eventos, *cortos]
    if not condiciones:
        return pases
    leidos = ", ".join(f"{t}.{c}" for t in "hrd" for c in _LEIDO)
    with connection.cursor() as cursor:
        cursor.execute(_PIDE_PASES.format(leidos=leidos, condicion=" OR ".join(condiciones)), valores)
        for fila in cursor.fetchall():
            _acumular(pases, fila)
    return pases


def _acumular(pases: Pases, fila: Sequence[Any]) -> None:
    pase = Pase(*fila[:6])
    pases.por_codigo[pase.codigo] = pase
    pases.por_corto[pase.evento, pase.corto] = pase
    ancho = len(_LEIDO)
    for desde in range(7, 7 + 3 * ancho, ancho):
        if fila[desde] is None:
            break
        id_, tipo, evento, jornada, inscripcion, personas, refiere, admite, duda, momento = fila[desde : desde + ancho]
        hecho = HechoLeido(
            _uuid(id_), tipo, evento, jornada, inscripcion, personas, "", "", "", "", refiere and _uuid(refiere),
            None if admite is None else bool(admite), duda, _momento(momento),
        )  # fmt: skip
        pases.hechos[hecho.id] = hecho
        if desde == 7:
            pases.puestos[hecho.id] = fila[6] or ""


def anotar_visto(puesto: int, ahora: datetime, pendientes: int, bateria: int | None, desfase_ms: int | None) -> None:
    """What a phone last said of itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE asistencia_puesto SET visto_el = %s, pendientes = %s, bateria = %s, desfase_ms = %s WHERE id = %s",
            [ahora if es_postgres() else _param(ahora), pendientes, bateria, desfase_ms, puesto],
        )


def _signos(valores: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(valores))


def _param(valor: Any) -> Any:
    """As SQLite keeps it."""
    if isinstance(valor, UUID):
        return valor.hex
    return connection.ops.adapt_datetimefield_value(valor) if isinstance(valor, datetime) else valor


def _uuid(valor: Any) -> UUID:
    return valor if isinstance(valor, UUID) else UUID(valor)


def _momento(valor: Any) -> datetime:
    """Aware, whatever the database gives."""
    if not isinstance(valor, datetime):
        valor = datetime.fromisoformat(valor)
    return valor if valor.tzinfo else valor.replace(tzinfo=UTC)
