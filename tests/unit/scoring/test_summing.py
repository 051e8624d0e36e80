"""A scored file at a glance, against sums made the slow way."""

from typing import Any

import numpy as np
import pytest

from services.scoring import pipeline, summary
from services.scoring.additive import AdditiveModel, NumericFeature, OneTable
from services.scoring.manifest import ColumnTraits, Manifest
from services.scoring.scorer import Scorer
from services.scoring.summary import Summary, SummaryUnreadable
from services.scoring.summing import Summing
from tests.unit.scoring.customers import AS_OF, a_batch, a_scorer, customers

SCORER = a_scorer()


def summed(columns: dict[str, list[Any]], *, rows: int = 64) -> Summary:
    """The summary of these customers, added in batches of so many rows."""
    summing = Summing(SCORER)
    batch = a_batch(columns)
    for start in range(0, batch.num_rows, rows):
        part = batch.slice(start, rows)
        summing.add(part, pipeline.score(part, SCORER, AS_OF).judgement)
    return summing.summary()


def two_customers(**columns: list[Any]) -> dict[str, list[Any]]:
    """A customer who is High, and one who is Low."""
    return {
        "customer_id": ["leaving", "staying"],
        "tenure_months": [1.0, 70.0],
        "contract_type": ["Month-to-month", "Two year"],
        "last_activity_days_ago": [90.0, 0.0],
        "support_tickets": [9.0, 0.0],
        **columns,
    }


def test_levels_and_revenue_are_those_of_the_customers() -> None:
    """Everything is added up again here, from the scores that online calls give."""
    columns = customers(500)
    scores = SCORER.score_customers(columns, AS_OF)
    found = summed(columns)
    assert [level.name for level in found.levels] == ["High", "Medium", "Low"]
    for level in (found.total, *found.levels):
        of = [
            (score, paid or 0.0)
            for score, paid in zip(scores, columns["monthly_charges"], strict=True)
            if level.name in {"All", score.risk_level}
        ]
        assert level.customer_count == len(of)
        assert level.high_count == sum(score.risk_level == "High" for score, _ in of)
        assert level.revenue == pytest.approx(sum(paid for _, paid in of))
        assert level.revenue_at_risk == pytest.approx(sum(paid * score.churn_probability for score, paid in of))
        assert level.mean_probability == pytest.approx(sum(score.churn_probability for score, _ in of) / len(of))
    assert sum(found.histogram) == 500
    assert found.histogram[3] == sum(0.15 <= score.churn_probability < 0.2 for score in scores)


def test_who_has_left_already_is_counted_and_not_among_those_to_call() -> None:
    columns = two_customers(churned=[None, True]) | {"contract_type": ["Month-to-month"] * 2, "tenure_months": [1.0, 1.0]}
    columns |= {"last_activity_days_ago": [90.0, 90.0], "support_tickets": [9.0, 9.0]}
    found = summed(columns)

    assert found.left_count == 1
    assert found.total.high_count == 2
    assert [customer.score.customer_id for customer in found.customers] == ["leaving"]


def test_how_the_rows_are_cut_into_batches_does_not_matter() -> None:
    """A worker's batches are no property of the file."""
    columns = customers(300)
    small, large = summed(columns, rows=7), summed(columns, rows=300)
    assert small.levels[0].customer_count == large.levels[0].customer_count
    assert small.customers == large.customers
    assert [plan.name for plan in small.plans] == [plan.name for plan in large.plans]


def test_drivers_are_counted_as_they_stand_in_the_file() -> None:
    """Each phrase counts the customers who have it among their risks."""
    columns = customers(400)
    listed = [risk for score in SCORER.score_customers(columns, AS_OF) for risk in score.key_risks.split(", ") if risk]
    drivers = summed(columns).drivers
    assert [(driver.reason, driver.customer_count) for driver in drivers] == [
        (driver.reason, listed.count(driver.reason)) for driver in drivers
    ]
    assert [driver.customer_count for driver in drivers] == sorted((driver.customer_count for driver in drivers), reverse=True)
    assert drivers[0].customer_count == max(listed.count(reason) for reason in set(listed))


def test_the_most_valuable_customers_at_risk_come_first() -> None:
    """Money times probability decides, and who is not at risk is not listed however much is paid."""
    columns = {name: values * 30 for name, values in two_customers().items()}
    columns["customer_id"] = [f"c{number}" for number in range(60)]
    columns["monthly_charges"] = [float(number) for number in range(60)]
    found = summed(columns, rows=11).customers
    assert [customer.score.customer_id for customer in found] == [f"c{number}" for number in range(58, 18, -2)]
    assert found[0].revenue == 58.0
    assert found[0].revenue_at_risk == pytest.approx(58.0 * found[0].score.churn_probability)
    assert found[0].score == SCORER.score_customers(columns, AS_OF)[58]


