"""What people said, as the institution answers it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from eventos import bitacora
from eventos.bitacora import Accion
from eventos.permisos import Capacidad, SolicitudPanel, exige
from eventos.programacion import NoSePuede

from .. import voces as sala
from ..forms import RespuestaForm
from ..models import Comentario

POR_PAGINA = 25


@exige(Capacidad.ATENDER_VOCES, Capacidad.ATENDER_DENUNCIAS)
@never_cache
@require_safe
def voces(request: SolicitudPanel) -> HttpResponse:
    """The inbox: what waits for an answer, or what is in one state."""
    bandeja = sala.bandeja(request.user).select_related("evento__institucion")
    estado = request.GET.get("estado", "")
    elegidos = bandeja.en_estado(estado) if estado in Comentario.Estado.values else bandeja.abiertos()
    pagina = Paginator(elegidos, POR_PAGINA).get_page(request.GET.get("p"))
    _anotar_lectura(request, list(pagina))
    contexto = {
        "pagina": pagina,
        "estado": estado if estado in Comentario.Estado.values else "",
        "estados": Comentario.Estado.choices,
    }
    return render(request, "asistencia/voces.html", contexto)


@exige(Capacidad.ATENDER_VOCES, Capacidad.ATENDER_DENUNCIAS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def voz(request: SolicitudPanel, folio: str) -> HttpResponse:
    """One comment: read, pass on, answer."""
    suyos = sala.bandeja(request.user).select_related("evento__institucion", "evento__mecanismo", "respondido_por")
    comentario = get_object_or_404(suyos, folio=folio)
    form = RespuestaForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            _hacer(request, comentario, request.POST.get("accion", ""), form.cleaned_data["respuesta"])
        except NoSePuede as e:
            form.add_error("respuesta", e)
        else:
            return redirect("asistencia:panel-voz", folio)
    _anotar_lectura(request, [comentario])
    return render(request, "asistencia/voz.html", {"comentario": comentario, "form": form})


def _hacer(request: SolicitudPanel, comentario: Comentario, accion: str, respuesta: str) -> None:
    quien: tuple[Any, Any] = request.user, timezone.now()
    if accion == "turnar":
        sala.turnar(comentario, *quien)
        messages.success(request, _("Quedó en manos de quien responde."))
    elif accion == "responder":
        sala.responder(comentario, respuesta, *quien)
        messages.success(request, _("La respuesta ya se puede leer con el folio."))
    elif accion == "improcedente":
        sala.declarar_improcedente(comentario, respuesta, *quien)
        messages.success(request, _("Quedó como que no procede, con su razón."))
    elif accion == "cerrar":
        sala.cerrar(comentario, *quien)
        messages.success(request, _("Quedó cerrado."))
    else:
        raise NoSePuede(_("Elija qué hacer con el comentario."))


def _anotar_lectura(request: SolicitudPanel, leidos: Sequence[Comentario]) -> None:
    """Words are personal data: one line a page and institution, with how many were on it."""
    for institucion, n in Counter(c.evento.institucion_id for c in leidos).items():
        uno = leidos[0].pk if len(leidos) == 1 else ""
        bitacora.anotar(
            request.user, Accion.LEER, "comentario", uno,
            institucion=institucion, ahora=timezone.now(), campos=["texto", "contacto"], cantidad=n,
        )  # fmt: skip
