"""`retainwise quality`: how good a prediction was, by what is known since."""

from typing import Any

from tests.unit.cli.conftest import Run
from tests.unit.cli.suite import PREDICTION_ID, Suite, an_error

PATH = f"/v1/predictions/{PREDICTION_ID}/quality"


def an_estimate(value: float, margin: float = 0.05) -> dict[str, float]:
    """A measure with an interval."""
    return {"value": value, "low": value - margin, "high": value + margin}


def a_quality(**changes: Any) -> dict[str, Any]:
    """A prediction of which 1,200 outcomes are known, 264 of them of customers who left."""
    bands = [
        {"count": 600, "predicted": 0.05, "observed": an_estimate(0.06, 0.02)},
        {"count": 600, "predicted": 0.35, "observed": an_estimate(0.38)},
    ]
    return {
        "prediction_id": PREDICTION_ID,
        "model_version": "baseline-1",
        "outcome_count": 1200,
        "churned_count": 264,
        "auc": an_estimate(0.812),
        "lift_top_decile": an_estimate(2.7, 0.4),
        "calibration_error": 0.02,
        "bands": bands,
        **changes,
    }


def shown(suite: Suite, run: Run, **changes: Any) -> str:
    """What is printed, in one line with single spaces."""
    suite.others[PATH] = [a_quality(**changes)]
    done = run("quality", PREDICTION_ID)
    assert done.exit_code == 0, done.output
    return " ".join(done.stdout.split())


def test_it_says_in_customers_how_good_the_prediction_was(suite: Suite, run: Run) -> None:
    said = shown(suite, run)

    assert "264 of 1,200 customers whose outcome is known, 22%" in said
    assert "59% of those called riskiest left, 2.7 times as many as of all (95 % interval 2.3 to 3.1)" in said
    assert "in 81 of 100 pairs of one who left and one who stayed, the one who left had the higher risk" in said
    assert "AUC 0.812 (95 % interval 0.762 to 0.862)" in said
    assert "2.0 points" in said
    assert "baseline-1" in said


def test_each_band_shows_what_was_predicted_and_what_came(suite: Suite, run: Run) -> None:
    said = shown(suite, run)

    assert "600 5.0% 6.0% 4.0% to 8.0%" in said
    assert "600 35.0% 38.0% 33.0% to 43.0%" in said


def test_before_any_outcome_it_says_how_to_tell_them(suite: Suite, run: Run) -> None:
    said = shown(suite, run, outcome_count=0, churned_count=0, auc=None, lift_top_decile=None, bands=[])

    assert "is not known of any" in said
    assert f"retainwise outcomes left.csv --prediction {PREDICTION_ID}" in said
    assert "Model version" not in said


def test_where_nobody_left_there_is_no_order_to_judge(suite: Suite, run: Run) -> None:
    unset = {"churned_count": 0, "auc": None, "lift_top_decile": None}

    assert "All of them stayed, so it cannot be said yet whether the riskiest were the right ones." in shown(suite, run, **unset)
    assert "All of them left" in shown(suite, run, **{**unset, "churned_count": 1200})


def test_a_share_is_at_most_all(suite: Suite, run: Run) -> None:
    assert "100% of those called riskiest left" in shown(suite, run, lift_top_decile=an_estimate(5))


def test_a_prediction_that_is_not_there_is_a_fault(suite: Suite, run: Run) -> None:
    suite.errors[PATH] = [(404, an_error("ERR-3005", "There is no prediction with this id."))]

    done = run("quality", PREDICTION_ID)

    assert done.exit_code == 1
    assert "There is no prediction with this id." in done.stderr
