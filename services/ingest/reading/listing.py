"""The list of problems as a CSV that spreadsheets open without harm."""

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, TextIO

from services.ingest.domain import Problem
from services.runtime import formulas

FIELDS = ("line", "column", "rule", "message", "lines", "cells")


class Row(NamedTuple):
    """A problem on ``cells`` cells or rows: the first of them, and all ``lines``, as "7" or as "2..40 42 45..60"."""

    problem: Problem
    lines: str
    cells: int


def write(file: TextIO, rows: Iterable[Row], delimiter: str = ",") -> None:
    """Write the problems with a header; an apostrophe says of a column's name that would be a formula that it is text.

    So it does where the name stands in a message.
    """
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(FIELDS)
    # Not astuple, which copies each text and takes ten times as long.
    writer.writerows(
        (each.line, _harmless(each.column), each.rule, _harmless_inside(each.message), lines, cells)
        for each, lines, cells in rows
    )


# Few headers, many problems.
@lru_cache(maxsize=256)
def _harmless(header: str) -> str:
    harmless = _harmless_inside(header)
    return f"'{harmless}" if re.match(formulas.AT_THE_BEGINNING, header) else harmless


def _harmless_inside(text: str) -> str:
    for pattern in (formulas.INSIDE, formulas.BEHIND_A_COMMA):
        text = re.sub(pattern, formulas.HARMLESS_INSIDE, text)
    return text
