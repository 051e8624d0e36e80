"""Following a prediction to its end."""

from collections.abc import Iterator

import pytest

from services.cli import watch
from services.cli.client import Client
from services.cli.faults import Fault, Refused, Unreachable
from services.cli.state import Access
from tests.unit.cli.suite import PREDICTION_ID, TOKEN, Suite, a_prediction, a_running_suite, an_error

PATH = f"/v1/predictions/{PREDICTION_ID}"
UNKNOWN = (404, an_error("ERR-2001", "There is no such prediction."))
AWAY = (503, an_error("ERR-9003", "A part of the service does not answer."))


class Clock:
    """Sleeps in no time."""

    def __init__(self) -> None:
        self.slept_s = 0.0

    def sleep(self, seconds: float) -> None:
        """Add to what was slept."""
        self.slept_s += seconds


@pytest.fixture
def running() -> Iterator[Suite]:
    """A suite with a prediction that is queued at first."""
    with a_running_suite() as suite:
        suite.states = [a_prediction(status="QUEUED", scored_count=0)]
        yield suite


def statuses(suite: Suite, clock: Clock) -> list[str]:
    """What following reports."""
    with Client(Access(suite.gateway, TOKEN)) as client:
        return [prediction.status for prediction in watch.follow(client, PREDICTION_ID, clock.sleep)]


def test_the_stream_is_followed_to_the_final_status(running: Suite) -> None:
    running.events = [a_prediction(status="RUNNING", scored_count=1), a_prediction()]

    assert statuses(running, Clock()) == ["QUEUED", "RUNNING", "COMPLETED"]
    assert running.seen == [PATH, f"{PATH}:watch"]


def test_a_stream_that_drops_is_replaced_by_asking(running: Suite) -> None:
    running.events = [a_prediction(status="RUNNING")]
    running.states = [a_prediction(status="QUEUED"), a_prediction(status="RUNNING"), a_prediction()]

    assert statuses(running, Clock()) == ["QUEUED", "RUNNING", "RUNNING", "COMPLETED"]


def test_a_stream_that_is_refused_is_replaced_by_asking(running: Suite) -> None:
    running.errors[f"{PATH}:watch"] = [AWAY]
    running.states = [a_prediction(status="QUEUED"), a_prediction()]

    assert statuses(running, Clock()) == ["QUEUED", "COMPLETED"]


def test_a_prediction_that_is_not_known_yet_is_asked_for_again(running: Suite) -> None:
    running.errors[PATH] = [UNKNOWN, UNKNOWN]
    running.states = [a_prediction()]

    assert statuses(running, Clock()) == ["COMPLETED"]


def test_a_prediction_that_stays_unknown_is_left_for_later(running: Suite) -> None:
    running.errors[PATH] = [UNKNOWN] * 100
    clock = Clock()

    with pytest.raises(Fault, match=f"retainwise download {PREDICTION_ID}"):
        statuses(running, clock)
    assert clock.slept_s >= watch.PATIENCE_S


def test_a_part_that_falls_for_a_moment_goes_unnoticed(running: Suite) -> None:
    running.states = [a_prediction()]
    running.errors[PATH] = [AWAY, AWAY]

    assert statuses(running, Clock()) == ["COMPLETED"]


def test_an_error_that_will_not_pass_is_reported_at_once(running: Suite) -> None:
    running.errors[PATH] = [(403, an_error("ERR-4031", "The token is not meant for this service."))]
    clock = Clock()

    with pytest.raises(Refused):
        statuses(running, clock)
    assert clock.slept_s == 0


def test_a_suite_that_is_gone_for_long_is_reported() -> None:
    with a_running_suite() as suite:
        gone = Suite(gateway=suite.gateway)

    with pytest.raises(Unreachable, match="not running"):
        statuses(gone, Clock())
