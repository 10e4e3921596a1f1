"""What may not stand in a log: codes, keys and folios are masked before the line is written."""

import logging
import re

_SECRETOS = re.compile(r"(/(?:i|p|o|c|panel/voces)/)[^/\s?\"']+|(clave/nueva/)[^/\s?\"']+|(\?(?:[^\s\"']*))")


def sin_codigos(texto: str) -> str:
    """`/i/7K3M…/` becomes `/i/***/`; a query string becomes `?***`."""
    return _SECRETOS.sub(lambda m: (m[1] or m[2] or "?") + "***", texto)


class SinCodigos(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = sin_codigos(record.getMessage()), None
        return True
