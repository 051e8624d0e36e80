"""Broken files: tables as customers send them, and random damage to their bytes."""

import random
from collections.abc import Iterator, Sequence

from tests.unit.ingest.builders import HEADER, a_csv, a_table, rows

DELIMITERS = (",", ";", "\t", "|")
LINE_ENDS = ("\n", "\r\n", "\r")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1")
ROW_COUNTS = (1, 40, 3000)
PART_LENGTHS = (200, 2_000, 20_000, 100_000)
EDIT_COUNTS = (1, 1, 2, 4, 16, 64)

# What has a meaning somewhere in reading: quotes, delimiters, line ends, marks of encodings, and values that read in two ways.
FRAGMENTS = (
    *(b'"', b'""', b'"\n', b'\n"', b',"', b"'", b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\n\n\n"),
    *(b"\0", b"\xff", b"\xfe", b"\xff\xfe", b"\xe4", b"\xef\xbb\xbf", b"\xe2\x82\xac"),
    *(b"1,234", b"1e400", b"99999999999999999999", b"12/31/2024", b"N/A", b"=", b"(", b"%"),
)
ODD_CELLS = (
    *("", " ", "N/A", "-", "1,234.50", "1.234,50", "$ 12.00", "12 %", "(5)", "1e9", "03/04/2024", "31.12.2024"),
    *("Müller; Söhne", 'says "no"', "two\nlines", "a,b", "=1+1", "ja", "Total"),
)


def corpus() -> list[bytes]:
    """Files that are well written: every delimiter, line end and encoding, with tidy and with messy tables. Always the same."""
    dice = random.Random(0)
    tables = [table for count in ROW_COUNTS for table in _tables(dice, count)]
    files = [
        a_csv(table, delimiter=delimiter, line_end=line_end, quote_all=dice.random() < 0.3)
        for table in tables
        for delimiter in DELIMITERS
        for line_end in LINE_ENDS
    ]
    files.extend(a_csv(a_table(40), encoding=encoding) for encoding in ENCODINGS)
    return files


def a_broken_file(dice: random.Random, files: Sequence[bytes]) -> bytes:
    """A part of one of ``files``, now and then in another encoding, with one to 64 random edits; it may be empty."""
    content = dice.choice(files)
    start = dice.choice((0, 0, 0, dice.randrange(len(content))))
    content = content[start : start + dice.choice(PART_LENGTHS)]
    if dice.random() < 0.1:
        content = content.decode("utf-8", "ignore").encode(dice.choice(ENCODINGS), "ignore")
    for _ in range(dice.choice(EDIT_COUNTS)):
        content = _edited(dice, content)
    return content


def _tables(dice: random.Random, count: int) -> Iterator[list[list[str]]]:
    """The same customers five times: tidy, with odd cells, ragged, with notes around them, and with headers that say nothing."""
    yield a_table(count)
    yield [list(HEADER), *([dice.choice(ODD_CELLS) if dice.random() < 0.2 else cell for cell in row] for row in rows(count))]
    yield [list(HEADER), *(row[: dice.randrange(1, 6)] if dice.random() < 0.1 else [*row, ""] for row in rows(count))]
    yield [["Export of customers"], [], *a_table(count), [], ["Total", str(count)]]
    yield [["", "x", "x", "2024", "no"], *rows(count)]


def _edited(dice: random.Random, content: bytes) -> bytes:
    start = dice.randrange(len(content) + 1)
    end = min(len(content), start + dice.randrange(1, 60))
    head, part, tail = content[:start], content[start:end], content[end:]
    match dice.randrange(6):
        case 0:
            return head + dice.choice(FRAGMENTS) * dice.choice((1, 1, 3, 50)) + part + tail
        case 1:
            return head + tail
        case 2:
            return head + part * dice.choice((2, 3, 21)) + tail
        case 3:
            return head + bytes([dice.randrange(256)]) + part[1:] + tail
        case 4:
            return head
        case _:
            return content.replace(dice.choice(FRAGMENTS), dice.choice(FRAGMENTS))
