"""Back office for superusers: what is set up once. Nothing of citizens, no facts, no comments: those have the panel."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Institucion, Mecanismo, MecanismoNacional, Membresia, Territorio, Unidad, Usuario, Zona

admin.site.site_header = admin.site.site_title = "Convoca"
admin.site.index_title = _("Sitio administrativo")


class MembresiaEnLinea(admin.TabularInline):
    model = Membresia
    extra = 0
    autocomplete_fields = ("institucion",)


class CrearUsuario(AdminUserCreationForm):
    class Meta:
        model = Usuario
        fields = ("email",)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class CambiarUsuario(UserChangeForm):
    class Meta:
        model = Usuario
        fields = "__all__"
        field_classes = {"email": forms.EmailField}


@admin.register(Usuario)
class UsuarioAdmin(UserAdmin):
    form = CambiarUsuario
    add_form = CrearUsuario
    ordering = ("email",)
    list_display = ("email", "nombre", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "nombre")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "nombre", "password")}),
        (_("Qué puede"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Cuándo"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "nombre", "usable_password", "password1", "password2")}),)
    inlines = (MembresiaEnLinea,)


class UnidadEnLinea(admin.TabularInline):
    model = Unidad
    extra = 0


@admin.register(Institucion)
class InstitucionAdmin(admin.ModelAdmin):
    list_display = ("siglas", "nombre", "desde", "hasta", "demostracion")
    search_fields = ("siglas", "nombre")
    inlines = (UnidadEnLinea,)


@admin.register(Mecanismo)
class MecanismoAdmin(admin.ModelAdmin):
    list_display = ("nombre", "institucion", "clase", "cuenta", "activo")
    list_filter = ("institucion", "clase", "activo")
    search_fields = ("nombre",)
    list_select_related = ("institucion",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(MecanismoNacional)
class MecanismoNacionalAdmin(admin.ModelAdmin):
    list_display = ("nombre", "clase", "cuenta", "unidad_medida")
    list_filter = ("clase",)
    search_fields = ("nombre",)


@admin.register(Zona)
class ZonaAdmin(admin.ModelAdmin):
    list_display = ("nombre", "institucion")


@admin.register(Territorio)
class TerritorioAdmin(admin.ModelAdmin):
    """Official, loaded from its file: to be looked at."""

    list_display = ("codigo", "nombre", "nivel", "padre")
    list_filter = ("nivel",)
    list_select_related = ("padre",)
    search_fields = ("nombre", "codigo")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Territorio | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Territorio | None = None) -> bool:
        return False
