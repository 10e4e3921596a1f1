"""Table of contents of the site."""

from allauth.account import views as cuentas
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from asistencia.api import api

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Of allauth only what this house uses: no page to change e-mail addresses, no confirmation of them.
de_cuentas = [
    path("entrar/", cuentas.login, name="account_login"),
    path("salir/", cuentas.logout, name="account_logout"),
    path("nueva/", cuentas.signup, name="account_signup"),
    path("inactiva/", cuentas.account_inactive, name="account_inactive"),
    path("confirmar/", cuentas.reauthenticate, name="account_reauthenticate"),
    path("clave/cambiar/", cuentas.password_change, name="account_change_password"),
    path("clave/olvidada/", cuentas.password_reset, name="account_reset_password"),
    path("clave/olvidada/enviada/", cuentas.password_reset_done, name="account_reset_password_done"),
    # The key has hyphens of its own: only the first one separates.
    re_path(
        r"^clave/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        cuentas.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("clave/lista/", cuentas.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]

urlpatterns = [
    # First, because a scan asks for little more than this: the empty prefixes below try every page before they give up.
    path("api/v1/", api.urls),
    path("", include("eventos.urls")),
    path("", include("inscripciones.urls")),
    path("", include("asistencia.urls")),
    path("cuentas/", include(de_cuentas)),
    path("idioma/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
]

handler400 = "eventos.views.errores.mal_pedido"
handler403 = "eventos.views.errores.prohibido"
handler404 = "eventos.views.errores.no_encontrado"
handler500 = "eventos.views.errores.error_interno"
