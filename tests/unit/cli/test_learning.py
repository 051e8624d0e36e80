"""`retainwise outcomes`, `train`, `models`, `promote` and `rollback`."""

from pathlib import Path
from typing import Any

import pytest

from services.cli import learning
from tests.unit.cli.conftest import Run
from tests.unit.cli.suite import MODEL_ID, PREDICTION_ID, TRAINING_ID, Suite, a_model, a_training, an_error

TRAIN, TRAINING = "/v1/models:train", f"/v1/trainings/{TRAINING_ID}"
RECEIPT = {
    "outcome_count": 1200,
    "matched_count": 1100,
    "unmatched_count": 100,
    "repeated_count": 3,
    "new_count": 1000,
    "changed_count": 7,
}


def a_report(**changes: Any) -> dict[str, Any]:
    """The report of a model that beat the baseline on 1,000 customers of whom 220 left."""
    lifts = {"trained": {"lift_top_decile": {"value": 2.7}}, "baseline": {"lift_top_decile": {"value": 1.5}}}
    counts = {"row_count": 1000, "positive_count": 220, "validation": "CROSS_VALIDATION"}
    return {"verdict": "WIN", "sentence": "AUC 0.80 against 0.62.", "left_out": [], **counts, **lifts, **changes}


@pytest.fixture(autouse=True)
def _in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "LOOK_EVERY_S", 0.0)


def test_outcomes_are_sent_as_they_are_and_what_became_of_them_is_told(suite: Suite, run: Run, tmp_path: Path) -> None:
    suite.others["/v1/outcomes"] = [RECEIPT]
    (tmp_path / "left.csv").write_bytes(b"customer_id;churned\na;ja\n")

    done = run("outcomes", "left.csv", "--prediction", PREDICTION_ID)

    assert done.exit_code == 0, done.stderr
    assert (suite.body, suite.headers["Content-Type"]) == (b"customer_id;churned\na;ja\n", "text/csv")
    assert suite.queries == [{"prediction_id": [PREDICTION_ID]}]
    assert "1,100 of 1,200" in done.stdout
    assert "New: 1,000. Corrected: 7." in done.stdout
    assert "Passed over: 100 customers whom this prediction does not have." in done.stdout
    assert "3 lines are about customers of whom a later line tells; the last one counts." in done.stdout
    assert done.stdout.endswith(f"How good the prediction was: `retainwise quality {PREDICTION_ID}`.\n")


def test_what_does_not_occur_is_not_counted(suite: Suite, run: Run, customers: Path) -> None:
    suite.others["/v1/outcomes"] = [{**RECEIPT, "matched_count": 1200, "unmatched_count": 0, "repeated_count": 0}]

    said = run("outcomes", str(customers), "--prediction", PREDICTION_ID).stdout

    assert "Passed over" not in said
    assert "later line" not in said


def test_outcomes_of_other_customers_alone_are_said_to_be_of_no_use(suite: Suite, run: Run, customers: Path) -> None:
    nothing = {"matched_count": 0, "unmatched_count": 1200, "new_count": 0, "changed_count": 0}
    suite.others["/v1/outcomes"] = [{**RECEIPT, **nothing}]

    said = run("outcomes", str(customers), "--prediction", PREDICTION_ID).stdout

    assert "Of 1,200 outcomes none is of this prediction's customers, so nothing is changed by them." in said
    assert "New: 0" not in said
    assert "retainwise quality" not in said


def test_refused_outcomes_say_where_and_why(suite: Suite, run: Run, customers: Path) -> None:
    details = [{"field": "line 2", "message": "Neither yes nor no."}]
    suite.errors["/v1/outcomes"] = [(400, an_error("ERR-3010", "One line cannot be taken.", details=details))]

    done = run("outcomes", str(customers), "--prediction", PREDICTION_ID)

    assert done.exit_code == 1
    for words in ("ERR-3010", "line 2", "Neither yes nor no."):
        assert words in done.stderr


def test_outcomes_that_are_no_file_ask_nobody(suite: Suite, run: Run) -> None:
    done = run("outcomes", "missing.csv", "--prediction", PREDICTION_ID)

    assert (done.exit_code, suite.seen) == (1, [])
    assert "missing.csv cannot be read" in done.stderr


