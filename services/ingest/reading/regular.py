"""The fast path: proves a piece of CSV regular with a few array operations, then lets Arrow read it.

A piece is regular where every quotation mark opens or closes a whole cell or stands doubled inside one, lines end in one way, and
all of it is UTF-8. Only then do all readers agree on what it says. Rows with another number of cells than there are columns are
left to the careful reader.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv

from services.ingest.reading import bits
from services.ingest.reading.bits import Bits
from services.ingest.reading.records import Notation

_QUOTE, _LF, _CR = b'"\n\r'
_MARK = b"\xef\xbb\xbf"
# So many bytes, and what is made of them, stay in the processor's cache, and need no new memory each time.
_PART_BYTES = 512 * 1024
# Each costs what some ten others do; where there are more, a smaller piece is tried.
_MOST_UNEVEN = 256


@dataclass(frozen=True)
class Rows:
    """Rows as text. ``table`` has one column of strings per header, in file order; ``lines`` (int64) is where each row begins.

    A cell is null where the row was too short to have it. ``faults`` are (line, rule) of rows that are not as they should be, in
    file order; ``doubtful`` are (row, column), both from 0, of cells that may belong to another column.
    """

    table: pa.Table
    lines: NDArray[np.int64]
    faults: tuple[tuple[int, str], ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Piece:
    """Some bytes of a buffer, from ``start`` to before ``stop``, without a copy."""

    buffer: bytes | bytearray
    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    def __contains__(self, letters: bytes) -> bool:
        return self.buffer.find(letters, self.start, self.stop) >= 0

    def is_utf8(self) -> bool:
        """Whether all of it is."""
        # The first look takes nothing.
        if self.buffer.isascii():
            return True
        try:
            with memoryview(self.buffer) as view, view[self.start : self.stop] as part:
                str(part, "utf-8")
        except UnicodeDecodeError:
            return False
        return True

    def letters(self) -> NDArray[np.uint8]:
        """Its bytes as numbers."""
        return np.frombuffer(self.buffer, np.uint8, len(self), self.start)


@dataclass(frozen=True)
class Regular:
    """What was read of a piece: ``table`` is of the rows that are not ``uneven``, ``lines`` is where each row begins.

    ``uneven`` are those with another number of cells than there are columns: the text by the place among all rows, in order.
    ``size_bytes`` and ``line_count`` are of all.
    """

    table: pa.Table
    lines: NDArray[np.int64]
    uneven: Mapping[int, str]
    size_bytes: int
    line_count: int


def read(piece: Piece, notation: Notation, first_line: int, names: Sequence[str]) -> Regular | None:
    """The whole rows at the beginning of ``piece`` down to what is not regular, or None where there is none.

    ``piece`` begins at the beginning of a row, on ``first_line``. Blank lines are passed over; there may be nothing else.
    ``names`` are those of the columns.
    """
    layouts = _layouts(piece, notation, _PART_BYTES)
    if not layouts and len(piece) > _PART_BYTES:
        # The first row may be longer than a part.
        layouts = _layouts(piece, notation, len(piece))
    if not layouts:
        return None
    size, line_count, lines_of_parts = 0, 0, []
    for layout in layouts:
        lines_of_parts.append(first_line + line_count + layout.lines_of_rows())
        line_count += bits.count(layout.lines)
        size += layout.size_bytes
    lines = np.concatenate(lines_of_parts)
    proved = Piece(piece.buffer, piece.start, piece.start + size)
    parsed = _parse(proved, notation.delimiter, names) if len(lines) else (_none(names), {})
    if parsed is None:
        return None
    table, uneven = parsed
    # Arrow and the proof must have seen the same rows, whatever we may have overlooked.
    return Regular(table, lines, uneven, size, line_count) if table.num_rows + len(uneven) == len(lines) else None


@dataclass(frozen=True)
class _Layout:
    """The ``size_bytes`` of a part that are whole rows: where ``lines`` end, and where rows start that are not blank."""

    size_bytes: int
    lines: Bits
    starts: Bits

    def lines_of_rows(self) -> NDArray[np.int64]:
        """The lines on which the rows start, from 0."""
        if bits.count(self.starts) == bits.count(self.lines):
            return np.arange(bits.count(self.starts), dtype=np.int64)
        return np.searchsorted(bits.places(self.lines), bits.places(self.starts)).astype(np.int64)


def _layouts(piece: Piece, notation: Notation, part_bytes: int) -> list[_Layout]:
    """The parts of ``piece`` from its beginning to where one is not regular; each begins where the rows of the last one end."""
    found: list[_Layout] = []
    start = piece.start
    while layout := _layout(Piece(piece.buffer, start, min(start + part_bytes, piece.stop)), notation):
        found.append(layout)
        start += layout.size_bytes
    return found


def _layout(piece: Piece, notation: Notation) -> _Layout | None:
    """None where ``piece`` is not regular up to its last row end, or has none."""
    is_cr = notation.line_end == "\r"
    # Arrow takes a byte order mark at the beginning for one, even in the middle of a file.
    if b"\x00" in piece or piece.buffer.startswith(_MARK, piece.start) or (is_cr and b"\n" in piece):
        return None
    letters = piece.letters()
    delimiters, quotes, lines, returns = bits.where(letters, ord(notation.delimiter), _QUOTE, _CR if is_cr else _LF, _CR)
    # What stands behind an odd number of quotation marks is inside a quoted cell, and a line that ends there ends no row.
    inside = bits.are_odd(quotes)
    rows = lines & ~inside
    size = bits.end_of(rows)
    strays = returns & ~lines & ~bits.before(lines)
    misplaced = _misplaced(quotes, inside, delimiters | lines | returns | quotes)
    # The line feed of a carriage return at the very end is in the next piece.
    if not size or bits.until(strays, max(len(letters) - 1, 0)).any() or bits.until(misplaced, size).any():
        return None
    begins = bits.behind(rows, first=True)
    blank = begins & (rows | (returns & bits.before(rows)))
    return _Layout(size, bits.until(lines, size), bits.until(begins & ~blank, size))


def _misplaced(quotes: Bits, inside: Bits, around: Bits) -> Bits:
    """The quotation marks that open or close a cell without one of ``around``, what may stand there, on the other side.

    Where there is none, row by row from the beginning, "odd number of marks before" is the same as "inside a quoted cell".
    """
    # Nothing stands before the first letter of a piece, which begins a row.
    opening = inside & ~bits.behind(around, first=True)
    closing = ~inside & ~bits.before(around)
    return quotes & (opening | closing)


def _none(names: Sequence[str]) -> pa.Table:
    """No rows; Arrow's reader does not take blank lines alone."""
    return pa.table([pa.array([], pa.string())] * len(names), names=names)


def _parse(piece: Piece, delimiter: str, names: Sequence[str]) -> tuple[pa.Table, Mapping[int, str]] | None:
    """The piece as a table without the rows that have another number of cells, and these as in Regular.

    None where these are too many, or not all is UTF-8.
    """
    if not piece.is_utf8():
        return None
    uneven: dict[int, str] = {}

    def put_aside(row: csv.InvalidRow) -> str:
        # Arrow counts from 1, and no blank lines.
        uneven[row.number - 1] = row.text
        return "skip" if len(uneven) <= _MOST_UNEVEN else "error"

    try:
        table = csv.read_csv(
            pa.BufferReader(pa.py_buffer(piece.buffer).slice(piece.start, len(piece))),
            # One block, so that a row may be as long as the piece; one thread, for pieces are small and two services share the
            # cores.
            read_options=csv.ReadOptions(use_threads=False, block_size=len(piece) + 1, column_names=names),
            parse_options=csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=put_aside),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                # Proved at once, because Arrow looks at each cell by itself, and says a row it puts aside as text.
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    return table, uneven
