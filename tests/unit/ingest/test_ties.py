"""Which column wins where several could be a field, and what is asked where one could be several."""

import pytest

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.mapping import mapper, questions
from services.ingest.mapping.measures import UNDECIDED

ROWS = 60
IDS = [f"C-{row:04}" for row in range(ROWS)]
STATES = [("Active", "Active", "Cancelled")[row % 3] for row in range(ROWS)]
MONEY = [f"{20 + row}.50" for row in range(ROWS)]
DAYS = [f"2026-{1 + row % 12:02}-{1 + row % 28:02}" for row in range(ROWS)]


def mapped(**columns: list[str]) -> dict[str, ColumnMapping]:
    """The mappings of a file with these columns beside a customer id, by header."""
    found = mapper.map_columns(["customer_id", *columns], [IDS, *columns.values()])
    return {column.header: column for column in found}


def asked(found: dict[str, ColumnMapping]) -> list[str]:
    return [column.header for column in questions.open_questions(list(found.values()), row_count=ROWS)]


@pytest.mark.parametrize("header", ["revenue", "Umsatz", "spend", "importe", "montant"])
def test_money_that_may_be_by_the_month_or_in_all_is_asked_for(header: str) -> None:
    assert asked(mapped(**{header: MONEY})) == [header]


def test_a_column_that_names_leaving_goes_before_a_status_that_implies_it() -> None:
    found = mapped(status=STATES, is_churned=[str(int(state == "Cancelled")) for state in STATES])

    assert (found["is_churned"].field, found["is_churned"].decision) == ("churned", Decision.AUTO)
    assert found["status"].field is None


@pytest.mark.parametrize("header", ["Renewed", "renovado", "Renouvelé", "verlängert", "rinnovato"])
def test_who_renewed_may_have_stayed_and_is_asked_for(header: str) -> None:
    found = mapped(**{header: ["Y", "Y", "N"] * 20})

    assert (found[header].field, found[header].unit, asked(found)) == ("churned", "inverted", [header])


def test_an_end_of_contract_that_everybody_has_is_no_question() -> None:
    assert asked(mapped(contract_end=DAYS)) == []
    assert asked(mapped(contract_end=[day if row % 3 else "" for row, day in enumerate(DAYS)])) == ["contract_end"]


def test_the_words_of_who_lives_on_gifts_are_those_of_a_shop() -> None:
    found = mapped(
        monthly_donation=MONEY,
        **{"Lifetime Giving": [f"{price}0" for price in MONEY], "First Gift Date": DAYS, "Last Gift Date": DAYS[::-1]},
    )

    assert [column.field for column in found.values()] == [
        "customer_id",
        "monthly_charges",
        "total_charges",
        "signup_date",
        "last_activity_date",
    ]
    assert mapped(number_of_gifts=[str(row) for row in range(ROWS)])["number_of_gifts"].field is None


@pytest.mark.parametrize(
    ("header", "cells"), [("Anrede", ["Herr", "Frau"]), ("Civilité", ["M.", "Mme"]), ("Title", ["Mr", "Ms"])]
)
def test_how_somebody_is_addressed_tells_the_gender(header: str, cells: list[str]) -> None:
    assert mapped(**{header: cells * 30})[header].field == "gender"


def test_a_title_that_addresses_nobody_tells_nothing() -> None:
    assert mapped(plan_title=["Basic", "Pro"] * 30)["plan_title"].field == "plan"
    assert mapped(Title=["Engineer", "CEO", "Buyer"] * 20)["Title"].field is None


def test_months_on_a_network_are_a_tenure() -> None:
    column = mapped(MNTHS_ON_NET=[str(row) for row in range(ROWS)])["MNTHS_ON_NET"]

    assert (column.field, column.unit, column.decision) == ("tenure_months", "months", Decision.AUTO)


def test_a_short_tenure_more_likely_counts_years_and_is_asked_for() -> None:
    column = mapped(tenure=[str(row % 11) for row in range(ROWS)])["tenure"]

    assert (column.unit, column.decision) == ("years", Decision.ASK)


def test_visits_without_a_window_are_no_visits_of_a_month() -> None:
    counts = [str(row * 3) for row in range(ROWS)]

    assert mapped(**{"# Visits": counts})["# Visits"].decision is Decision.ASK
    assert mapped(**{"Visits last 30 days": counts})["Visits last 30 days"].decision is Decision.AUTO


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("Tipo de cuota", ["Mensual", "Anual"], "contract_type"),
        ("Zahlweise", ["SEPA", "Rechnung"], "payment_method"),
        ("Última asistencia", DAYS[:2], "last_activity_date"),
    ],
)
def test_a_word_means_what_it_means_among_people(header: str, cells: list[str], field: str) -> None:
    column = mapped(**{header: cells * 30})[header]

    assert (column.field, column.decision) == (field, Decision.AUTO)


def test_dates_that_show_no_order_say_what_to_give() -> None:
    column = mapped(signup_date=[f"{1 + row % 12:02}/{1 + row * 5 % 12:02}/2025" for row in range(ROWS)])["signup_date"]

    assert (column.decision, column.unit) == (Decision.ASK, None)
    assert UNDECIDED in column.reason
