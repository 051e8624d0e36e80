"""What a person sees when something is wrong: words, never a stack trace."""

from pathlib import Path

import pytest

from deploy.local import keys
from services.cli import listing
from tests.unit.cli.conftest import Run
from tests.unit.cli.suite import Suite, a_running_suite, an_error

NOT_RUNNING = "The suite is not running. Start it with `retainwise up`."


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables of whoever runs the tests say nothing."""
    for name in ("RETAINWISE_GATEWAY", "RETAINWISE_TOKEN", "RETAINWISE_STATE", "RETAINWISE_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_suite_it_says_how_to_start_one(run: Run) -> None:
    done = run("predictions")

    assert done.exit_code == 1
    assert NOT_RUNNING in done.stderr


def test_a_refused_connection_says_how_to_start_the_suite(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with a_running_suite() as suite:
        (tmp_path / ".retainwise").mkdir()
        (tmp_path / ".retainwise" / "suite.json").write_text(f'{{"gateway": "{suite.gateway}", "parts": {{}}}}')
    monkeypatch.setenv("RETAINWISE_TOKEN", "any")

    done = run("predictions")

    assert done.exit_code == 1
    assert NOT_RUNNING in done.stderr


def test_a_gateway_that_was_named_and_does_not_answer_is_shown_with_its_address(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_running_suite() as suite:
        monkeypatch.setenv("RETAINWISE_GATEWAY", suite.gateway)
    monkeypatch.setenv("RETAINWISE_TOKEN", "any")

    done = run("predictions")

    assert done.exit_code == 1
    assert f"Nothing answers at {suite.gateway}, which RETAINWISE_GATEWAY names" in done.stderr
    assert "retainwise up" not in done.stderr


def test_a_token_that_was_given_and_is_refused_is_named_by_its_variable(
    suite: Suite, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETAINWISE_GATEWAY", suite.gateway)
    monkeypatch.setenv("RETAINWISE_TOKEN", "old")

    done = run("predictions")

    assert done.exit_code == 1
    assert "does not accept the token in RETAINWISE_TOKEN" in done.stderr
    assert "ERR-4010" in done.stderr
    assert "There is no valid token" not in done.stderr


def test_a_development_token_that_is_refused_is_named_by_its_folder(
    suite: Suite, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RETAINWISE_TOKEN")
    (tmp_path / "other" / "keys").mkdir(parents=True)
    keys.make_missing(keys.KeyFiles(tmp_path / "other" / "keys"), ())

    done = run("predictions", "--state", "other")

    assert done.exit_code == 1
    assert "does not accept a development token" in done.stderr
    assert "--state" in done.stderr


def test_a_detail_that_repeats_the_message_is_left_out(suite: Suite, run: Run) -> None:
    details = [{"field": "page_size", "message": "It is too large."}]
    suite.errors["/v1/predictions"] = [(400, an_error("ERR-4001", "It is too large.", details=details))]

    assert run("predictions").stderr.count("It is too large.") == 1


@pytest.mark.parametrize("address", ["127.0.0.1:80", "ftp://127.0.0.1", "http://[", "http://:port"])
def test_an_address_that_is_none_is_explained(run: Run, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("RETAINWISE_GATEWAY", address)
    monkeypatch.setenv("RETAINWISE_TOKEN", "any")

    done = run("predictions")

    assert done.exit_code == 1
    assert "RETAINWISE_GATEWAY" in done.stderr


def test_a_token_that_cannot_be_sent_is_explained(suite: Suite, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETAINWISE_TOKEN", "tök en\n")
    monkeypatch.setenv("RETAINWISE_GATEWAY", suite.gateway)

    done = run("predictions")

    assert done.exit_code == 1
    assert "RETAINWISE_TOKEN" in done.stderr


def test_no_key_means_no_token_and_says_what_makes_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETAINWISE_GATEWAY", "http://127.0.0.1:9")

    done = run("predictions")

    assert done.exit_code == 1
    assert "retainwise up" in done.stderr


@pytest.mark.parametrize(
    ("status", "body"), [(502, "<html>"), (500, "{}"), (404, '{"error": "no"}'), (200, "[]"), (200, "<html>")]
)
def test_an_answer_that_is_not_the_suites_is_no_stack_trace(suite: Suite, run: Run, status: int, body: str) -> None:
    suite.errors["/v1/predictions"] = [(status, body)]

    done = run("predictions")

    assert done.exit_code == 1
    assert "Something unexpected" not in done.stderr
    assert "Traceback" not in done.output


def test_a_mistake_of_ours_is_no_stack_trace_either(suite: Suite, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "print_predictions", None)

    done = run("predictions")

    assert done.exit_code == 1
    assert "mistake of ours" in done.stderr
    assert "Traceback" not in done.output


def test_a_mistake_of_ours_shows_its_trace_where_that_is_asked_for(
    suite: Suite, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "print_predictions", None)
    monkeypatch.setenv("RETAINWISE_DEBUG", "1")

    assert isinstance(run("predictions").exception, TypeError)


def test_a_wrong_command_line_is_refused_with_status_2(run: Run) -> None:
    assert run("score").exit_code == 2
    assert run("predictions", "--status", "lost").exit_code == 2


def test_a_spoilt_suite_file_is_explained(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".retainwise").mkdir()
    (tmp_path / ".retainwise" / "suite.json").write_text('{"gateway": 1')

    done = run("predictions")

    assert done.exit_code == 1
    assert "retainwise up" in done.stderr
