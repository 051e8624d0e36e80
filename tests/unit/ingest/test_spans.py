"""Units of time inside cells are read where the whole column agrees on them, asked for where it does not, and never guessed."""

from pathlib import Path

import pytest

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.mapping import mapper
from services.ingest.reading import spans
from services.ingest.reading.spans import Unit
from tests.unit.ingest.builders import a_column, a_csv, prepared

ROWS = 60
IDS = [f"C{n:03}" for n in range(ROWS)]


def a_mapping(header: str, cells: list[str]) -> ColumnMapping:
    return mapper.map_columns(["customer id", header], [IDS, (cells * ROWS)[:ROWS]])[1]


@pytest.mark.parametrize(
    ("cell", "number", "unit"),
    [
        ("12 months", "12", Unit("months")),
        ("3 años", "3", Unit("years")),
        ("2,5 anni", "2,5", Unit("years")),
        ("12mo", "12", Unit("months")),
        ("1 yr.", "1", Unit("years")),
        ("45 days ago", "45", Unit("days")),
        ("hace 45 días", "45", Unit("days")),
        ("vor 3 Tagen", "3", Unit("days")),
        ("il y a 3 jours", "3", Unit("days")),
        ("há 2 semanas", "2", Unit("weeks")),
        ("5 giorni fa", "5", Unit("days")),
        ("34 years old", "34", Unit("years")),
        ("$29.99/mo", "$29.99", Unit("months", is_each=True)),
        ("29,99 € / Monat", "29,99 €", Unit("months", is_each=True)),
        ("29.99 USD per month", "29.99 USD", Unit("months", is_each=True)),
        ("1.200 € al año", "1.200 €", Unit("years", is_each=True)),
        ("29,99 € mensuel", "29,99 €", Unit("months", is_each=True)),
    ],
)
def test_a_cell_is_taken_apart_into_number_and_unit(cell: str, number: str, unit: Unit) -> None:
    assert spans.split(cell) == (number, unit)


@pytest.mark.parametrize("cell", ["", "12", "months", "12 seats", "12 months and more", "A-12", "month 12", "x" * 100 + "1 day"])
def test_what_does_not_end_with_a_unit_has_none(cell: str) -> None:
    assert spans.split(cell) is None


@pytest.mark.parametrize(
    ("header", "cells", "field", "unit"),
    [
        ("Tenure", [f"{n} months" for n in range(1, 40)], "tenure_months", "months"),
        ("Antigüedad", [f"{n} años" for n in range(2, 20)], "tenure_months", "years"),
        ("Tenure", ["1 year", *(f"{n} years" for n in range(2, 20))], "tenure_months", "years"),
        ("Last login", ["1 day ago", *(f"{n} days ago" for n in range(2, 50))], "last_activity_days_ago", "days"),
        ("Letzte Aktivität", [f"vor {n} Wochen" for n in range(2, 20)], "last_activity_days_ago", "weeks"),
        ("Subscription price", [f"${n}.99/mo" for n in range(5, 50)], "monthly_charges", "currency/month"),
        ("Tarif mensuel", [f"{n},50 €/mois" for n in range(5, 50)], "monthly_charges", "currency/month"),
        ("Plan price", [f"{n} € al mes" for n in range(5, 50)], "monthly_charges", "currency/month"),
        ("Fee", [f"{n} EUR per year" for n in range(50, 90)], "monthly_charges", "currency/year"),
    ],
)
def test_a_unit_that_all_cells_say_needs_no_question(header: str, cells: list[str], field: str, unit: str) -> None:
    found = a_mapping(header, cells)

    assert (found.field, found.decision, found.unit) == (field, Decision.AUTO, unit)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Tenure", [f"{n} {unit}" for n in range(2, 20) for unit in ("months", "years")]),
        ("Tenure", [*(f"{n} months" for n in range(2, 20)), "7"]),
        ("Tenure (months)", [f"{n} years" for n in range(2, 20)]),
        ("Subscription price", [f"${n}.99/{each}" for n in range(5, 50) for each in ("mo", "yr")]),
    ],
)
def test_units_that_do_not_agree_are_asked_for(header: str, cells: list[str]) -> None:
    assert a_mapping(header, cells).decision is Decision.ASK


def test_amounts_for_a_period_are_asked_for_under_a_header_that_names_no_money() -> None:
    found = a_mapping("Formule", [f"{n},99 €/mois" for n in range(5, 50)])

    assert (found.field, found.decision) == ("monthly_charges", Decision.ASK)


def test_a_term_of_months_stays_a_kind_of_contract() -> None:
    found = a_mapping("Contract", ["12 months", "24 months", "1 month"])

    assert (found.field, found.decision) == ("contract_type", Decision.AUTO)


def test_a_number_with_the_unit_of_its_column_is_read_and_one_with_another_is_missing(tmp_path: Path) -> None:
    assert a_column(tmp_path, "tenure_months", ["2 years", "1 yr", "3", "6 months", "a year"], unit="years") == (
        [24, 12, 36, None, None],
        [(5, "other_unit"), (6, "not_a_number")],
    )


def test_a_unit_of_a_field_that_is_no_span_is_not_read(tmp_path: Path) -> None:
    assert a_column(tmp_path, "seats_used", ["12 months", "7"]) == ([None, 7], [(2, "not_a_number")])


def test_units_are_coercions_and_decimal_marks_show_in_spite_of_them(tmp_path: Path) -> None:
    table = [["id", "price"], *([f"K{n}", f"1.{n}00,50 €/Monat"] for n in range(1, 5))]
    answer, found = prepared(tmp_path, a_csv(table, delimiter=";"), ("customer_id", "monthly_charges"))
    assert found["monthly_charges"].to_pylist() == [1100.5, 1200.5, 1300.5, 1400.5]
    assert {each.rule: each.count for each in answer.problem_counts} == dict.fromkeys(
        ("decimal_comma", "thousands_mark", "money_sign", "unit_in_cell"), 4
    )