def test_without_revenue_the_most_probable_come_first_in_the_files_order() -> None:
    """Nothing is made up where nothing is known of money."""
    columns = {name: values * 15 for name, values in two_customers().items()}
    columns["customer_id"] = [f"c{number}" for number in range(30)]
    found = summed(columns, rows=4)
    assert [customer.score.customer_id for customer in found.customers] == [f"c{number}" for number in range(0, 30, 2)]
    assert {customer.revenue for customer in found.customers} == {None}
    assert (found.total.paying_count, found.total.revenue) == (0, 0.0)


def test_a_negative_payment_is_no_revenue() -> None:
    """A credit note would make the revenue at risk smaller than it is."""
    found = summed(two_customers(monthly_charges=[-50.0, 20.0]))
    assert (found.total.paying_count, found.total.revenue) == (1, 20.0)


def test_plans_and_countries_are_summed_where_the_file_has_them() -> None:
    """A customer without one counts as Unknown, and a file without the column has no list."""
    found = summed(two_customers(plan=[" Pro ", None], monthly_charges=[10.0, 20.0]))
    assert [(plan.name, plan.customer_count, plan.revenue) for plan in found.plans] == [("Pro", 1, 10.0), ("Unknown", 1, 20.0)]
    assert found.countries == ()


def test_what_is_beyond_the_twenty_greatest_plans_stands_together() -> None:
    """So that a column of a thousand names still fits a page, and no customer is lost from the sums."""
    plans = [f"plan {number:04}" for number in range(1500)]
    columns: dict[str, list[Any]] = {
        "customer_id": plans,
        "plan": plans,
        "monthly_charges": [float(number) for number in range(1500)],
    }
    found = summed(columns, rows=100).plans
    assert len(found) == 21
    assert found[-1].name == "Others"
    assert sum(plan.customer_count for plan in found) == 1500
    assert sum(plan.revenue for plan in found) == pytest.approx(sum(range(1500)))


def test_an_empty_file_has_an_empty_summary() -> None:
    """Division by no customer is avoided, and coverage claims nothing."""
    found = Summing(SCORER).summary()
    assert (found.total.customer_count, found.mean_coverage, found.least_coverage) == (0, 0.0, 0.0)
    assert (found.customers, found.drivers) == ((), ())


def test_a_summary_is_read_as_it_was_written() -> None:
    """The file in S3 is all that an answer is made of."""
    found = summed(customers(100))
    assert summary.read(summary.write(found)) == found


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"total": 1}'])
def test_a_damaged_summary_is_refused(content: bytes) -> None:
    """Better no summary than half of one."""
    with pytest.raises(SummaryUnreadable):
        summary.read(content)


def test_a_summary_reads_nothing_but_ids_revenue_plan_and_country() -> None:
    """Every other cell of a customer stays out of it."""
    assert "secret" not in summary.write(summed(two_customers(industry=["secret", "secret"]))).decode()


def test_a_file_unlike_the_training_file_is_warned_of_by_column() -> None:
    """All batches count together, and the baseline, which learned from no file, warns of nothing."""
    scorer = Scorer(a_trained_model(), version="trained-2")
    summing = Summing(scorer)
    for count in (30, 70):
        batch = a_batch({"customer_id": ["x"] * count, "tenure_months": [900.0] * count})
        summing.add(batch, pipeline.score(batch, scorer, AS_OF).judgement)
    assert [(warning.kind, warning.column) for warning in summing.summary().warnings] == [("other_unit", "tenure_months")]
    assert summing.summary().warnings[0].message.startswith("tenure_months: ")
    assert summed({"customer_id": ["x"], "tenure_months": [900.0]}).warnings == ()


def a_trained_model() -> AdditiveModel:
    """It learned from customers of up to five years."""
    tenure = NumericFeature("tenure_months", (12.0, 24.0), "months", 0.0, 1200.0)
    traits = ColumnTraits("tenure_months", (0.5, 0.4, 0.1, 0.0), (6.0, 18.0, 30.0), 0.0, 60.0)
    manifest = Manifest("2025-01-01", "2025-01-01", 1000, 200, "cross_validation", (traits,), {}, (), {})
    return AdditiveModel("m", "trained", "2025-01-01", 0.0, (tenure,), (OneTable(0, np.arange(4.0)),), manifest=manifest)
