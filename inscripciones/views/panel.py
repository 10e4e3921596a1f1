"""Registrations as the institution sees them."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eventos import bitacora
from eventos.models import Evento
from eventos.permisos import Capacidad, SolicitudPanel, exige
from inscripciones.models import Inscripcion

POR_PAGINA = 50


@exige(Capacidad.LEER_INSCRIPCIONES)
@require_safe
@never_cache
def inscripciones(request: SolicitudPanel, slug: str) -> HttpResponse:
    """The list of an event; every reading is in the bitácora."""
    evento = get_object_or_404(Evento.objects.de(request.instituciones).con_fechas().con_todo(), slug=slug)
    suyas = Inscripcion.objects.filter(evento=evento)
    pagina = Paginator(suyas.select_related("origen__padre").order_by("-creada_el", "-pk"), POR_PAGINA).get_page(
        request.GET.get("pagina")
    )
    if leidas := len(pagina.object_list):
        bitacora.anotar(
            request.user, bitacora.Accion.LEER, "inscripciones", evento.slug,
            institucion=evento.institucion_id, ahora=timezone.now(), cantidad=leidas,
        )  # fmt: skip
    contexto = {"evento": evento, "pagina": pagina, "personas": suyas.con_lugar().lugares()}
    return render(request, "inscripciones/panel_inscripciones.html", contexto)
