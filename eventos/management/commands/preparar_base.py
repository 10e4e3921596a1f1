"""Territory and national catalogue. Harmless when repeated."""

from typing import Any

from django.core.management.base import BaseCommand

from eventos.catalogo import cargar_base


class Command(BaseCommand):
    help = "Loads the territory of El Salvador and the national catalogue of mechanisms."

    def handle(self, *args: Any, **options: Any) -> None:
        cargar_base()
        self.stdout.write("Territorio y catálogo nacional: listos.")
