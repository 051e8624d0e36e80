"""What a header says beside the name of a field: for which period, on which scale, since when, or all of a question."""

import pytest

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.mapping import mapper

ROWS = 40
IDS = [f"C-{row:04}" for row in range(ROWS)]
PRICES = [f"{(9.9, 19.9, 64.62)[row % 3]:.2f}" for row in range(ROWS)]
EUROS = [f"{price} €" for price in PRICES]
MONTHS = [str(1 + row) for row in range(ROWS)]
COUNTS = [str(row % 7) for row in range(ROWS)]
DAYS = [f"2024-0{1 + row % 9}-{10 + row % 19}" for row in range(ROWS)]
GRADES = [f"{1 + row % 41 / 10:.1f}" for row in range(ROWS)]


def mapped(header: str, cells: list[str], **others: list[str]) -> ColumnMapping:
    """What the column is taken for in a file with a customer's id and these ``others``."""
    found = mapper.map_columns(["Customer ID", header, *others], [IDS, cells, *others.values()])
    return found[1]


@pytest.mark.parametrize(
    "header",
    ["Abonnement / mois", "Subscription / month", "Abo / Monat", "Suscripción/mes", "Assinatura/mês", "Abbonamento / mese"],
)
@pytest.mark.parametrize("cells", [PRICES, EUROS])
def test_a_slash_before_a_period_says_how_often_and_not_how_long(header: str, cells: list[str]) -> None:
    found = mapped(header, cells)
    assert (found.field, found.decision, found.unit) == ("monthly_charges", Decision.AUTO, "currency/month")


@pytest.mark.parametrize("header", ["Tenure/months", "Tenure (months)", "antigüedad/meses"])
def test_a_slash_before_the_unit_of_a_span_leaves_it_a_span(header: str) -> None:
    assert mapped(header, MONTHS).field == "tenure_months"


def test_no_amount_of_money_is_a_time_as_customer() -> None:
    assert mapped("subscription months", EUROS).field != "tenure_months"


@pytest.mark.parametrize("header", ["CSAT (avg, 1-5)", "CSAT (1-5, avg)", "Satisfaction (1-5, average)"])
def test_a_scale_may_stand_beside_other_words_in_its_brackets(header: str) -> None:
    found = mapped(header, GRADES)
    assert (found.field, found.decision, found.unit) == ("csat_score", Decision.AUTO, "1-5")


@pytest.mark.parametrize(("header", "field"), [("csat_l90", "csat_score"), ("NPS (last 90 days)", "nps_score")])
def test_a_window_leaves_a_score_what_it_is(header: str, field: str) -> None:
    assert mapped(header, COUNTS).field == field


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("What is your age?", [str(18 + row) for row in range(ROWS)], "age"),
        ("How satisfied are you with our service? (1-5)", GRADES, "csat_score"),
        ("Con quale probabilità ci consiglieresti a un amico? (0-10)", COUNTS, "nps_score"),
        ("How many times did you contact support in the last 3 months?", COUNTS, "support_tickets"),
    ],
)
def test_a_question_names_what_it_asks_for(header: str, cells: list[str], field: str) -> None:
    assert mapped(header, cells).field == field


@pytest.mark.parametrize("header", ["Current contract start", "Vertragsbeginn aktuell", "Inicio contrato actual"])
def test_the_start_of_the_present_contract_may_be_a_later_one_and_is_asked(header: str) -> None:
    found = mapped(header, DAYS)
    assert (found.field, found.decision) == ("signup_date", Decision.ASK)


def test_the_start_of_an_answer_is_no_signup() -> None:
    assert mapped("Start Date", DAYS).decision is Decision.AUTO
    assert mapped("Start Date", DAYS, **{"Submit Date": DAYS}).decision is not Decision.AUTO


def test_free_seats_may_be_all_seats_or_those_left_over() -> None:
    assert mapped("Seats purchased", COUNTS).decision is Decision.AUTO
    assert mapped("Seats available", COUNTS).decision is Decision.ASK


@pytest.mark.parametrize(
    "cells", [["wc-active", "wc-cancelled", "wc-active", "wc-on-hold"], ["active", "churned_voluntary", "active", "trialing"]]
)
def test_states_are_read_as_programs_write_them(cells: list[str]) -> None:
    assert mapped("Status", cells * 10).field == "churned"
