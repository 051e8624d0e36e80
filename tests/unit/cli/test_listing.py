"""`retainwise predictions` and `retainwise download`."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.suite import PREDICTION_ID, THREE, Suite, a_prediction, an_error


@pytest.mark.parametrize("columns", ["80", "100"])
def test_the_id_stands_whole_whatever_the_width(suite: Suite, run: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    suite.pages = [{"predictions": [a_prediction(filename="a name that is much too long for " * 4)], "total_size": 1}]

    shown = run("predictions").stdout

    assert PREDICTION_ID in shown
    assert "Completed" in shown


def test_pages_are_followed_up_to_the_limit(suite: Suite, run: Run) -> None:
    one = {"predictions": [a_prediction()], "next_page_token": "more", "total_size": 9}
    suite.pages = [one, one, one]

    done = run("predictions", "--limit", "2", "--status", "completed")

    assert done.stdout.count(PREDICTION_ID) == 2
    assert "7 more" in done.stdout
    assert suite.queries == [
        {"page_size": ["2"], "status": ["COMPLETED"]},
        {"page_size": ["1"], "status": ["COMPLETED"], "page_token": ["more"]},
    ]


def test_a_failure_is_listed_with_its_code(suite: Suite, run: Run) -> None:
    failure = {"code": "ERR-2004", "message": "The file could not be scored."}
    suite.pages = [{"predictions": [a_prediction(status="FAILED", risk_counts=None, failure=failure)], "total_size": 1}]

    assert "ERR-2004" in run("predictions").stdout


def test_an_empty_list_says_how_to_begin(suite: Suite, run: Run) -> None:
    suite.pages = [{"predictions": [], "total_size": 0}]

    assert "retainwise score" in run("predictions").stdout


def test_none_of_a_status_is_not_none_at_all(suite: Suite, run: Run) -> None:
    suite.pages = [{"predictions": [], "total_size": 0}]

    shown = run("predictions", "--status", "failed").stdout

    assert shown == "No prediction is failed. Without --status all are listed.\n"


def test_a_download_is_named_after_the_uploaded_file(suite: Suite, run: Run, tmp_path: Path) -> None:
    done = run("download", PREDICTION_ID)

    assert done.exit_code == 0
    assert (tmp_path / "customers.scored.csv").read_bytes() == THREE


@pytest.mark.parametrize("name", ["../../etc/evil.csv", "..\\evil.csv", "/evil.csv"])
def test_a_name_from_the_suite_leads_to_no_other_folder(suite: Suite, run: Run, tmp_path: Path, name: str) -> None:
    suite.states = [a_prediction(filename=name)]

    run("download", PREDICTION_ID)

    assert [path.name for path in tmp_path.iterdir()] == ["evil.scored.csv"]


def test_a_download_goes_where_it_is_told(suite: Suite, run: Run, tmp_path: Path) -> None:
    run("download", PREDICTION_ID, "-o", "mine.csv")

    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


def test_a_download_before_its_time_says_so_and_leaves_nothing(suite: Suite, run: Run, tmp_path: Path) -> None:
    too_early = an_error("ERR-2002", "The prediction has no result yet.")
    suite.errors[f"/v1/predictions/{PREDICTION_ID}/download"] = [(409, too_early)]

    done = run("download", PREDICTION_ID)

    assert done.exit_code == 1
    assert "no result yet" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_id_that_is_none_asks_for_nothing_else(suite: Suite, run: Run) -> None:
    suite.errors["/v1/predictions/..%2Fuploads"] = [(404, an_error("ERR-2001", "There is no such prediction."))]

    done = run("download", "../uploads")

    assert done.exit_code == 1
    assert "ERR-2001" in done.stderr
