"""The fast path: proves a piece of CSV regular with a few array operations, then lets Arrow read it.

A piece is regular where every quotation mark opens or closes a whole cell or stands doubled inside one, every row has the same
number of cells, lines end in one way, and all of it is UTF-8. Only then do all readers agree on what it says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv

from services.ingest.reading.records import Notation

_QUOTE, _LF, _CR = b'"\n\r'
_MARK = b"\xef\xbb\xbf"
# So many bytes, and what is made of them, stay in the processor's cache: with a whole piece it takes twice the time (measured).
_AT_ONCE = 256 * 1024


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

    def __contains__(self, letters: bytes) -> bool:
        return self.buffer.find(letters, self.start, self.stop) >= 0

    def letters(self) -> NDArray[np.uint8]:
        """Its bytes as numbers."""
        return np.frombuffer(self.buffer, np.uint8, self.stop - self.start, self.start)


@dataclass(frozen=True)
class Regular:
    """What was read of a piece: its rows, and how many bytes and lines they took."""

    rows: Rows
    size_bytes: int
    line_count: int


def read(piece: Piece, notation: Notation, first_line: int, names: Sequence[str]) -> Regular | None:
    """The whole rows at the beginning of ``piece``, or None where it is not regular, or holds no whole row.

    ``piece`` begins at the beginning of a row, on ``first_line``. Blank lines are passed over. ``names`` are those of the
    columns.
    """
    ends = _row_ends(piece, notation)
    if ends is None or not len(ends.rows):
        return None
    size = int(ends.rows[-1]) + 1
    letters = piece.letters()
    starts = np.concatenate(([0], ends.rows[:-1] + 1))
    is_blank = (ends.rows == starts) | ((ends.rows == starts + 1) & (letters[starts] == _CR))
    if is_blank.any():
        starts = starts[~is_blank]
    table = _parse(Piece(piece.buffer, piece.start, piece.start + size), notation.delimiter, names)
    # Arrow and the proof must have seen the same rows, whatever we may have overlooked.
    if table is None or table.num_rows != len(starts):
        return None
    if ends.rows is ends.lines and not is_blank.any():
        lines = np.arange(first_line, first_line + len(starts), dtype=np.int64)
    else:
        lines = first_line + np.searchsorted(ends.lines, starts).astype(np.int64)
    return Regular(Rows(table, lines), size, int(np.searchsorted(ends.lines, size)))


@dataclass(frozen=True)
class _Ends:
    """Where lines end, and where rows do: a line that ends inside a quoted cell ends no row."""

    lines: NDArray[np.intp]
    rows: NDArray[np.intp]


def _row_ends(piece: Piece, notation: Notation) -> _Ends | None:
    """None where the piece is not regular up to its last row end."""
    is_cr = notation.line_end == "\r"
    # Arrow takes a byte order mark at the beginning for one, even in the middle of a file.
    if b"\x00" in piece or piece.buffer.startswith(_MARK, piece.start):
        return None
    letters = piece.letters()
    lines, quotes, quote_counts = _marks(piece, letters, _CR if is_cr else _LF)
    if _has_stray_line_end(piece, letters, lines, is_cr=is_cr):
        return None
    # A line end lies outside of quoted cells where the number of quotation marks before it is even.
    is_outside = quote_counts % 2 == 0
    if is_outside.all():
        rows = lines
    else:
        rows, quote_counts = lines[is_outside], quote_counts[is_outside]
    if not len(quotes) or not len(rows):
        return _Ends(lines, rows)
    return _Ends(lines, rows) if _are_in_place(letters, quotes[: quote_counts[-1]], ord(notation.delimiter)) else None


_Marks = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]


def _marks(piece: Piece, letters: NDArray[np.uint8], line_end: int) -> _Marks:
    """Where the line ends are and the quotation marks, and how many quotation marks stand before each line end."""
    if b'"' not in piece:
        lines = np.flatnonzero(letters == line_end)
        return lines, lines[:0], np.zeros_like(lines)
    lines, quotes, quote_counts = map(np.concatenate, zip(*_marks_by_part(letters, line_end), strict=True))
    return lines, quotes, quote_counts


def _marks_by_part(letters: NDArray[np.uint8], line_end: int) -> Iterator[_Marks]:
    quote_count = 0
    for start in range(0, len(letters), _AT_ONCE):
        part = letters[start : start + _AT_ONCE]
        # One look for both takes two thirds of the time of two (measured).
        is_mark = part == line_end
        is_mark |= part == _QUOTE
        marks = np.flatnonzero(is_mark)
        is_quote = part[marks] == _QUOTE
        marks += start
        places, quotes = np.flatnonzero(~is_quote), marks[is_quote]
        yield marks[places], quotes, quote_count + places - np.arange(len(places))
        quote_count += len(quotes)


def _has_stray_line_end(piece: Piece, letters: NDArray[np.uint8], lines: NDArray[np.intp], *, is_cr: bool) -> bool:
    """Whether a carriage return stands without its line feed, or a line feed in a file that has none."""
    if is_cr:
        return b"\n" in piece
    if b"\r" not in piece:
        return False
    # The line feed of a carriage return at the very end is in the next piece.
    is_cut = bool(letters[-1] == _CR)
    # Before a line feed that is the first letter stands nothing that is known; itself is no carriage return.
    paired_count = np.count_nonzero(letters[np.maximum(lines, 1) - 1] == _CR)
    return bool(np.count_nonzero(letters == _CR) != paired_count + is_cut)


def _are_in_place(letters: NDArray[np.uint8], quotes: NDArray[np.intp], delimiter: int) -> bool:
    """Whether each quotation mark opens a cell, closes one, or is one of a pair inside one.

    Row by row from the beginning, this makes "odd number of marks before" the same as "inside a quoted cell".
    """
    places = quotes.copy()
    places[::2] -= 1  # before what opens
    places[1::2] += 1  # behind what closes
    beside = letters[places]
    if len(places) and places[0] < 0:
        # Nothing stands before the first letter of a piece, which begins a row.
        beside[0] = _LF
    is_end = (beside == delimiter) | (beside == _LF) | (beside == _CR) | (beside == _QUOTE)
    return bool(is_end.all())


def _parse(piece: Piece, delimiter: str, names: Sequence[str]) -> pa.Table | None:
    """The piece as a table; None where a row has another number of cells, or a cell is not UTF-8."""
    try:
        return csv.read_csv(
            pa.BufferReader(pa.py_buffer(piece.buffer).slice(piece.start, piece.stop - piece.start)),
            # One block, so that a row may be as long as the piece; one thread, for pieces are small and two services share the
            # cores.
            read_options=csv.ReadOptions(use_threads=False, block_size=piece.stop - piece.start + 1, column_names=names),
            parse_options=csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                # Arrow looks at each cell, which takes a quarter of its time; at once it takes nothing.
                check_utf8=not piece.buffer.isascii(),
            ),
        )
    except pa.ArrowInvalid:
        return None
