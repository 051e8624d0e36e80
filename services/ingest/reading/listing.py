"""The list of problems as a CSV that spreadsheets open without harm."""

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, TextIO

from services.runtime import formulas

FIELDS = ("line", "column", "rule", "message", "lines", "cells")


class Row(NamedTuple):
    """A problem on ``cells`` cells or rows: the first of them, and all ``lines``, as "7" or as "2..40 42 45..60".

    Its message is ``place``, in words of our own, and then what it ``says``, where a column may be named.
    """

    line: int
    column: str
    rule: str
    place: str
    says: str
    lines: str
    cells: int


def write(file: TextIO, rows: Iterable[Row], delimiter: str = ",") -> None:
    """Write the problems with a header; an apostrophe says of a column's name that would be a formula that it is text.

    So it does where the name stands in a message.
    """
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(FIELDS)
    writer.writerows(
        (line, _harmless(column), rule, place + _harmless_inside(says), lines, cells)
        for line, column, rule, place, says, lines, cells in rows
    )


# Few headers, many problems.
@lru_cache(maxsize=256)
def _harmless(header: str) -> str:
    harmless = _harmless_inside(header)
    return f"'{harmless}" if re.match(formulas.AT_THE_BEGINNING, header) else harmless


# One for each header and rule, and one for each row of ranges.
@lru_cache(maxsize=1024)
def _harmless_inside(text: str) -> str:
    for pattern in (formulas.INSIDE, formulas.BEHIND_A_COMMA):
        text = re.sub(pattern, formulas.HARMLESS_INSIDE, text)
    return text
