"""`retainwise experiments`."""

import json
from typing import Any

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.suite import Suite, an_error

EXPERIMENT_ID = "0197a000-0000-7000-8000-000000000006"
EXPERIMENTS, EXPERIMENT = "/v1/experiments", f"/v1/experiments/{EXPERIMENT_ID}"


def an_experiment(**changes: Any) -> dict[str, Any]:
    """An experiment that runs and leaves a tenth alone."""
    return {"experiment_id": EXPERIMENT_ID, "display_name": "Spring", "holdout_share": 0.1, "is_running": True, **changes}


def a_group(scored: int, known: int, left: int, rate: float | None = None) -> dict[str, Any]:
    """One group of the results, with an interval of a point each way."""
    churn_rate = {"value": rate, "low": rate - 0.01, "high": rate + 0.01} if rate is not None else None
    return {"scored_count": scored, "outcome_count": known, "churned_count": left, "churn_rate": churn_rate}


def test_experiments_are_listed_and_the_running_one_is_marked(suite: Suite, run: Run) -> None:
    older = an_experiment(experiment_id="b", display_name="Winter", holdout_share=0.25, is_running=False)
    suite.others[EXPERIMENTS] = [{"experiments": [an_experiment(), older], "total_size": 2}]

    done = run("experiments")

    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [f"* {EXPERIMENT_ID}  Spring  holdout 10%", "  b  Winter  holdout 25%"]


def test_no_experiments_say_how_to_begin_one(suite: Suite, run: Run) -> None:
    suite.others[EXPERIMENTS] = [{"experiments": [], "total_size": 0}]

    assert "There are no experiments. Begin one with `retainwise experiments create NAME`." in run("experiments").stdout


def test_an_experiment_is_begun_by_name_and_share_and_says_what_to_do(suite: Suite, run: Run) -> None:
    suite.others[EXPERIMENTS] = [an_experiment(holdout_share=0.2)]

    done = run("experiments", "create", "Spring", "--holdout", "0.2")

    assert done.exit_code == 0, done.stderr
    assert json.loads(suite.body) == {"display_name": "Spring", "holdout_share": 0.2}
    assert f"* {EXPERIMENT_ID}  Spring  holdout 20%" in done.stdout
    assert 'leave "holdout" alone' in done.stdout
    assert f"retainwise experiments results {EXPERIMENT_ID}" in done.stdout


@pytest.mark.parametrize("holdout", ["nan", "inf"])
def test_a_holdout_that_is_no_number_is_refused_before_it_is_sent(run: Run, holdout: str) -> None:
    done = run("experiments", "create", "Spring", "--holdout", holdout)

    assert done.exit_code == 1
    assert "--holdout must be a number, above 0 and at most 0.5." in done.stderr


def test_a_second_running_experiment_is_refused_in_the_services_words(suite: Suite, run: Run) -> None:
    suite.errors[EXPERIMENTS] = [(409, an_error("ERR-3021", "The experiment Spring runs already."))]

    done = run("experiments", "create", "Summer")

    assert done.exit_code == 1
    assert "ERR-3021" in done.stderr
    assert "runs already" in done.stderr


def test_results_show_both_groups_and_the_sentence(suite: Suite, run: Run) -> None:
    groups = {"treatment": a_group(1800, 1200, 60, 0.05), "holdout": a_group(200, 130, 13, 0.1)}
    suite.others[f"{EXPERIMENT}:results"] = [{**groups, "sentence": "The treatment keeps customers."}]

    treatment, holdout, sentence = run("experiments", "results", EXPERIMENT_ID).stdout.splitlines()

    assert treatment == "Treatment  1,800 scored, 1,200 with known outcome, 60 left: 5.0% (95 % interval 4.0% to 6.0%)"
    assert holdout.startswith("Holdout    200 scored, 130 with known outcome, 13 left: 10.0%")
    assert sentence == "The treatment keeps customers."


def test_results_before_any_outcome_show_no_rate(suite: Suite, run: Run) -> None:
    groups = {"treatment": a_group(90, 0, 0), "holdout": a_group(10, 0, 0)}
    suite.others[f"{EXPERIMENT}:results"] = [{**groups, "sentence": "Too few outcomes."}]

    assert run("experiments", "results", EXPERIMENT_ID).stdout.startswith("Treatment  90 scored, 0 with known outcome, 0 left\n")


def test_a_finished_experiment_says_what_holds_from_now_on(suite: Suite, run: Run) -> None:
    suite.others[f"{EXPERIMENT}:finish"] = [an_experiment(is_running=False)]

    assert run("experiments", "finish", EXPERIMENT_ID).stdout.splitlines() == [
        "The experiment Spring is over: files scored from now on have no groups, and outcomes of earlier ones still count.",
        f"What came of it: `retainwise experiments results {EXPERIMENT_ID}`.",
    ]


@pytest.mark.parametrize("action", ["results", "finish"])
def test_an_experiment_that_is_not_there_is_a_fault(suite: Suite, run: Run, action: str) -> None:
    suite.errors[f"/v1/experiments/none:{action}"] = [(404, an_error("ERR-3020", "There is no experiment with this id."))]

    done = run("experiments", action, "none")

    assert done.exit_code == 1
    assert "There is no experiment with this id." in done.stderr
