"""Waiting until the suite takes a file again."""

import io
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from services.cli import turns
from services.cli.faults import Refused
from services.cli.terminal import Terminal
from tests.unit.cli.conftest import Run
from tests.unit.cli.suite import PREDICTION_ID, UPLOAD_ID, Suite, an_error

CONFIRM = f"/v1/uploads/{UPLOAD_ID}:confirmMapping"


def too_many(retry_after_s: int | None) -> Refused:
    """The refusal of a file that comes too soon."""
    return Refused("Too many.", status=429, code="ERR-4029", retry_after_s=retry_after_s)


def refusing(*faults: Refused) -> Callable[[], str]:
    """A call that is refused so often, and then answered."""
    waiting = list(faults)

    def send() -> str:
        if waiting:
            raise waiting.pop(0)
        return "taken"

    return send


def waited(send: Callable[[], str]) -> tuple[list[float], str]:
    """The pauses until the call was answered, and what was said meanwhile."""
    pauses_s: list[float] = []
    said = io.StringIO()
    terminal = Terminal(Console(file=io.StringIO()), Console(file=said, width=200))
    assert turns.wait_for(send, terminal, pauses_s.append) == "taken"
    return pauses_s, said.getvalue()


def test_a_file_that_comes_too_soon_is_sent_again_when_the_suite_says() -> None:
    pauses_s, said = waited(refusing(too_many(23), too_many(1)))

    assert pauses_s == [23, 1]
    assert "Going on in 23 seconds; Ctrl-C stops." in said
    assert "Going on in 1 second;" in said


def test_a_pause_of_no_time_is_a_second() -> None:
    assert waited(refusing(too_many(0)))[0] == [1]


@pytest.mark.parametrize("faults", [[too_many(121)], [too_many(60), too_many(61)], [too_many(None)]])
def test_more_than_two_minutes_are_not_waited_for(faults: list[Refused]) -> None:
    with pytest.raises(Refused, match="Too many"):
        waited(refusing(*faults))


def test_another_refusal_is_not_waited_for() -> None:
    with pytest.raises(Refused, match="stored"):
        waited(refusing(Refused("Not stored.", status=503, retry_after_s=5)))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/v1/uploads", ("score", "customers.csv")),
        (CONFIRM, ("confirm", UPLOAD_ID, "--correct")),
        ("/v1/outcomes", ("outcomes", "customers.csv", "--prediction", PREDICTION_ID)),
    ],
)
def test_whatever_sends_a_file_waits_and_sends_it_whole(
    suite: Suite, run: Run, customers: Path, path: str, words: tuple[str, ...]
) -> None:
    suite.errors[path] = [(429, an_error("ERR-4029", "Too many.", retry_after_s=1))]
    receipt = {"outcome_count": 3, "matched_count": 3, "unmatched_count": 0, "repeated_count": 0}
    suite.others["/v1/outcomes"] = [{**receipt, "new_count": 3, "changed_count": 0}]

    done = run(*words)

    assert done.exit_code == 0, done.output
    assert "Going on in 1 second" in done.stderr
    assert suite.seen[:2] == [path, path]
    assert path == CONFIRM or suite.body == customers.read_bytes()


def test_a_wait_can_be_stopped(suite: Suite, customers: Path) -> None:
    suite.errors["/v1/uploads"] = [(429, an_error("ERR-4029", "Too many.", retry_after_s=60))]
    command = [sys.executable, "-m", "services.cli", "score", str(customers)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as waiting:
        assert waiting.stderr
        said = next(iter(waiting.stderr))
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(timeout=20) == 130

    assert "Going on in 60 seconds" in said
    assert not (customers.parent / "customers.scored.csv").exists()
