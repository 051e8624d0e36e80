"""A file of any encoding as a stream of UTF-8."""

import codecs
from collections.abc import Iterator
from typing import IO

_MARK = codecs.BOM_UTF8


def pieces(file: IO[bytes], encoding: str, size_bytes: int) -> Iterator[bytes]:
    """The text of ``file`` in UTF-8 without its mark, in pieces of about ``size_bytes``, cut anywhere.

    What is not in the encoding is passed on as it is where the encoding is UTF-8, and becomes U+FFFD elsewhere.
    """
    if encoding in ("utf-8", "utf-8-sig"):
        yield from _without_mark(file, size_bytes)
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while raw := file.read(size_bytes):
        yield decoder.decode(raw).encode()
    yield decoder.decode(b"", final=True).encode()


def _without_mark(file: IO[bytes], size_bytes: int) -> Iterator[bytes]:
    yield file.read(max(size_bytes, len(_MARK))).removeprefix(_MARK)
    while raw := file.read(size_bytes):
        yield raw
