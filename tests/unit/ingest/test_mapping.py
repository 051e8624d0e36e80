"""Columns are mapped without asking where that is sure, asked for where it is not, and left alone otherwise."""

from time import perf_counter

import pytest

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.fields import FIELDS
from services.ingest.mapping import mapper

ROWS = 40
IDS = [f"C-{n:04}" for n in range(ROWS)]
FLAGS = ["Yes", "No", "No", "No"] * 10
MONEY = [f"{20 + n}.50" for n in range(ROWS)]
TENURE = [str(1 + n) for n in range(ROWS)]


def a_mapping(**columns: list[str]) -> dict[str, ColumnMapping]:
    """The mappings of a file with these columns beside a customer id, by header."""
    all_columns = {"customer_id": IDS, **columns}
    found = mapper.map_columns(list(all_columns), list(all_columns.values()))
    return {column.header: column for column in found}


def auto(mapped: dict[str, ColumnMapping]) -> dict[str, str | None]:
    return {header: column.field for header, column in mapped.items() if column.decision is Decision.AUTO}


def test_a_plain_file_is_mapped_without_asking() -> None:
    mapped = a_mapping(tenure=TENURE, MonthlyCharges=MONEY, Contract=["Two year", "Month-to-month"] * 20, Churn=FLAGS)

    assert auto(mapped) == {
        "customer_id": "customer_id",
        "tenure": "tenure_months",
        "MonthlyCharges": "monthly_charges",
        "Contract": "contract_type",
        "Churn": "churned",
    }


def test_every_field_is_mapped_by_its_name_alone() -> None:
    found = mapper.map_columns(list(FIELDS), [])

    assert [column.field for column in found] == list(FIELDS)


def test_there_is_one_answer_for_each_column_in_file_order() -> None:
    found = mapper.map_columns(["b", "", "a", "a"], [["1"], [""], ["2"], ["3"]])

    assert [(column.index, column.header) for column in found] == [(0, "b"), (1, ""), (2, "a"), (3, "a")]


def test_no_field_is_given_to_two_columns() -> None:
    found = mapper.map_columns(["customer_id", "Customer ID", "cust id"], [IDS, IDS[::-1], IDS])

    assert [column.field for column in found].count("customer_id") == 1


@pytest.mark.parametrize("header", ["First order", "Primera compra", "premier achat", "erster Kauf"])
def test_who_has_no_other_date_signed_up_with_the_first_purchase(header: str) -> None:
    assert auto(a_mapping(**{header: [f"2024-01-{1 + n % 28:02}" for n in range(ROWS)]}))[header] == "signup_date"
    assert header not in auto(a_mapping(**{header: MONEY}))


def test_visits_of_a_month_are_logins() -> None:
    assert auto(a_mapping(**{"Check-ins (30d)": TENURE[::-1]}))["Check-ins (30d)"] == "logins_last_30d"


def test_cells_that_contradict_the_header_are_not_mapped() -> None:
    assert a_mapping(age=FLAGS)["age"].field is None


def test_the_cells_decide_between_plan_and_contract() -> None:
    mapped = a_mapping(subscription_type=["Annual", "Monthly"] * 20, plan=["Basic", "Pro"] * 20)

    assert mapped["plan"].field == "plan"
    assert mapped["subscription_type"].field == "contract_type"


def test_a_flag_under_an_inverted_header_is_marked_inverted() -> None:
    assert (a_mapping(retained=FLAGS)["retained"].field, a_mapping(retained=FLAGS)["retained"].unit) == ("churned", "inverted")


def test_two_columns_that_fit_as_well_and_differ_are_asked_about() -> None:
    mapped = a_mapping(monthly_fee=MONEY, monthly_price=["9.99", "8.50", "14.00", "3.10"] * 10)

    assert "monthly_charges" not in auto(mapped).values()


def test_two_columns_that_say_the_same_leave_no_doubt() -> None:
    mapped = a_mapping(churn_label=FLAGS, churn_value=["1" if flag == "Yes" else "0" for flag in FLAGS])

    assert list(auto(mapped).values()).count("churned") == 1


def test_a_unit_in_doubt_is_asked_for() -> None:
    column = a_mapping(tenure=[str(n % 11) for n in range(ROWS)])["tenure"]

    assert (column.field, column.decision) == ("tenure_months", Decision.ASK)
    assert "months or years" in column.reason


