"""The worker's edge: a message from the queue becomes one attempt at a job, and its end is decided here."""

import asyncio
from time import monotonic
from typing import Generic, Protocol, TypeVar
from uuid import UUID

import structlog

from services.runtime import metrics
from services.runtime.errors import Failure, Unavailable
from services.runtime.queues import Message
from services.scoring.domain import Claim, Work
from services.scoring.holds import ClaimLost
from services.scoring.tasks import Kind

log = structlog.get_logger(__name__)

# A job that crashes or kills its workers must not do so for ever; a dependency that is away is no fault of the job.
MOST_ATTEMPTS = 5
# A dependency that is down is back within seconds or minutes; asking it at once again helps nobody.
PAUSE_S = 2.0


Asked = TypeVar("Asked", bound=Work)


class Attempts(Protocol[Asked]):
    """What a worker can do with jobs of one kind; see Holds."""

    async def claim(self, user_id: str, job_id: UUID) -> Claim[Asked] | None:
        """Take the job; None where there is nothing to do."""

    async def run(self, claim: Claim[Asked]) -> None:
        """Do the job and complete it. Raises ClaimLost."""

    async def fail(self, claim: Claim[Asked], failure: Failure) -> None:
        """End the job with what the user is told."""

    async def excuse(self, claim: Claim[Asked]) -> None:
        """Give it back; the job is not to blame."""

    async def blame(self, claim: Claim[Asked]) -> None:
        """Give it back; the job may be to blame."""


class Worker(Generic[Asked]):
    """Turns messages about one kind of job into attempts."""

    def __init__(self, kind: Kind, attempts: Attempts[Asked]) -> None:
        self._kind = kind
        self._attempts = attempts

    async def work(self, message: Message) -> None:
        """Do what the message asks; when it returns the message may be deleted, when it raises the message must come back."""
        user_id, job_id = self._kind.read(message.body)
        with structlog.contextvars.bound_contextvars(**{self._kind.id_name: str(job_id)}):
            claim = await self._attempts.claim(user_id, job_id)
            if claim is None:
                # It is over, or another worker has it; should that one die, the relay sends a new message.
                log.info("job.nothing_to_do")
                return
            started = monotonic()
            outcome = await self._attempt(claim)
            metrics.JOBS.labels(outcome).inc()
            metrics.JOB_SECONDS.observe(monotonic() - started)
            log.info("job", outcome=outcome, attempt=claim.attempt, ms=round(1e3 * (monotonic() - started)))

    async def _attempt(self, claim: Claim[Asked]) -> str:
        """Run the attempt; the outcome's name. What is final and what is worth another try is decided here and nowhere else."""
        if claim.blamed_count > MOST_ATTEMPTS:
            # Its workers were killed before they could say anything, most likely by this job.
            return await self._give_up(claim)
        try:
            await self._attempts.run(claim)
        except ClaimLost:
            return "lost"
        except asyncio.CancelledError:
            await self._attempts.excuse(claim)
            raise
        except Unavailable as failure:
            log.warning("job.interrupted", error_code=failure.code)
            # First, so that a stop during the pause leaves no job behind that nobody has.
            await self._attempts.excuse(claim)
            await asyncio.sleep(PAUSE_S)
            return "interrupted"
        except Failure as failure:
            await self._attempts.fail(claim, failure)
            return "failed"
        except Exception:
            log.exception("job.crashed")
            return await self._again(claim)
        return "completed"

    async def _again(self, claim: Claim[Asked]) -> str:
        if claim.blamed_count >= MOST_ATTEMPTS:
            return await self._give_up(claim)
        await self._attempts.blame(claim)
        return "crashed"

    async def _give_up(self, claim: Claim[Asked]) -> str:
        await self._attempts.fail(claim, self._kind.given_up())
        return "failed"
