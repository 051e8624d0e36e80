"""What becomes of an attempt: what is final, and what is worth another try."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from google.protobuf import json_format

from retainwise.scoring.v1.task_pb2 import ScoringTask
from services.runtime.clock import new_id
from services.runtime.errors import Failure, StorageUnavailable
from services.runtime.queues import Message
from services.scoring import worker
from services.scoring.domain import Claim, Order, PredictionId
from services.scoring.failures import CannotBeScored, PredictionNotFound
from services.scoring.holds import ClaimLost
from services.scoring.tasks import SCORING
from services.scoring.worker import MOST_ATTEMPTS, Worker
from tests.builders import an_order


@dataclass
class FakeAttempts:
    """Attempts in memory: ``fault`` is raised by every run, and what was done is noted."""

    attempt: int | None = 1
    excused_count: int = 0
    fault: BaseException | None = None
    done: list[str] = field(default_factory=list)
    told: Failure | None = None

    async def claim(self, user_id: str, job_id: UUID) -> Claim[Order] | None:
        """The claim, None where ``attempt`` is None."""
        return (
            None if self.attempt is None else Claim(an_order(user_id, id=PredictionId(job_id)), self.attempt, self.excused_count)
        )

    async def run(self, claim: Claim[Order]) -> None:
        """Note the run, or raise the fault."""
        self.done.append("run")
        if self.fault is not None:
            raise self.fault

    async def fail(self, claim: Claim[Order], failure: Failure) -> None:
        """Note the end."""
        self.done.append("fail")
        self.told = failure

    async def excuse(self, claim: Claim[Order]) -> None:
        """Note that it is given back without blame."""
        self.done.append("excuse")

    async def blame(self, claim: Claim[Order]) -> None:
        """Note that it is given back with blame."""
        self.done.append("blame")


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PAUSE_S", 0)


async def _work(attempts: FakeAttempts) -> None:
    task = ScoringTask(prediction_id=str(new_id()), user_id="ann")
    await Worker(SCORING, attempts).work(Message(json_format.MessageToJson(task), "receipt", 1))


async def test_a_stop_during_the_pause_finds_the_job_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PAUSE_S", 60)
    attempts = FakeAttempts(fault=StorageUnavailable("The storage does not answer."))
    working = asyncio.create_task(_work(attempts))
    for _ in range(100):
        await asyncio.sleep(0)

    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert attempts.done == ["run", "excuse"]


async def test_a_prediction_that_is_over_is_left_alone() -> None:
    attempts = FakeAttempts(attempt=None)
    await _work(attempts)

    assert attempts.done == []


async def test_a_good_run_needs_nothing_more() -> None:
    attempts = FakeAttempts()
    await _work(attempts)

    assert attempts.done == ["run"]


async def test_a_lost_claim_is_left_to_whoever_has_it() -> None:
    attempts = FakeAttempts(fault=ClaimLost())
    await _work(attempts)

    assert attempts.done == ["run"]


@pytest.mark.parametrize("fault", [RuntimeError("crash"), MemoryError()])
async def test_a_crash_gives_the_prediction_back_for_another_try(fault: BaseException) -> None:
    attempts = FakeAttempts(fault=fault)
    await _work(attempts)

    assert attempts.done == ["run", "blame"]


async def test_a_dependency_that_is_away_is_waited_for_however_often() -> None:
    attempts = FakeAttempts(attempt=100, excused_count=99, fault=StorageUnavailable("away"))
    await _work(attempts)

    assert attempts.done == ["run", "excuse"]


async def test_a_crash_that_stays_ends_the_prediction_with_words_for_the_user() -> None:
    attempts = FakeAttempts(attempt=MOST_ATTEMPTS + 3, excused_count=3, fault=RuntimeError("crash"))
    await _work(attempts)

    assert attempts.done == ["run", "fail"]
    assert isinstance(attempts.told, CannotBeScored)
    assert "crash" not in attempts.told.message


async def test_a_file_that_kills_its_workers_is_given_up() -> None:
    attempts = FakeAttempts(attempt=MOST_ATTEMPTS + 1)
    await _work(attempts)

    assert attempts.done == ["fail"]
    assert isinstance(attempts.told, CannotBeScored)


async def test_a_failure_that_is_the_files_own_ends_the_prediction_at_once() -> None:
    attempts = FakeAttempts(fault=PredictionNotFound("gone"))
    await _work(attempts)

    assert attempts.done == ["run", "fail"]
    assert attempts.told is attempts.fault


async def test_a_stopping_worker_gives_its_prediction_back() -> None:
    attempts = FakeAttempts(fault=asyncio.CancelledError())
    with pytest.raises(asyncio.CancelledError):
        await _work(attempts)

    assert attempts.done == ["run", "excuse"]
