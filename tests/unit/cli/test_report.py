"""What a person reads of a scored file."""

import io

import pytest
from rich.console import Console

from services.cli import report
from services.cli.results import Customer, Summary


def a_customer(**changes: str) -> Customer:
    """A customer at high risk."""
    texts = {
        "id": "7590-VHVEG",
        "percent": "93.4%",
        "level": "High",
        "recommendation": "HIGH RISK: Offer a yearly contract with an incentive",
        "key_risks": "Month-to-month contract, In the first month, Pays by electronic check",
        **changes,
    }
    return Customer(probability=0.934, **texts)


def printed(*customers: Customer, width: int = 80) -> str:
    """The report about these customers."""
    console = Console(file=io.StringIO(), width=width, highlight=False)
    summary = Summary(
        row_count=7043,
        levels={"High": 1869, "Medium": 1200, "Low": 3974},
        most_at_risk=customers,
        mean_coverage=0.62,
        least_coverage=0.31,
        model_versions=("1",),
    )
    report.print_report(console, summary, filename="customers.csv")
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_window(width: int) -> None:
    shown = printed(a_customer(), a_customer(id="x" * 80), width=width)

    assert max(len(line.rstrip()) for line in shown.splitlines()) <= width


@pytest.mark.parametrize("width", [80, 100])
def test_ids_and_percentages_stay_whole(width: int) -> None:
    shown = printed(a_customer(id="CUST-2024-000123"), width=width)

    assert "CUST-2024-000123" in shown
    assert "93.4%" in shown


def test_the_level_is_not_said_twice() -> None:
    shown = printed(a_customer())

    assert "HIGH RISK" not in shown
    assert "Offer a yearly" in shown


def test_a_bar_is_as_long_as_its_share() -> None:
    assert report.bar(0.5, 10) == "█████"
    assert report.bar(0.0, 10) == ""
    assert report.bar(1.0, 10) == "█" * 10


def test_one_customer_in_a_million_still_shows() -> None:
    assert report.bar(1e-6, 10) == "▏"
