"""What a log says of a failure: where and of what kind, never the words of a row or an address."""

import logging
import sys

from eventos.registros import SinCodigos


def test_a_traceback_does_not_quote_what_failed() -> None:
    dicho = "DETAIL: Failing row contains (7K3M, Ana Martínez, +50370000000)"
    try:
        raise ValueError(dicho)
    except ValueError:
        registro = logging.getLogger("prueba").makeRecord(
            "prueba", 40, "f", 1, "Internal error: %s", (f"/i/{dicho[30:34]}/",), None
        )
        registro.exc_info = sys.exc_info()
    SinCodigos().filter(registro)
    escrito = logging.Formatter("%(message)s").format(registro)
    assert ("Ana" in escrito, "7K3M" in escrito) == (False, False)
    assert escrito.endswith("ValueError")
    assert "test_registros.py" in escrito
