"""The part of a file that is being read, as UTF-8 of whatever encoding the file is in."""

import codecs
from collections.abc import Callable
from typing import BinaryIO

_MARK = codecs.BOM_UTF8
# So much is decoded at a time.
_RAW_BYTES = 256 * 1024

ReadInto = Callable[[memoryview], int]


class Window:
    """The bytes of ``file`` that were read and are not done with: those of ``buffer`` from ``start`` to before ``stop``.

    They are UTF-8 without its mark. What is not in the encoding stays as it is where that is UTF-8, and becomes U+FFFD
    elsewhere. One buffer serves again and again: getting megabytes from the system costs more than reading them.
    """

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self.buffer = bytearray()
        self.start = self.stop = 0
        self.is_ended = False
        is_utf8 = encoding in ("utf-8", "utf-8-sig")
        # A file's own method, which its type does not tell of.
        self._read_into: ReadInto = file.readinto if is_utf8 else _Transcoded(file, encoding).readinto  # type: ignore[attr-defined]
        self.fill(len(_MARK))
        if self.buffer.startswith(_MARK):
            self.start = len(_MARK)

    def fill(self, size_bytes: int) -> int:
        """Read on until there are ``size_bytes``, or the file ends; how many there are now."""
        length = self.stop - self.start
        if length >= size_bytes or self.is_ended:
            return length
        buffer = self.buffer if size_bytes <= len(self.buffer) else bytearray(size_bytes)
        buffer[:length] = self.buffer[self.start : self.stop]
        self.buffer, self.start, self.stop = buffer, 0, length
        with memoryview(buffer) as view:
            while self.stop < size_bytes and not self.is_ended:
                count = self._read_into(view[self.stop : size_bytes])
                self.is_ended = not count
                self.stop += count
        return self.stop

    def text(self, stop: int | None = None) -> str:
        """What is there, or what is there before ``stop``.

        A byte that is no UTF-8 is kept as a surrogate, so that the rest can be read.
        """
        return self.buffer[self.start : self.stop if stop is None else min(stop, self.stop)].decode(errors="surrogateescape")


class _Transcoded:
    """A file in another encoding, as one of UTF-8."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._left = b""

    def readinto(self, target: memoryview) -> int:
        """Fill ``target`` as far as what was decoded goes; how many bytes that are, 0 at the end."""
        raw = None
        while not self._left and raw != b"":
            raw = self._file.read(_RAW_BYTES)
            self._left = self._decoder.decode(raw, final=not raw).encode()
        count = min(len(target), len(self._left))
        target[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