def test_charges_settle_whether_tenure_is_in_years() -> None:
    years = [str(1 + n % 9) for n in range(ROWS)]
    totals = [f"{float(price) * 12 * int(span):.2f}" for price, span in zip(MONEY, years, strict=True)]

    column = a_mapping(tenure=years, monthly_charges=MONEY, total_charges=totals)["tenure"]

    assert (column.decision, column.unit) == (Decision.AUTO, "years")


def test_the_created_date_of_a_deal_is_not_mapped_as_the_signup() -> None:
    days = [f"2024-01-{1 + n % 28:02}" for n in range(ROWS)]

    assert "signup_date" not in auto(a_mapping(opportunity_id=IDS[::-1], created_date=days)).values()


def test_without_an_id_header_the_likely_column_is_asked_for() -> None:
    found = mapper.map_columns(["zzqx", "tenure"], [IDS, TENURE])

    assert (found[0].field, found[0].decision) == ("customer_id", Decision.ASK)


@pytest.mark.parametrize("headers", [("account name", "tenure"), ("row number", "company name", "tenure")])
def test_names_are_asked_for_as_ids_where_no_other_column_may_be_one(headers: tuple[str, ...]) -> None:
    names = [f"Acorn Labs {n}" for n in range(ROWS)]
    found = mapper.map_columns(headers, [[str(n) for n in range(ROWS)], names, TENURE][-len(headers) :])

    assert [(column.field, column.decision) for column in found[-2:-1]] == [("customer_id", Decision.ASK)]
    assert "Names differ" in found[-2].reason


