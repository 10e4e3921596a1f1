"""The door, from a signed-in person's phone."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from uuid6 import uuid7

from eventos import bitacora
from eventos.bitacora import Accion
from eventos.models import Evento
from eventos.permisos import Capacidad, SolicitudPanel, exige, publica, puede
from eventos.programacion import NoSePuede
from inscripciones.models import Inscripcion

from .. import cierre, veredicto
from .. import puerta as sala
from ..forms import AltaForm, AnularForm, CodigoCortoForm, ConteoForm, LlegadaForm
from ..models import Hecho
from ..models.hechos import Metodo
from ..participacion import vivos
from ..participacion.reglas import Recuento


@publica
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pase(request: HttpRequest, codigo: str) -> HttpResponse:
    """What the pass's QR opens: nothing personal for the public, the check-in for staff."""
    suyos = Inscripcion.objects.select_related("evento__institucion", "evento__mecanismo")
    inscripcion = get_object_or_404(suyos, codigo=codigo)
    if not puede(request.user, Capacidad.REGISTRAR, inscripcion.evento.institucion_id):
        if request.method == "POST":
            raise PermissionDenied
        return render(request, "asistencia/pase_publico.html", {"evento": inscripcion.evento})
    if request.method != "POST":
        return _mostrar(request, inscripcion, None)
    form = LlegadaForm(request.POST)
    if not form.is_valid():
        return _mostrar(request, inscripcion, form)
    hecho = _anotar(request, inscripcion, form)
    return redirect(f"{reverse('asistencia:pase', args=[codigo])}?hecho={hecho}")


def _anotar(request: HttpRequest, inscripcion: Inscripcion, form: LlegadaForm) -> UUID:
    """The arrival, or the change of companions of one that was noted; returns the fact's id."""
    ahora, datos = timezone.now(), form.cleaned_data
    if datos["refiere"]:
        anterior = get_object_or_404(Hecho.objects.llegadas(), pk=datos["refiere"], inscripcion=inscripcion)
        if anterior.personas == form.personas:
            return anterior.pk
        sala.cambiar_acompanantes(anterior, datos["id"], form.personas, request.user, ahora)  # type: ignore[arg-type]
    else:
        metodo = datos["via"] or Metodo.QR
        sala.anotar_llegada(inscripcion, datos["id"], form.personas, metodo, ahora, request.user)  # type: ignore[arg-type]
    id_: UUID = datos["id"]
    return id_


def _mostrar(request: HttpRequest, inscripcion: Inscripcion, form: LlegadaForm | None) -> HttpResponse:
    """The verdict: before «Entra», or what became of it. A name shown is a reading of personal data: annotated."""
    ahora, evento = timezone.now(), inscripcion.evento
    jornadas = list(evento.jornadas.all())
    llegada = veredicto.de_hoy(vivos.llegadas(inscripcion), jornadas, ahora)
    hecho = _hecho_de(request, inscripcion)
    por_codigo_corto = request.GET.get("via") == "mesa"
    con_nombre = not (hecho or por_codigo_corto) and bool(inscripcion.nombre)
    if con_nombre:
        bitacora.anotar(
            request.user, Accion.LEER, "inscripcion", inscripcion.pk,  # type: ignore[arg-type]
            institucion=evento.institucion_id, ahora=ahora, campos=["nombre"],
        )  # fmt: skip
    personas = llegada.personas if llegada else inscripcion.personas
    iniciales = LlegadaForm.inicial(personas - 1) | {"via": "mesa" if por_codigo_corto else "qr"}
    contexto = {
        "evento": evento,
        "inscripcion": inscripcion,
        "con_nombre": con_nombre,
        "por_codigo_corto": por_codigo_corto,
        "ahora": ahora,
        "jornada": sala.jornada_de(ahora, jornadas),
        "veredicto": veredicto.dictar(inscripcion, evento, jornadas, llegada, ahora),
        "llegada": llegada,
        "hecho": hecho,
        "contada": bool(hecho and llegada and hecho.pk == llegada.id),
        "form": form or LlegadaForm(initial=iniciales),
        "id_anulacion": uuid7(),
        "dentro": cierre.recuento_actual(evento).total("participaciones"),
    }
    return render(request, "asistencia/pase.html", contexto)


def _hecho_de(request: HttpRequest, inscripcion: Inscripcion) -> Hecho | None:
    """The fact that this page has just noted, if the address says so."""
    try:
        id_ = UUID(request.GET.get("hecho", ""))
    except ValueError:
        return None
    return Hecho.objects.llegadas().filter(pk=id_, inscripcion=inscripcion).first()


