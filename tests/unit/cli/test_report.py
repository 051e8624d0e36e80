"""What a person reads of a scored file."""

import io
from collections.abc import Sequence
from typing import Any

import pytest
from rich.console import Console

from services.cli import report, summary
from services.cli.faults import Fault
from tests.unit.cli.suite import a_customer_at_risk, a_segment, a_summary

NO_MONEY: dict[str, Any] = {"paying_count": 0, "revenue": 0.0, "revenue_at_risk": 0.0}


def printed(*, width: int = 80, warnings: Sequence[str] = (), **changes: Any) -> str:
    """The report of a summary with these changes."""
    console = Console(file=io.StringIO(), width=width, highlight=False)
    found = summary.summary(a_summary(**changes))
    report.print_report(console, found, filename="customers.csv", top=10, warnings=warnings)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_window(width: int) -> None:
    shown = printed(
        width=width,
        customers_at_risk=[a_customer_at_risk("x" * 80, 0.9)],
        plans=[a_segment("p" * 90, 3)],
        drivers=[{"reason": "Very long reason " * 9, "customer_count": 3}],
    )

    assert max(len(line.rstrip()) for line in shown.splitlines()) <= width


@pytest.mark.parametrize("width", [80, 100])
def test_ids_and_percentages_stay_whole(width: int) -> None:
    shown = printed(width=width, customers_at_risk=[a_customer_at_risk("CUST-2024-000123", 0.934)])

    assert "CUST-2024-000123" in shown
    assert "93.4%" in shown


def test_who_has_left_already_is_said_to_be_counted_and_not_called() -> None:
    assert "347 customers left already, as the file says" in printed(width=130, left_count=347)
    assert "left already" not in printed(width=130, left_count=0)


def test_the_level_is_not_said_twice() -> None:
    shown = printed(customers_at_risk=[a_customer_at_risk("a", 0.9)])

    assert "HIGH RISK" not in shown
    assert "Call them" in shown


def test_the_revenue_at_risk_stands_in_the_first_line() -> None:
    assert "Churn risk of 3 customers in customers.csv: 150 of 300 monthly revenue at risk" in printed(width=120)


def test_where_no_revenue_is_known_nothing_is_said_of_money() -> None:
    shown = printed(
        total=a_segment("All", 3, **NO_MONEY),
        levels=[a_segment(name, **NO_MONEY) for name in ("High", "Medium", "Low")],
        plans=[a_segment("Pro", 3, **NO_MONEY)],
    )

    assert "revenue" not in shown
    assert "at risk" not in shown
    assert "Call first, by probability" in shown
    assert "Pro" in shown


def test_plans_and_countries_are_shown_where_the_file_has_them() -> None:
    assert "By plan" not in printed()
    shown = printed(plans=[a_segment(f"Plan {number}") for number in range(9)], countries=[a_segment("Italy", 3)])

    assert "By plan" in shown
    assert shown.count("Plan ") == report.SEGMENTS_SHOWN
    assert "Italy" in shown


def test_drivers_say_how_many_customers_they_concern() -> None:
    line = next(line for line in printed().splitlines() if "Few logins" in line and "67%" in line)

    assert line.split()[:2] == ["2", "67%"]


def test_a_file_without_customers_is_reported_without_a_fault() -> None:
    empty = a_segment("All", 0, **NO_MONEY)
    shown = printed(total=empty, levels=[], histogram=[0] * 20, drivers=[], customers_at_risk=[])

    assert "Churn risk of 0 customers" in shown


def test_a_file_that_says_nothing_of_risk_is_said_to_in_the_first_line() -> None:
    shown = printed(width=120, mean_data_coverage=0, least_data_coverage=0, total=a_segment("All", 3, mean_churn_probability=0.2))

    assert shown.strip().splitlines()[0] == (
        "! No column of this file says anything about risk: every customer gets the same average of 20.0%."
    )
    assert "More of the model" not in shown


def test_little_coverage_is_warned_of_in_the_first_lines() -> None:
    shown = printed(width=120, mean_data_coverage=0.29, least_data_coverage=0.1)

    assert shown.strip().splitlines()[0].startswith("! Little is known of these customers: 29% of what the model looks at")
    assert "retainwise inspect" in shown
    assert "More of the model" not in shown


def test_coverage_of_some_size_is_noted_at_the_end_alone() -> None:
    shown = printed(width=120, mean_data_coverage=0.3)

    assert shown.strip().splitlines()[0].startswith("Churn risk of")
    assert "More of the model's columns" in shown


def test_a_file_without_customers_says_nothing_of_its_columns() -> None:
    empty = a_segment("All", 0, **NO_MONEY)

    assert "No column" not in printed(total=empty, levels=[], drivers=[], customers_at_risk=[], mean_data_coverage=0)


def test_what_does_not_fit_the_model_stands_above_the_list_of_calls() -> None:
    shown = printed(width=120, warnings=["Seats: its middle is about 120, and was 10 in training."])

    assert shown.index("unlike the one the model learned from") < shown.index("Seats: its middle") < shown.index("Call first")


def test_one_customer_is_no_customers() -> None:
    shown = printed(total=a_segment("All", 1), plans=[a_segment("Pro", 1)])

    assert "1 customer in" in shown
    assert "1 customers" not in shown


def test_names_in_a_file_cannot_write_to_the_terminal() -> None:
    assert "\x1b" not in printed(plans=[a_segment("\x1b[31mred")], customers_at_risk=[a_customer_at_risk("\x1b[2J", 0.9)])


@pytest.mark.parametrize("answer", [None, [], {}, {"total": 3}])
def test_what_is_no_summary_is_refused_in_words(answer: object) -> None:
    with pytest.raises(Fault, match="no summary"):
        summary.summary(answer)


def test_a_bar_is_as_long_as_its_share() -> None:
    assert report.bar(0.5, 10) == "█████"
    assert report.bar(0.0, 10) == ""
    assert report.bar(1.0, 10) == "█" * 10


def test_one_customer_in_a_million_still_shows() -> None:
    assert report.bar(1e-6, 10) == "▏"


def test_a_skyline_has_a_letter_for_each_count() -> None:
    assert report.skyline([0, 1, 500, 1000]) == " ▁▄█"
    assert report.skyline([0, 0]) == "  "
