"""Takes one customer's rows out of a CSV and leaves every other byte as it is.

Which rows they are, and where the next ones begin, says the reader that prepares files: a second opinion on where a quotation
mark closes might cut out others.
"""

import codecs
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from services.ingest.domain import ColumnMapping, Dialect
from services.ingest.reading import columns as columns_
from services.ingest.reading import records, samples
from services.ingest.reading.alignment import Aligned, Alignment
from services.ingest.reading.blocks import Blocks
from services.ingest.reading.columns import ID
from services.ingest.reading.records import Notation, Position
from services.runtime.erasing import Matches


def without_customer(raw: Path, dialect: Dialect, columns: Sequence[ColumnMapping], target: Path, *, matches: Matches) -> int:
    """Write the CSV at ``raw`` to ``target`` without the rows whose customer id matches; how many rows those were.

    Where no column is taken for the customer id, not even in doubt, a row goes if any of its cells matches. Blocking.
    """
    with raw.open("rb") as file:
        blocks = Blocks(file, dialect, align=_align(raw, dialect, columns))
        found, following = _places(blocks, _id_columns(columns, len(blocks.headers)), matches)
        notation, width = blocks.notation, len(blocks.headers)
    content = raw.read_bytes()
    text, encoding = _as_text(content, dialect.encoding)
    with target.open("wb") as kept:
        at = 0
        lines = _lines(text, notation, width, following=following, wanted=sorted(found))
        for start, end in (part for line, span in lines for part in _parts(text, notation, span, found[line])):
            kept.write(text[at:start].encode(encoding, "surrogatepass"))
            at = end
        kept.write(text[at:].encode(encoding, "surrogatepass"))
    return sum(len(rows) or 1 for rows in found.values())


def _id_columns(columns: Sequence[ColumnMapping], width: int) -> Sequence[int]:
    return [column.index for column in columns if column.field == ID] or range(width)


def _align(raw: Path, dialect: Dialect, columns: Sequence[ColumnMapping]) -> Callable[[list[str]], Aligned] | None:
    mappings = columns_.mapped(columns)
    if ID not in mappings:
        return None
    headers, cells = samples.take(raw, dialect)
    mapped = columns_.readers(mappings, cells, dialect.delimiter, None)
    likenesses = columns_.likenesses(mappings[ID].index, mapped, dialect.delimiter)
    return Alignment(len(headers), dialect.delimiter, likenesses).align


def _places(blocks: Blocks, id_columns: Sequence[int], matches: Matches) -> tuple[Mapping[int, set[int]], Mapping[int, int]]:
    """The physical lines (from 1) that hold matching rows, and which rows of the line those are, from 0; none for all of a line
    that is one row.

    Also the lines on which the next rows begin; that behind the last row of the table is not known.
    """
    found: dict[int, set[int]] = defaultdict(set)
    following: dict[int, int] = {}
    last = 0
    for rows in blocks:
        first = np.searchsorted(rows.lines, rows.lines)
        after = np.searchsorted(rows.lines, rows.lines, side="right")
        if last in found and len(rows.lines):
            following[last] = int(rows.lines[0])
        for column in id_columns:
            for row, cell in enumerate(rows.table.column(column).to_pylist()):
                if cell is not None and matches(cell):
                    line = int(rows.lines[row])
                    is_alone = after[row] - first[row] == 1
                    found[line] |= set() if is_alone else {row - int(first[row])}
                    if after[row] < len(rows.lines):
                        following[line] = int(rows.lines[after[row]])
        last = int(rows.lines[-1]) if len(rows.lines) else last
    return found, following


def _as_text(content: bytes, encoding: str) -> tuple[str, str]:
    """The bytes as a text that can be turned back into the same bytes, and the encoding that does so.

    Latin-1 gives every byte a letter, and in all encodings but the wide ones line ends, quotation marks and delimiters are the
    same bytes as in ASCII.
    """
    if encoding.startswith(("utf-16", "utf-32")):
        is_big = encoding.endswith("be") or content.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
        exact = f"{encoding[:6]}-{'be' if is_big else 'le'}"
        # What is left of a letter at the end of a file that was cut off is no text of anybody's.
        whole = content[: len(content) - len(content) % (4 if encoding.startswith("utf-32") else 2)]
        text = whole.decode(exact, "surrogatepass")
        if text.encode(exact, "surrogatepass") == whole:
            return text, exact
    return content.decode("latin-1"), "latin-1"


def _lines(
    text: str, notation: Notation, width: int, *, following: Mapping[int, int], wanted: Sequence[int]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where in ``text`` the ``wanted`` lines are with all that belongs to their rows: begin and end, in order."""
    at = Position(0, 1)
    for line in wanted:
        _go_to(text, notation, at, line)
        start = at.offset
        if line in following:
            _go_to(text, notation, at, following[line])
            # The blank lines in between stay.
            row = text[start : at.offset].rstrip("\r\n")
            yield line, (start, text.index(notation.line_end, start + len(row)) + 1)
        else:
            # All records of the line are read before the first is given, so the position is behind the line.
            next(records.read(text, notation, at, width=width, is_final=True))
            yield line, (start, at.offset)


def _go_to(text: str, notation: Notation, at: Position, line: int) -> None:
    while at.line < line:
        at.offset = text.index(notation.line_end, at.offset) + 1
        at.line += 1


def _parts(text: str, notation: Notation, span: tuple[int, int], rows: set[int]) -> Iterator[tuple[int, int]]:
    """The ``rows`` of a line that the other line end parts into several; all of it where they are none."""
    if not rows:
        yield span
        return
    start, end = span
    other = "\r" if notation.line_end == "\n" else "\n"
    line = text[start:end].removesuffix(notation.line_end).removesuffix("\r")
    row = 0
    for part in line.split(other):
        stop = min(start + len(part) + 1, end)
        if part:
            if row in rows:
                yield start, stop
            row += 1
        start = stop
