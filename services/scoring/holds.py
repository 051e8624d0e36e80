"""A worker's hold on a job of any kind: claim it, keep its lease, and give it back or end it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from services.runtime.database import Database
from services.runtime.errors import Failure
from services.scoring import leases
from services.scoring.domain import Claim, JobFailure, Work
from services.scoring.leases import Jobs

log = structlog.get_logger(__name__)

# Progress is worth a write a second; the lease needs one at least every third of it.
BEAT_S = 1.0

Asked = TypeVar("Asked", bound=Work)


class ClaimLost(Exception):
    """The job was cancelled, or another worker has taken it."""


@dataclass
class Hold(Generic[Asked]):
    """A running attempt as its heartbeat sees it; ``progress`` is by column of the job's table."""

    claim: Claim[Asked]
    progress: Mapping[str, Any] = field(default_factory=dict)
    is_lost: bool = False

    def check(self) -> None:
        """Raise ClaimLost where the claim is lost."""
        if self.is_lost:
            raise ClaimLost


class Holds(Generic[Asked]):
    """Jobs of one kind from a worker's side."""

    def __init__(self, database: Database, jobs: Jobs[Asked], *, lease_s: float) -> None:
        self._database = database
        self._jobs = jobs
        self._lease_s = lease_s

    async def claim(self, user_id: str, job_id: UUID) -> Claim[Asked] | None:
        """Take the job; None where there is nothing to do for this worker."""
        async with self._database.transaction(user_id) as tx:
            return await leases.claim(tx, self._jobs, job_id, lease_s=self._lease_s)

    async def complete(self, hold: Hold[Asked], result: Mapping[str, Any]) -> None:
        """End the job with the columns of its result. Raises ClaimLost."""
        hold.check()
        async with self._database.transaction(hold.claim.order.user_id) as tx:
            if not await leases.complete(tx, self._jobs, hold.claim, result):
                raise ClaimLost

    async def note(self, hold: Hold[Asked], values: Mapping[str, Any]) -> None:
        """Write to columns of the job. Raises ClaimLost."""
        async with self._database.transaction(hold.claim.order.user_id) as tx:
            if not await leases.note(tx, self._jobs, hold.claim, values):
                raise ClaimLost

    async def fail(self, claim: Claim[Asked], failure: Failure) -> None:
        """End the job with what the user is told."""
        async with self._database.transaction(claim.order.user_id) as tx:
            await leases.fail(tx, self._jobs, claim, JobFailure(failure.code, failure.message))

    async def excuse(self, claim: Claim[Asked]) -> None:
        """Let another worker have it; what went wrong is not the job's fault."""
        async with self._database.transaction(claim.order.user_id) as tx:
            await leases.give_back(tx, self._jobs, claim, excused_count=claim.excused_count + 1)

    async def blame(self, claim: Claim[Asked]) -> None:
        """Let another worker try it; what went wrong may be the job's fault."""
        async with self._database.transaction(claim.order.user_id) as tx:
            await leases.give_back(tx, self._jobs, claim, excused_count=claim.excused_count)

    @asynccontextmanager
    async def held(self, claim: Claim[Asked]) -> AsyncIterator[Hold[Asked]]:
        """Keep the lease while the block runs."""
        hold = Hold(claim)
        beating = asyncio.create_task(self._beat(hold), name="heartbeat")
        try:
            yield hold
        finally:
            beating.cancel()

    async def _beat(self, hold: Hold[Asked]) -> None:
        while not hold.is_lost:
            await asyncio.sleep(min(BEAT_S, self._lease_s / 3))
            try:
                async with self._database.transaction(hold.claim.order.user_id) as tx:
                    is_ours = await leases.prolong(tx, self._jobs, hold.claim, lease_s=self._lease_s, progress=hold.progress)
            except Failure as failure:
                log.warning("lease.not_extended", error_code=failure.code)
            except SQLAlchemyError as error:
                # Such as a statement that took too long: the next one may not.
                log.warning("lease.not_extended", fault=type(error).__name__)
            else:
                hold.is_lost = not is_ours
