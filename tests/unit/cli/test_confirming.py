"""`retainwise confirm`: columns in doubt are named once, and the file is scored then."""

import json

import pytest

from services.ingest.mapping import measures
from tests.unit.cli.conftest import Run
from tests.unit.cli.suite import PREDICTION_ID, UPLOAD_ID, Suite, a_column, an_error, an_upload


def test_the_columns_that_are_named_are_sent_and_the_result_is_saved(suite: Suite, run: Run) -> None:
    done = run("confirm", UPLOAD_ID, "--column", "0=customer_id", "--column", "2=monthly_charges:currency/year", "-c", "3=")

    assert done.exit_code == 0, done.output
    assert suite.seen[0] == f"/v1/uploads/{UPLOAD_ID}:confirmMapping"
    assert suite.seen[-2:] == [f"/v1/predictions/{PREDICTION_ID}/{what}" for what in ("download", "summary")]
    assert json.loads(suite.body)["columns"] == [
        {"index": 0, "field": "customer_id", "unit": ""},
        {"index": 2, "field": "monthly_charges", "unit": "currency/year"},
        {"index": 3, "field": "", "unit": ""},
    ]
    assert "customers.scored.csv" in done.stderr


@pytest.mark.parametrize("option", ["customer_id", "x=customer_id", "=age", "-1=age"])
def test_a_column_that_is_not_named_by_its_index_is_refused_before_anything_is_sent(suite: Suite, run: Run, option: str) -> None:
    done = run("confirm", UPLOAD_ID, f"--column={option}")

    assert done.exit_code == 1
    assert "INDEX=FIELD" in done.stderr
    assert suite.seen == []


def test_a_refused_mapping_is_shown_with_its_columns(suite: Suite, run: Run) -> None:
    wrong = 'Column 2 ("Fee"): there is no field of this name.'
    refusal = an_error("ERR-1014", wrong, details=[{"field": "columns[0]", "message": wrong}])
    suite.errors[f"/v1/uploads/{UPLOAD_ID}:confirmMapping"] = [(400, refusal)]

    done = run("confirm", UPLOAD_ID, "--column", "2=wealth")

    assert done.exit_code == 1
    assert wrong in done.stderr
    assert "ERR-1014" in done.stderr


def test_a_file_in_doubt_says_what_to_type_where_every_suggestion_is_right(suite: Suite, run: Run) -> None:
    fee = a_column(index=2, header="Fee", field="monthly_charges", decision="ASK", confidence=0.89, unit="currency/month")
    suite.upload = an_upload(status="needs_mapping", columns=[a_column(), fee], row_count=0)

    with open("customers.csv", "w") as file:
        file.write("a,b\n1,2\n")
    done = run("score", "customers.csv")

    assert done.exit_code == 2
    assert f"retainwise confirm {UPLOAD_ID} --column 2=monthly_charges:currency/month" in done.stderr


def test_dates_in_doubt_are_confirmed_with_an_order(suite: Suite, run: Run) -> None:
    reason = f"The header names the day of the signup. {measures.UNDECIDED}"
    signup = a_column(index=2, header="Since", field="signup_date", decision="ASK", confidence=0.89, reason=reason)
    suite.upload = an_upload(status="needs_mapping", columns=[a_column(), signup], row_count=0)

    with open("customers.csv", "w") as file:
        file.write("a,b\n1,2\n")

    assert "--column 2=signup_date:day-first" in run("score", "customers.csv").stderr


def test_a_correction_says_that_it_is_a_new_upload(suite: Suite, run: Run) -> None:
    suite.confirmed = {**suite.confirmed, "upload_id": "0190f3a0-0000-7000-8000-00000000c0de"}

    done = run("confirm", UPLOAD_ID, "--column", "2=total_charges", "--correct")

    assert done.exit_code == 0, done.output
    assert json.loads(suite.body)["correct"] is True
    assert "upload 0190f3a0-0000-7000-8000-00000000c0de; the earlier one" in " ".join(done.stderr.split())
