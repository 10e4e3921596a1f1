"""Planning pages of the panel."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eventos import permisos, programacion, qr
from eventos.forms import EventoForm
from eventos.models import Evento, Institucion, Usuario
from eventos.permisos import Capacidad, SolicitudPanel, exige
from eventos.programacion import NoSePuede

Verbo = Callable[[Evento, Usuario, datetime], None]
POR_PAGINA = 25
CUALES: dict[str, str | Promise] = {
    "proximos": gettext_lazy("Próximos"),
    "borradores": gettext_lazy("Borradores"),
    "pasados": gettext_lazy("Pasados"),
    "todos": gettext_lazy("Todos"),
}


@exige(Capacidad.VER_PANEL)
@require_safe
def hoy(request: SolicitudPanel) -> HttpResponse:
    """What needs doing today."""
    ahora = timezone.now()
    visibles = permisos.instituciones_con(request.user, Capacidad.VER_EVENTOS)
    planes = Evento.objects.de(visibles).con_fechas().con_todo()
    borradores = list(planes.borradores().en_orden()[:6])
    contexto = {
        "ahora": ahora,
        "saludo": saludo(ahora),
        "en_curso": planes.publicados().por_venir(ahora).comenzados(ahora).en_orden(),
        "proximos": list(planes.publicados().sin_comenzar(ahora).en_orden()[:6]),
        "borradores": [(e, programacion.falta_para_publicar(e)) for e in borradores],
        "ve_eventos": permisos.puede_en_alguna(request.user, Capacidad.VER_EVENTOS),
        "solo_puertas": not permisos.puede_en_alguna(
            request.user, Capacidad.VER_EVENTOS, Capacidad.ATENDER_VOCES, Capacidad.ATENDER_DENUNCIAS
        ),
        "planifica": permisos.puede_en_alguna(request.user, Capacidad.PLANIFICAR),
        "por_estrenar": Institucion.objects.por_estrenar().filter(pk__in=request.instituciones),
        "administra": permisos.instituciones_con(request.user, Capacidad.ADMINISTRAR),
    }
    return render(request, "eventos/panel_hoy.html", contexto)


def saludo(ahora: datetime) -> str:
    hora = timezone.localtime(ahora).hour
    if hora < 12:
        return _("Buenos días")
    return _("Buenas tardes") if hora < 19 else _("Buenas noches")


@exige(Capacidad.VER_EVENTOS)
@require_safe
def eventos(request: SolicitudPanel) -> HttpResponse:
    """The events of one's institutions."""
    ahora = timezone.now()
    cual = request.GET.get("ver", "")
    if cual not in CUALES:
        cual = "proximos"
    buscado = request.GET.get("titulo", "").replace("\0", "").strip()[:80]
    lista = Evento.objects.de(request.instituciones).con_fechas().con_todo().en_panel(cual, ahora)
    if buscado:
        lista = lista.filter(titulo__icontains=buscado)
    contexto = {
        "ahora": ahora,
        "cual": cual,
        "cuales": CUALES,
        "buscado": buscado,
        "pagina": Paginator(lista, POR_PAGINA).get_page(request.GET.get("pagina")),
        "varias": len(request.instituciones) > 1,
        "planifica": permisos.puede_en_alguna(request.user, Capacidad.PLANIFICAR),
    }
    return render(request, "eventos/panel_eventos.html", contexto)


@exige(Capacidad.PLANIFICAR)
@require_http_methods(["GET", "HEAD", "POST"])
def nuevo(request: SolicitudPanel) -> HttpResponse:
    """A new event."""
    form = EventoForm(request.POST or None, instituciones=request.instituciones)
    if request.method == "POST" and form.is_valid():
        ahora = timezone.now()
        evento = programacion.crear(form.instance, form.aperturas(), request.user, ahora, form.cleaned_data["estands"])
        messages.success(request, _("El borrador quedó guardado. Nadie lo ve hasta que lo publique."))
        avisar_si_ya_paso(request, form, ahora)
        return redirect("eventos:panel-evento", evento.slug)
    return render(request, "eventos/panel_formulario.html", {"form": form})


