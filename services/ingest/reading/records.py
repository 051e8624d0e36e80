"""The careful reader: takes a text apart into records, one by one, and notes what is wrong with each.

It is slow and lenient where the fast path of ``blocks`` is fast and strict. A physical line ends at the file's own line end; a
record may span several. A quotation mark counts only at the beginning of a cell, after spaces at most.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.ingest.failures import UnreadableRow

_QUOTED = re.compile(r'"[^"]*"')
UNCLOSED_QUOTE = "unclosed_quote"
STRAY_QUOTE = "stray_quote"
# Far more than a cell of a megabyte, far less than what would let one open quotation mark eat the memory.
LONGEST_RECORD = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it is written.

    Its first physical line, its cells without their quotation marks, and the rule it broke, or None.
    """

    line: int
    cells: list[str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Notation:
    """What takes a text apart: the delimiter and the line end, "\\n" (also for "\\r\\n") or "\\r"."""

    delimiter: str
    line_end: str


@dataclass
class Position:
    """How far a text was read: characters, and the physical line that comes next."""

    offset: int
    line: int


@dataclass(frozen=True, slots=True)
class _Scan:
    cells: list[str]
    end: int
    is_closed: bool
    fault: str | None


def line_end_of(text: str) -> str:
    """The line end that ``text``, the beginning of a file, uses outside of quotation marks.

    A carriage return counts only where there is no line feed.
    """
    bare = _QUOTED.sub("", text)
    closed = bare[: bare.rfind('"')]
    if '"' in bare and ("\r" in closed or "\n" in closed):
        # What follows may be a cell that is cut off at the end of the text.
        bare = closed
    return "\r" if "\r" in bare and "\n" not in bare else "\n"


def read(text: str, notation: Notation, position: Position, *, width: int | None, is_final: bool) -> Iterator[Record]:
    """The records of ``text`` from ``position`` on, which is moved along; blank lines are passed over.

    Where ``is_final`` is False the text goes on elsewhere: its last, unfinished record is left for next time. ``width``, the
    number of columns if known, serves to recover from a quotation mark that is never closed; where that fails, raises
    UnreadableRow.
    """
    while position.offset < len(text):
        end = text.find(notation.line_end, position.offset)
        if end < 0 and not is_final:
            _refuse_endless(len(text) - position.offset, position.line)
            return
        end = len(text) if end < 0 else end
        raw, line = text[position.offset : end].removesuffix("\r"), position.line
        found: list[Record] = []
        if '"' in raw:
            record, end = _quoted_record(text, notation, position, width=width, is_final=is_final)
            if record is None:
                return
            found.append(record)
            position.line += text.count(notation.line_end, position.offset, end)
        elif raw:
            found = _plain_records(raw, notation, line, width)
        # Moved before the records are given away: whoever stops in between goes on behind them.
        position.line += 1
        position.offset = end + 1
        yield from found


def _plain_records(raw: str, notation: Notation, line: int, width: int | None) -> list[Record]:
    """A line without any quotation mark: one record, or several where the other line end strayed in."""
    other = "\r" if notation.line_end == "\n" else "\n"
    if other in raw:
        pieces = [piece.split(notation.delimiter) for piece in raw.split(other) if piece]
        if width is not None and all(len(piece) == width for piece in pieces):
            return [Record(line, piece) for piece in pieces]
    return [Record(line, raw.split(notation.delimiter))]


def _quoted_record(
    text: str, notation: Notation, position: Position, *, width: int | None, is_final: bool
) -> tuple[Record | None, int]:
    scan = _scan(text, notation, position.offset, len(text))
    if scan.is_closed:
        is_whole = is_final or scan.end < len(text)
        return (Record(position.line, scan.cells, scan.fault), scan.end) if is_whole else (None, scan.end)
    if scan.fault != UNCLOSED_QUOTE and not is_final and len(text) - position.offset < LONGEST_RECORD:
        return None, scan.end
    end = text.find(notation.line_end, position.offset)
    end = len(text) if end < 0 else end
    cells = _scan(text, notation, position.offset, end).cells
    if len(cells) != width:
        raise UnreadableRow(
            f"Line {position.line}: a quotation mark is opened and never closed. Close it or leave it out, and upload again.",
            details=((f"line {position.line}", "A quotation mark is never closed."),),
        )
    return Record(position.line, cells, UNCLOSED_QUOTE), end


def _scan(text: str, notation: Notation, start: int, limit: int) -> _Scan:
    """The record that begins at ``start`` and ends before ``limit``.

    ``is_closed`` is False where a quotation mark stays open, or is closed on a later line in the middle of a word, which shows
    that it was never meant to open anything; ``fault`` tells the second case.
    """
    cells: list[str] = []
    is_closed, fault = True, None
    at, end = start, -1
    while True:
        opening = at
        while opening < limit and text[opening] == " ":
            opening += 1
        if opening < limit and text[opening] == '"':
            closing = _closing(text, opening + 1, limit)
            # Without its closing mark the opening one is taken for a letter of the cell.
            after = closing + 1 if closing >= 0 else at
            is_closed = is_closed and closing >= 0
        else:
            closing, after = -1, at
        if end < after:
            end = text.find(notation.line_end, after, limit)
            end = limit if end < 0 else end
        stop = text.find(notation.delimiter, after, end)
        is_last = stop < 0
        stop = end if is_last else stop
        if closing < 0:
            cells.append(text[at:stop].removesuffix("\r") if is_last else text[at:stop])
        elif text[after:stop].strip(" \r"):
            # Behind a mark that is still open nothing shows what it was meant for: its closing one may be in the next piece.
            if is_closed and notation.line_end in text[opening:closing]:
                return _Scan(cells, end, False, UNCLOSED_QUOTE)
            fault = STRAY_QUOTE
            cells.append(_without_marks(text[at:stop].strip(" \r")))
        else:
            cells.append(text[opening + 1 : closing].replace('""', '"'))
        if is_last:
            return _Scan(cells, end, is_closed, fault)
        at = stop + 1


def _closing(text: str, start: int, limit: int) -> int:
    """Where the quotation mark stands that closes the cell whose text begins at ``start``; -1 where none does."""
    at = text.find('"', start, limit)
    while at >= 0 and text.startswith('"', at + 1) and at + 1 < limit:
        at = text.find('"', at + 2, limit)
    return at


def _without_marks(cell: str) -> str:
    """A cell with marks in its middle as it is written, but for the pair around it."""
    return cell[1:-1] if len(cell) > 1 and cell.endswith('"') else cell


def _refuse_endless(length: int, line: int) -> None:
    if length > LONGEST_RECORD:
        raise UnreadableRow(
            f"Line {line} has no end: it is longer than {LONGEST_RECORD // 2**20} MB. Check that the file is a CSV.",
            details=((f"line {line}", "The line is too long."),),
        )
