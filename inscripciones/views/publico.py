"""Registration as a citizen meets it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eventos import difusion, limites, qr
from eventos.agenda import cita
from eventos.models import Difusion, Evento
from eventos.permisos import publica
from eventos.programacion import NoSePuede
from inscripciones import cupos, pases, registro
from inscripciones.forms import FormularioInscripcion
from inscripciones.models import Inscripcion

# A whole health centre may share one address: the limit stops a machine, not a queue of people.
POR_HORA = 600
privada = cache_control(no_store=True, private=True)


@publica
@require_safe
def enlace_corto(request: HttpRequest, corto: str) -> HttpResponse:
    """Tallies the visit and leads to the registration form."""
    hallada = get_object_or_404(Difusion.objects.visibles(), corto=corto)
    if request.method == "GET":
        difusion.anotar_visita(hallada, timezone.localdate())
    destino = reverse("inscripciones:inscripcion", args=[hallada.evento.slug])
    respuesta = HttpResponseRedirect(f"{destino}?d={hallada.corto}")
    respuesta["Cache-Control"] = "no-store"
    return respuesta


@publica
@require_http_methods(["GET", "HEAD", "POST"])
def inscripcion(request: HttpRequest, slug: str) -> HttpResponse:
    """The registration form."""
    ahora = timezone.now()
    evento = get_object_or_404(Evento.objects.visibles().con_todo(), slug=slug)
    formulario = FormularioInscripcion(request.POST or None, mecanismo=evento.mecanismo)
    if request.method == "POST":
        if not limites.pasa(f"inscribir:{evento.pk}:{limites.red(request)}", POR_HORA, timedelta(hours=1), ahora):
            return render(request, "429.html", status=429)
        if formulario.is_valid() and (hecha := _inscribir(request, evento, formulario)):
            return redirect("inscripciones:mi-registro", hecha.clave)
    razon = registro.admite_inscripcion(evento, ahora)
    libres = cupos.libres([evento])[evento.pk]
    contexto = {"evento": evento, "form": formulario, "razon": razon, "libres": libres, "cita": cita(evento, ahora)}
    return render(request, "inscripciones/inscripcion.html", contexto)


def _inscribir(request: HttpRequest, evento: Evento, formulario: FormularioInscripcion) -> Inscripcion | None:
    """None when it could not be; then the form says why, next to the field that can change it."""
    try:
        return registro.inscribir(
            evento,
            formulario.datos(),
            formulario.cleaned_data["solicitud"],
            timezone.now(),
            difusion=difusion.por_la_que_vino(evento, request.GET.get("d", "")),
        )
    except registro.Lleno as lleno:
        formulario.add_error("acompanantes", lleno)
    except NoSePuede as razon:
        formulario.add_error(None, razon)
    return None


@publica
@privada
@require_safe
def mi_registro(request: HttpRequest, clave: str) -> HttpResponse:
    """My registration: private."""
    mia = get_object_or_404(Inscripcion.objects.con_evento(), clave=clave)
    modulos = qr.matriz(pases.enlace(mia.codigo))
    contexto = {
        "inscripcion": mia,
        "evento": mia.evento,
        "cita": cita(mia.evento, timezone.now()),
        "jornadas": list(mia.evento.jornadas.all()),
        "qr": {"lado": len(modulos), "trazo": qr.trazo(modulos)},
        "dictado": pases.dictado(mia.corto),
    }
    return render(request, "inscripciones/mi_registro.html", contexto)


@publica
@privada
@require_safe
def pase_png(request: HttpRequest, clave: str) -> HttpResponse:
    """The pass as a PNG."""
    mia = get_object_or_404(Inscripcion, clave=clave)
    return HttpResponse(qr.png(pases.enlace(mia.codigo)), content_type="image/png")


@publica
@privada
@require_safe
def pase_svg(request: HttpRequest, clave: str) -> HttpResponse:
    """The pass as an SVG."""
    mia = get_object_or_404(Inscripcion, clave=clave)
    return HttpResponse(qr.svg(pases.enlace(mia.codigo)), content_type="image/svg+xml")


# Whoever knows the address may do this, and no cookie gives any right to it, so there is nothing for
# CSRF to forge; and a page that sends no referrer posts «Origin: null», which Django would refuse.
@publica
@privada
@csrf_exempt
@require_POST
def cancelar(request: HttpRequest, clave: str) -> HttpResponse:
    """Give the place back."""
    registro.cancelar(get_object_or_404(Inscripcion, clave=clave))
    return redirect("inscripciones:mi-registro", clave)
