"""Verbs over who belongs to an institution: invite, take a role away, correct the institution's own data."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from . import bitacora, correo
from .models import Bitacora, Institucion, Membresia, Usuario
from .programacion import NoSePuede

Accion = Bitacora.Accion
Rol = Membresia.Rol


def _bloquear(institucion: Institucion) -> Institucion:
    return Institucion.objects.select_for_update(no_key=True).get(pk=institucion.pk)


@transaction.atomic
def invitar(
    institucion: Institucion, email: str, nombre: str, roles: Iterable[str], *, por: Usuario, ahora: datetime
) -> Usuario:
    """Gives these roles to whoever has this address, who is created if need be.

    Whoever has never chosen a password is sent a link to choose it. The caller cannot tell which it was.
    """
    _bloquear(institucion)
    email = email.lower()
    persona = Usuario.objects.filter(email__iexact=email).first()
    if persona is None:
        persona = Usuario.objects.create_user(email, None, nombre=nombre)
        bitacora.anotar(por, Accion.CREAR, "usuario", persona.pk, institucion=institucion, ahora=ahora)
    for rol in roles:
        _membresia, nueva = Membresia.objects.get_or_create(usuario=persona, institucion=institucion, rol=rol)
        if nueva:
            _anotar(por, Accion.CREAR, persona, rol, institucion, ahora)
    if not persona.has_usable_password():
        _mandar_enlace(persona, institucion)
    return persona


@transaction.atomic
def quitar(membresia: Membresia, *, por: Usuario, ahora: datetime) -> None:
    """Takes a role away. No institution is left without somebody who administers it."""
    institucion = _bloquear(membresia.institucion)
    if membresia.rol == Rol.ADMINISTRACION and not _otra_administra(membresia):
        raise NoSePuede(
            _("Es la única persona que administra %(siglas)s. Dé antes ese rol a alguien más.")
            % {"siglas": institucion.siglas}
        )
    _anotar(por, Accion.BORRAR, membresia.usuario, membresia.rol, institucion, ahora)
    membresia.delete()


def _otra_administra(membresia: Membresia) -> bool:
    return (
        Membresia.objects.filter(institucion=membresia.institucion_id, rol=Rol.ADMINISTRACION, usuario__is_active=True)
        .exclude(usuario=membresia.usuario_id)
        .exists()
    )


@transaction.atomic
def corregir_institucion(institucion: Institucion, campos: list[str], *, por: Usuario, ahora: datetime) -> None:
    """Saves what was edited of the institution's own data."""
    if campos:
        institucion.save(update_fields=campos)
        bitacora.anotar(
            por, Accion.CAMBIAR, "institución", institucion.pk, institucion=institucion, ahora=ahora, campos=campos
        )


def _anotar(
    por: Usuario, accion: Bitacora.Accion, persona: Usuario, rol: str, institucion: Institucion, ahora: datetime
) -> None:
    bitacora.anotar(por, accion, f"rol {rol}", f"usuario {persona.pk}", institucion=institucion, ahora=ahora)


def enlace_de_clave(persona: Usuario) -> str:
    """Where the person chooses a password; it expires, and works once."""
    llave = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(persona)
    ruta = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(persona), llave])
    return settings.SITIO_URL + ruta


def _mandar_enlace(persona: Usuario, institucion: Institucion) -> None:
    contexto = {"persona": persona, "institucion": institucion, "enlace": enlace_de_clave(persona)}
    correo.encolar(
        persona.email,
        _("%(siglas)s le invita a Convoca") % {"siglas": institucion.siglas},
        render_to_string("eventos/correo_invitacion.txt", contexto),
    )
