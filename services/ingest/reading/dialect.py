"""Finds how a file is written: its encoding, its delimiter, and the line its header stands on.

The delimiter is the one under which the records agree best with each other and their cells look like values. The header is the
first record that is as wide as the table, is filled like a header, and does not itself look like values.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from services.ingest.domain import Dialect
from services.ingest.failures import EmptyFile, NotACsv, UnreadableRow
from services.ingest.reading import contents, encoding, records
from services.ingest.reading.records import Notation, Position, Record

# The order decides between equals: a tab or a semicolon rarely stands in a text, a comma often does.
DELIMITERS = ("\t", ";", ",", "|")
HEAD_BYTES = 64 * 1024
_PIECE_BYTES = 1024 * 1024
_ASCII = bytes(range(128))
# So many records show the pattern of a file; more only cost time.
_MOST_RECORDS = 400
# A header stands among the first records, below a preamble of a few lines.
_MOST_PREAMBLE = 60
_MOST_WIDE_PREAMBLE = 3
# Possessive where blanks meet: a cell of them would take the time to the power of three.
_VALUE = re.compile(
    r"""(?:
        [-+(]?\s*+[$€£¥]?\s*+-?\d[\d.,' \u00a0]*+\s*+(?:%|[kKmM]|[$€£¥]|[A-Z]{3})?\)?   # a number, with a sign of money or share
        | \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ][\d:.]+(?:\s*[AaPp][Mm]|Z|[-+]\d\d:?\d\d)?)?   # a date
        | (?:true|false|yes|no|s[ií]|oui|non|ja|nein|sim|n[ãa]o|sì|n/a|null|nan|none|active|inactive)
        )?""",
    re.VERBOSE | re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
# No number, date or address is longer.
_LONGEST_VALUE = 254
_HINT = re.compile(r"sep=(.)\r?$", re.MULTILINE)


def of_file(path: Path) -> Dialect:
    """How the file at ``path`` is written. Blocking. Raises EmptyFile, and NotACsv where it is no table of text."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        found = sniff(head)
        if found.encoding != "utf-8" or not head.isascii():
            return found
        # Nothing beyond ASCII so far: the first piece that has something decides.
        while piece := file.read(_PIECE_BYTES):
            if not piece.isascii():
                # From the line on that has it, so that no character is cut in two at the beginning.
                first = len(piece) - len(piece.lstrip(_ASCII))
                begin = file.tell() - len(piece) + piece.rfind(b"\n", 0, first) + 1
                file.seek(begin)
                return Dialect(encoding.detect(file.read(_PIECE_BYTES)), found.delimiter, found.header_row)
    return found


def sniff(head: bytes) -> Dialect:
    """How the file that begins with ``head`` is written; ``head`` should be 64 KB, or the whole of a smaller file.

    Raises EmptyFile for nothing but blanks, and NotACsv for what is no table of text.
    """
    if not head.strip(b"\x00\t\n\r ,;|\xff\xfe\xef\xbb\xbf"):
        raise EmptyFile("The file is empty. Upload a CSV with a header and one row per customer.")
    name = encoding.detect(head)
    text = encoding.decode(head, name)
    contents.refuse_binary(text[:4096].encode() if name.startswith("utf-") else head)
    hint = _HINT.match(text)
    choices = (hint[1],) if hint and hint[1] in DELIMITERS else DELIMITERS
    line_end = records.line_end_of(text)
    readings = {delimiter: _records(text, Notation(delimiter, line_end), len(head) < HEAD_BYTES) for delimiter in choices}
    delimiter = max(choices, key=lambda each: _agreement(readings[each], each))
    if not readings[delimiter] or _agreement(readings[delimiter], delimiter) == 0:
        # One column, so any delimiter does; a comma is what people expect to read.
        delimiter = hint[1] if hint else ","
        readings.setdefault(delimiter, _records(text, Notation(delimiter, line_end), len(head) < HEAD_BYTES))
    found = readings[delimiter]
    if not found:
        raise NotACsv("No line of this file can be read as a row of a CSV. Export the table of customers as CSV and upload that.")
    return Dialect(name, delimiter, _header_line(found[1:] if hint and len(found) > 1 else found))


def _records(text: str, notation: Notation, is_final: bool) -> list[Record]:
    found: list[Record] = []
    try:
        for record in records.read(text, notation, Position(0, 1), width=None, is_final=is_final):
            found.append(record)
            if len(found) == _MOST_RECORDS:
                break
    except UnreadableRow:
        # Some quotation mark is not closed under this delimiter; what came before it is evidence enough.
        pass
    return found


def _weight(width: int) -> float:
    """What one record of ``width`` cells says for its pattern: nothing if it is not divided, and hardly more beyond ten cells."""
    return (1 - 1 / width) ** 2


def _table_width(found: Sequence[Record]) -> int:
    counts = Counter(len(record.cells) for record in found)
    return max(counts, key=lambda width: (counts[width] * _weight(width), width), default=1)


def _agreement(found: Sequence[Record], delimiter: str) -> float:
    """How well ``found`` looks like a table, 0..1: records of one width, and cells that look like values or words."""
    width = _table_width(found)
    if width < 2:
        return 0.0
    fitting = [record for record in found if len(record.cells) == width]
    cells = [cell for record in fitting[:100] for cell in record.cells[:100]]
    likeness = sum(_likeness(cell, delimiter) for cell in cells) / len(cells)
    faults = sum(record.fault is not None for record in found) / len(found)
    return len(fitting) / len(found) * _weight(width) * likeness * (1 - faults)


def _likeness(cell: str, delimiter: str) -> float:
    """1 for a value, 0.9 for a word or short text, less for what begins within a sentence or what another delimiter divides."""
    if _is_value(cell):
        return 1.0
    # A comma before a space belongs to a sentence, so what follows it is no cell, and what contains it is not divided.
    prose = cell.replace(", ", " ")
    others = sum(prose.count(other) for other in DELIMITERS if other != delimiter)
    return (0.45 if delimiter == "," and cell.startswith(" ") else 0.9) / (1 + others)


def _is_value(cell: str) -> bool:
    trimmed = cell.strip()
    return len(trimmed) <= _LONGEST_VALUE and bool(_VALUE.fullmatch(trimmed) or _ADDRESS.fullmatch(trimmed))


def _header_line(found: Sequence[Record]) -> int:
    width = _table_width(found)
    first = found[:_MOST_PREAMBLE]
    body = [sum(1 for cell in record.cells if cell.strip()) for record in found if len(record.cells) == width]
    # Blank columns are usual, so a header need not be fuller than its rows are.
    filled = sorted(body)[len(body) // 2]
    as_wide = [record for record in first if _is_as_wide(record, width, filled)]
    # Rows as wide as the table are no preamble: below some of them there may be names, but no header.
    named = next((record for record in as_wide[:_MOST_WIDE_PREAMBLE] if _has_names(record)), None)
    return (named or (as_wide or first)[0]).line


def _is_as_wide(record: Record, width: int, filled: int) -> bool:
    cells = [cell for cell in record.cells if cell.strip()]
    # R leaves out the name of its row names, and some exports a delimiter at the end.
    return abs(len(record.cells) - width) <= (1 if width > 2 else 0) and len(cells) * 2 > min(filled, width - 1)


def _has_names(record: Record) -> bool:
    """Whether most cells are words, not values, and hardly any is there twice."""
    cells = [cell.strip().lower() for cell in record.cells if cell.strip()]
    values = sum(1 for cell in cells if _is_value(cell))
    return len(cells) > 0 and values * 2 < len(cells) and len(set(cells)) * 2 > len(cells)
