"""The stands of a fair, by their names."""

from collections.abc import Sequence

from django.utils.text import slugify

from .models import Estand, Evento


def nombres(texto: str) -> list[str]:
    """One a line; each service once, however it is accented."""
    lineas = (" ".join(linea.split()) for linea in texto.splitlines())
    return list({_slug(linea): linea for linea in lineas if _slug(linea)}.values())


def agregar(evento: Evento, nombre: str) -> Estand:
    """The stand of that name, made if it is new."""
    estand, _nuevo = Estand.objects.get_or_create(evento=evento, slug=_slug(nombre), defaults={"nombre": nombre})
    return estand


def poner(evento: Evento, nombres: Sequence[str]) -> bool:
    """Leaves the event with these stands and no other; True if anything changed.

    Raises ProtectedError for one to be taken away that has given services.
    """
    actuales = {e.slug: e for e in evento.estands.all()}
    queridos = {_slug(n): n for n in nombres}
    for slug in actuales.keys() - queridos.keys():
        actuales[slug].delete()
    for slug in actuales.keys() & queridos.keys():
        if actuales[slug].nombre != queridos[slug]:
            Estand.objects.filter(pk=actuales[slug].pk).update(nombre=queridos[slug])
    nuevos = [Estand(evento=evento, slug=slug, nombre=n) for slug, n in queridos.items() if slug not in actuales]
    Estand.objects.bulk_create(nuevos)
    return queridos != {slug: e.nombre for slug, e in actuales.items()}


def _slug(nombre: str) -> str:
    return slugify(nombre)[:60]
