"""The public forms of this app are valid HTML, as first shown and with their errors."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests import fabricas


@pytest.mark.django_db
def test_public_forms_are_valid_html(client: Client, validar_html: Callable[[str], None]) -> None:
    evento = fabricas.evento()
    inscripcion, dicho = fabricas.inscripcion(evento), fabricas.comentario(evento)
    llegada, opinar = (f"/eventos/{evento.slug}/{cual}/" for cual in ("llegada", "opinar"))
    paginas = [client.get(ruta) for ruta in (llegada, opinar, "/o/", f"/o/{dicho.folio}/", f"/p/{inscripcion.codigo}/")]
    paginas += [client.post(llegada, {"corto": corto}) for corto in (inscripcion.corto, "x")]
    paginas += [client.post(opinar, {}), client.post("/o/", {"folio": "x"})]
    for pagina in paginas:
        validar_html(pagina.content.decode())
