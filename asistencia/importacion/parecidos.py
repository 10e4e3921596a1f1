"""«¿Quiso decir…?»: near names for what nobody is called."""

from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _

from eventos.territorio import plegar


def sugerir(dicho: str, conocidos: Iterable[str]) -> str:
    """A sentence to append to an error; empty when nothing is known. Few names are all said."""
    nombres = sorted(set(conocidos))
    por_plegado = {plegar(n): n for n in nombres}
    cercanos = [por_plegado[c] for c in get_close_matches(plegar(dicho), por_plegado, n=3, cutoff=0.6)]
    if cercanos:
        return " " + _("¿Quiso decir %s?") % ", ".join(cercanos)
    if 0 < len(nombres) <= 8:
        return " " + _("Se conocen: %s.") % ", ".join(nombres)
    return ""
