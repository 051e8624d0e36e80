"""Which column wins where two could be one field, or one two: the kinds of columns that were once taken for another."""

from datetime import date, timedelta

import pytest

from services.ingest.domain import Decision
from services.ingest.mapping import mapper
from tests.unit.ingest.mapped import DAYS, IDS, ROWS, mapped


def test_the_line_of_a_fund_is_no_industry() -> None:
    found = mapped(Comparto=["Garantito", "Bilanciato", "Azionario"] * 20, Settore=["Metalmeccanico", "Chimico", "Tessile"] * 20)

    assert (found["Settore"].field, found["Settore"].decision) == ("industry", Decision.AUTO)
    assert (found["Comparto"].field, found["Comparto"].decision) == ("plan", Decision.ASK)


def test_a_tariff_of_two_numbers_is_a_plan_and_no_charge() -> None:
    column = mapped(**{"Tariff Plan": ["1", "1", "2"] * 20})["Tariff Plan"]

    assert (column.field, column.decision) == ("plan", Decision.ASK)


def test_calls_within_a_network_are_no_time_on_it() -> None:
    assert mapped(ON_NET=[str(row * 37 % 450) for row in range(ROWS)])["ON_NET"].field is None


def test_how_often_packs_were_bought_is_no_term() -> None:
    column = mapped(FREQ_TOP_PACK=[str(1 + row * 7 % 11) for row in range(ROWS)])["FREQ_TOP_PACK"]

    assert column.field is None


def test_an_end_that_everybody_has_is_no_day_of_leaving() -> None:
    assert mapped(date_end=DAYS)["date_end"].field is None
    assert mapped(cancelled_at=DAYS)["cancelled_at"].field == "churn_date"


def test_the_worth_of_a_house_is_no_id() -> None:
    found = mapper.map_columns(["HOUSE"], [[str(300_000 + row * 7919 % 600_000) for row in range(ROWS)]])

    assert found[0].field is None


@pytest.mark.parametrize("header", ["SubscriptionID", "Réf. contrat", "Vertragsnr.", "Sub No"])
def test_the_number_of_a_contract_is_the_id_where_no_other_column_may_be(header: str) -> None:
    emails = [f"ann{row}@example.org" for row in range(ROWS)]
    alone = mapper.map_columns([header, "email", "Name"], [IDS, emails, [f"N{row}ele" for row in range(ROWS)]])
    beside = mapper.map_columns([header, "zzqx"], [IDS, IDS[::-1]])

    assert (alone[0].field, alone[0].decision) == ("customer_id", Decision.AUTO)
    assert (beside[0].field, beside[0].decision) == ("customer_id", Decision.ASK)


def since(days: list[int]) -> list[str]:
    """The days so many days before the end of 2025."""
    return [(date(2025, 12, 31) - timedelta(days=each)).isoformat() for each in days]


@pytest.mark.parametrize(("unit", "length"), [("months", 30.44), ("days", 1), ("years", 365.25), ("weeks", 7)])
def test_a_tenure_counts_what_leads_from_the_signup_to_one_day(unit: str, length: float) -> None:
    ago = [30 + row * 997 % 4000 for row in range(ROWS)]
    found = mapped(antiguedad=[str(int(each / length)) for each in ago], fecha_alta=since(ago))

    assert (found["antiguedad"].unit, found["antiguedad"].decision) == (unit, Decision.AUTO)


def test_a_tenure_that_agrees_with_the_signup_in_no_unit_is_asked_for() -> None:
    numbers = [str(row % 60) for row in range(ROWS)]
    beside = mapped(antiguedad=numbers, fecha_alta=since([row * 997 % 4000 for row in range(ROWS)]))["antiguedad"]

    assert (beside.field, beside.decision) == ("tenure_months", Decision.ASK)
    assert mapped(antiguedad=numbers)["antiguedad"].decision is Decision.AUTO


@pytest.mark.parametrize("header", ["Zufriedenheit (Schulnote)", "Kundenzufriedenheit Note", "Zufriedenheitsnote"])
def test_a_german_note_is_best_at_one_and_asked_for(header: str) -> None:
    column = mapped(**{header: [str(1 + row % 5) for row in range(ROWS)]})[header]

    assert (column.field, column.unit, column.decision) == ("csat_score", "6-1", Decision.ASK)


def test_a_french_note_is_best_at_its_greatest() -> None:
    column = mapped(**{"Note de satisfaction": [str(1 + row % 5) for row in range(ROWS)]})["Note de satisfaction"]

    assert (column.unit, column.decision) == ("1-5", Decision.AUTO)


def test_a_method_by_its_number_and_one_of_two_ages_are_asked_for() -> None:
    found = mapped(
        payment_method_id=[str(30 + row % 9) for row in range(ROWS)],
        AgeHH1=[str(20 + row) for row in range(ROWS)],
        AgeHH2=[str(80 - row) for row in range(ROWS)],
    )

    assert [column.field for column in found.values() if column.decision is Decision.ASK] == ["payment_method", "age"]


