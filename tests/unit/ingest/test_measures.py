"""A unit is taken from the header where the cells agree, and asked for where they do not."""

from collections.abc import Sequence

import pytest

from services.ingest.mapping import evidence, headers, measures
from services.ingest.mapping.measures import Measure, Surroundings


def measure(field: str, header: str, cells: Sequence[str], **surroundings: str | bool) -> Measure:
    around = Surroundings(**surroundings)  # type: ignore[arg-type]  # the names are those of the dataclass
    return measures.measure(field, headers.read(header), evidence.gather([cells])[0], around)


def up_to(greatest: int) -> list[str]:
    return [str(n) for n in range(greatest + 1)]


@pytest.mark.parametrize(
    ("field", "header", "cells", "unit"),
    [
        ("tenure_months", "Tenure (years)", up_to(20), "years"),
        ("tenure_months", "antigüedad en días", up_to(900), "days"),
        ("tenure_months", "tenure", up_to(72), "months"),
        ("tenure_months", "tenure", up_to(2000), "days"),
        ("monthly_charges", "Annual fee", ["120", "240"], "currency/year"),
        ("monthly_charges", "mrr", ["4312", "950", "1207"], "currency/month"),
        ("monthly_charges", "Weekly rate", ["6.50", "4.20"], "currency/week"),
        ("monthly_charges", "Monthly fee (cents)", ["1200", "2400"], "cents/month"),
        ("last_activity_days_ago", "hours since last login", up_to(90), "hours"),
        ("csat_score", "Satisfaction", ["1", "3", "5"], "1-5"),
        ("csat_score", "Satisfaction (1-7)", ["1", "3", "5"], "1-7"),
        ("nps_score", "NPS", ["-40", "10", "60"], "-100-100"),
        ("feature_usage_score", "feature adoption rate", ["0.25", "0.5"], "share"),
        ("age", "Year of birth", ["1980", "1999"], "birth_year"),
        ("churned", "retained", ["yes", "no"], "inverted"),
        ("churned", "is active", ["1", "0"], "inverted"),
    ],
)
def test_a_unit_that_header_and_cells_agree_on_is_taken(field: str, header: str, cells: list[str], unit: str) -> None:
    assert measure(field, header, cells) == Measure(unit)


@pytest.mark.parametrize(
    ("field", "header", "cells"),
    [
        ("tenure_months", "tenure", up_to(10)),
        ("tenure_months", "tenure", up_to(900)),
        ("tenure_months", "tenure in years", up_to(500)),
        ("monthly_charges", "subscription price", ["120", "240"]),
        ("monthly_charges", "mrr", ["4900", "9900", "29900"]),
        ("monthly_charges", "subscription.mrr", ["1999", "999", "4999"]),
        ("discount", "discount", ["3.5", "17.25"]),
        ("discount", "discount %", ["0.05", "0.1"]),
        ("feature_usage_score", "engagement score", ["0.2", "0.9"]),
        ("csat_score", "Satisfaction (1-5)", up_to(10)),
        ("nps_score", "NPS", up_to(100)),
    ],
)
def test_a_unit_that_nothing_settles_is_asked_for(field: str, header: str, cells: list[str]) -> None:
    assert measure(field, header, cells).doubt


@pytest.mark.parametrize("header", ["churned", "retained", "status"])
def test_states_mean_what_they_say_whatever_the_header(header: str) -> None:
    assert measure("churned", header, ["Active", "Churned"]) == Measure(None)


def test_charges_settle_the_unit_of_tenure() -> None:
    assert measure("tenure_months", "tenure", up_to(10), tenure_unit="years") == Measure("years")


def test_charges_that_contradict_the_header_are_a_doubt() -> None:
    assert measure("tenure_months", "tenure in months", up_to(10), tenure_unit="years").doubt


def test_dates_in_an_order_that_does_not_show_are_a_doubt() -> None:
    assert measure("signup_date", "signup", ["03/04/2024", "05/06/2024"]).doubt


def test_other_dates_of_the_file_settle_the_order() -> None:
    assert measure("signup_date", "signup", ["03/04/2024", "05/06/2024"], has_date_order=True) == Measure(None)


@pytest.mark.parametrize(
    ("header", "cells", "is_sure"),
    [
        ("Discount", ["0", "5", "10"], True),
        ("Remise (€)", ["0", "5", "10"], False),
        ("Rabatt", ["0", "3", "7"], False),
        ("Rabatt %", ["0", "3", "7"], True),
        ("Discount", ["0", "50", "500"], False),
        ("Discount value", ["0", "5", "10"], False),
        ("Valor desconto", ["0", "5", "10"], False),
        ("Discount amount", ["0", "5", "10"], False),
    ],
)
def test_steps_of_five_are_percent_unless_the_header_says_money(header: str, cells: list[str], is_sure: bool) -> None:
    assert (measure("discount", header, cells * 10).doubt is None) is is_sure


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["4.1", "3.2", "4.8"], "1-5"),
        (["9.1", "5.2", "8.8"], "0-10"),
        (["6.1", "5.2"], None),
        (["3.1", "2.2"], None),
        (["1.0", "2.1", "4.7"], None),
        (["1.0", "4.9", "7.9"], None),
    ],
)
def test_averages_that_come_near_the_end_of_a_scale_tell_it(cells: list[str], expected: str | None) -> None:
    many, few = measure("csat_score", "CSAT", cells * 15), measure("csat_score", "CSAT", cells)

    assert few.doubt is not None
    assert many.doubt is not None if expected is None else many == Measure(expected)


def test_averages_of_german_grades_are_asked_about() -> None:
    assert measure("csat_score", "Zufriedenheit", ["1.1", "3.2", "4.7"] * 15).doubt is not None


def test_seconds_of_this_century_are_dates_without_a_doubt() -> None:
    assert measure("signup_date", "created_at", ["1652659200", "1746403200"]) == Measure("unix-s")
    assert measure("signup_date", "created_at", ["1652659200000", "1746403200000"]) == Measure("unix-ms")
    assert measure("signup_date", "created_at", ["652659200", "746403200"]).doubt is not None
    assert measure("signup_date", "created_at", ["45123", "45200"]).doubt is not None


@pytest.mark.parametrize(
    "header",
    [
        "Registration no",
        "Enrolment",
        "Inscripcion",
        "Inscricao",
        "Cadastro",
        "El registro",
        "Matricula",
        "First contract",
        "SignupKey",
    ],
)
def test_great_numbers_are_dates_only_where_the_header_says_a_date(header: str) -> None:
    assert measure("signup_date", header, ["1652659200", "1746403200"]).doubt is not None


@pytest.mark.parametrize("cells", [["1652659200", "1652659900"], ["1652659200", "1946403200"]])
def test_seconds_that_hardly_differ_or_have_not_come_yet_are_asked_about(cells: list[str]) -> None:
    assert measure("signup_date", "created_at", cells).doubt is not None