def test_names_that_many_customers_share_are_no_ids() -> None:
    found = mapper.map_columns(["account name", "tenure"], [["Acorn Labs", "Birch Labs"] * (ROWS // 2), TENURE])

    assert "customer_id" not in [column.field for column in found]


def test_addresses_go_before_names_as_ids() -> None:
    mails, names = [f"ann{n}@example.org" for n in range(ROWS)], [f"Ann Lee {n}" for n in range(ROWS)]
    found = mapper.map_columns(["customer name", "e-mail"], [names, mails])

    assert [column.field for column in found] == ["customer_name", "customer_id"]


def test_a_row_number_is_the_last_resort_for_an_id() -> None:
    found = mapper.map_columns(["row number", "zzqx"], [[str(n) for n in range(ROWS)], IDS])

    assert [column.field for column in found] == [None, "customer_id"]


def test_an_empty_column_is_ignored_and_said_to_be_empty() -> None:
    column = a_mapping(qqq=[""] * ROWS)["qqq"]

    assert (column.decision, column.reason) == (Decision.IGNORE, "The column is empty.")


def test_a_word_that_nobody_knows_makes_a_critical_column_a_question() -> None:
    assert a_mapping(zzqx_monthly_fee=MONEY)["zzqx_monthly_fee"].decision is Decision.ASK


def test_telling_cells_are_asked_for_under_a_header_that_says_nothing() -> None:
    column = a_mapping(zzqx=[f"user{n}@example.org" for n in range(ROWS)])["zzqx"]

    assert (column.field, column.decision) == ("email", Decision.ASK)


def test_no_reason_repeats_a_cell() -> None:
    secret = "Xanadu-4711"
    names = ["customer_id", "status", "plan", "notes", "country", "zzqx", "email"]

    for column in mapper.map_columns(names, [[secret, secret + "0"]] * len(names)):
        assert secret not in column.reason


@pytest.mark.parametrize("column", list(a_mapping(tenure=TENURE, fee=MONEY, status=FLAGS, zzqx=IDS[::-1]).values()))
def test_confidence_is_a_probability_and_high_where_nobody_is_asked(column: ColumnMapping) -> None:
    assert 0 <= column.confidence <= 1
    assert column.decision is not Decision.AUTO or column.confidence >= 0.9


def test_two_thousand_columns_are_mapped_in_seconds() -> None:
    started = perf_counter()

    mapper.map_columns([f"monthly measure {n}" for n in range(2000)], [MONEY] * 2000)

    # Takes about one second; the rest is for a busy machine.
    assert perf_counter() - started < 20


def test_of_two_labels_that_differ_neither_is_taken_without_asking() -> None:
    mapped = a_mapping(is_churn=["1", "0", "1", "0"] * 10, is_cancel=["1", "1", "0", "0"] * 10)

    assert auto(mapped) == {"customer_id": "customer_id"}
    assert [column.decision for column in mapped.values() if column.field == "churned"] == [Decision.ASK]


def test_a_word_of_another_subject_makes_a_field_a_question() -> None:
    column = a_mapping(policy_tenure=TENURE)["policy_tenure"]

    assert (column.field, column.decision) == ("tenure_months", Decision.ASK)
    assert '"policy" may change its meaning' in column.reason


def test_cells_settle_a_plan_whatever_else_its_header_says_and_never_a_date() -> None:
    mapped = a_mapping(zzqx_plan=["Basic", "Pro"] * 20, zzqx_signup_date=[f"2024-01-{day + 1:02}" for day in range(20)] * 2)

    assert auto(mapped) == {"customer_id": "customer_id", "zzqx_plan": "plan"}
    assert mapped["zzqx_signup_date"].decision is Decision.ASK


def test_the_revenue_of_a_company_per_year_is_asked_for() -> None:
    assert a_mapping(**{"Annual Revenue": MONEY})["Annual Revenue"].decision is Decision.ASK


def test_earnings_may_be_what_customers_pay_and_are_asked_for() -> None:
    mapped = a_mapping(ingresos_mensuales=MONEY, ingresos_totales=[f"{price}0" for price in MONEY])

    assert {(column.field, column.decision) for column in mapped.values()} == {
        ("customer_id", Decision.AUTO),
        ("monthly_charges", Decision.ASK),
        ("total_charges", Decision.ASK),
    }


def test_what_is_asked_is_never_surer_than_what_is_mapped() -> None:
    mapped = a_mapping(mnthly_fee=MONEY, tenure=["3"] * ROWS, chrn=FLAGS, Plan=["a", "b"] * 20)

    assert all((column.confidence >= 0.9) is (column.decision is Decision.AUTO) for column in mapped.values())


@pytest.mark.parametrize("header", ["Abonnement €/mois", "Abo €/Monat", "Subscription $/month", "USD per month"])
def test_a_currency_by_the_month_is_a_charge_and_no_time(header: str) -> None:
    charges = [f"{4 + row % 37}.{row % 10}0" for row in range(100)]

    column = mapper.map_columns(["Customer ID", header], [[f"C{row}" for row in range(100)], charges])[1]

    assert (column.field, column.decision, column.unit) == ("monthly_charges", Decision.AUTO, "currency/month")


def test_what_is_due_is_not_what_was_charged() -> None:
    dues = [str(row % 4 * 900) for row in range(100)]

    column = mapper.map_columns(["Customer ID", "Total dues"], [[f"C{row}" for row in range(100)], dues])[1]

    assert column.decision is not Decision.AUTO


@pytest.mark.parametrize("header", ["Customer type", "donor_type", "account_type"])
def test_who_a_customer_is_by_law_is_no_plan(header: str) -> None:
    kinds = [("Individual", "Corporate", "Foundation")[row % 3] for row in range(60)]

    column = mapper.map_columns(["Customer ID", header], [[f"C{row}" for row in range(60)], kinds])[1]

    assert column.decision is not Decision.AUTO


@pytest.mark.parametrize(
    ("date", "charges", "flag"),
    [
        ("Klant sinds", "Maandbedrag excl. btw", "Opgezegd"),
        ("Kund sedan", "Månadsavgift (kr)", "Uppsagd"),
        ("Kunde siden", "Beløb pr. måned", "Opsagt"),
        ("Kunde siden", "Pris pr. mnd", "Oppsagt"),
    ],
)
def test_a_plain_file_is_mapped_in_dutch_and_the_nordic_languages(date: str, charges: str, flag: str) -> None:
    days = [f"2024-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(ROWS)]

    mapped = auto(a_mapping(**{date: days, charges: MONEY, flag: ["Ja", "Nee" if flag == "Opgezegd" else "Nej"] * 20}))

    assert (mapped[date], mapped[charges], mapped[flag]) == ("signup_date", "monthly_charges", "churned")


@pytest.mark.parametrize(
    "header",
    [
        "Ordernummer",
        "Eenmalige kosten",
        "Verlengdatum",
        "Kundansvarig",
        "Startavgift",
        "Nästa debitering",
        "Antal skader",
        "Fornyelsesdato",
        "Utestående beløp",
        "Neste faktura",
        "Opprettet av",
        "Opzegtermijn",
        "Aantal gezinsleden",
    ],
)
def test_what_is_no_field_is_not_taken_for_one_in_dutch_and_the_nordic_languages(header: str) -> None:
    assert header not in auto(a_mapping(**{header: TENURE}))
    assert header not in auto(a_mapping(**{header: MONEY}))
