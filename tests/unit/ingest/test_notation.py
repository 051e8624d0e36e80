"""Numbers written unlike the rest of their column are told; what the whole column does is no fault."""

from pathlib import Path

import pytest

from tests.unit.ingest.builders import a_column

USUAL = ["$10", "$12.50", "$1,300", "$7"]


@pytest.mark.parametrize("cells", [USUAL, ["10", "12.5", "1300", ""], ["10 EUR", "12 EUR", "N/A"]])
def test_a_notation_that_all_numbers_of_a_column_have_is_no_fault(tmp_path: Path, cells: list[str]) -> None:
    _, problems = a_column(tmp_path, "monthly_charges", cells)
    assert problems == []


def test_a_number_without_the_sign_that_the_others_have_is_read_and_told(tmp_path: Path) -> None:
    values, problems = a_column(tmp_path, "monthly_charges", [*USUAL, "9", ""])
    assert values[4:] == [9.0, None]
    assert problems == [(6, "other_notation")]


def test_a_number_with_a_sign_that_the_others_lack_is_read_and_told(tmp_path: Path) -> None:
    values, problems = a_column(tmp_path, "monthly_charges", ["10", "11", "12", "€9", "abc"])
    assert values == [10.0, 11.0, 12.0, 9.0, None]
    assert problems == [(5, "other_notation"), (6, "not_a_number")]
