"""Numbers, dates, flags and texts as people write them."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from services.ingest.reading import values
from services.ingest.reading.dates import Order
from tests.unit.ingest.builders import a_column, a_csv, faults, prepared

NOTHING = [None]


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["12", "12.5", "-3", "+4", ".5", "1e3"], [12, 12.5, -3, 4, 0.5, 1000]),
        (["$1,234.50", "$ 12", "US$5", "7 USD", "€8", "9 €"], [1234.5, 12, 5, 7, 8, 9]),
        (["1.234,56 EUR", "820,04 EUR", "0,5"], [1234.56, 820.04, 0.5]),
        (["1,234", "12.5"], [1234, 12.5]),
        (["1.234", "12,5"], [1234, 12.5]),
        (["1 234,5", "1'234.5", "1\u00a0234"], [1234.5, 1234.5, 1234]),
        (["1,23,456.00"], [123456]),
        (["1.234.567"], [1234567]),
        (["(1,234.50)", "12-", "-$5"], [-1234.5, -12, -5]),
        (["21.3K", "$2.1K", "1.5M"], [21300, 2100, 1500000]),
        (["73%", "5 %", "52/100", "4 / 5"], [73, 5, 52, 80]),
        (["N/A", "", "null", "-", "n.d.", "k.A.", "unknown", "#N/A", " "], NOTHING * 9),
        (["55,95 zł", "1 250,00 PLN", "₺1.318,50", "175,44 TL", "%15"], [55.95, 1250, 1318.5, 175.44, 15]),
        (["twelve", "1,2,3", "1.2.3", "12 months", "--5", "inf", "1E999", "12 OFF", "0x1A"], NOTHING * 9),
    ],
)
def test_numbers_are_read_as_people_write_them(cells: list[str], numbers: list[float | None]) -> None:
    assert values.numbers(cells) == pytest.approx(numbers)


def test_a_mark_that_may_be_either_is_not_guessed_where_the_column_proves_both() -> None:
    assert values.numbers(["1,234.50", "1.234,50", "1,234"]) == [1234.5, 1234.5, None]


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2024", "25/04/2024"], "day-first"),
        (["03/04/2024", "04/25/2024"], "month-first"),
        (["03/04/2024", "05/06/2024"], "undecided"),
        (["25/04/2024", "04/25/2024"], "undecided"),
        (["01.02.2024", "03.04.2024"], "day-first"),
        (["2024-02-01", "2024-02-01T10:00:00Z"], "iso"),
        (["2019-09-17", "10/25/2022", "2020-01-01"], "month-first"),
        (["44500", "44501.5"], "excel-serial"),
        (["1700000000", "1700086400"], "unix-s"),
        (["1700000000000"], "unix-ms"),
        (["Pro", "Basic"], None),
        ([], None),
    ],
)
def test_the_order_of_dates_is_decided_from_the_column(cells: list[str], order: str | None) -> None:
    assert values.date_order(cells) == order


@pytest.mark.parametrize(
    ("cell", "order", "found"),
    [
        ("2024-02-29", Order.ISO, date(2024, 2, 29)),
        ("2024-02-30", Order.ISO, None),
        ("2021-08-18 09:30", Order.ISO, date(2021, 8, 18)),
        ("2021-08-18T23:30:00+02:00", Order.ISO, date(2021, 8, 18)),
        ("20240131", Order.ISO, date(2024, 1, 31)),
        ("03/04/2024", Order.DAY_FIRST, date(2024, 4, 3)),
        ("03/04/2024", Order.MONTH_FIRST, date(2024, 3, 4)),
        ("03/04/2024", Order.UNDECIDED, None),
        ("25/04/2024", Order.UNDECIDED, date(2024, 4, 25)),
        ("25/04/2024", Order.MONTH_FIRST, None),
        ("7/6/26 9:12 AM", Order.MONTH_FIRST, date(2026, 7, 6)),
        ("18-Aug-2022", Order.ISO, date(2022, 8, 18)),
        ("Aug 18, 2022", Order.ISO, date(2022, 8, 18)),
        ("18 de agosto de 2022", Order.ISO, date(2022, 8, 18)),
        ("1. März 2022", Order.ISO, date(2022, 3, 1)),
        ("18 août 2022", Order.ISO, date(2022, 8, 18)),
        ("18 sierpnia 2022", Order.ISO, date(2022, 8, 18)),
        ("3 wrz 2022", Order.ISO, date(2022, 9, 3)),
        ("październik 2022", Order.ISO, date(2022, 10, 1)),
        ("18 Ağustos 2022", Order.ISO, date(2022, 8, 18)),
        ("1 KASIM 2022", Order.ISO, date(2022, 11, 1)),
        ("Şub 2022", Order.ISO, date(2022, 2, 1)),
        ("3 mei 2022", Order.ISO, date(2022, 5, 3)),
        ("12 mrt. 2022", Order.ISO, date(2022, 3, 12)),
        ("3 maj 2022", Order.ISO, date(2022, 5, 3)),
        ("1. marts 2022", Order.ISO, date(2022, 3, 1)),
        ("24. desember 2022", Order.ISO, date(2022, 12, 24)),
        ("44500", Order.EXCEL_SERIAL, date(2021, 10, 31)),
        ("1700000000", Order.UNIX_S, date(2023, 11, 14)),
        ("1700000000000", Order.UNIX_MS, date(2023, 11, 14)),
        ("1700006399", Order.UNIX_S, date(2023, 11, 14)),
        ("1700006400", Order.UNIX_S, date(2023, 11, 15)),
        ("1700000000000", Order.UNIX_S, None),
        ("9999999999999", Order.UNIX_S, None),
        ("9999999999", Order.UNIX_S, None),
        ("59999.9", Order.EXCEL_SERIAL, date(2064, 4, 7)),
        ("99999", Order.EXCEL_SERIAL, None),
        ("0001-01-01", Order.ISO, None),
        ("9999-12-31", Order.ISO, None),
        ("data_invalida", Order.ISO, None),
        ("", Order.ISO, None),
    ],
)
def test_a_date_is_read_as_people_write_it(cell: str, order: Order, found: date | None) -> None:
    assert values.dates([cell, "N/A"], order) == [found, None]


@pytest.mark.parametrize("time", ["", "T23:59"])
def test_a_day_before_the_first_year_is_no_date_among_plain_ones(time: str) -> None:
    assert values.dates([f"0000-12-31{time}", f"2024-01-31{time}"], Order.ISO) == [None, date(2024, 1, 31)]


@pytest.mark.parametrize(
    "word",
    [
        "Yes",
        "TRUE",
        "1",
        "1.0",
        "True.",
        "Sí",
        "oui",
        "Ja",
        "sim",
        "Sì",
        "Churned",
        "Former customer",
        "Baja",
        "TAK",
        "Evet",
        "Opgezegd",
        "Uppsagd",
        "Ophørt",
        "Oppsagt",
    ],
)
def test_a_word_for_having_left_is_true(word: str) -> None:
    assert values.flags([word]) == [True]


@pytest.mark.parametrize(
    "word",
    [
        "No",
        "FALSE",
        "0",
        "Nein",
        "não",
        "non",
        "Active",
        "Existing Customer",
        "Live",
        "customer",
        "activo",
        "nie",
        "HAYIR",
        "nee",
        "Nej",
        "nei",
        "Actief",
        "Aktiv kund",
        "Løbende",
    ],
)
def test_a_word_for_having_stayed_is_false(word: str) -> None:
    assert values.flags([word]) == [False]


def test_an_unknown_word_says_nothing_about_leaving(tmp_path: Path) -> None:
    assert a_column(tmp_path, "churned", ["maybe", "N/A", "", "yes"]) == (
        [None, None, None, True],
        [(2, "not_a_flag")],
    )


def test_an_inverted_label_turns_yes_and_no_but_no_state(tmp_path: Path) -> None:
    cells = ["True", "False", "1", "0", "churned", "active"]
    assert a_column(tmp_path, "churned", cells, unit="inverted")[0] == [False, True, False, True, True, False]


def test_a_date_of_leaving_is_a_label(tmp_path: Path) -> None:
    assert a_column(tmp_path, "churned", ["2024-01-01", "", "N/A"], unit="date")[0] == [True, False, False]


@pytest.mark.parametrize(
    ("field", "unit", "cell", "value"),
    [
        ("tenure_months", "years", "2", 24),
        ("tenure_months", "days", "365.2425", 12),
        ("last_activity_days_ago", "weeks", "2", 14),
        ("last_activity_days_ago", "hours", "36", 1.5),
        ("monthly_charges", "currency/year", "1,200.00", 100),
        ("monthly_charges", "cents/month", "4900", 49),
        ("monthly_charges", "cents/year", "120000", 100),
        ("total_charges", "cents", "150", 1.5),
        ("discount", "share", "0.25", 25),
        ("discount", "share", "25%", 25),
        ("discount", None, "25%", 25),
        ("csat_score", "1-5", "4", 75),
        ("csat_score", "0-10", "9", 90),
        ("csat_score", None, "52/100", 52),
        ("nps_score", "0-100", "90", 9),
        ("nps_score", None, "8/10", 8),
        ("age", "months", "240", 20),
    ],
)
def test_a_number_comes_in_the_canonical_unit(tmp_path: Path, field: str, unit: str | None, cell: str, value: float) -> None:
    assert a_column(tmp_path, field, [cell], unit=unit)[0] == pytest.approx([value])


@pytest.mark.parametrize("unit", ["years", "1-1", "nonsense"])
def test_a_unit_that_the_field_cannot_have_is_a_fault_of_the_caller(tmp_path: Path, unit: str) -> None:
    with pytest.raises(ValueError, match="cannot be in"):
        a_column(tmp_path, "csat_score", ["4"], unit=unit)


def test_an_implausible_number_counts_as_missing(tmp_path: Path) -> None:
    assert a_column(tmp_path, "age", ["-1", "30", "131", "130"]) == (
        [None, 30, None, 130],
        [(2, "out_of_range"), (4, "out_of_range")],
    )


def test_a_percentage_is_no_amount(tmp_path: Path) -> None:
    assert a_column(tmp_path, "seats_used", ["73%", "8"]) == ([None, 8], [(2, "unexpected_percent")])


def test_what_is_coerced_is_reported_by_line_and_never_by_value(tmp_path: Path) -> None:
    table = [["id", "mrr"], ["1", "secret-7731"], ["2", "21.3K"], ["3", "(5)"], ["4", "N/A"]]
    answer, _ = prepared(tmp_path, a_csv(table), ("customer_id", "total_charges"))
    assert [(problem.line, problem.column, problem.rule) for problem in answer.problems] == [
        (2, "mrr", "not_a_number"),
        (4, "mrr", "out_of_range"),
        (3, "mrr", "abbreviated_number"),
        (5, "mrr", "missing_marker"),
    ]
    assert answer.problems[0].message == 'Line 2, column "mrr": this is not a number, so it counts as missing.'


def test_another_column_of_the_file_decides_on_the_decimal_mark(tmp_path: Path) -> None:
    table = [["id", "mrr", "total"], ["1", "1.234", "5,50"], ["2", "2.500", "6,75"]]
    _, found = prepared(tmp_path, a_csv(table, delimiter=";"), ("customer_id", "monthly_charges", "total_charges"))
    assert found["monthly_charges"].to_pylist() == [1234, 2500]


def test_a_decimal_mark_that_nothing_decides_is_not_guessed_among_semicolons(tmp_path: Path) -> None:
    assert a_column(tmp_path, "monthly_charges", ["1.234", "7"], delimiter=";") == ([None, 7], [(2, "ambiguous_number")])


def test_another_column_of_the_file_decides_on_the_order_of_dates(tmp_path: Path) -> None:
    table = [["id", "joined", "seen"], ["1", "03/04/2023", "25/04/2024"], ["2", "05/06/2023", "26/04/2024"]]
    _, found = prepared(tmp_path, a_csv(table), ("customer_id", "signup_date", "last_activity_date"))
    assert found["signup_date"].to_pylist() == [date(2023, 4, 3), date(2023, 6, 5)]


def test_a_date_in_another_order_than_its_column_counts_as_missing(tmp_path: Path) -> None:
    cells = ["25/04/2024", "26/04/2024", "04/27/2024"]
    undecided = a_column(tmp_path, "signup_date", cells)
    assert undecided == ([date(2024, 4, 25), date(2024, 4, 26), date(2024, 4, 27)], [])
    assert a_column(tmp_path, "signup_date", cells, unit="day-first") == (
        [date(2024, 4, 25), date(2024, 4, 26), None],
        [(4, "other_date_order")],
    )


def test_a_date_below_the_sample_that_is_in_another_order_is_told_and_never_swapped(tmp_path: Path) -> None:
    rows = [["id", "joined"], *[[str(row), "25/04/2024"] for row in range(3_000)], ["x", "04/27/2024"], ["y", "03/04/2024"]]
    answer, found = prepared(tmp_path, a_csv(rows), ("customer_id", "signup_date"))
    assert found["signup_date"].to_pylist()[-2:] == [None, date(2024, 4, 3)]
    assert faults(answer) == [(3_002, "joined", "other_date_order")]


def test_text_loses_the_blanks_around_it_and_nothing_else(tmp_path: Path) -> None:
    cells = [" Pro ", "NA", "none", "N/A", "", "Größe €", "Pro"]
    assert a_column(tmp_path, "country", cells)[0] == ["Pro", "NA", "none", None, None, "Größe €", "Pro"]


def test_percent_and_money_are_told_by_their_signs() -> None:
    assert values.has_percent_sign(["5%", "7 %", "3", ""]) == pytest.approx(2 / 3)
    assert values.has_currency(["$5", "7 EUR", "3", "N/A", "ABC"]) == 0.5


@pytest.mark.parametrize("space", ["\\n", " ", "\\t \\n"])
def test_a_cell_of_a_digit_and_many_blanks_does_not_hold_the_process_up(space: str) -> None:
    # A pattern that tries every way to share the blanks out takes minutes, and only its whole process can be interrupted.
    script = f"from services.ingest.reading import values; assert values.numbers(['1' + '{space}' * 400 + 'x']) == [None]"

    assert subprocess.run([sys.executable, "-c", script], timeout=30).returncode == 0
