"""The list of problems is a CSV that no spreadsheet runs."""

import csv
import io

import pytest

from services.ingest.reading import listing
from services.ingest.reading.listing import Row


def _written(*rows: Row, delimiter: str = ",") -> list[list[str]]:
    file = io.StringIO(newline="")
    listing.write(file, rows, delimiter)
    return list(csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=delimiter))


def _about(column: str) -> Row:
    return Row(7, column, "not_a_number", "", "It is not a number.", "7..9", 3)


def test_a_problem_is_a_row_below_the_header() -> None:
    assert _written(_about("tenure")) == [
        ["line", "column", "rule", "message", "lines", "cells"],
        ["7", "tenure", "not_a_number", "It is not a number.", "7..9", "3"],
    ]


def test_without_problems_there_is_the_header() -> None:
    assert _written() == [list(listing.FIELDS)]


@pytest.mark.parametrize("sign", list("=+-@\t\r＝＋－＠"))
@pytest.mark.parametrize("before", ["", " ", '"', "\u3000", "\ufeff", '\u200b "', "\x0b", "\x1c", "\x85", "\u2028"])
def test_a_header_that_would_be_a_formula_is_text(before: str, sign: str) -> None:
    (_, row) = _written(_about(f"{before}{sign}1+1"))

    assert row[1] == f"'{before}{sign}1+1"


@pytest.mark.parametrize("column", ["tenure", "a=b", "net-revenue", "", "e@mail", 'the "plan", yearly', "two\nlines"])
def test_any_other_header_stays_as_it_is(column: str) -> None:
    (_, row) = _written(_about(column))

    assert row[1] == column


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize(("header", "harmless"), [("plan;=1+1", "plan;'=1+1"), ("plan, @x", "plan, '@x")])
def test_a_header_with_a_formula_behind_the_end_of_a_cell_is_text(header: str, harmless: str, delimiter: str) -> None:
    says = f', column "{header}": It is not a number.'
    (_, row) = _written(Row(7, header, "not_a_number", "Line 7", says, "7", 1), delimiter=delimiter)

    assert row[1] == harmless
    assert row[3] == f"Line 7{says}".replace(header, harmless)
