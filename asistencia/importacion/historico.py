"""Events of past years, one a row, each with an Acta of method `importado`.

A resource of django-import-export reads the cells, rehearses, and rolls everything back when a row is
wrong. Its instances are rows, not models: a row becomes an event, a jornada, a venue and an acta.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult
from tablib import Dataset

from eventos import bitacora
from eventos.models import Bitacora, Institucion, Usuario

from . import lectura
from .celdas import FechaDeInicio, Numero, Texto
from .directorio import Directorio
from .errores import Falla
from .renglon import Renglon

COLUMNAS = (
    "institucion", "mecanismo", "titulo", "inicio", "fin", "lugar", "distrito", "municipio", "departamento",
    "personas", "mujeres", "hombres", "atenciones", "fuente", "nota",
)  # fmt: skip
OPCIONALES = ("compartido_con",)


@dataclass
class Resumen:
    """What came, or would come, of a file. With `fallas` nothing entered."""

    renglones: list[Renglon] = field(default_factory=list)
    fallas: list[Falla] = field(default_factory=list)

    def cuantos(self, suerte: str) -> int:
        return sum(r.suerte == suerte for r in self.renglones)

    @property
    def nuevos(self) -> int:
        return self.cuantos("nuevo")

    @property
    def iguales(self) -> int:
        return self.cuantos("igual")

    @property
    def rectificados(self) -> int:
        return self.cuantos("rectificado")

    @property
    def sin_cuadrar(self) -> int:
        return sum(r.no_cuadra for r in self.renglones)


def importar(
    contenido: bytes,
    ahora: datetime,
    *,
    instituciones: Iterable[Institucion],
    rectificables: Iterable[Institucion] = (),
    usuario: Usuario | None = None,
    ensayo: bool = False,
) -> Resumen:
    """Enters every row of a file, or none. Raises ArchivoIlegible when the file itself cannot be read.

    `rectificables`: where a row already imported with other figures makes a new version of its acta.
    """
    tabla = lectura.leer(contenido, COLUMNAS, OPCIONALES)
    recurso = Historico(list(instituciones), {i.pk for i in rectificables}, usuario, ahora)
    resultado = recurso.import_data(tabla, dry_run=ensayo, use_transactions=True, rollback_on_validation_errors=True)
    for fila in [e for r in resultado.error_rows for e in r.errors] + resultado.base_errors:
        raise fila.error  # a fault of ours, not of the file
    return Resumen(
        [] if resultado.invalid_rows else [r.instance for r in resultado.rows],
        [f for mala in resultado.invalid_rows for f in _fallas(int(tabla[mala.number - 1][-1]), mala.error)],
    )


def _fallas(fila: int, error: ValidationError) -> list[Falla]:
    return [
        Falla(fila, "" if columna == NON_FIELD_ERRORS else columna, razon)
        for columna, razones in error.message_dict.items()
        for razon in razones
    ]


class Historico(resources.Resource):
    institucion = Field("siglas", "institucion", widget=Texto(20, obligatorio=True))
    mecanismo = Field("slug", "mecanismo", widget=Texto(60, obligatorio=True))
    titulo = Field("titulo", "titulo", widget=Texto(140, obligatorio=True))
    inicio = Field("inicio", "inicio", widget=FechaDeInicio())
    fin = Field("fin_dicho", "fin", widget=Texto(40))
    lugar = Field("lugar_dicho", "lugar", widget=Texto(160))
    distrito = Field("distrito", "distrito", widget=Texto(120))
    municipio = Field("municipio", "municipio", widget=Texto(120))
    departamento = Field("departamento", "departamento", widget=Texto(80))
    personas = Field("personas", "personas", widget=Numero())
    mujeres = Field("mujeres", "mujeres", widget=Numero())
    hombres = Field("hombres", "hombres", widget=Numero())
    atenciones = Field("atenciones", "atenciones", widget=Numero())
    fuente = Field("fuente", "fuente", widget=Texto(300))
    nota = Field("nota_dicha", "nota", widget=Texto(400))
    compartido_con = Field("compartido_dicho", "compartido_con", widget=Texto(200))

    class Meta:
        instance_loader_class = BaseInstanceLoader  # never asked: a row looks itself up, by its identity
        skip_diff = True
        store_instance = True

    def __init__(
        self, instituciones: list[Institucion], rectificables: set[int], usuario: Usuario | None, ahora: datetime
    ) -> None:
        super().__init__()
        self.instituciones, self.rectificables, self.usuario, self.ahora = instituciones, rectificables, usuario, ahora
        self.repetidos: Counter[str] = Counter()

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """Two imports for one institution take turns: the second one finds what the first has entered."""
        ids = sorted(i.pk for i in self.instituciones)
        list(Institucion.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
        self.directorio = Directorio(self.instituciones)

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[Renglon, bool]:
        return Renglon(), True

    def import_instance(self, instance: Renglon, row: Any, **kwargs: Any) -> None:
        """Cells first, each by itself; then what they say together. All the faults of a row come out at once."""
        fallas: dict[str, Any] = {}
        for columna in self.get_import_fields():
            try:
                self.import_field(columna, instance, row, **kwargs)
            except ValueError as e:
                fallas[columna.column_name] = [str(e)]
        instance.entender(self.directorio, self.ahora, fallas)
        if not fallas:
            instance.numerar(self.repetidos)
            instance.comparar(self.rectificables, fallas)
        if fallas:
            raise ValidationError(fallas)

    def skip_row(self, instance: Renglon, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not import_validation_errors and instance.suerte == "igual"

    def do_instance_save(self, instance: Renglon, is_create: bool) -> None:
        instance.asentar(self.directorio, self.usuario, self.ahora)

    def after_import_row(self, row: Any, row_result: RowResult, **kwargs: Any) -> None:
        if row_result.instance.suerte == "rectificado":
            row_result.import_type = RowResult.IMPORT_TYPE_UPDATE

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        """One line of the audit trail an institution and a kind; rolled back with the rest."""
        Accion = Bitacora.Accion
        por_accion = {"nuevo": Accion.IMPORTAR, "rectificado": Accion.RECTIFICAR}
        hechos: Counter[tuple[int, str]] = Counter()
        for fila in result.rows:
            if fila.instance and fila.instance.suerte in por_accion:
                hechos[fila.instance.institucion.pk, fila.instance.suerte] += 1
        for (institucion, suerte), n in sorted(hechos.items()):
            bitacora.anotar(
                self.usuario, por_accion[suerte], "histórico", institucion=institucion, ahora=self.ahora, cantidad=n
            )


def plantilla() -> str:
    """An empty file with the columns and one row to write over."""
    ejemplo = (
        "SIGLAS,cine-forum,Título del evento,12/11/2019,,Nombre del lugar,San Salvador,,San Salvador,"
        "16,,,,De dónde sale el dato,,"
    )
    return "\ufeff" + ",".join([*COLUMNAS, *OPCIONALES]) + "\r\n" + ejemplo + "\r\n"
