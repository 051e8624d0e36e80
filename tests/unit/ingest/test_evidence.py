"""What is said about a column is true of its cells."""

from collections.abc import Sequence

import pytest

from services.ingest.mapping import evidence
from services.ingest.mapping.evidence import Evidence


def of(cells: Sequence[str]) -> Evidence:
    return evidence.gather([cells])[0]


def test_missing_cells_are_not_counted() -> None:
    column = of(["1", "", "N/A", "2"])

    assert column.filled == ("1", "2")
    assert column.filled_share == 0.5


def test_an_empty_column_is_not_known() -> None:
    assert not of(["", " ", "-"]).is_known


def test_numbers_with_currency_and_decimal_comma_are_numbers() -> None:
    column = of(["1.234,50 €", "99,00 €", "7,25 €"])

    assert column.is_number
    assert column.high == pytest.approx(1234.5)
    assert column.currency_share == 1


def test_a_word_among_many_numbers_leaves_a_number_column() -> None:
    assert of([str(n) for n in range(40)] + ["twelve"]).is_number


def test_yes_and_no_are_a_flag_and_a_number_is_none() -> None:
    assert of(["yes", "No", "YES"]).is_binary
    assert not of(["3", "4", "5"]).is_flag


def test_slips_do_not_move_the_range() -> None:
    column = of([str(n % 60) for n in range(200)] + ["99999"])

    assert column.high < 60


def test_a_row_count_is_recognised() -> None:
    assert of([str(n) for n in range(1, 30)]).is_counting
    assert not of(["4", "8", "15", "16"]).is_counting


def test_day_first_dates_are_dates() -> None:
    column = of(["31/12/2024", "01/02/2025"])

    assert column.is_date
    assert column.date_order == "day-first"


def test_whole_numbers_are_not_dates() -> None:
    assert not of(["45000", "45001", "45800"]).is_date


def test_keys_of_one_length_are_opaque() -> None:
    assert of(["9f86d081884c7d65", "9f86d081884c7d65", "2c26b46b68ffc68f"]).is_opaque


def test_a_wide_file_is_looked_at_less_closely() -> None:
    columns = evidence.gather([[str(n) for n in range(2000)]] * 2000)

    assert len(columns[0].looked_at) < 200
    assert len(columns[0].filled) == 2000
