"""Takes one customer's rows out of a CSV and leaves every other byte as it is.

Which rows they are, the reader says that prepares files; where a row begins and ends, its own way of taking records apart.
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

Matches = Callable[[str], bool]


def without_customer(raw: Path, dialect: Dialect, columns: Sequence[ColumnMapping], target: Path, *, matches: Matches) -> int:
    """Write the CSV at ``raw`` to ``target`` without the rows whose customer id matches; how many rows those were.

    Where no column is taken for the customer id, not even in doubt, a row goes if any of its cells matches. Blocking.
    """
    with raw.open("rb") as file:
        blocks = Blocks(file, dialect, align=_align(raw, dialect, columns))
        found = _places(blocks, _id_columns(columns, len(blocks.headers)), matches)
        notation, width = blocks.notation, len(blocks.headers)
    content = raw.read_bytes()
    text, encoding = _as_text(content, dialect.encoding)
    with target.open("wb") as kept:
        at = 0
        for start, end in _spans(text, notation, width, found):
            kept.write(text[at:start].encode(encoding, "surrogatepass"))
            at = end
        kept.write(text[at:].encode(encoding, "surrogatepass"))
    return sum(map(len, found.values()))


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


def _places(blocks: Blocks, id_columns: Sequence[int], matches: Matches) -> Mapping[int, set[int]]:
    """The physical lines (from 1) that hold matching rows, and which rows of the line those are, from 0."""
    found: dict[int, set[int]] = defaultdict(set)
    for rows in blocks:
        first = np.searchsorted(rows.lines, rows.lines)
        for column in id_columns:
            for row, cell in enumerate(rows.table.column(column).to_pylist()):
                if cell is not None and matches(cell):
                    found[int(rows.lines[row])].add(row - int(first[row]))
    return found


def _as_text(content: bytes, encoding: str) -> tuple[str, str]:
    """The bytes as a text that can be turned back into the same bytes, and the encoding that does so.

    Latin-1 gives every byte a letter, and in all encodings but the wide ones line ends, quotation marks and delimiters are the
    same bytes as in ASCII.
    """
    if encoding.startswith(("utf-16", "utf-32")):
        is_big = encoding.endswith("be") or content.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
        exact = f"{encoding[:6]}-{'be' if is_big else 'le'}"
        text = content.decode(exact, "surrogatepass")
        if text.encode(exact, "surrogatepass") == content:
            return text, exact
    return content.decode("latin-1"), "latin-1"


def _spans(text: str, notation: Notation, width: int, found: Mapping[int, set[int]]) -> Iterator[tuple[int, int]]:
    """Where in ``text`` the rows are: begin and end, in order."""
    at = Position(0, 1)
    for line in sorted(found):
        while at.line < line:
            at.offset = text.index(notation.line_end, at.offset) + 1
            at.line += 1
        start = at.offset
        # All records of the line are read before the first is given, so the position is behind the line.
        next(records.read(text, notation, at, width=width, is_final=True))
        yield from _parts(text, notation, (start, at.offset), found[line])


def _parts(text: str, notation: Notation, span: tuple[int, int], rows: set[int]) -> Iterator[tuple[int, int]]:
    """The rows of a line: all of it, or some parts where the other line end parts it into several rows."""
    start, end = span
    other = "\r" if notation.line_end == "\n" else "\n"
    line = text[start:end].removesuffix(notation.line_end).removesuffix("\r")
    if '"' in line or other not in line:
        yield span
        return
    row = 0
    for part in line.split(other):
        stop = min(start + len(part) + 1, end)
        if part:
            if row in rows:
                yield start, stop
            row += 1
        start = stop
