"""Which column wins where several could be a field, and what is asked where one could be several."""

import pytest

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.mapping import mapper, questions
from services.ingest.mapping.measures import UNDECIDED
from tests.unit.ingest.mapped import DAYS, IDS, ROWS, mapped

STATES = [("Active", "Active", "Cancelled")[row % 3] for row in range(ROWS)]
MONEY = [f"{20 + row}.50" for row in range(ROWS)]


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


@pytest.mark.parametrize("header", ["Acct No", "Vertragsnummer", "subscription id", "Policy Number"])
def test_the_number_of_an_account_is_asked_for_beside_another_number(header: str) -> None:
    found = mapper.map_columns([header, "Zzqx No"], [IDS, IDS[::-1]])

    assert [(column.field, column.decision) for column in found if column.field] == [("customer_id", Decision.ASK)]


@pytest.mark.parametrize("header", ["Phone number", "Zip Code", "total price", "Average duration"])
def test_what_says_that_it_is_something_else_is_the_last_to_be_suggested_as_the_id(header: str) -> None:
    numbers = [str(20_000 + row * 37) for row in range(ROWS)]
    found = mapper.map_columns([header, "zzqx"], [numbers, IDS])

    assert [column.field for column in found if column.field == "customer_id"] == ["customer_id"]
    assert found[1].field == "customer_id"


@pytest.mark.parametrize(
    ("other", "name"),
    [("Prénom", "Nom"), ("Vorname", "Nachname"), ("First Name", "Name"), ("Apellidos", "Nombre"), ("Nachname", "Name")],
)
def test_of_two_names_one_is_the_customer_s(other: str, name: str) -> None:
    names = [f"N{chr(97 + row % 20)}ele" for row in range(ROWS)]
    found = mapped(**{other: names, name: names[::-1]})

    assert (found[name].field, found[name].decision, found[other].field) == ("customer_name", Decision.AUTO, None)


def test_a_few_names_that_come_again_and_again_are_not_those_of_customers() -> None:
    found = mapped(name=["Alba", "Boreal", "Cumbre", "Delta"] * (ROWS // 4))

    assert found["name"].decision is not Decision.AUTO


@pytest.mark.parametrize(
    ("part", "whole"), [("Ticket aperti", "Ticket totali"), ("Open Cases", "Cases 12M"), ("Open tickets", "Tickets")]
)
def test_tickets_that_are_open_are_fewer_than_those_there_were(part: str, whole: str) -> None:
    found = mapped(**{part: ["0", "1", "0", "2"] * 15, whole: [str(row % 7) for row in range(ROWS)]})

    assert (found[whole].field, found[whole].decision, found[part].field) == ("support_tickets", Decision.AUTO, None)


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("Contato", [f"ann{row}@example.org" for row in range(ROWS)], "email"),
        ("Membership phase", ["active", "active", "cancelled"] * 20, "churned"),
        ("Payer phase", ["active", "active", "lapsed"] * 20, "churned"),
        ("Customer segment", ["Retail", "Healthcare", "Education"] * 20, "industry"),
        ("Categoría", ["Basic", "Premium", "Family"] * 20, "plan"),
    ],
)
def test_cells_that_tell_a_field_are_asked_for_under_a_header_of_another_subject(
    header: str, cells: list[str], field: str
) -> None:
    found = mapped(**{header: cells})

    assert (found[header].field, found[header].decision) == (field, Decision.ASK)


def test_a_billing_period_is_named_by_its_unit() -> None:
    found = mapped(**{"Billing Period": ["1", "12"] * 30, "Billing Period Unit": ["month", "year"] * 30})

    assert (found["Billing Period Unit"].field, found["Billing Period"].field) == ("contract_type", None)


@pytest.mark.parametrize("header", ["Paying status", "Giving status", "Renewal status", "Supply status", "Billing status"])
def test_a_status_of_what_customers_do_is_asked_for(header: str) -> None:
    found = mapped(**{header: ["Active", "Active", "Lapsed"] * 20})

    assert (found[header].field, asked(found)) == ("churned", [header])


@pytest.mark.parametrize("header", ["Calories burned", "Average duration", "Usage minutes", "Total count", "Postal code"])
def test_a_measure_is_never_suggested_as_the_id(header: str) -> None:
    found = mapper.map_columns([header, "plan"], [[str(200 + row * 37 % 997) for row in range(ROWS)], ["Basic", "Pro"] * 30])

    assert "customer_id" not in [column.field for column in found]


def test_keys_with_leading_zeros_under_the_customer_are_ids() -> None:
    found = mapper.map_columns(["SOCIO", "Cuota"], [[f"{100 + row:06}" for row in range(ROWS)], MONEY])

    assert (found[0].field, found[0].decision) == ("customer_id", Decision.AUTO)


@pytest.mark.parametrize("header", ["Term end date", "Session date", "Activity date", "Event date"])
def test_a_day_of_something_else_is_not_taken_without_asking(header: str) -> None:
    found = mapped(**{header: [day if row % 4 else "" for row, day in enumerate(DAYS)]})

    assert found[header].decision is not Decision.AUTO


def test_the_number_of_the_customer_goes_before_that_of_an_account() -> None:
    found = mapper.map_columns(
        ["CIF_NO", "ACCT_NO"], [[f"{100 + row}" for row in range(ROWS)], [f"{row:08}" for row in range(ROWS)]]
    )

    assert [(column.field, column.decision) for column in found] == [("customer_id", Decision.AUTO), (None, Decision.IGNORE)]


def test_an_account_that_is_closed_tells_more_than_one_that_sleeps() -> None:
    found = mapped(DORMANT_FLG=["N", "Y", "N"] * 20, CLOSED_FLG=["N", "N", "Y"] * 20)

    assert (found["CLOSED_FLG"].field, found["DORMANT_FLG"].field) == ("churned", None)


def test_family_names_of_two_words_are_no_rival_of_a_name() -> None:
    names = [f"N{chr(97 + row % 20)}ele" for row in range(ROWS)]
    found = mapped(Nombre=names, Apellidos=[f"{each} Prats" for each in names])

    assert [column.decision for column in found.values() if column.field == "customer_name"] == [Decision.AUTO]


def test_a_count_of_users_does_not_keep_the_likely_id_from_being_asked_for() -> None:
    found = mapper.map_columns(["zzqx", "Users"], [IDS, [str(1 + row * 7 % 20) for row in range(ROWS)]])

    assert (found[0].field, found[0].decision) == ("customer_id", Decision.ASK)


def test_the_id_of_a_partner_is_no_id_of_the_customer() -> None:
    found = mapper.map_columns(["Account ID", "Partner ID"], [IDS, IDS[::-1]])

    assert [(column.field, column.decision) for column in found] == [("customer_id", Decision.AUTO), (None, Decision.IGNORE)]
