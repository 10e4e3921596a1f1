from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AsistenciaConfig(AppConfig):
    name = "asistencia"
    verbose_name = _("Asistencia")
