"""CSV or XLSX bytes -> a table of texts, with the row numbers that a spreadsheet shows.

Every cell leaves here as text, whatever wrote it: what a text means is decided in one place only.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from tablib import Dataset

from eventos.territorio import plegar

from .errores import ArchivoIlegible, Falla, falla

PESO_MAXIMO = 2 * 1024 * 1024
FILAS_MAXIMAS = 10_000
FILA = "_fila"
Renglon = tuple[int, list[str]]


def leer(contenido: bytes, obligatorias: Sequence[str], opcionales: Sequence[str] = ()) -> Dataset:
    """The rows under these columns, in this order, and `_fila` last. Raises ArchivoIlegible."""
    if len(contenido) > PESO_MAXIMO:
        raise falla(_("El archivo pasa de 2 MB. Divídalo en varios."))
    renglones = list(_de_xlsx(contenido) if _es_xlsx(contenido) else _de_csv(contenido))
    if not renglones:
        raise falla(_("El archivo está vacío: la primera fila lleva los nombres de las columnas."), 1)
    encabezado = _encabezado(renglones[0], obligatorias, opcionales)
    filas = [r for r in renglones[1:] if any(c.strip() for c in r[1])]
    if not filas:
        raise falla(_("No hay ninguna fila debajo del encabezado: escriba al menos un evento."), 2, obligatorias[0])
    if len(filas) > FILAS_MAXIMAS:
        raise falla(_("Son más de 10,000 filas. Divida el archivo en varios."))
    return _tabla(encabezado, filas, [*obligatorias, *opcionales])


def _encabezado(renglon: Renglon, obligatorias: Sequence[str], opcionales: Sequence[str]) -> list[str]:
    fila, celdas = renglon
    nombres = [plegar(c).replace(" ", "_") for c in celdas]
    conocidas = [*obligatorias, *opcionales]
    fallas = [Falla(fila, c, _("Falta esta columna.")) for c in obligatorias if c not in nombres]
    for nombre, celda in zip(nombres, celdas, strict=True):
        if nombre and nombre not in conocidas:
            fallas.append(Falla(fila, celda.strip(), _("No se conoce esta columna: quítela o corrija su nombre.")))
    fallas += [Falla(fila, c, _("Esta columna está repetida.")) for c in conocidas if nombres.count(c) > 1]
    if fallas:
        raise ArchivoIlegible(fallas)
    return nombres


def _tabla(encabezado: list[str], filas: list[Renglon], columnas: list[str]) -> Dataset:
    tabla = Dataset(headers=[*columnas, FILA])
    fallas = []
    for fila, celdas in filas:
        dichas = dict(zip(encabezado, celdas, strict=False))
        sueltas = [c for i, c in enumerate(celdas) if c.strip() and (i >= len(encabezado) or not encabezado[i])]
        if sueltas:
            razon = _("Sobran celdas («%s»). Si un texto lleva comas, escríbalo entre comillas.") % sueltas[0][:40]
            fallas.append(Falla(fila, "", razon))
        tabla.append([*(dichas.get(c, "").strip() for c in columnas), str(fila)])
    if fallas:
        raise ArchivoIlegible(fallas)
    return tabla


# --- CSV


def _de_csv(contenido: bytes) -> Iterator[Renglon]:
    texto = _decodificar(contenido)
    separador = ";" if texto.partition("\n")[0].count(";") > texto.partition("\n")[0].count(",") else ","
    fila = 0
    try:
        for fila, celdas in enumerate(csv.reader(io.StringIO(texto, newline=""), delimiter=separador, strict=True), 1):
            yield fila, celdas
    except csv.Error:
        raise falla(_("Hay unas comillas sin cerrar: revise esta fila."), fila + 1) from None


def _decodificar(contenido: bytes) -> str:
    if contenido.startswith((b"\xff\xfe", b"\xfe\xff", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8")):
        raise falla(
            _("Esto no es un CSV en UTF-8 ni un XLSX. Guárdelo como «CSV UTF-8» o como «Libro de Excel (.xlsx)».")
        )
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        antes = contenido[: e.start]
        razon = _("Hay una letra que no está en UTF-8. Guarde el archivo como «CSV UTF-8» y pruebe de nuevo.")
        raise falla(razon, antes.count(b"\n") + 1, _columna_en(contenido, antes)) from None
    if "\0" in texto:
        raise falla(
            _("Esto no es un texto: guárdelo como «CSV UTF-8» o como XLSX."), texto.partition("\0")[0].count("\n") + 1
        )
    return texto


def _columna_en(contenido: bytes, antes: bytes) -> str:
    """The column that a wrong byte stands in, as far as the header can be read."""
    encabezado = contenido.partition(b"\n")[0].decode("ascii", "replace").strip()
    separador = ";" if encabezado.count(";") > encabezado.count(",") else ","
    nombres = encabezado.split(separador)
    comienzo = antes.rpartition(b"\n")[2].decode("latin-1")
    n = len(next(csv.reader([comienzo], delimiter=separador), [""])) or 1
    return nombres[n - 1].strip() if antes.count(b"\n") and n <= len(nombres) else ""


# --- XLSX


def _es_xlsx(contenido: bytes) -> bool:
    return contenido.startswith(b"PK\x03\x04")


def _de_xlsx(contenido: bytes) -> Iterator[Renglon]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
            # A small file may unfold into gigabytes: refused before anything is unpacked.
            if sum(parte.file_size for parte in paquete.infolist()) > 10 * PESO_MAXIMO:
                raise falla(_("Este libro es demasiado grande por dentro. Copie sus filas a un libro nuevo."))
        hoja = load_workbook(io.BytesIO(contenido), read_only=True).worksheets[0]
        for fila, celdas in enumerate(hoja.iter_rows(max_row=FILAS_MAXIMAS + 2, max_col=60), 1):
            yield fila, [_texto(c) for c in celdas]
    except ArchivoIlegible:
        raise
    except Exception:  # whatever a damaged package makes the library stumble over
        raise falla(
            _("No se pudo abrir el libro. Ábralo en su hoja de cálculo y guárdelo de nuevo como XLSX.")
        ) from None


def _texto(celda: Any) -> str:
    valor = celda.value
    if valor is None:
        return ""
    if isinstance(valor, datetime | date):
        return _fecha(valor, celda.number_format or "")
    if isinstance(valor, time):
        return f"{valor:%H:%M}"
    if isinstance(valor, float) and valor.is_integer():
        return str(int(valor))
    return str(valor)


def _fecha(valor: datetime | date, formato: str) -> str:
    """A date cell as it shows: «may-16» says only the month. Midnight is how a date without an hour is stored."""
    visible = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", formato[:255].lower())  # as long as a format may be
    if isinstance(valor, datetime) and valor.time() != time.min:
        return f"{valor:%Y-%m-%d %H:%M}"
    if "d" in visible or "h" in visible or "y" not in visible:
        return f"{valor:%Y-%m-%d}"
    return f"{valor:%Y-%m}" if "m" in visible else f"{valor:%Y}"
