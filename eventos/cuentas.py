"""How allauth behaves here: nobody signs up alone, and its mail goes through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from . import correo


class Adaptador(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        correo.encolar_preparado(self.render_mail(template_prefix, email, {**context, "request": self.request}))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The house's own address, whatever host the request was made to."""
        uid, _guion, llave = key.partition("-")
        return settings.SITIO_URL + reverse("account_reset_password_from_key", args=[uid, llave])
