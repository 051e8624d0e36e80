"""Server-sent events: the data of each event in a stream of bytes."""

from collections.abc import Iterable, Iterator


def of(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The data of each whole event (WHATWG HTML, "Server-sent events"), without comments, other fields and a torn last event.

    Lines end in LF or CRLF. The bytes are cut at those alone: a file name inside may hold what Unicode calls a line separator.
    """
    data: list[bytes] = []
    for line in _lines(pieces):
        if line.startswith(b"data:"):
            data.append(line.removeprefix(b"data:").removeprefix(b" "))
        elif not line and data:
            yield b"\n".join(data)
            data = []


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line.removesuffix(b"\r")
