"""Who may sign in, and what for."""

from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organizacion import Institucion


class UsuarioManager(BaseUserManager["Usuario"]):
    def create_user(self, email: str, password: str | None = None, **campos: Any) -> "Usuario":
        usuario = self.model(email=self.normalize_email(email).lower(), **campos)
        usuario.set_password(password)
        usuario.save(using=self._db)
        return usuario

    def create_superuser(self, email: str, password: str | None = None, **campos: Any) -> "Usuario":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **campos)


class Usuario(AbstractBaseUser, PermissionsMixin):
    """A person of an institution, known by e-mail. Citizens never have one."""

    email = models.EmailField(_("correo"), unique=True)
    nombre = models.CharField(_("nombre"), max_length=120, blank=True)
    is_active = models.BooleanField(_("puede entrar"), default=True)
    is_staff = models.BooleanField(_("entra al sitio administrativo"), default=False)
    date_joined = models.DateTimeField(_("desde"), default=timezone.now)

    objects = UsuarioManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("usuario")
        verbose_name_plural = _("usuarios")
        constraints = [models.UniqueConstraint(Lower("email"), name="usuario_correo_unico_sin_mayusculas")]

    def __str__(self) -> str:
        return self.nombre or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class MembresiaQuerySet(models.QuerySet["Membresia"]):
    def por_persona(self, instituciones: "models.QuerySet[Institucion]") -> Self:
        """Of these institutions, the roles of each person together."""
        return (
            self.filter(institucion__in=instituciones)
            .select_related("usuario", "institucion")
            .order_by("institucion__siglas", Lower("usuario__nombre"), "usuario__email", "rol")
        )


class Membresia(models.Model):
    """One role of one person in one institution. Several rows give several roles."""

    class Rol(models.TextChoices):
        ADMINISTRACION = "administracion", _("Administración")
        ORGANIZACION = "organizacion", _("Organización")
        REGISTRO = "registro", _("Registro (puerta y mesa)")
        SEGUIMIENTO = "seguimiento", _("Seguimiento de comentarios")
        CIFRAS = "cifras", _("Cifras")
        CONSULTA = "consulta", _("Consulta de totales")
        AUDITORIA = "auditoria", _("Auditoría")
        DENUNCIAS = "denuncias", _("Denuncias")

    usuario = models.ForeignKey(Usuario, models.CASCADE, related_name="membresias", verbose_name=_("persona"))
    institucion = models.ForeignKey(Institucion, models.CASCADE, related_name="membresias")
    rol = models.CharField(_("rol"), max_length=20, choices=Rol.choices)

    objects = MembresiaQuerySet.as_manager()

    class Meta:
        verbose_name = _("membresía")
        verbose_name_plural = _("membresías")
        constraints = [
            models.UniqueConstraint(fields=["usuario", "institucion", "rol"], name="membresia_sin_repetir"),
            models.CheckConstraint(
                condition=models.Q(
                    rol__in=[
                        "administracion",
                        "organizacion",
                        "registro",
                        "seguimiento",
                        "cifras",
                        "consulta",
                        "auditoria",
                        "denuncias",
                    ]
                ),
                name="membresia_rol_conocido",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.usuario} · {self.get_rol_display()} · {self.institucion}"
