"""The worker's edge: a message from the queue becomes one attempt at a prediction, and its end is decided here."""

import asyncio
from time import monotonic
from uuid import UUID

import structlog
from google.protobuf import json_format

from retainwise.scoring.v1.task_pb2 import ScoringTask
from services.runtime import metrics
from services.runtime.errors import Failure, Unavailable
from services.runtime.queues import Message
from services.scoring.attempts import Attempts, ClaimLost
from services.scoring.domain import Claim, PredictionId
from services.scoring.failures import CannotBeScored

log = structlog.get_logger(__name__)

# A file that crashes or kills its workers must not do so for ever; a dependency that is away is no fault of the file.
MOST_ATTEMPTS = 5
# A dependency that is down is back within seconds or minutes; asking it at once again helps nobody.
PAUSE_S = 2.0


class Worker:
    """Turns messages into attempts."""

    def __init__(self, attempts: Attempts) -> None:
        self._attempts = attempts

    async def work(self, message: Message) -> None:
        """Do what the message asks; when it returns the message may be deleted, when it raises the message must come back."""
        task = json_format.Parse(message.body, ScoringTask(), ignore_unknown_fields=True)
        with structlog.contextvars.bound_contextvars(prediction_id=task.prediction_id):
            claim = await self._attempts.claim(task.user_id, PredictionId(UUID(task.prediction_id)))
            if claim is None:
                # It is over, or another worker has it; should that one die, the relay sends a new message.
                log.info("job.nothing_to_do")
                return
            started = monotonic()
            outcome = await self._attempt(claim)
            metrics.JOBS.labels(outcome).inc()
            metrics.JOB_SECONDS.observe(monotonic() - started)
            log.info(
                "job", outcome=outcome, attempt=claim.attempt, rows=claim.order.row_count, ms=round(1e3 * (monotonic() - started))
            )

    async def _attempt(self, claim: Claim) -> str:
        """Run the attempt; the outcome's name. What is final and what is worth another try is decided here and nowhere else."""
        if claim.blamed_count > MOST_ATTEMPTS:
            # Its workers were killed before they could say anything, most likely by this file.
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
            await asyncio.sleep(PAUSE_S)
            await self._attempts.excuse(claim)
            return "interrupted"
        except Failure as failure:
            await self._attempts.fail(claim, failure)
            return "failed"
        except Exception:
            log.exception("job.crashed")
            return await self._again(claim)
        return "completed"

    async def _again(self, claim: Claim) -> str:
        if claim.blamed_count >= MOST_ATTEMPTS:
            return await self._give_up(claim)
        await self._attempts.blame(claim)
        return "crashed"

    async def _give_up(self, claim: Claim) -> str:
        message = "The file could not be scored after several tries. Please upload it again, or send us the prediction's id."
        await self._attempts.fail(claim, CannotBeScored(message))
        return "failed"
