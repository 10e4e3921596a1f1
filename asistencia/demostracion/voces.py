"""What people said after the events, in every state."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from eventos import bitacora, codigos
from eventos.models import Bitacora, Evento, Usuario

from ..models import Comentario
from . import guion

Estado = Comentario.Estado


def sembrar_voces(
    eventos: Sequence[Evento], usuarios: dict[tuple[str, str], Usuario], ahora: datetime, azar: Random
) -> None:
    """The newest events get the most; each kind of comment falls on several institutions."""
    recientes = sorted(eventos, key=lambda e: max(j.fin for j in e.jornadas.all()), reverse=True)
    for vuelta in range(3):
        for i, (tipo, cara, texto, via, estado, respuesta) in enumerate(v.values() for v in guion.voces()):
            evento = recientes[(i * 3 + vuelta * 5) % min(len(recientes), 18)]
            siglas = evento.institucion.siglas
            quien = usuarios.get(("seguimiento", siglas)) or usuarios["organizacion", siglas]
            fin = max(j.fin for j in evento.jornadas.all())
            recibido = min(fin, ahora - timedelta(minutes=40)) + timedelta(minutes=azar.randint(-30, 30))
            contestado = min(recibido + timedelta(days=azar.randint(1, 6)), ahora) if respuesta else None
            comentario = Comentario.objects.create(
                evento=evento, folio=codigos.folio(), solicitud=UUID(int=azar.getrandbits(128), version=4), tipo=tipo,
                cara=cara or "mas_o_menos" if not texto else cara, texto=texto, via=via, estado=estado,
                con_ayuda=via == "mesa", respuesta=respuesta, respondido_por=quien if respuesta else None,
                contacto=f"0000-{i:04d}" if tipo == "consulta" else "", respondido_el=contestado, recibido_el=recibido,
            )  # fmt: skip
            if contestado:
                bitacora.anotar(
                    quien, Bitacora.Accion.RESPONDER, "comentario", comentario.folio, institucion=evento.institucion_id,
                    ahora=contestado,
                )  # fmt: skip
