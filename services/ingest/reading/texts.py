"""Text as the user writes it, without the blanks around it."""

import pyarrow as pa

from services.ingest.reading.cells import MARKED_MISSING, MISSING, STRICT_MARKERS, Cell, Column, Reader

KIND = pa.dictionary(pa.int32(), pa.string())


class Texts:
    """Reads a column of text (string, each different one once) block by block."""

    def __init__(self) -> None:
        self._reader = Reader(read_one, KIND)

    def read(self, cells: pa.Array) -> Column:
        """The column of ``cells`` (string) as a dictionary, null for blank and for markers of nothing."""
        return self._reader.read(cells)


def read_one(text: str) -> Cell:
    """One cell. Words such as "none" or "NA" stay: one is a discount's name, the other is Namibia."""
    trimmed = text.replace("\x00", "").strip(" \t\r\n\xa0")
    if trimmed.lower() in STRICT_MARKERS:
        return MARKED_MISSING if trimmed else MISSING
    return Cell(trimmed)
