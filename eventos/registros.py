"""What may not stand in a log: codes, keys and folios are masked before the line is written."""

import logging
import re
import traceback

_SECRETOS = re.compile(r"(/(?:i|p|o|c|panel/voces)/)[^/\s?\"']+|(clave/nueva/)[^/\s?\"']+|(\?(?:[^\s\"']*))")


def sin_codigos(texto: str) -> str:
    """`/i/7K3M…/` becomes `/i/***/`; a query string becomes `?***`."""
    return _SECRETOS.sub(lambda m: (m[1] or m[2] or "?") + "***", texto)


class SinCodigos(logging.Filter):
    """Of a failure it leaves where and of what kind: its own words may quote a row or an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = sin_codigos(record.getMessage()), None
        if record.exc_info and record.exc_info[0]:
            clase, _error, rastro = record.exc_info
            record.exc_text = "".join([*traceback.format_tb(rastro), clase.__qualname__])
        return True
