"""Phones at the door, for who organizes: make them, show their QR once, take them out of service."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eventos import qr
from eventos.permisos import Capacidad, SolicitudPanel, exige
from eventos.programacion import NoSePuede

from .. import puestos as sala
from .. import sincronizar
from ..forms_puestos import ColaForm, PuestoForm
from ..models import Puesto

POR_PAGINA = 50
# Where the one-time token waits for the page that shows it: [puesto, token]. Never in an address.
EN_SESION = "puesto_enlace"
COLA_EN_SESION = "puesto_cola"


@exige(Capacidad.PLANIFICAR)
@require_safe
@never_cache
def puestos(request: SolicitudPanel) -> HttpResponse:
    """Every phone of one's institutions, and how each is doing."""
    suyos = Puesto.objects.de(request.instituciones).en_panel()
    contexto = {
        "ahora": timezone.now(),
        "pagina": Paginator(suyos, POR_PAGINA).get_page(request.GET.get("pagina")),
        "varias": len(request.instituciones) > 1,
    }
    return render(request, "asistencia/puestos.html", contexto)


@exige(Capacidad.PLANIFICAR)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def nuevo(request: SolicitudPanel) -> HttpResponse:
    """A new phone; afterwards, its QR."""
    ahora = timezone.now()
    inicial = {"eventos": request.GET.getlist("evento")[:1]}
    form = PuestoForm(request.POST or None, instituciones=request.instituciones, ahora=ahora, initial=inicial)
    if request.method == "POST" and form.is_valid():
        puesto = form.preparado()
        token = sala.crear(puesto, form.cleaned_data["eventos"], request.user, ahora)
        return _con_enlace(request, puesto, token)
    return render(request, "asistencia/puestos_nuevo.html", {"form": form})


@exige(Capacidad.PLANIFICAR)
@require_safe
@never_cache
def puesto(request: SolicitudPanel, pk: int) -> HttpResponse:
    """One phone. Its QR is shown once: whoever loads the page again asks for another."""
    visto, ahora = _buscar(request, pk), timezone.now()
    contexto = {"puesto": visto, "ahora": ahora, "vigente": visto.es_vigente(ahora)}
    if request.method == "GET" and (guardado := request.session.pop(EN_SESION, None)) and guardado[0] == pk:
        enlace = f"{settings.SITIO_URL}/puesto/#{guardado[1]}"
        modulos = qr.matriz(enlace)
        contexto |= {"enlace": enlace, "qr_lado": len(modulos), "qr_trazo": qr.trazo(modulos)}
    return render(request, "asistencia/puestos_uno.html", contexto)


@exige(Capacidad.PLANIFICAR)
@require_POST
def nuevo_qr(request: SolicitudPanel, pk: int) -> HttpResponse:
    """Another QR for the same phone, or for the one that takes its place."""
    suyo = _buscar(request, pk)
    try:
        token = sala.nuevo_enlace(suyo, request.user, timezone.now())
    except NoSePuede as razon:
        messages.error(request, " ".join(razon.messages))
        return redirect("asistencia:panel-puesto", pk)
    return _con_enlace(request, suyo, token)


@exige(Capacidad.PLANIFICAR)
@require_POST
def revocar(request: SolicitudPanel, pk: int) -> HttpResponse:
    """Out of service at once."""
    suyo = _buscar(request, pk)
    sala.revocar(suyo, request.user, timezone.now())
    messages.success(request, _("«%(nombre)s» ya no puede leer nada.") % {"nombre": suyo.nombre})
    return redirect("asistencia:panel-puesto", pk)


@exige(Capacidad.PLANIFICAR)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def cola(request: SolicitudPanel) -> HttpResponse:
    """Takes in the file of a phone that never found network, and says what became of each fact."""
    form = ColaForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            dicho = sincronizar.importar_archivo(form.cleaned_data["archivo"], request.user, timezone.now())
        except NoSePuede as razon:
            form.add_error("archivo", razon)
        else:
            request.session[COLA_EN_SESION] = _resumen(dicho)
            return redirect("asistencia:panel-puestos-cola")
    resumen = request.session.pop(COLA_EN_SESION, None) if request.method == "GET" else None
    return render(request, "asistencia/puestos_cola.html", {"form": form, "resumen": resumen})


def _resumen(dicho: dict[str, Any]) -> dict[str, Any]:
    """How many facts had each fate, as numbers and the names of what was wrong."""
    suertes = Counter(r["resultado"] for r in dicho["respuestas"])
    males = Counter(r["detalle"] for r in dicho["respuestas"] if r["resultado"] == "rechazado")
    return {
        "vigente": dicho["vigente"],
        "total": suertes.total(),
        "suertes": dict(suertes),
        "males": males.most_common(),
    }


def _buscar(request: SolicitudPanel, pk: int) -> Puesto:
    return get_object_or_404(Puesto.objects.de(request.instituciones).en_panel(), pk=pk)


def _con_enlace(request: SolicitudPanel, puesto: Puesto, token: str) -> HttpResponse:
    request.session[EN_SESION] = [puesto.pk, token]
    return redirect(reverse("asistencia:panel-puesto", args=[puesto.pk]) + "#enrolar")
