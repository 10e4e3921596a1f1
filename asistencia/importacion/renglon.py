"""One row of a historical file: what it says, whether it is known already, and how it enters."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from eventos import programacion
from eventos.models import Evento, Institucion, Jornada, Mecanismo, Territorio, Usuario
from eventos.territorio import plegar

from .. import cierre
from ..models import Acta
from ..participacion import actas
from ..participacion.reglas import DIMENSIONES, NO_CONSTA, Celda
from .directorio import Directorio, NoConsta
from .fechas import Fecha, FechaIlegible, leer_fin

IMPORTADO = "importado"


@dataclass
class Renglon:
    # As written
    siglas: str = ""
    slug: str = ""
    titulo: str = ""
    inicio: Fecha | None = None
    fin_dicho: str = ""
    lugar_dicho: str = ""
    distrito: str = ""
    municipio: str = ""
    departamento: str = ""
    personas: int | None = None
    mujeres: int | None = None
    hombres: int | None = None
    atenciones: int | None = None
    fuente: str = ""
    nota_dicha: str = ""
    compartido_dicho: str = ""
    # As understood
    institucion: Institucion | None = None
    mecanismo: Mecanismo | None = None
    territorio: Territorio | None = None
    fin: datetime | None = None
    nota: str = ""
    identidad: str = ""
    anterior: Acta | None = None
    suerte: str = "nuevo"

    def __str__(self) -> str:
        return self.titulo

    @property
    def sin_dato(self) -> bool:
        return self.personas is None

    @property
    def no_cuadra(self) -> bool:
        return self.personas is not None and (self.mujeres or 0) + (self.hombres or 0) > self.personas

    # --- What the cells say together

    def entender(self, directorio: Directorio, ahora: datetime, fallas: dict[str, Any]) -> None:
        """Finds what the cells name; adds to `fallas`, by column, whatever it cannot."""

        def intentar(columna: str, hacer: Any, *depende: str) -> Any:
            if fallas.keys() & {columna, *depende}:
                return None
            try:
                return hacer()
            except NoConsta as e:
                fallas[e.columna] = [str(e)]
            except (FechaIlegible, ValueError) as e:
                fallas[columna] = [str(e)]
            return None

        self.institucion = intentar("institucion", lambda: directorio.institucion(self.siglas))
        self.mecanismo = intentar("mecanismo", lambda: directorio.mecanismo(self.institucion, self.slug), "institucion")
        self.territorio = intentar(
            "distrito",
            lambda: directorio.territorio(self.distrito, self.municipio, self.departamento),
            "municipio", "departamento",
        )  # fmt: skip
        self.fin = intentar("fin", lambda: leer_fin(self.fin_dicho, self.inicio), "inicio")  # type: ignore[arg-type]
        self.nota = intentar("compartido_con", lambda: self._nota(directorio), "institucion") or ""
        if self.inicio and self.inicio.inicio > ahora:
            fallas["inicio"] = [_("Esta fecha todavía no llega: aquí solo entran eventos ya realizados.")]
        if self.personas is None and "personas" not in fallas:
            for columna in ("mujeres", "hombres"):
                if getattr(self, columna) is not None:
                    fallas[columna] = [_("Dice cuántas personas de un sexo, pero la columna personas está vacía.")]

    def _nota(self, directorio: Directorio) -> str:
        """The note, and what has no other place yet: partners, and an original that does not add up."""
        partes = [self.nota_dicha]
        if siglas := directorio.compartido_con(self.compartido_dicho, self.institucion):  # type: ignore[arg-type]
            partes.append(_("Compartido con: %s.") % ", ".join(siglas))
        if self.no_cuadra:
            original = _("En el original: %(p)s personas, %(m)s mujeres, %(h)s hombres.")
            partes.append(original % {"p": self.personas, "m": self.mujeres or 0, "h": self.hombres or 0})
        return " ".join(filter(None, partes))[:500]

    def numerar(self, repetidos: Counter[str]) -> None:
        """The identity: what names the event, and which one it is among equals of the same file."""
        assert self.institucion  # noqa: S101  understood before
        assert self.mecanismo  # noqa: S101
        nombre = "\x1f".join([
            plegar(self.institucion.siglas), self.mecanismo.slug, plegar(self.titulo), str(self.inicio),
            plegar(self.lugar_dicho), self.territorio.pk if self.territorio else "",
        ])  # fmt: skip
        repetidos[nombre] += 1
        self.identidad = hashlib.sha256(f"{nombre}\x1f{repetidos[nombre]}".encode()).hexdigest()

    # --- Whether it is known already

    def comparar(self, rectificables: set[int], fallas: dict[str, Any]) -> None:
        """Decides its lot: nuevo, igual, rectificado; or an error, when it says otherwise than before."""
        assert self.institucion  # noqa: S101
        self.anterior = (
            Acta.objects.vigentes()
            .filter(evento__institucion=self.institucion, evento__identidad=self.identidad)
            .select_related("evento")
            .first()
        )
        if self.anterior is None:
            return
        distintas = self._distintas(self.anterior)
        self.suerte = "rectificado" if distintas else "igual"
        if distintas and self.institucion.pk not in rectificables:
            razon = _(
                "Este evento ya se importó y ahora dice otra cosa. Si lo nuevo es lo correcto, impórtelo rectificando."
            )
            fallas[distintas[0]] = [razon]

    def _distintas(self, acta: Acta) -> list[str]:
        """The columns that differ from what was entered."""
        huella = actas.huella(self.celdas(), sin_dato=self.sin_dato)
        difiere = {
            "personas": (acta.huella, acta.no_cuadra) != (huella, self.no_cuadra),
            "nota": acta.nota != self.nota,
            "fuente": acta.fuente != self.fuente,
            "fin": acta.evento.jornadas.values_list("fin", flat=True).last() != self.fin,
        }
        return [columna for columna, si in difiere.items() if si]

    # --- How it enters

    def celdas(self) -> Counter[Celda]:
        """The figures. What is not known of each person is `no-consta`, so that every breakdown adds up."""
        celdas: Counter[Celda] = Counter()
        for medida, n in (("participaciones", self.personas), ("atenciones", self.atenciones)):
            if n:
                celdas[Celda(medida, "total", "", IMPORTADO)] = n
                for dimension in DIMENSIONES:
                    celdas[Celda(medida, dimension, NO_CONSTA, IMPORTADO)] = n
        if self.personas and not self.no_cuadra:
            for clave, n in (("mujer", self.mujeres or 0), ("hombre", self.hombres or 0)):
                celdas[Celda("participaciones", "sexo", clave, IMPORTADO)] = n
                celdas[Celda("participaciones", "sexo", NO_CONSTA, IMPORTADO)] -= n
        return +celdas

    def asentar(self, directorio: Directorio, usuario: Usuario | None, ahora: datetime) -> None:
        if self.anterior is None:
            evento, version, motivo = self._estrenar(directorio, usuario), 1, ""
        else:
            evento = Evento.objects.select_for_update(of=("self",)).get(pk=self.anterior.evento_id)
            version = (evento.actas.aggregate(v=Max("version"))["v"] or 0) + 1
            motivo = _("Su fila se importó de nuevo con otros datos.")
            evento.jornadas.update(fin=self.fin)
        cierre.guardar(
            evento, version, self.celdas(), usuario, ahora, sin_dato=self.sin_dato, motivo=motivo,
            fuente=self.fuente, nota=self.nota, no_cuadra=self.no_cuadra,
        )  # fmt: skip

    def _estrenar(self, directorio: Directorio, usuario: Usuario | None) -> Evento:
        assert self.institucion  # noqa: S101
        assert self.mecanismo  # noqa: S101
        assert self.inicio  # noqa: S101
        assert self.fin  # noqa: S101
        evento = Evento(
            institucion=self.institucion,
            mecanismo=self.mecanismo,
            titulo=self.titulo,
            lugar=directorio.lugar(self.institucion, self.lugar_dicho, self.territorio),
            estado=Evento.Estado.PUBLICADO,
            precision=self.inicio.precision,
            identidad=self.identidad,
            creado_por=usuario,
        )
        programacion.estrenar(evento, self.inicio.inicio)
        Jornada.objects.create(evento=evento, inicio=self.inicio.inicio, fin=self.fin)
        return evento
