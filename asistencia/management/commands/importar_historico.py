"""Events of past years from a CSV or XLSX file: all of its rows, or none."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from asistencia.importacion import historico
from asistencia.importacion.errores import ArchivoIlegible, Falla
from eventos.models import Institucion


class Command(BaseCommand):
    help = "Imports past events, each with an acta of method «importado». A bad row is named, and then none enters."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archivo", type=Path)
        parser.add_argument("--ensayo", action="store_true", help="only tell what would happen")
        parser.add_argument("--rectificar", action="store_true", help="rows with other figures make a new acta version")

    def handle(self, *args: Any, archivo: Path, ensayo: bool, rectificar: bool, **options: Any) -> None:
        instituciones = list(Institucion.objects.all())
        try:
            resumen = historico.importar(
                self._leer(archivo),
                timezone.now(),
                instituciones=instituciones,
                rectificables=instituciones if rectificar else (),
                ensayo=ensayo,
            )
        except ArchivoIlegible as e:
            raise self._rechazar(archivo, e.fallas) from None
        if resumen.fallas:
            raise self._rechazar(archivo, resumen.fallas)
        cuenta = _("%(n)s nuevos, %(i)s sin cambios, %(r)s rectificados") % {
            "n": resumen.nuevos, "i": resumen.iguales, "r": resumen.rectificados
        }  # fmt: skip
        self.stdout.write((_("Ensayo: entrarían %s.") if ensayo else _("Eventos: %s.")) % cuenta)
        if resumen.sin_cuadrar:
            self.stdout.write(
                _("%d no cuadran en el original: entraron marcados, sin desglose de sexo.") % resumen.sin_cuadrar
            )

    def _leer(self, archivo: Path) -> bytes:
        try:
            return archivo.read_bytes()
        except OSError as e:
            raise CommandError(
                _("No se pudo abrir %(archivo)s: %(error)s.") % {"archivo": archivo, "error": e.strerror}
            ) from None

    def _rechazar(self, archivo: Path, fallas: list[Falla]) -> CommandError:
        titulo = _("No entró nada de %(archivo)s. Corrija esto:") % {"archivo": archivo.name}
        return CommandError("\n".join([titulo, *(f"  {falla}" for falla in fallas)]))
