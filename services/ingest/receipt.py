"""The body of an upload on its way to disk: counted, hashed, and gone when the upload is."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from services.ingest.failures import FileTooLarge

LARGEST_BYTES = 50 * 1024 * 1024


@dataclass
class Receipt:
    """A body being received into ``path``."""

    path: Path
    file: IO[bytes]
    size_bytes: int = 0
    _hash: Any = field(default_factory=hashlib.sha256)

    def write(self, piece: bytes) -> None:
        """Add a piece. Raises FileTooLarge beyond 50 MB."""
        self.size_bytes += len(piece)
        if self.size_bytes > LARGEST_BYTES:
            raise FileTooLarge("File too large. Maximum 50MB")
        self._hash.update(piece)
        self.file.write(piece)

    @property
    def sha256(self) -> str:
        """Of all pieces so far, in hexadecimal."""
        digest: str = self._hash.hexdigest()
        return digest


@contextmanager
def receiving(spool: Path) -> Iterator[Receipt]:
    """A new, empty receipt in ``spool``; its file is removed at the end of the block."""
    with NamedTemporaryFile(dir=spool, suffix=".csv", buffering=0) as file:
        yield Receipt(Path(file.name), file)