def test_administrators_who_are_active_use_the_licences_that_were_paid_for() -> None:
    found = mapped(
        admin_licenses=[str(2 + row % 9) for row in range(ROWS)], active_admins=[str(1 + row % 7) for row in range(ROWS)]
    )

    assert [column.field for column in found.values()][1:] == ["seats_purchased", "seats_used"]


@pytest.mark.parametrize("header", ["Vigente", "Aktiver Kunde", "Cliente activo", "Client actif", "In force"])
def test_who_is_a_customer_now_has_not_left(header: str) -> None:
    column = mapped(**{header: ["Y", "Y", "N"] * 20})[header]

    assert (column.field, column.unit, column.decision) == ("churned", "inverted", Decision.AUTO)


@pytest.mark.parametrize("header", ["Subscriber", "is_subscriber", "Abonné"])
def test_a_yes_under_the_subscriber_is_asked_for_as_having_stayed(header: str) -> None:
    column = mapped(**{header: ["YES", "NO", "NO"] * 20})[header]

    assert (column.field, column.unit, column.decision) == ("churned", "inverted", Decision.ASK)


@pytest.mark.parametrize(("header", "cells"), [("LEAVE", ["STAY", "GO"]), ("ACCT_STAT_CD", ["A", "C"])])
def test_states_that_cannot_be_read_are_asked_for_and_said_to_count_as_missing(header: str, cells: list[str]) -> None:
    column = mapped(**{header: cells * 30})[header]

    assert (column.field, column.decision) == ("churned", Decision.ASK)
    assert "would count as missing" in column.reason


def test_who_is_on_leave_may_come_back() -> None:
    found = mapped(**{"On leave": ["Y", "N", "N"] * 20, "Leave": ["Y", "Y", "N"] * 20})

    assert (found["On leave"].field, found["Leave"].decision) == (None, Decision.ASK)


@pytest.mark.parametrize("header", ["Moved out", "acct_suspd_date"])
def test_a_day_that_most_do_not_have_may_be_that_of_leaving(header: str) -> None:
    some = mapped(**{header: ["" if row % 4 else day for row, day in enumerate(DAYS)]})[header]

    assert (some.field, some.decision) == ("churn_date", Decision.ASK)
    assert mapped(**{header: DAYS})[header].field is None


def test_a_number_of_monthly_subscriptions_is_not_taken_for_their_charge() -> None:
    found = mapped(monthly_subscriptions=[str(row % 4) for row in range(ROWS)])

    assert found["monthly_subscriptions"].decision is not Decision.AUTO


@pytest.mark.parametrize("company", ["Betrieb", "Arbeitgeber", "Employer", "Azienda", "Empresa"])
@pytest.mark.parametrize(("given", "family"), [("Vorname", "Name"), ("First Name", "Last Name"), ("Nombre", "Apellidos")])
def test_beside_the_names_of_people_a_company_is_where_they_work(company: str, given: str, family: str) -> None:
    names = [f"N{chr(97 + row % 20)}ele" for row in range(ROWS)]
    found = mapped(
        **{company: [f"{name} & {name} GmbH {row}" for row, name in enumerate(names)], given: names, family: names[::-1]}
    )

    assert found[company].field is None
    assert "customer_name" in (found[given].field, found[family].field)


def test_a_company_beside_one_name_is_the_customer() -> None:
    names = [f"N{chr(97 + row % 20)}ele Works" for row in range(ROWS)]

    assert mapped(Company=names, Contact=names[::-1])["Company"].field == "customer_name"


@pytest.mark.parametrize("header", ["Travel ID", "Sport code"])
def test_a_key_does_not_tell_whose_it_is_where_its_header_is_cut_short(header: str) -> None:
    assert mapper.map_columns([header], [IDS])[0].decision is not Decision.AUTO


@pytest.mark.parametrize("header", ["Travel date", "Sport start date", "Travel start date"])
def test_a_day_of_something_else_is_no_signup_of_a_traveller(header: str) -> None:
    assert mapped(**{header: DAYS})[header].decision is not Decision.AUTO


@pytest.mark.parametrize("header", ["Nachname", "Apellidos", "last_name"])
def test_a_few_family_names_that_come_again_and_again_are_still_names(header: str) -> None:
    few = ["Weber", "Becker", "Klein"] * (ROWS // 3)

    assert (mapped(**{header: few})[header].field, mapped(**{header: few})[header].decision) == ("customer_name", Decision.AUTO)
    assert mapped(Name=few)["Name"].decision is not Decision.AUTO
    assert mapped(Vorname=few[::-1], Name=few)["Name"].decision is Decision.AUTO


@pytest.mark.parametrize("header", ["Prénom", "first_name", "Vorname"])
def test_a_given_name_is_the_name_where_there_is_no_other(header: str) -> None:
    names = [f"N{chr(97 + row % 20)}ele" for row in range(ROWS)]

    assert (mapped(**{header: names})[header].field, mapped(**{header: names})[header].decision) == (
        "customer_name",
        Decision.AUTO,
    )
