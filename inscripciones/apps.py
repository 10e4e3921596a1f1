from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InscripcionesConfig(AppConfig):
    name = "inscripciones"
    verbose_name = _("Inscripciones")
