"""`retainwise score`, against a gateway that speaks the suite's REST."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.suite import (
    PREDICTION_ID,
    REQUEST_ID,
    THREE,
    UPLOAD_ID,
    Suite,
    a_column,
    a_customer_at_risk,
    a_prediction,
    a_summary,
    an_error,
    an_upload,
)


def test_the_result_lies_beside_the_file_and_is_what_the_suite_sent(suite: Suite, run: Run, customers: Path) -> None:
    done = run("score", str(customers))

    assert done.exit_code == 0, done.output
    assert (customers.parent / "customers.scored.csv").read_bytes() == THREE


def test_the_file_is_sent_whole_with_its_length_and_base_name(suite: Suite, run: Run, customers: Path) -> None:
    run("score", str(customers))

    assert suite.body == customers.read_bytes()
    assert suite.headers["Content-Length"] == str(len(suite.body))
    assert "Transfer-Encoding" not in suite.headers
    assert suite.queries[0] == {"filename": ["customers.csv"]}


def test_customers_are_ranked_as_the_suite_ranks_them(suite: Suite, run: Run, customers: Path) -> None:
    shown = run("score", str(customers)).stdout

    lines = [line.split() for line in shown.splitlines() if "Call them" in line]
    assert [line[:3] for line in lines] == [["1", "a", "93.0%"], ["2", "b", "41.0%"]]


def test_one_customer_and_one_column_are_no_plural(suite: Suite, run: Run, customers: Path) -> None:
    suite.upload, suite.states = an_upload(row_count=1), [a_prediction(row_count=1)]

    said = run("score", str(customers)).stderr

    assert "1 customer, 1 of 1 column understood" in said
    assert "Scored 1 customer in" in said


def test_the_report_counts_each_risk_level(suite: Suite, run: Run, customers: Path) -> None:
    shown = run("score", str(customers)).stdout

    counted = {
        line.split()[0]: line.split()[1] for line in shown.splitlines() if line.startswith(("  High", "  Medium", "  Low"))
    }
    assert counted == {"High": "1", "Medium": "1", "Low": "1"}
    assert "baseline-1" in shown
    assert "50% for every customer" in shown


def test_top_limits_the_ranking(suite: Suite, run: Run, customers: Path) -> None:
    shown = run("score", str(customers), "--top", "1").stdout

    assert shown.count("Call them") == 1


def test_standard_output_gets_the_csv_alone(suite: Suite, run: Run, customers: Path) -> None:
    done = run("score", str(customers), "--output", "-")

    assert done.stdout_bytes == THREE
    assert "Call first" in done.stderr
    assert sorted(path.name for path in customers.parent.iterdir()) == ["customers.csv"]


def test_a_result_cut_short_replaces_nothing(suite: Suite, run: Run, customers: Path) -> None:
    kept = customers.parent / "customers.scored.csv"
    kept.write_text("last month's")
    suite.missing_bytes = 10

    done = run("score", str(customers))

    assert done.exit_code == 1
    assert "broke off" in done.stderr
    assert kept.read_text() == "last month's"
    assert len(list(customers.parent.iterdir())) == 2


def test_a_file_in_doubt_ends_with_status_2_and_says_which_column_and_why(suite: Suite, run: Run, customers: Path) -> None:
    column = a_column(header="Number", decision="ASK", confidence=0.41, reason="Some values occur twice.")
    suite.upload = an_upload(status="needs_mapping", columns=[column], row_count=0)

    done = run("score", str(customers))

    assert done.exit_code == 2
    assert "Number" in done.stderr
    assert "41%" in done.stderr
    assert "Some values occur twice." in done.stderr


def test_an_error_of_the_suite_is_shown_with_code_request_and_details(suite: Suite, run: Run, customers: Path) -> None:
    details = [{"field": "file", "message": "is a workbook"}]
    suite.errors["/v1/uploads"] = [(400, an_error("ERR-1001", "This is no CSV.", details=details))]

    done = run("score", str(customers))

    assert done.exit_code == 1
    for words in ("This is no CSV.", "ERR-1001", REQUEST_ID, "file: is a workbook"):
        assert words in done.stderr


def test_a_failed_prediction_says_why(suite: Suite, run: Run, customers: Path) -> None:
    suite.states = [a_prediction(status="FAILED", failure={"code": "ERR-2004", "message": "The file could not be scored."})]

    done = run("score", str(customers))

    assert done.exit_code == 1
    assert "The file could not be scored." in done.stderr
    assert "ERR-2004" in done.stderr


def test_a_cancelled_prediction_has_no_result(suite: Suite, run: Run, customers: Path) -> None:
    suite.states = [a_prediction(status="CANCELLED")]

    done = run("score", str(customers))

    assert done.exit_code == 1
    assert "called off" in done.stderr
    assert f"/v1/predictions/{PREDICTION_ID}/download" not in suite.seen


def test_a_cell_can_send_no_commands_to_the_terminal(suite: Suite, run: Run, customers: Path) -> None:
    suite.summary = a_summary(customers_at_risk=[a_customer_at_risk("\x1b[2J[red]x", 0.93)])

    shown = run("score", str(customers)).stdout

    assert "\x1b" not in shown
    assert "[red]x" in shown


def test_an_interrupted_wait_says_how_to_fetch_the_result_later(suite: Suite, customers: Path) -> None:
    suite.states = [a_prediction(status="RUNNING")]
    command = [sys.executable, "-m", "services.cli", "score", str(customers)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as waiting:
        while f"/v1/predictions/{PREDICTION_ID}:watch" not in suite.seen:
            time.sleep(0.01)
        waiting.send_signal(signal.SIGINT)
        _, said = waiting.communicate(timeout=20)

    assert waiting.returncode == 130
    assert f"retainwise download {PREDICTION_ID}" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_cannot_be_read_is_named(suite: Suite, run: Run, name: str) -> None:
    done = run("score", name)

    assert done.exit_code == 1
    assert f"{name} cannot be read" in done.stderr
    assert suite.seen == []


def test_a_file_that_is_not_there_says_how_to_get_one(suite: Suite, run: Run) -> None:
    assert "`retainwise sample` writes one to try" in run("score", "missing.csv").stderr
    assert "retainwise sample" not in run("score", ".").stderr


def test_a_place_that_cannot_be_written_is_named_before_anything_is_sent(suite: Suite, run: Run, customers: Path) -> None:
    done = run("score", str(customers), "--output", "nowhere/x.csv")

    assert done.exit_code == 1
    assert "no folder nowhere" in done.stderr
    assert suite.seen == []


@pytest.mark.parametrize("spelling", ["customers.csv", "./customers.csv", "folder/../customers.csv", "link.csv", "hard.csv"])
def test_a_result_that_would_take_the_place_of_its_own_file_is_refused(
    suite: Suite, run: Run, customers: Path, spelling: str
) -> None:
    before = customers.read_bytes()
    (customers.parent / "folder").mkdir()
    (customers.parent / "link.csv").symlink_to(customers)
    (customers.parent / "hard.csv").hardlink_to(customers)

    done = run("score", "customers.csv", "--output", spelling)

    assert done.exit_code == 1
    assert "is the file that is to be scored" in done.stderr
    assert suite.seen == []
    assert customers.read_bytes() == before


@pytest.mark.parametrize("words", [("score", "customers.csv"), ("score", "customers.csv", "-o", "-"), ("confirm", UPLOAD_ID)])
def test_it_ends_with_the_id_and_with_what_comes_next(suite: Suite, run: Run, customers: Path, words: tuple[str, ...]) -> None:
    shown = run(*words).stderr.splitlines()

    assert shown[-2:] == [
        f"  Prediction {PREDICTION_ID}",
        f"  Once it is known who left: retainwise outcomes left.csv --prediction {PREDICTION_ID}",
    ]


def test_what_the_model_did_not_learn_from_is_said(suite: Suite, run: Run, customers: Path) -> None:
    told = "Seats: its middle is about 120, and was 10 in training. Is its unit another?"
    suite.states = [a_prediction(warnings=[{"kind": "OTHER_UNIT", "column": "Seats", "message": told}])]

    assert told in run("score", str(customers)).stdout
    assert told in run("summary", PREDICTION_ID).stdout


def test_a_file_that_fits_its_model_is_not_warned_of(suite: Suite, run: Run, customers: Path) -> None:
    assert "unlike" not in run("score", str(customers)).stdout
