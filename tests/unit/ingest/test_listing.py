"""The list of problems is a CSV that no spreadsheet runs."""

import csv
import io

import pytest

from services.ingest.domain import Problem
from services.ingest.reading import listing
from services.ingest.reading.listing import Row


def _written(*rows: Row) -> list[list[str]]:
    file = io.StringIO(newline="")
    listing.write(file, rows)
    return list(csv.reader(io.StringIO(file.getvalue(), newline="")))


def _about(column: str) -> Row:
    return Row(Problem(7, column, "not_a_number", "It is not a number."), "7..9", 3)


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


def test_a_header_with_a_formula_behind_a_semicolon_is_text() -> None:
    (_, row) = _written(_about("plan;=1+1"))

    assert row[1] == "plan;'=1+1"
