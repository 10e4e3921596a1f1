"""Free places, one query for many events."""

from collections.abc import Collection

from django.db.models import Count, Sum

from eventos.models import Evento

from .models import Inscripcion


def ocupados(eventos: Collection[int]) -> dict[int, int]:
    """People with a place in each event, companions included. Events without any are absent."""
    filas = (
        Inscripcion.objects.con_lugar()
        .filter(evento__in=eventos)
        .order_by()
        .values_list("evento")
        .annotate(titulares=Count("pk"), acompanantes=Sum("acompanantes"))
    )
    return {evento: titulares + acompanantes for evento, titulares, acompanantes in filas}


def libres(eventos: Collection[Evento]) -> dict[int, int | None]:
    """Places left in each event, never below zero; None where there is no limit."""
    tomados = ocupados([e.pk for e in eventos if e.capacidad is not None])
    return {e.pk: None if e.capacidad is None else max(0, e.capacidad - tomados.get(e.pk, 0)) for e in eventos}
