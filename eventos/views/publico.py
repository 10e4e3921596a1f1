"""What anybody may see of events."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eventos import calendario
from eventos import territorio as lugares
from eventos.agenda import cita, repartir
from eventos.models import Evento, Institucion, Mecanismo
from eventos.permisos import publica

POR_PAGINA = 24


@publica
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """The agenda, by mechanism."""
    ahora = timezone.now()
    por_venir = Evento.objects.visibles().sin_cerrar().por_venir(ahora)
    mecanismos = {m.slug: m for m in Mecanismo.objects.de_eventos(por_venir)}
    elegido = request.GET.get("mecanismo", "")
    if elegido in mecanismos:
        por_venir = por_venir.filter(mecanismo__slug=elegido)
    elif elegido:
        por_venir = por_venir.none()
    pagina = Paginator(por_venir.con_todo().por_fecha(ahora), POR_PAGINA).get_page(request.GET.get("pagina"))
    contexto = {
        "agenda": repartir(pagina.object_list, ahora),
        "pagina": pagina,
        "mecanismos": mecanismos.values(),
        "elegido": elegido,
    }
    return render(request, "eventos/agenda.html", contexto)


@publica
@require_safe
def evento(request: HttpRequest, slug: str) -> HttpResponse:
    """One event."""
    ahora = timezone.now()
    evento = get_object_or_404(Evento.objects.visibles().con_todo(), slug=slug)
    jornadas = list(evento.jornadas.all())
    direccion = settings.SITIO_URL + reverse("eventos:evento", args=[slug])
    contexto = {
        "evento": evento,
        "ahora": ahora,
        "cita": cita(evento, ahora),
        "jornadas": jornadas,
        "comenzo": bool(jornadas) and jornadas[0].inicio <= ahora,
        "direccion": direccion,
        "whatsapp": "https://wa.me/?" + urlencode({"text": f"{evento.titulo}\n{direccion}"}),
    }
    return render(request, "eventos/evento.html", contexto)


@publica
@require_safe
def evento_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The event for a calendar."""
    evento = get_object_or_404(Evento.objects.visibles().con_todo(), slug=slug)
    respuesta = HttpResponse(calendario.ics([evento]), content_type="text/calendar; charset=utf-8")
    respuesta["Content-Disposition"] = f'inline; filename="{evento.slug}.ics"'
    return respuesta


@publica
@require_safe
def territorio(request: HttpRequest) -> HttpResponse:
    """Suggestions for a place being typed (?q=), as options."""
    escrito = request.GET.get("q", "")[:120]
    return render(request, "eventos/_sugerencias.html", {"lugares": lugares.sugerencias(escrito)})


@publica
@require_safe
def privacidad(request: HttpRequest) -> HttpResponse:
    """The privacy notice."""
    return render(request, "eventos/privacidad.html", {"instituciones": Institucion.objects.all()})


@publica
@require_safe
def accesibilidad(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "eventos/accesibilidad.html", {"instituciones": Institucion.objects.all()})


@publica
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"estado": "sin base de datos"}, status=503)
    return JsonResponse({"estado": "bien"})
