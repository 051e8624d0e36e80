"""Some rows of a file, from all over it, for those who must understand its columns."""

from pathlib import Path
from typing import IO, NamedTuple

from services.ingest.domain import Dialect
from services.ingest.failures import HeaderOnly
from services.ingest.reading import regular
from services.ingest.reading.blocks import LONG_ROW, Blocks
from services.ingest.reading.records import Notation
from services.ingest.reading.regular import Piece, Rows

# A look into the file reads this much: some hundred rows, in a millisecond.
_LOOK_BYTES = 64 * 1024
_LOOKS = 8
_HEAD_BYTES = 256 * 1024
# Of more than 500 columns fewer rows: a million cells take 60 MB, and each is looked at by several who want to know what it is.
_MOST_CELLS, _FEWEST_ROWS = 1_000_000, 200
# Encodings in which a line end is one byte that stands for nothing else, so that reading may begin after any of them.
_SEEKABLE = ("utf-8", "cp12", "cp850", "iso8859", "latin", "mac", "koi8")


class Sample(NamedTuple):
    """``headers`` as they stand in the file, and as many ``columns`` of cells as written, equally long, in file order.

    "" for no cell.
    """

    headers: list[str]
    columns: list[list[str]]


def take(path: Path, dialect: Dialect, rows: int = 2000) -> Sample:
    """Up to about ``rows`` rows of the file at ``path``: half of them from its beginning, the others from further down where it
    is long.

    Fewer of a table of very many columns. Blocking. Raises HeaderOnly, TooManyColumns and UnreadableRow.
    """
    with path.open("rb") as file:
        blocks = Blocks(file, dialect, piece_bytes=_HEAD_BYTES)
        header_line = blocks.header_line
        rows = min(rows, max(_FEWEST_ROWS, _MOST_CELLS // len(blocks.headers)))
        columns: list[list[str]] = [[] for _ in blocks.headers]
        for block in blocks:
            _add(columns, block, rows - len(columns[0]))
            if len(columns[0]) >= rows:
                break
        else:
            if not columns[0]:
                raise HeaderOnly(
                    f"There is no row below the header on line {header_line}. Upload a CSV with one row per customer."
                )
            return Sample(blocks.headers, columns)
        size_bytes = path.stat().st_size
        if size_bytes > _LOOKS * _HEAD_BYTES and dialect.encoding.startswith(_SEEKABLE):
            columns = [column[: rows // 2] for column in columns]
            _look(file, size_bytes, dialect, columns, most=rows // 2 // _LOOKS)
    return Sample(blocks.headers, columns)


def _add(columns: list[list[str]], block: Rows, most: int) -> None:
    """Add the first rows of ``block`` whose cells surely stand in their columns."""
    long = {line for line, rule in block.faults if rule == LONG_ROW}
    table = block.table.slice(0, most)
    is_sure = [int(line) not in long for line in block.lines[:most]]
    for column, cells in zip(columns, table.columns, strict=True):
        column += [cell or "" for cell, sure in zip(cells.to_pylist(), is_sure, strict=True) if sure]


def _look(file: IO[bytes], size_bytes: int, dialect: Dialect, columns: list[list[str]], *, most: int) -> None:
    """Add some rows from each of a few places; a place where rows are not regular is passed over."""
    names = [f"column_{index}" for index in range(len(columns))]
    for look in range(1, _LOOKS + 1):
        file.seek(size_bytes * look // (_LOOKS + 1))
        piece = file.read(_LOOK_BYTES)
        line_end = "\n" if b"\n" in piece else "\r"
        start = piece.find(line_end.encode()) + 1
        text = piece[start:].decode(dialect.encoding, "ignore").encode()
        found = regular.read(Piece(text, 0, len(text)), Notation(dialect.delimiter, line_end), 1, names)
        # Uneven rows may show that the look began in the middle of a cell.
        if found is not None and not found.uneven:
            _add(columns, Rows(found.table, found.lines), most)
