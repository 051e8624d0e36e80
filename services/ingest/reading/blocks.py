"""A file in blocks of rows: by the fast path where a piece is regular, by the careful reader where it is not.

Memory stays flat: a block is about 3 MB of the file, more only where one row is longer.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from services.ingest.domain import Dialect
from services.ingest.failures import HeaderOnly, TooManyColumns, UnreadableRow
from services.ingest.reading import records, regular
from services.ingest.reading.alignment import Aligned, Alignment
from services.ingest.reading.dialect import HEAD_BYTES
from services.ingest.reading.footer import without_footer
from services.ingest.reading.records import Notation, Position, Record
from services.ingest.reading.regular import Piece, Regular, Rows
from services.ingest.reading.window import Window

PIECE_BYTES = 3 * 1024 * 1024
# A piece that is not regular is tried again in small ones, so that one odd row costs the careful reader some hundred others,
# not all.
SMALL_PIECE_BYTES = 64 * 1024
# But each column of a piece costs what some hundred letters do, however few rows there are, and of 4,096 columns a piece of 64 KB
# has two rows.
_SMALL_COLUMN_BYTES = 512
# The end of the file is always read with care: only there can footers and totals stand, and some hundred rows take no time.
TAIL_BYTES = 32 * 1024
# Beyond what any export of customers has, and where a table still fits in memory by blocks.
MOST_COLUMNS = 4_096
# Most headers are whole in this, with some rows; for a longer one more is read.
_FIRST_BYTES = 256 * 1024
# Enough rows to see whether all of them have a cell more than the header.
_FIRST_ROWS = 50

# Bytes that are no UTF-8, and NUL. One look through a text takes a thousandth of the looks into its cells.
_ODD = re.compile("[\x00\udc80-\udcff]")

SHORT_ROW = "short_row"
LONG_ROW = "long_row"
FOOTER = "footer"
NUL_BYTE = "nul_byte"
NOT_IN_ENCODING = "not_in_encoding"


class Blocks:
    """The table in ``file``: ``headers``, ``header_line`` (physical, from 1) and ``notation`` at once, its rows by iteration.

    The rows can be had once. ``headers`` are as they stand in the file; where R left out the name of its row names, or all rows
    end with a delimiter that the header lacks, they are as many as the rows have cells. ``align`` brings a row with too many
    cells to as many as there are headers; without it no cell of such a row is sure. Raises HeaderOnly where the file ends above
    the header, TooManyColumns and UnreadableRow.
    """

    def __init__(
        self,
        file: BinaryIO,
        dialect: Dialect,
        *,
        align: Callable[[list[str]], Aligned] | None = None,
        piece_bytes: int = PIECE_BYTES,
        tail_bytes: int = TAIL_BYTES,
    ) -> None:
        self._window = Window(file, dialect.encoding)
        self._piece_bytes = piece_bytes
        self._tail_bytes = tail_bytes
        self._window.fill(_FIRST_BYTES)
        self.notation = Notation(dialect.delimiter, records.line_end_of(self._window.text(HEAD_BYTES)))
        self._line = 1
        self._is_blank_at_end = False
        self.headers = self._read_header(dialect.header_row)
        self._align = align or Alignment(len(self.headers), dialect.delimiter, {}).align
        self._names = [f"column_{index}" for index in range(len(self.headers))]

    def __iter__(self) -> Iterator[Rows]:
        """The rows in file order. A block has at least one row, or tells of rows that are not part of the table."""
        # Those who work on the rows of the first piece wait for it, and the reader for those who work on the last.
        size = first = self._piece_bytes // 4
        small = max(SMALL_PIECE_BYTES, _SMALL_COLUMN_BYTES * len(self.headers))
        while self._window.fill(size + self._tail_bytes) > self._tail_bytes:
            if self._window.is_ended and size == self._piece_bytes:
                size = first
            start = self._window.start
            stop = min(start + size, self._window.stop - self._tail_bytes)
            rows = self._read_regular(stop)
            if rows is not None:
                size = min(size * 2, self._piece_bytes)
                if len(rows.lines):
                    yield rows
            elif small < size <= self._piece_bytes:
                size = small
            elif rows := self._read_carefully(stop):
                size = min(small, self._piece_bytes)
                yield rows
            elif self._window.start > start:
                # Nothing but blank lines.
                size = min(small, self._piece_bytes)
            elif self._window.is_ended:
                break
            else:
                # Not one whole row: it is longer than the piece.
                size = max(size, self._piece_bytes) * 2
        yield from self._read_tail()

    def _read_header(self, header_row: int) -> list[str]:
        """Read down to the end of the header. A header may be longer than a piece; what is above it may not."""
        text = self._window.text()
        position = _below(text, header_row - 1, self.notation.line_end)
        is_final = self._window.is_ended
        header = next(records.read(text, self.notation, position, width=None, is_final=is_final), None)
        if header is None and not is_final:
            self._window.fill(2 * len(self._window.buffer))
            return self._read_header(header_row)
        if header is None:
            raise HeaderOnly("The file ends before its table begins. Upload a CSV with a header and one row per customer.")
        width = len(header.cells)
        if width > MOST_COLUMNS:
            raise TooManyColumns(f"The file has {width:,} columns. At most {MOST_COLUMNS:,} can be read.")
        self.header_line = header.line
        self._advance(text, position)
        return self._fitted(_decoded(header.cells)[0], self._first_rows(text, position, width))

    def _first_rows(self, text: str, position: Position, width: int) -> list[list[str]]:
        """The first rows, for a look at them."""
        ahead = Position(position.offset, position.line)
        found = records.read(text, self.notation, ahead, width=width, is_final=self._window.is_ended)
        try:
            return [record.cells for record, _ in zip(found, range(_FIRST_ROWS), strict=False)]
        except UnreadableRow:
            # It is raised again when the rows are read, if they ever are.
            return []

    def _fitted(self, headers: list[str], body: list[list[str]]) -> list[str]:
        """The headers as many as the rows have cells, where all rows have one cell more than there are headers."""
        if not body or any(len(cells) != len(headers) + 1 for cells in body):
            return headers
        if all(not cells[-1].strip() for cells in body):
            self._is_blank_at_end = True
            return headers
        return ["", *headers]

    def _read_regular(self, stop: int) -> Rows | None:
        names = [*self._names, "end"] if self._is_blank_at_end else self._names
        found = regular.read(Piece(self._window.buffer, self._window.start, stop), self.notation, self._line, names)
        if found is None:
            return None
        table = found.table
        if self._is_blank_at_end:
            if any(cell.as_py().strip() for cell in table["end"].unique()):
                return None
            table = table.drop_columns(["end"])
        self._window.start += found.size_bytes
        self._line += found.line_count
        return self._with_uneven(table, found) if found.uneven else Rows(table, found.lines)

    def _with_uneven(self, even: pa.Table, found: Regular) -> Rows:
        """All rows in their order, those of another number of cells as the careful reader has them."""
        places = list(found.uneven)
        uneven = self._rows(
            [self._record(text, int(found.lines[place])) for place, text in found.uneven.items()], [], is_odd=False
        )
        is_even = np.ones(len(found.lines), bool)
        is_even[places] = False
        order = np.empty(len(found.lines), np.int64)
        order[is_even] = np.arange(even.num_rows)
        order[places] = np.arange(even.num_rows, len(order))
        table = pa.concat_tables([even, uneven.table]).combine_chunks().take(pa.array(order))
        doubtful = tuple((places[row], column) for row, column in uneven.doubtful)
        return Rows(table, found.lines, uneven.faults, doubtful)

    def _record(self, text: str, line: int) -> Record:
        return next(records.read(text, self.notation, Position(0, line), width=len(self.headers), is_final=True))

    def _read_carefully(self, stop: int) -> Rows | None:
        text = self._window.text(stop)
        found = self._records(text, is_final=False)
        return self._rows(found, [], is_odd=bool(_ODD.search(text))) if found else None

    def _read_tail(self) -> Iterator[Rows]:
        text = self._window.text()
        found, below = without_footer(self._records(text, is_final=True), len(self.headers))
        if found or below:
            yield self._rows(found, below, is_odd=bool(_ODD.search(text)))

    def _records(self, text: str, *, is_final: bool) -> list[Record]:
        position = Position(0, self._line)
        found = list(records.read(text, self.notation, position, width=len(self.headers), is_final=is_final))
        self._advance(text, position)
        return found

    def _advance(self, text: str, position: Position) -> None:
        self._window.start += len(text[: position.offset].encode(errors="surrogateescape"))
        self._line = position.line

    def _rows(self, found: list[Record], below: list[Record], *, is_odd: bool) -> Rows:
        """Records as columns: a short one is filled with nulls, a long one is aligned. Some may be odd, or none is."""
        width = len(self.headers)
        faults = [(record.line, record.fault) for record in found if record.fault]
        faults += [(record.line, FOOTER) for record in below]
        doubtful: list[tuple[int, int]] = []
        rows: list[Sequence[str | None]] = []
        for row, record in enumerate(found):
            cells, broken = _decoded(record.cells) if is_odd else (record.cells, [])
            lacking = width - len(cells)
            if lacking > 0:
                broken.append(SHORT_ROW)
            elif lacking and any(cell.strip() for cell in cells[width:]):
                broken.append(LONG_ROW)
                aligned = self._align(cells)
                doubtful += [(row, column) for column in sorted(aligned.doubtful)]
                cells = aligned.cells
            if broken:
                faults += [(record.line, rule) for rule in broken]
            rows.append([*cells[:width], *[None] * lacking] if lacking else cells)
        columns = list(zip(*rows, strict=True)) or [()] * width
        arrays = [pa.array(column, pa.string()) for column in columns]
        lines = np.array([record.line for record in found], np.int64)
        return Rows(pa.table(arrays, names=self._names), lines, tuple(sorted(faults)), tuple(doubtful))


def _below(text: str, line_count: int, line_end: str) -> Position:
    """The position below so many lines of ``text``, or at its end."""
    position = Position(0, 1)
    while position.line <= line_count and position.offset < len(text):
        end = text.find(line_end, position.offset)
        position.offset = len(text) if end < 0 else end + 1
        position.line += 1
    return position


def _decoded(cells: list[str]) -> tuple[list[str], list[str]]:
    """The cells with bytes that are no UTF-8 read as cp1252, which they most often are, and the rules that were broken."""
    broken = []
    if any(_has_surrogate(cell) for cell in cells):
        cells, broken = [_again(cell) if _has_surrogate(cell) else cell for cell in cells], [NOT_IN_ENCODING]
    if any("\x00" in cell for cell in cells):
        broken.append(NUL_BYTE)
    return cells, broken


def _again(cell: str) -> str:
    return cell.encode(errors="surrogateescape").decode("cp1252", "replace")


def _has_surrogate(cell: str) -> bool:
    return not cell.isascii() and any("\udc80" <= letter <= "\udcff" for letter in cell)
