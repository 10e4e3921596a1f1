"""The day pack of a phone: enough to work without signal, and nothing that a lost phone would tell."""

import json
import os
from base64 import b64encode
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from eventos.models import Evento
from inscripciones.models import Inscripcion

from . import sello
from .models import Hecho, Puesto
from .participacion import reglas, vivos
from .participacion.reglas import HechoLeido

# Passes of other events that somebody may bring by mistake.
CERCANOS = timedelta(days=30)


def indice(codigo: str) -> str:
    """Where a row is found: tells nothing of the code."""
    return _corta(f"convoca/indice/1|{codigo}")


def indice_corto(slug: str, corto: str) -> str:
    return _corta(f"convoca/corto/1|{slug}|{corto}")


def cifrar(codigo: str, slug: str, fila: dict[str, Any]) -> str:
    """A row that only its pass opens."""
    llave = sha256(f"convoca/fila/1|{codigo}".encode()).digest()
    iv = os.urandom(12)
    return _base64(iv + AESGCM(llave).encrypt(iv, json.dumps(fila, ensure_ascii=False).encode(), slug.encode()))


def version(puesto: Puesto, ahora: datetime) -> str:
    """Changes whenever the pack would; asks for sums and counts, and reads no row of anybody."""
    suyos = [e.pk for e in puesto.eventos.all()]
    cercanos = list(_cercanos(puesto, ahora).values_list("pk", flat=True))
    partes = [
        [puesto.nombre, puesto.tipo, puesto.hasta, puesto.busca_por_nombre, puesto.estand_id, sello.publica()],
        [_marca(e) for e in puesto.eventos.all()],
        list(Inscripcion.objects.filter(evento__in=suyos + cercanos).marcas()),
        list(
            Hecho.objects.filter(evento__in=suyos).order_by("evento").values_list("evento").annotate(
                Count("pk"), Max("recibido_el")
            )
        ),
        list(Evento.objects.filter(pk__in=cercanos).order_by("pk").values_list("pk", "titulo")),
    ]  # fmt: skip
    return sha256(repr(partes).encode()).hexdigest()[:32]


def armar(puesto: Puesto, version_: str, ahora: datetime) -> dict[str, Any]:
    """The whole pack. The number of queries does not depend on how much it holds."""
    eventos = list(puesto.eventos.all())
    ids = [e.pk for e in eventos]
    hechos = vivos.leer(ids)
    puestos = _nombres_de_puestos(hechos.values())
    inscritos: dict[int, list[tuple[Any, ...]]] = {pk: [] for pk in ids}
    for evento, *resto in (
        Inscripcion.objects.filter(evento__in=ids)
        .order_by()
        .values_list("evento", "pk", "codigo", "corto", "nombre", "estado", "acompanantes")
    ):
        inscritos[evento].append(tuple(resto))
    de_cerca = Inscripcion.objects.filter(evento__in=_cercanos(puesto, ahora)).order_by()
    return {
        "version": version_,
        "ahora": timezone.localtime(ahora).isoformat(),
        "puesto": describir(puesto),
        "sello": _base64(sello.publica()),
        "eventos": [_evento(e, inscritos[e.pk], hechos[e.pk], puestos) for e in eventos],
        "otros": {indice(c): titulo for c, titulo in de_cerca.values_list("codigo", "evento__titulo")},
    }


def con_lo_suyo(puestos: QuerySet[Puesto]) -> QuerySet[Puesto]:
    """With what a pack tells besides people."""
    return puestos.select_related("estand").prefetch_related(
        "eventos__mecanismo", "eventos__lugar", "eventos__jornadas", "eventos__estands"
    )


def describir(puesto: Puesto) -> dict[str, Any]:
    return {
        "nombre": puesto.nombre,
        "tipo": puesto.tipo,
        "hasta": timezone.localtime(puesto.hasta).isoformat(),
        "busca_por_nombre": puesto.busca_por_nombre,
        "estand": puesto.estand.slug if puesto.estand else None,
    }


def _evento(
    e: Evento, inscritos: Sequence[tuple[Any, ...]], hechos: Sequence[HechoLeido], puestos: dict[UUID, str]
) -> dict[str, Any]:
    llegadas: dict[int | None, list[HechoLeido]] = {}
    for h in reglas.llegadas_que_cuentan(reglas.vigentes(hechos)):
        llegadas.setdefault(h.inscripcion, []).append(h)
    filas, cortos = {}, {}
    for pk, codigo, corto, nombre, estado, acompanantes in inscritos:
        suyas = [(timezone.localtime(h.momento).isoformat(), puestos.get(h.id, "")) for h in llegadas.get(pk, [])]
        fila = {"n": nombre, "e": estado, "a": acompanantes, "k": corto, "l": suyas}
        filas[indice(codigo)] = cifrar(codigo, e.slug, fila)
        cortos[indice_corto(e.slug, corto)] = {"e": estado, "a": acompanantes, "l": [m for m, _puesto in suyas]}
    return _describir_evento(e) | {"filas": filas, "cortos": cortos}


def _describir_evento(e: Evento) -> dict[str, Any]:
    m = e.mecanismo
    return {
        "slug": e.slug,
        "titulo": e.titulo,
        "mecanismo": {"nombre": m.nombre, "color": m.color, "pictograma": m.pictograma},
        "lugar": e.lugar.nombre if e.lugar else "",
        "estado": e.estado,
        "nombre_obligatorio": m.nombre_obligatorio,
        "controla_salidas": e.controla_salidas,
        "cerrado": e.esta_cerrado,
        "jornadas": [
            {"inicio": timezone.localtime(j.inicio).isoformat(), "fin": timezone.localtime(j.fin).isoformat()}
            for j in e.jornadas.all()
        ],
        "estands": [{"slug": s.slug, "nombre": s.nombre} for s in e.estands.all()],
    }


def _marca(e: Evento) -> str:
    return json.dumps(_describir_evento(e))


def _cercanos(puesto: Puesto, ahora: datetime) -> QuerySet[Evento]:
    """Other events of the institution that anybody can see, near in time."""
    cerca = Q(jornadas__inicio__gte=ahora - CERCANOS, jornadas__inicio__lte=ahora + CERCANOS)
    otros = Evento.objects.filter(cerca, institucion=puesto.institucion_id).exclude(estado=Evento.Estado.BORRADOR)
    return otros.exclude(pk__in=[e.pk for e in puesto.eventos.all()]).distinct()


def _nombres_de_puestos(hechos: Collection[list[HechoLeido]]) -> dict[UUID, str]:
    """Where each arrival was noted, by its id."""
    ids = {h.puesto for suyos in hechos for h in suyos if h.puesto}
    nombres = dict(Puesto.objects.filter(pk__in=ids).values_list("pk", "nombre"))
    return {h.id: nombres[h.puesto] for suyos in hechos for h in suyos if h.puesto}


def _corta(texto: str) -> str:
    return sha256(texto.encode()).hexdigest()[:16]


def _base64(datos: bytes) -> str:
    return b64encode(datos).decode()
