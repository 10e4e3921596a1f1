"""The institution, its people and the audit trail."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eventos import equipo
from eventos.forms import FiltroBitacora, InstitucionForm, PersonaForm
from eventos.models import Bitacora, Membresia
from eventos.permisos import Capacidad, SolicitudPanel, exige
from eventos.programacion import NoSePuede


@exige(Capacidad.ADMINISTRAR)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def personas(request: SolicitudPanel) -> HttpResponse:
    """Who may do what; add a person."""
    form = PersonaForm(request.POST or None, instituciones=request.instituciones)
    if request.method == "POST" and form.is_valid():
        dicho = form.cleaned_data
        equipo.invitar(
            dicho["institucion"], dicho["email"], dicho["nombre"], dicho["roles"],
            por=request.user, ahora=timezone.now(),
        )  # fmt: skip
        messages.success(
            request,
            _("Listo: %(correo)s ya tiene esos roles. Si le falta elegir su contraseña, le llegará un correo.")
            % {"correo": dicho["email"]},
        )
        return redirect("eventos:panel-personas")
    membresias = Membresia.objects.por_persona(request.instituciones)
    contexto = {"form": form, "membresias": membresias, "instituciones": request.instituciones}
    return render(request, "eventos/panel_personas.html", contexto)


@exige(Capacidad.ADMINISTRAR)
@require_POST
def quitar_membresia(request: SolicitudPanel, pk: int) -> HttpResponse:
    """Take a role away."""
    membresia = get_object_or_404(Membresia.objects.por_persona(request.instituciones), pk=pk)
    try:
        equipo.quitar(membresia, por=request.user, ahora=timezone.now())
    except NoSePuede as razon:
        messages.error(request, " ".join(razon.messages))
    else:
        messages.success(
            request,
            _("%(persona)s ya no tiene el rol de %(rol)s.")
            % {"persona": membresia.usuario, "rol": membresia.get_rol_display()},
        )
    # Whoever gave up administering may not see the list of people any more.
    propia = membresia.usuario_id == request.user.pk
    return redirect("eventos:hoy" if propia else "eventos:panel-personas")


@exige(Capacidad.ADMINISTRAR)
@require_http_methods(["GET", "HEAD", "POST"])
def institucion(request: SolicitudPanel, pk: int) -> HttpResponse:
    """The institution's own data."""
    casa = get_object_or_404(request.instituciones, pk=pk)
    form = InstitucionForm(request.POST or None, instance=casa)
    if request.method == "POST" and form.is_valid():
        equipo.corregir_institucion(casa, form.changed_data, por=request.user, ahora=timezone.now())
        messages.success(request, _("Los datos de %(siglas)s quedaron guardados.") % {"siglas": casa.siglas})
        return redirect("eventos:panel-personas")
    return render(request, "eventos/panel_institucion.html", {"form": form, "institucion": casa})


@exige(Capacidad.VER_BITACORA)
@require_safe
@never_cache
def bitacora(request: SolicitudPanel) -> HttpResponse:
    """The audit trail."""
    filtro = FiltroBitacora(request.GET)
    dicho = filtro.cleaned_data if filtro.is_valid() else {}
    asientos = Bitacora.objects.de(request.instituciones).que_cumplen(**dicho).select_related("usuario", "institucion")
    pagina = Paginator(asientos, 50).get_page(request.GET.get("pagina"))
    contexto = {
        "filtro": filtro,
        "pagina": pagina,
        "varias": len(request.instituciones) > 1,
        "hay_filtro": any(dicho.values()),
    }
    return render(request, "eventos/panel_bitacora.html", contexto)