@exige(Capacidad.REGISTRAR)
@never_cache
@require_safe
def puerta(request: SolicitudPanel, slug: str) -> HttpResponse:
    """The door of one event: numbers so far, short code, walk-ins; with `?conteo`, the counter."""
    evento = _evento(request, slug)
    recuento = cierre.recuento_actual(evento)
    if "conteo" in request.GET:
        contexto = {"evento": evento, "contadas": _contadas(recuento), "form": ConteoForm(), "anular": AnularForm()}
        return render(request, "asistencia/puerta_conteo.html", contexto)
    form = CodigoCortoForm(request.GET if "corto" in request.GET else None, evento=evento)
    if form.is_bound and form.is_valid() and form.inscripcion:
        return redirect(f"{reverse('asistencia:pase', args=[form.inscripcion.codigo])}?via=mesa")
    total, contadas = recuento.total("participaciones"), _contadas(recuento)
    contexto = {
        "evento": evento,
        "form": form,
        "participaciones": total,
        "contadas": contadas,
        "con_pase": total - contadas,
        "por_revisar": Hecho.objects.filter(evento=evento).por_revisar().count(),
    }
    return render(request, "asistencia/puerta.html", contexto)


@exige(Capacidad.REGISTRAR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alta(request: SolicitudPanel, slug: str) -> HttpResponse:
    """A walk-in."""
    evento = _evento(request, slug)
    form = AltaForm(request.POST if request.method == "POST" else None, evento=evento)
    if form.is_bound and form.is_valid():
        try:
            id_: UUID = form.cleaned_data["id"]
            hecha = sala.alta(evento, form.datos, id_, form.metodo, timezone.now(), request.user)
        except NoSePuede as e:
            form.add_error(None, e)
        else:
            messages.success(request, _("Adelante. Quedó con el código %(corto)s.") % {"corto": hecha.corto_visible})
            if form.sin_nombre_por_edad:
                messages.warning(request, _("No guardamos el nombre: es menor de edad."))
            return redirect("asistencia:panel-puerta", slug)
    return render(request, "asistencia/alta.html", {"evento": evento, "form": form})


@exige(Capacidad.REGISTRAR)
@require_POST
def conteo(request: SolicitudPanel, slug: str) -> HttpResponse:
    """One person nobody writes down."""
    evento = _evento(request, slug)
    form = ConteoForm(request.POST)
    if form.is_valid():
        ahora, datos = timezone.now(), form.cleaned_data
        sala.contar(evento, datos["id"], datos["tira"], form.momento(ahora), ahora, request.user)
    return _tras_contar(request, evento, form.is_valid())


@exige(Capacidad.REGISTRAR)
@require_POST
def anular(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Undo a fact, with a reason; without naming one, this person's last count."""
    evento = _evento(request, slug)
    form = AnularForm(request.POST)
    if not form.is_valid():
        return _tras_contar(request, evento, False)
    id_ = form.cleaned_data["hecho"] or vivos.ultimo_conteo(evento.pk, request.user.pk)
    suyos = Hecho.objects.anulables().filter(evento=evento).select_related("inscripcion", "evento")
    hecho = suyos.filter(pk=id_).first() if id_ else None
    if hecho:
        motivo = form.cleaned_data["motivo"] or Hecho.Motivo.ERROR
        sala.anular(hecho, form.cleaned_data["id"], motivo, request.user, timezone.now())
    if hecho and hecho.inscripcion:
        messages.success(request, _("Se deshizo: esta llegada ya no cuenta."))
        return redirect("asistencia:pase", hecho.inscripcion.codigo)
    return _tras_contar(request, evento, hecho is not None)


def _tras_contar(request: SolicitudPanel, evento: Evento, hecho: bool) -> HttpResponse:
    """The new number for the page's script; for anybody else, the counter again."""
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        total = _contadas(cierre.recuento_actual(evento))
        return JsonResponse({"total": total}, status=200 if hecho else 400)
    if not hecho:
        messages.warning(request, _("No había nada que anotar o que quitar. Inténtelo otra vez."))
    return redirect(f"{reverse('asistencia:panel-puerta', args=[evento.slug])}?conteo")


def _evento(request: SolicitudPanel, slug: str) -> Evento:
    suyos = Evento.objects.de(request.instituciones).con_fechas().select_related("mecanismo", "institucion", "lugar")
    return get_object_or_404(suyos, slug=slug)


def _contadas(recuento: Recuento) -> int:
    return recuento.por_metodo("participaciones")["conteo"]
