"""The list of problems as a CSV that spreadsheets open without harm."""

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, TextIO

from services.ingest.domain import Problem

FIELDS = ("line", "column", "rule", "message", "lines", "cells")
# Where a spreadsheet would run a header: it skips white space, control characters and quotes, East Asian ones read full-width
# signs, and where Excel expects semicolons, what follows one, a tab or a line break is a cell of its own.
_SKIPPED = r'[\x00-\x20\x7f\x85\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"]*'
_SIGN = "[=+\\-@＝＋－＠]"
_FORMULA = re.compile(rf"{_SKIPPED}([\t\r]|{_SIGN})")
_FORMULA_INSIDE = re.compile(rf"([;\t\r\n]{_SKIPPED})({_SIGN})")


class Row(NamedTuple):
    """A problem on ``cells`` cells or rows: the first of them, and all ``lines``, as "7" or as "2..40 42 45..60"."""

    problem: Problem
    lines: str
    cells: int


def write(file: TextIO, rows: Iterable[Row]) -> None:
    """Write the problems with a header; an apostrophe says of a column's name that would be a formula that it is text."""
    writer = csv.writer(file)
    writer.writerow(FIELDS)
    # Not astuple, which copies each text and takes ten times as long.
    writer.writerows((each.line, _harmless(each.column), each.rule, each.message, lines, cells) for each, lines, cells in rows)


# Few headers, many problems.
@lru_cache(maxsize=256)
def _harmless(header: str) -> str:
    inside = _FORMULA_INSIDE.sub(r"\1'\2", header)
    return f"'{inside}" if _FORMULA.match(header) else inside
