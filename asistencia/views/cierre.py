"""Closing an event: review its figures, freeze them, rectify them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from eventos import permisos
from eventos.models import Evento
from eventos.permisos import Capacidad, SolicitudPanel, exige
from eventos.programacion import NoSePuede

from .. import cierre as sala
from .. import puerta
from ..forms import CierreForm, RectificarForm, RevisarForm
from ..models import Hecho
from ..participacion.composicion import componer
from ..participacion.consulta import de_evento


@exige(Capacidad.CERRAR)
@require_POST
def revisar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Accept or discard a doubtful fact. What somebody has decided already stays as decided."""
    evento = _evento(request, slug)
    form = RevisarForm(request.POST)
    hecho = None
    if form.is_valid():
        hecho = Hecho.objects.filter(evento=evento, pk=form.cleaned_data["hecho"]).por_revisar().first()
    if hecho is None:
        messages.warning(request, _("Eso ya estaba decidido."))
    else:
        admite = form.cleaned_data["decision"] == "si"
        puerta.revisar(hecho, form.cleaned_data["id"], admite, request.user, timezone.now())
        messages.success(request, _("Se cuenta.") if admite else _("No se cuenta."))
    return redirect("asistencia:panel-cierre", slug)


@exige(Capacidad.CERRAR, Capacidad.VER_TOTALES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cierre(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Review the figures and close them into the acta; afterwards, the acta."""
    evento = _evento(request, slug)
    if request.method != "POST":
        return _pagina(request, evento)
    if not permisos.puede(request.user, Capacidad.CERRAR, evento.institucion_id):
        raise PermissionDenied
    form = CierreForm(request.POST, composicion=componer(sala.recuento_actual(evento)))
    if form.is_valid():
        try:
            sala.cerrar(evento, request.user, timezone.now(), **form.dicho)
        except NoSePuede as e:
            form.add_error(None, e)
        else:
            messages.success(request, _("Quedó cerrado: esta es su acta."))
            return redirect("asistencia:panel-cierre", slug)
    return _pagina(request, evento, cerrar=form)


@exige(Capacidad.RECTIFICAR)
@require_POST
def rectificar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """A new version of the acta, from all facts."""
    evento = _evento(request, slug)
    form = RectificarForm(request.POST)
    if form.is_valid():
        try:
            acta = sala.rectificar(evento, request.user, timezone.now(), form.cleaned_data["motivo"])
        except NoSePuede as e:
            form.add_error(None, e)
        else:
            messages.success(request, _("Quedó la versión %(n)s del acta.") % {"n": acta.version})
            return redirect("asistencia:panel-cierre", slug)
    return _pagina(request, evento, rectificar=form)


def _pagina(
    request: SolicitudPanel,
    evento: Evento,
    *,
    cerrar: CierreForm | None = None,
    rectificar: RectificarForm | None = None,
) -> HttpResponse:
    """Before: what would be frozen and what stands in the way. After: the acta, and what came later."""
    actas = list(evento.actas.select_related("firmada_por").order_by("-version"))
    ahora_mismo = componer(sala.recuento_actual(evento))
    puede_cerrar = permisos.puede(request.user, Capacidad.CERRAR, evento.institucion_id)
    rectificable = (
        bool(actas)
        and not evento.es_importado
        and permisos.puede(request.user, Capacidad.RECTIFICAR, evento.institucion_id)
    )
    comenzo = evento.jornadas.filter(inicio__lte=timezone.now()).exists()
    publicado = evento.es_visible and not evento.esta_cancelado
    contexto = {
        "evento": evento,
        "actas": actas,
        "acta": actas[0] if actas else None,
        "cifras": componer(de_evento(evento)) if actas else ahora_mismo,
        "ahora_mismo": ahora_mismo,
        "posteriores": sala.posteriores(evento) if actas else 0,
        "por_revisar": list(Hecho.objects.filter(evento=evento).por_revisar().select_related("inscripcion")),
        "puede_cerrar": puede_cerrar,
        "comenzo": comenzo,
        "publicado": publicado,
        "cerrable": puede_cerrar and comenzo and publicado and not actas,
        "form": cerrar or CierreForm(composicion=ahora_mismo),
        "rectificar": (rectificar or RectificarForm()) if rectificable else None,
    }
    return render(request, "asistencia/cierre.html", contexto)


def _evento(request: SolicitudPanel, slug: str) -> Evento:
    suyos = Evento.objects.de(request.instituciones).con_fechas().select_related("mecanismo", "institucion", "lugar")
    return get_object_or_404(suyos, slug=slug)
