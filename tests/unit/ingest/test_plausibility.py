"""Cells support the fields they can be, and rule out those they cannot."""

from collections.abc import Sequence

import pytest

from services.ingest.fields import FIELDS
from services.ingest.mapping import evidence, plausibility
from services.ingest.mapping.odds import CONFIRMS, ODD, SUITS


def fit(field: str, cells: Sequence[str]) -> float | None:
    return plausibility.fit(field, evidence.gather([cells])[0])


@pytest.mark.parametrize("field", FIELDS)
def test_without_cells_nothing_is_said(field: str) -> None:
    assert fit(field, ["", ""]) == 0.0


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("customer_id", ["A-1", "A-2", "A-3"]),
        ("email", ["a@example.org", "b@example.org"]),
        ("contract_type", ["Month-to-month", "Two year", "One year"]),
        ("payment_method", ["Lastschrift", "Kreditkarte", "PayPal"]),
        ("plan", ["Básico", "Premium", "Enterprise"]),
        ("country", ["Alemania", "FR", "United States"]),
        ("gender", ["Hombre", "Mujer"]),
        ("churned", ["Activo", "Baja"]),
        ("monthly_charges", ["$10.00", "$12.50"]),
    ],
)
def test_telling_cells_confirm_the_field(field: str, cells: list[str]) -> None:
    found = fit(field, cells * 4 if field != "customer_id" else cells)

    assert found is not None
    assert found >= CONFIRMS


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("customer_id", ["1.5", "2.25", "9.75"]),
        ("customer_id", ["2024-01-01", "2024-01-02"]),
        ("customer_name", ["12", "15"]),
        ("email", ["yes", "no"]),
        ("age", ["0", "1", "0"]),
        ("tenure_months", ["2024-01-01"]),
        ("support_tickets", ["1", "0", "1"]),
        ("logins_last_30d", ["202401", "202312"]),
        ("discount", ["yes", "no"]),
        ("contract_type", ["TRUE", "FALSE"]),
        ("country", ["no", "yes"]),
        ("signup_date", ["17", "25"]),
        ("signup_date", ["spring", "autumn"]),
        ("churned", ["86", "12", "40"]),
        ("contract_type", ["15000", "24000", "98000"]),
        ("churned", ["Low", "High"]),
    ],
)
def test_cells_that_cannot_be_the_field_rule_it_out(field: str, cells: list[str]) -> None:
    assert fit(field, cells * 4) is None


def test_a_plan_that_one_has_or_not_is_unusual_but_a_plan() -> None:
    assert fit("plan", ["0", "1"] * 4) == ODD


def test_a_handful_of_lengths_in_many_rows_are_terms_and_no_tenure() -> None:
    assert fit("tenure_months", ["12", "24", "0"] * 40) == ODD
    assert fit("tenure_months", [str(n) for n in range(60)]) == SUITS


def test_states_in_between_leave_a_status_possible() -> None:
    assert fit("churned", ["active", "canceled", "past_due"] * 4) == SUITS
    assert fit("churned", ["active", "canceled", "past_due", "paused", "trial"] * 4) == 0.0


def test_states_are_read_with_their_accents() -> None:
    assert fit("churned", ["aktiv", "gekündigt"] * 4) == CONFIRMS


def test_a_full_column_is_less_likely_a_date_of_leaving() -> None:
    full, sparse = fit("churn_date", ["2024-01-31"] * 10), fit("churn_date", ["2024-01-31", "", "", "2024-02-28"])

    assert full is not None
    assert sparse is not None
    assert full < 0 < sparse


def test_company_names_are_unusual_ids() -> None:
    found = fit("customer_id", ["Acorn Labs", "Birch Works", "Cedar Mills"])

    assert found is not None
    assert found < 0


def test_a_refund_among_many_charges_is_a_slip() -> None:
    assert fit("monthly_charges", ["-5.00", *(f"{n}.50" for n in range(20))]) == SUITS
    assert fit("monthly_charges", ["-5.00", "9.50", "8.50"]) == ODD


def test_shares_are_unusual_charges() -> None:
    assert fit("monthly_charges", ["0.25", "0.5", "0.75"] * 4) == ODD


def test_a_yes_or_no_may_have_something_in_between() -> None:
    assert fit("churned", ["yes", "no", "no", "paused"] * 4) == 0.0
    assert fit("churned", ["yes", "paused", "paused"] * 4) is None


def test_how_often_somebody_may_come_is_no_term() -> None:
    assert fit("contract_type", ["8x / month", "4 visits a month", "Monthly"] * 4) == ODD
    assert fit("contract_type", ["Month-to-month", "12 months"] * 4) == CONFIRMS
    assert fit("contract_type", ["24M", "12M", "MTM"] * 4) == CONFIRMS


def test_spans_of_many_lengths_are_no_terms() -> None:
    assert fit("contract_type", ["12 months", "24 months"] * 4) == CONFIRMS
    assert fit("contract_type", [f"{span} months" for span in range(1, 30)]) == ODD
    assert fit("contract_type", [f"{span} months" for span in range(1, 13)]) == 0.0
    assert fit("contract_type", ["1 year", "2 years", "5 years"] * 4) == CONFIRMS


def test_letters_for_genders_count_where_the_header_says_gender() -> None:
    assert fit("gender", ["V", "H"] * 4) == SUITS
    assert fit("gender", ["MASC", "FEM", "U"] * 4) == CONFIRMS


def test_ways_to_pay_and_terms_are_not_taken_for_one_another() -> None:
    assert fit("payment_method", ["Monthly", "Annual"] * 4) == ODD
    assert fit("contract_type", ["SEPA", "PayPal"] * 4) == ODD


def test_half_a_ticket_is_one_for_a_train() -> None:
    whole, broken = fit("support_tickets", ["3", "5", "0", "8"] * 4), fit("support_tickets", ["3.20", "5.00", "1.75"] * 4)

    assert whole is not None
    assert broken is not None
    assert broken < whole - 1
