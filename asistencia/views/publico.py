"""Arriving, speaking and asking after a folio, as anybody may."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from eventos import codigos, limites
from eventos.models import Evento
from eventos.permisos import publica
from inscripciones.models import Inscripcion

from .. import puerta, tablero, voces
from ..forms import AutoLlegadaForm, CodigoCortoForm, FolioForm, OpinarForm
from ..models import Comentario, Hecho
from ..models.hechos import Metodo
from ..participacion import vivos

# A whole park may share one address: wrong tries are limited, and comments only against a machine.
CADA, ERRADOS, OPINIONES = timedelta(minutes=10), 30, 120
VIAS = (Comentario.Via.PASE, Comentario.Via.SALIDA, Comentario.Via.ENLACE)


@publica
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def llegada(request: HttpRequest, slug: str) -> HttpResponse:
    """Marks one's own arrival with the short code: first the code, then how many came, never a name."""
    ahora = timezone.now()
    evento = get_object_or_404(Evento.objects.visibles().con_todo(), slug=slug)
    if evento.esta_cancelado:
        return _llegada(request, evento, "cancelado")
    if request.method != "POST":
        return _tras_llegar(request, evento) or _llegada(request, evento, "codigo", form=CodigoCortoForm(evento=evento))
    clave = f"llegada:{evento.pk}:{limites.red(request)}"
    if limites.agotado(clave, ERRADOS, CADA, ahora):
        return render(request, "429.html", status=429)
    form = CodigoCortoForm(request.POST, evento=evento)
    if not form.is_valid() or form.inscripcion is None:
        if form.has_error("corto", "desconocido"):
            limites.pasa(clave, ERRADOS, CADA, ahora)
        return _llegada(request, evento, "codigo", form=form)
    return _marcar(request, evento, form.inscripcion, ahora)


def _marcar(request: HttpRequest, evento: Evento, inscripcion: Inscripcion, ahora: datetime) -> HttpResponse:
    """Asks how many came; once it is said, notes the arrival. Who is not confirmed, or came already, is told so."""
    form = AutoLlegadaForm(
        request.POST if "id" in request.POST else None, initial=AutoLlegadaForm.inicial(inscripcion.acompanantes)
    )
    ids = {h.id for h in vivos.llegadas(inscripcion)} | set(
        Hecho.objects.filter(inscripcion=inscripcion).por_revisar().values_list("pk", flat=True)
    )
    valido = form.is_bound and form.is_valid()
    if ids and not (valido and form.cleaned_data["id"] in ids):
        return _llegada(request, evento, "ya")
    if inscripcion.estado != Inscripcion.Estado.CONFIRMADA:
        return _llegada(request, evento, "mesa")
    if not valido:
        return _llegada(request, evento, "confirmar", form=form, inscripcion=inscripcion)
    puerta.anotar_llegada(inscripcion, form.cleaned_data["id"], form.personas, Metodo.AUTORREGISTRO, ahora)
    return redirect(f"{reverse('asistencia:llegada', args=[evento.slug])}?listo={form.cleaned_data['id']}")


def _tras_llegar(request: HttpRequest, evento: Evento) -> HttpResponse | None:
    """What became of the arrival that this phone has just marked."""
    try:
        id_ = UUID(request.GET.get("listo", ""))
    except ValueError:
        return None
    hecho = Hecho.objects.llegadas().filter(pk=id_, evento=evento).first()
    return _llegada(request, evento, "por-confirmar" if hecho.duda else "listo", hecho=hecho) if hecho else None


def _llegada(request: HttpRequest, evento: Evento, paso: str, **contexto: object) -> HttpResponse:
    return render(request, "asistencia/llegada.html", {"evento": evento, "paso": paso, **contexto})


@publica
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinar(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave a comment: a face, words, or both. From publication on; before it begins there is no face to choose."""
    ahora = timezone.now()
    evento = get_object_or_404(Evento.objects.visibles().con_todo(), slug=slug)
    comenzo = any(j.inicio <= ahora for j in evento.jornadas.all())
    form = OpinarForm(request.POST if request.method == "POST" else None, comenzo=comenzo)
    if form.is_bound:
        if not limites.pasa(f"opinar:{limites.red(request)}", OPINIONES, CADA, ahora):
            return render(request, "429.html", status=429)
        if form.is_valid():
            via = request.GET.get("via")
            via = via if via in VIAS else Comentario.Via.ENLACE
            dicho = voces.recibir(evento, form.datos, form.cleaned_data["solicitud"], via, ahora)
            messages.success(request, _("Gracias. Ya lo tiene la institución."))
            return redirect("asistencia:folio", dicho.folio)
    return render(request, "asistencia/opinar.html", {"evento": evento, "form": form, "comenzo": comenzo})


@publica
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def buscar_folio(request: HttpRequest) -> HttpResponse:
    """Ask after a folio."""
    form = FolioForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, "asistencia/folio_buscar.html", {"form": form})
    ahora, clave = timezone.now(), _clave_de_folios(request)
    if limites.agotado(clave, ERRADOS, CADA, ahora):
        return render(request, "429.html", status=429)
    if form.is_valid() and Comentario.objects.filter(folio=form.cleaned_data["folio"]).exists():
        return redirect("asistencia:folio", form.cleaned_data["folio"])
    if form.has_error("folio", "required"):
        return render(request, "asistencia/folio_buscar.html", {"form": form})
    limites.pasa(clave, ERRADOS, CADA, ahora)
    return _sin_folio(request, form)


@publica
@never_cache
@require_safe
def folio(request: HttpRequest, folio: str) -> HttpResponse:
    """State and public answer of a comment, never its words. A denuncia looks as any comment that just arrived."""
    ahora, clave = timezone.now(), _clave_de_folios(request)
    if limites.agotado(clave, ERRADOS, CADA, ahora):
        return render(request, "429.html", status=429)
    normal = codigos.normalizar(folio)
    comentario = Comentario.objects.select_related("evento__institucion").filter(folio=normal).first()
    if comentario is None:
        limites.pasa(clave, ERRADOS, CADA, ahora)
        return _sin_folio(request, FolioForm({"folio": folio[:30]}))
    return render(request, "asistencia/folio.html", {"comentario": comentario, "publico": comentario.a_la_vista})


def _clave_de_folios(request: HttpRequest) -> str:
    """Wrong folios are counted together, typed in the form or in the address."""
    return f"folio:{limites.red(request)}"


def _sin_folio(request: HttpRequest, form: FolioForm) -> HttpResponse:
    """Mistyped is a matter of the form; well written and unknown, or an address that leads nowhere, is a 404."""
    hallable = form.is_valid()
    if hallable:
        form.add_error("folio", _("No encontramos ese folio. Revise que sea el que le dimos."))
    estado = 404 if hallable or request.method != "POST" else 200
    return render(request, "asistencia/folio_buscar.html", {"form": form}, status=estado)


@publica
@require_safe
def transparencia(request: HttpRequest) -> HttpResponse:
    """Published totals of a year: this one, or one of the two before."""
    ahora = timezone.now()
    hoy = timezone.localdate(ahora)
    anios = [hoy.year - n for n in range(3)]
    pedido = request.GET.get("anio", "")
    anio = int(pedido) if pedido in map(str, anios) else hoy.year
    contexto = {"p": tablero.publicado(anio, ahora, hoy), "anios": anios}
    return render(request, "asistencia/transparencia.html", contexto)