@exige(Capacidad.PLANIFICAR)
@require_http_methods(["GET", "HEAD", "POST"])
def editar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Change an event."""
    evento = buscar(request, slug)
    ahora = timezone.now()
    if razon := programacion.no_se_corrige(evento):
        messages.error(request, razon)
        return redirect("eventos:panel-evento", slug)
    form = EventoForm(request.POST or None, instance=evento, instituciones=request.instituciones)
    if request.method == "POST" and form.is_valid():
        try:
            programacion.corregir(form.instance, form.aperturas(), request.user, ahora, form.cleaned_data["estands"])
        except NoSePuede as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Los cambios quedaron guardados."))
            avisar_si_ya_paso(request, form, ahora)
            return redirect("eventos:panel-evento", slug)
    return render(request, "eventos/panel_formulario.html", {"form": form, "evento": buscar(request, slug)})


def avisar_si_ya_paso(request: SolicitudPanel, form: EventoForm, ahora: datetime) -> None:
    """A past date may be meant: units type in later what was held without this system."""
    if form.aperturas()[-1][1] < ahora:
        messages.warning(request, _("La fecha que escribió ya pasó. Si no es así, corríjala."))


def buscar(request: SolicitudPanel, slug: str) -> Evento:
    return get_object_or_404(Evento.objects.de(request.instituciones).con_fechas().con_todo(), slug=slug)


@exige(Capacidad.VER_EVENTOS)
@require_safe
def detalle(request: SolicitudPanel, slug: str) -> HttpResponse:
    """One event, and what can be done with it."""
    evento, ahora = buscar(request, slug), timezone.now()
    enlace = enlace_de(evento)
    modulos = qr.matriz(enlace)
    contexto = {
        "evento": evento,
        "ahora": ahora,
        "fase": evento.fase(ahora),
        "tiene": permisos.capacidades(request.user)[evento.institucion_id],
        "falta": programacion.falta_para_publicar(evento),
        "comenzo": evento.inicio is not None and evento.inicio <= ahora,  # type: ignore[attr-defined]
        "enlace": enlace,
        "qr_lado": len(modulos),
        "qr_trazo": qr.trazo(modulos),
    }
    return render(request, "eventos/panel_evento.html", contexto)


def enlace_de(evento: Evento) -> str:
    """Where the event's printed QR leads: its default tracked link, which the app above answers."""
    difusion = evento.difusiones.get(predeterminada=True)
    return settings.SITIO_URL + reverse("inscripciones:enlace-corto", args=[difusion.corto])


@exige(Capacidad.PLANIFICAR)
@require_POST
def publicar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Publish it."""
    return hacer(request, slug, programacion.publicar, _("Publicado. Ya está en la agenda, y su afiche está listo."))


@exige(Capacidad.PLANIFICAR)
@require_POST
def retirar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Back to draft."""
    return hacer(request, slug, programacion.retirar, _("Volvió a borrador. Ya no está en la agenda."))


@exige(Capacidad.PLANIFICAR)
@require_POST
def cancelar(request: SolicitudPanel, slug: str) -> HttpResponse:
    """Cancel it."""
    return hacer(
        request, slug, programacion.cancelar, _("Cancelado. La agenda lo dice, y nadie más puede inscribirse.")
    )


def hacer(request: SolicitudPanel, slug: str, verbo: Verbo, hecho: str) -> HttpResponse:
    evento = buscar(request, slug)
    try:
        verbo(evento, request.user, timezone.now())
    except NoSePuede as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, hecho)
    return redirect("eventos:panel-evento", slug)


@exige(Capacidad.VER_EVENTOS)
@require_safe
def afiche(request: SolicitudPanel, slug: str) -> HttpResponse:
    """The printable page with its QR."""
    evento = buscar(request, slug)
    if evento.estado != Evento.Estado.PUBLICADO:
        messages.warning(
            request, _("El afiche se imprime cuando el evento está publicado: su código lleva a la agenda.")
        )
        return redirect("eventos:panel-evento", slug)
    enlace = enlace_de(evento)
    modulos = qr.matriz(enlace, resistente=True)
    contexto = {
        "evento": evento,
        "jornadas": list(evento.jornadas.all()),
        "papel": "carta" if request.GET.get("papel") == "carta" else "a4",
        "direccion": enlace.split("://", 1)[1].rstrip("/"),
        # The picture is cut to the code itself; the quiet zone is the white of the paper.
        "qr_ancho": len(modulos) - 8,
        "qr_trazo": qr.trazo(modulos),
    }
    # It is read by whoever passes by, not by whoever prints it: in Spanish, whatever their browser speaks.
    with translation.override("es"):
        pagina = render(request, "eventos/afiche.html", contexto)
    pagina.headers["Content-Language"] = "es"
    return pagina
