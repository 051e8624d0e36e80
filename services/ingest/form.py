"""A multipart form on its way in: only the bytes of its one file pass."""

from typing import Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from services.ingest.failures import BadForm

CONTENT_TYPE = "multipart/form-data"


class Form:
    """Takes pieces of a form's body and gives the pieces of its file; ``filename`` is known once the file has begun."""

    def __init__(self, content_type: str) -> None:
        _, options = parse_options_header(content_type)
        if not options.get(b"boundary"):
            raise BadForm("The form has no boundary. Send the file itself, or a multipart form with one file.")
        self.filename = ""
        self._is_complete = False
        self._is_file = False
        self._file_count = 0
        self._pieces: list[bytes] = []
        self._header = ""
        self._value = ""
        self._headers: dict[str, str] = {}
        callbacks: Any = {
            "on_part_begin": self._headers.clear,
            "on_header_field": self._add_header,
            "on_header_value": self._add_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._begin_part,
            "on_part_data": self._add_data,
            "on_end": self._end,
        }
        self._parser = MultipartParser(options[b"boundary"], callbacks)

    def feed(self, piece: bytes) -> bytes:
        """The file's bytes in this piece of the body. Raises BadForm where the body is no form."""
        self._pieces.clear()
        try:
            self._parser.write(piece)
        except FormParserError:
            raise BadForm("The form cannot be read. Send the file itself, or a multipart form with one file.") from None
        return b"".join(self._pieces)

    def finish(self) -> None:
        """Raise BadForm unless the form has ended as it should, with exactly one file."""
        if not self._is_complete:
            raise BadForm("The form was cut short. Please send it again.")
        if self._file_count != 1:
            raise BadForm(f"The form has {self._file_count} files. Send exactly one.")

    def _add_header(self, body: bytes, start: int, end: int) -> None:
        self._header += body[start:end].decode("latin-1")

    def _add_value(self, body: bytes, start: int, end: int) -> None:
        self._value += body[start:end].decode("latin-1")

    def _end_header(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header = self._value = ""

    def _begin_part(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", ""))
        self._is_file = b"filename" in options
        if self._is_file:
            self._file_count += 1
            # Part headers are bytes to HTTP; browsers write the name in UTF-8.
            self.filename = options[b"filename"].decode("utf-8", errors="replace")

    def _add_data(self, body: bytes, start: int, end: int) -> None:
        if self._is_file and self._file_count == 1:
            self._pieces.append(body[start:end])

    def _end(self) -> None:
        self._is_complete = True
