"""Totals and past years."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from eventos import bitacora, permisos
from eventos.models import Bitacora, Institucion, Mecanismo
from eventos.permisos import Capacidad, SolicitudPanel, exige

from .. import periodo, tablero
from ..importacion import historico as pasado
from ..importacion.errores import ArchivoIlegible
from ..importacion.forms import ArchivoForm, Guardado


@exige(Capacidad.VER_TOTALES)
@require_safe
@never_cache
def cifras(request: SolicitudPanel) -> HttpResponse:
    """Totals of a period: a page, or its table as a sheet."""
    ahora = timezone.now()
    hoy = timezone.localdate(ahora)
    form = periodo.PeriodoForm(request.GET, hoy, request.instituciones)
    contexto = {"form": form, "atajos": periodo.atajos(hoy), "puede_importar": _importa(request)}
    if form.is_valid():
        if request.GET.get("formato") == "csv":
            return _hoja(request, form)
        contexto["tablero"] = tablero.de_periodo(form, ahora)
    return render(request, "asistencia/cifras.html", contexto)


def _hoja(request: SolicitudPanel, form: periodo.PeriodoForm) -> HttpResponse:
    ahora = timezone.now()
    totales = tablero.de_periodo(form, ahora).tabla
    for institucion in form.instituciones:
        bitacora.anotar(
            request.user, Bitacora.Accion.EXPORTAR, "cifras", totales.por, institucion=institucion, ahora=ahora,
            cantidad=len(totales.filas),
        )  # fmt: skip
    nombre = f"cifras-{totales.desde}-{totales.hasta}-por-{totales.por}.csv"
    return _descarga("\ufeff" + tablero.como_csv(totales), nombre)


def _descarga(texto: str, nombre: str) -> HttpResponse:
    return HttpResponse(
        texto,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
    )


def _importa(request: HttpRequest) -> bool:
    return permisos.puede_en_alguna(request.user, Capacidad.IMPORTAR)


@exige(Capacidad.IMPORTAR)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def historico(request: SolicitudPanel) -> HttpResponse:
    """Past years from a file: first what would enter; once confirmed, it enters."""
    if request.GET.get("plantilla") == "csv":
        return _descarga(pasado.plantilla(), "eventos-de-anios-anteriores.csv")
    rectificables = permisos.instituciones_con(request.user, Capacidad.RECTIFICAR)
    sello = request.POST.get("sello", "")
    elegido = (request.POST, request.FILES) if request.method == "POST" and not sello else ()
    form = ArchivoForm(*elegido, puede_rectificar=rectificables.exists())
    if request.method != "POST":
        return _historico(request, form)
    if sello:
        guardado = Guardado.abrir(sello, request.user)
        if guardado is None:
            messages.error(request, _("Pasó demasiado tiempo desde la revisión. Elija el archivo otra vez."))
            return redirect("asistencia:panel-historico")
    elif (guardado := form.guardar()) is None:
        return _historico(request, form)
    resumen = _importar(request, guardado, rectificables, ensayo=not sello)
    if sello and not resumen.fallas:
        messages.success(request, _resultado(resumen))
        return redirect(_cifras_de(resumen))
    contexto = {"resumen": resumen, "guardado": guardado, "sello": guardado.sellar(request.user)}
    return _historico(request, form, **contexto)


def _importar(
    request: SolicitudPanel, guardado: Guardado, rectificables: QuerySet[Institucion], *, ensayo: bool
) -> pasado.Resumen:
    try:
        return pasado.importar(
            guardado.contenido,
            timezone.now(),
            instituciones=request.instituciones,
            rectificables=rectificables if guardado.rectificar else (),
            usuario=request.user,
            ensayo=ensayo,
        )
    except ArchivoIlegible as e:
        return pasado.Resumen(fallas=e.fallas)


def _historico(request: SolicitudPanel, form: ArchivoForm, **contexto: Any) -> HttpResponse:
    instituciones = list(request.instituciones)
    mecanismos = Mecanismo.objects.filter(institucion__in=instituciones, activo=True).order_by("slug")
    contexto |= {
        "form": form,
        "columnas": pasado.COLUMNAS,
        "instituciones": instituciones,
        "mecanismos": mecanismos.values_list("slug", flat=True).distinct(),
    }
    return render(request, "asistencia/historico.html", contexto)


def _cifras_de(resumen: pasado.Resumen) -> str:
    """The figures of the days that the file told of: what was brought, seen at once."""
    desde = min(timezone.localdate(r.inicio.inicio) for r in resumen.renglones if r.inicio)
    hasta = max(timezone.localdate(r.fin - timedelta(microseconds=1)) for r in resumen.renglones if r.fin)
    return f"{reverse('asistencia:panel-cifras')}?desde={desde}&hasta={hasta}"


def _resultado(resumen: pasado.Resumen) -> str:
    return _("Listo: %(n)s eventos nuevos, %(i)s que ya estaban y %(r)s rectificados.") % {
        "n": resumen.nuevos,
        "i": resumen.iguales,
        "r": resumen.rectificados,
    }
