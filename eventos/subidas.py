"""How much may be sent to us at once."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

TOPE = 10 * 1024 * 1024


class ConTope(FileUploadHandler):
    """Refuses a form with files by its announced size, before a byte of it reaches memory or disk.

    Django limits every other form; one with files is read whole before anybody is asked who sent it.
    """

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        if content_length > TOPE:
            raise RequestDataTooBig("a form with files over the limit")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