def test_a_training_is_waited_for_and_a_win_says_how_to_use_it(suite: Suite, run: Run) -> None:
    won = a_training()
    won["report"]["left_out"] = [{"name": "Cancelled on", "reason": "It knows who left."}]
    suite.others = {TRAIN: [a_training("QUEUED")], TRAINING: [a_training("RUNNING"), won]}

    done = run("train")

    assert done.exit_code == 0, done.stderr
    assert suite.seen == [TRAIN, TRAINING, TRAINING]
    assert "AUC 0.81 against 0.62: better." in done.stdout
    assert "Left out: Cancelled on. It knows who left." in done.stdout
    assert f"retainwise promote {MODEL_ID}" in done.stdout


def test_what_a_model_is_worth_is_said_in_customers(suite: Suite, run: Run) -> None:
    suite.others[TRAIN] = [a_training(report=a_report())]

    assert "Of the tenth that it calls riskiest about 59% left, against 22% of all; of the baseline's tenth 33% did." in (
        run("train").stdout
    )


def test_on_a_later_period_it_is_said_as_a_multiple_since_the_share_there_is_not_told(suite: Suite, run: Run) -> None:
    suite.others[TRAIN] = [a_training(report=a_report(validation="LATER_PERIOD"))]

    assert "Of the tenth that it calls riskiest 2.7 times as many left as of all; of the baseline's tenth 1.5 times." in (
        run("train").stdout
    )


def test_where_nothing_was_trained_nothing_is_said_of_its_worth(suite: Suite, run: Run) -> None:
    suite.others[TRAIN] = [a_training(report=a_report(verdict="TOO_FEW", trained=None, baseline=None), model_id="")]

    done = run("train")

    assert done.exit_code == 0
    assert "riskiest" not in done.stdout


def test_a_model_that_is_no_better_is_not_offered(suite: Suite, run: Run) -> None:
    lost = {"verdict": "NO_SIGNAL", "sentence": "AUC 0.52 against 0.51.", "left_out": []}
    suite.others[TRAIN] = [a_training(report=lost)]

    shown = run("train").stdout

    assert "AUC 0.52 against 0.51." in shown
    assert "promote" not in shown


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (a_training("FAILED", failure={"code": "ERR-2011", "message": "Nothing is known yet."}), "Nothing is known yet."),
        (a_training("CANCELLED", failure=None), "called off"),
    ],
)
def test_a_training_that_comes_to_nothing_fails_in_words(suite: Suite, run: Run, ended: dict[str, object], words: str) -> None:
    suite.others[TRAIN] = [ended]

    done = run("train")

    assert done.exit_code == 1
    assert words in done.stderr


def test_the_model_that_scores_has_the_star(suite: Suite, run: Run) -> None:
    baseline = a_model(model_id="b", kind="BASELINE", version=1, display_name="Baseline", report=None, is_active=True)
    suite.others["/v1/models"] = [{"models": [a_model(), baseline]}]

    heading, own, shared = run("models").stdout.splitlines()

    assert heading.split() == ["Model", "id", "Version", "AUC", "Name"]
    assert own.split() == [MODEL_ID, "trained-2", "0.815", "Spring"]
    assert shared.split() == ["*", "b", "baseline-1", "Baseline"]
    assert {line.index(name) for line, name in ((heading, "Name"), (own, "Spring"), (shared, "Baseline"))} == {
        heading.index("Name")
    }


def test_a_promotion_says_what_holds_from_now_on(suite: Suite, run: Run) -> None:
    suite.others[f"/v1/models/{MODEL_ID}:promote"] = [a_model(is_active=True)]

    assert run("promote", MODEL_ID).stdout.splitlines() == [
        "Files are scored with Spring (trained-2) from now on.",
        f"Back to the model before it: `retainwise rollback {MODEL_ID}`.",
    ]


def test_a_rollback_names_the_model_that_scores_again(suite: Suite, run: Run) -> None:
    before = a_model(model_id="b", kind="BASELINE", version=1, display_name="Baseline scorecard", report=None, is_active=True)
    suite.others[f"/v1/models/{MODEL_ID}:rollback"] = [before]

    assert run("rollback", MODEL_ID).stdout == "Files are scored with Baseline scorecard (baseline-1) from now on.\n"


def test_a_refused_promotion_says_the_figures(suite: Suite, run: Run) -> None:
    path = f"/v1/models/{MODEL_ID}:promote"
    suite.errors[path] = [(409, an_error("ERR-3003", "It is not better: AUC 0.52 against 0.51."))]

    done = run("promote", MODEL_ID)

    assert done.exit_code == 1
    assert "AUC 0.52 against 0.51." in done.stderr
