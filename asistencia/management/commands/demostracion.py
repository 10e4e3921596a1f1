"""The demonstration: made anew around today while nobody has changed it; always says who can sign in."""

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from asistencia.demostracion import elenco, huella, montaje
from eventos import codigos
from eventos.models import Institucion, Membresia, Usuario


class Command(BaseCommand):
    help = "Fills the demonstration's institutions, all of it invented. Never touches any other institution."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(self._poner_al_dia(timezone.now()))
        cuentas = self._renovar()
        if cuentas:
            self.stdout.write(cuentas)

    @transaction.atomic
    def _poner_al_dia(self, ahora: datetime) -> str:
        ajenas = Institucion.objects.filter(siglas__in=elenco.INSTITUCIONES, demostracion=False)
        if siglas := ", ".join(i.siglas for i in ajenas):
            return _("La demostración no se carga: %s ya es una institución de verdad aquí.") % siglas
        firma = huella.firma()
        if firma is None and Institucion.objects.filter(demostracion=True).exists():
            return _("Demostración: alguien la empezó de otra manera; se deja como está.")
        if firma and huella.es_reciente(firma, ahora):
            return _("Demostración con datos ficticios: ya estaba al día.")
        if firma and firma.objeto_id != huella.calcular():
            return _("Demostración con datos ficticios: alguien la cambió, así que se deja como está.")
        try:
            with transaction.atomic():
                montaje.desmontar()
                montaje.montar(ahora)
        except ProtectedError:
            return _("Demostración: otra institución depende de ella; se deja como está.")
        return _("Demostración con datos ficticios: hecha de nuevo alrededor de hoy.")

    @transaction.atomic
    def _renovar(self) -> str:
        """One password for all accounts of the demonstration, made in this run and printed only here."""
        correos = [f"{parte}@{elenco.DOMINIO[siglas]}" for parte, _nombre, _roles, siglas in elenco.CUENTAS]
        # Whoever was given a place in a real institution keeps their own password.
        de_verdad = Membresia.objects.filter(institucion__demostracion=False).values("usuario")
        suyas = Usuario.objects.filter(email__in=correos).exclude(pk__in=de_verdad)
        if not suyas:
            return ""
        if not Institucion.objects.filter(demostracion=False).exists():
            Usuario.objects.get_or_create(
                email=elenco.ADMINISTRADOR,
                defaults={
                    "nombre": "Administración del sistema (demostración)",
                    "is_staff": True,
                    "is_superuser": True,
                },
            )
            suyas = suyas | Usuario.objects.filter(email=elenco.ADMINISTRADOR)
        clave = "-".join(codigos.aleatorio(4).lower() for _n in range(3))
        suyas.update(password=make_password(clave))
        filas = [(u.email, self._papel(u)) for u in suyas.order_by("pk").prefetch_related("membresias__institucion")]
        ancho = max(len(correo) for correo, _p in filas)
        lineas = [f"  {correo.ljust(ancho)}  {papel}" for correo, papel in filas]
        return "\n".join(
            [_("Para entrar, con la clave %s (la misma para todas, nueva en cada arranque):") % clave, *lineas]
        )

    def _papel(self, usuario: Usuario) -> str:
        if usuario.is_superuser:
            return _("Sitio administrativo, /admin/")
        roles = ", ".join(str(m.get_rol_display()) for m in usuario.membresias.all())
        siglas = {m.institucion.siglas for m in usuario.membresias.all()}
        return f"{', '.join(sorted(siglas))}: {roles}"
