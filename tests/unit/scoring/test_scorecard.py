"""The baseline scorecard."""

import re
from pathlib import Path
from typing import Any

import pytest

from services.scoring import scorecard
from tests.unit.scoring.customers import AS_OF, a_scorer


def probability(**fields: object) -> float:
    """The baseline's probability for one customer."""
    return (
        a_scorer()
        .score_customers({"customer_id": ["1"]} | {name: [value] for name, value in fields.items()}, AS_OF)[0]
        .churn_probability
    )


def test_a_customer_of_whom_nothing_is_known_has_the_average_risk_and_no_coverage() -> None:
    score = a_scorer().score_customers({"customer_id": ["1"]}, AS_OF)[0]
    assert (score.churn_probability, score.data_coverage) == (scorecard.AVERAGE_CHURN, 0.0)
    assert (score.key_risks, score.strengths) == ("", "")


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ({"contract_type": "Month-to-month"}, {"contract_type": "Two year"}),
        ({"tenure_months": 1.0}, {"tenure_months": 60.0}),
        ({"last_activity_days_ago": 60.0}, {"last_activity_days_ago": 2.0}),
        ({"logins_last_30d": 0.0}, {"logins_last_30d": 25.0}),
        ({"feature_usage_score": 5.0}, {"feature_usage_score": 95.0}),
        ({"seats_used": 2.0, "seats_purchased": 10.0}, {"seats_used": 9.0, "seats_purchased": 10.0}),
        ({"support_tickets": 6.0}, {"support_tickets": 0.0}),
        ({"payment_method": "Electronic check"}, {"payment_method": "Direct debit"}),
        ({"nps_score": 2.0}, {"nps_score": 10.0}),
        ({"csat_score": 20.0}, {"csat_score": 95.0}),
    ],
)
def test_each_weight_points_the_way_its_reason_says(worse: dict[str, object], better: dict[str, object]) -> None:
    assert probability(**worse) > scorecard.AVERAGE_CHURN > probability(**better)


def test_every_weight_has_a_reason_and_a_source() -> None:
    assert all(row.reason.strip() and row.source.strip() for row in scorecard.SCORECARD)


def test_nobody_is_judged_by_age_gender_country_or_industry() -> None:
    judged = probability(age=80.0, gender="F", country="France", industry="Retail", churned=True)
    assert judged == scorecard.AVERAGE_CHURN


def test_more_fields_mean_more_coverage() -> None:
    columns: dict[str, list[Any]] = {
        "customer_id": ["1", "2", "3"],
        "tenure_months": [5.0, 5.0, None],
        "contract_type": ["Monthly", "gibberish", None],
    }
    first, second, third = a_scorer().score_customers(columns, AS_OF)
    assert first.data_coverage > second.data_coverage > third.data_coverage == 0.0


def test_the_page_about_the_baseline_lists_every_weight_with_its_source() -> None:
    page = (Path(__file__).parents[3] / "docs" / "baseline.md").read_text(encoding="utf-8")
    lines = {line.split("|")[1].strip(): line for line in page.splitlines() if line.startswith("| `")}
    for row in scorecard.SCORECARD:
        weights = row.weights if isinstance(row, scorecard.Weights) else tuple(row.weights.values())
        assert row.source in lines[f"`{row.name}`"]
        assert re.findall(r" ([+-][\d.]+)", lines[f"`{row.name}`"].split("|")[2]) == [f"{weight:+g}" for weight in weights]
