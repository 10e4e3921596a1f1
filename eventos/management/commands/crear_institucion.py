"""An institution with the whole national catalogue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from eventos.catalogo import cargar_base, copiar_catalogo
from eventos.models import Institucion, MecanismoNacional


class Command(BaseCommand):
    help = "Creates an institution with the whole national catalogue of mechanisms."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("siglas")
        parser.add_argument("nombre")

    @transaction.atomic
    def handle(self, *args: Any, siglas: str, nombre: str, **options: Any) -> None:
        if Institucion.objects.filter(siglas__iexact=siglas).exists():
            raise CommandError(f"Ya hay una institución con las siglas {siglas}.")
        if not MecanismoNacional.objects.exists():
            cargar_base()
        institucion = Institucion.objects.create(siglas=siglas, nombre=nombre)
        n = copiar_catalogo(institucion)
        self.stdout.write(f"{siglas}: {nombre}, con {n} mecanismos.")
