"""What a worker does with a prediction: claim it, keep the lease, score the file, and make the result the prediction's."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import structlog

from services.runtime.blobs import Blobs
from services.runtime.database import Database
from services.runtime.errors import Failure
from services.scoring import results, store
from services.scoring.domain import Claim, PredictionFailure, PredictionId, Result, RiskCounts, folder_of
from services.scoring.model_cache import ModelCache
from services.scoring.results import ResultFiles
from services.scoring.scorer import Scorer

log = structlog.get_logger(__name__)

# Progress is worth a write a second; the lease needs one at least every third of it.
BEAT_S = 1.0


class ClaimLost(Exception):
    """The prediction was cancelled, or another worker has taken it."""


@dataclass
class Hold:
    """A running attempt as its heartbeat sees it."""

    claim: Claim
    scored_count: int = 0
    is_lost: bool = False

    def check(self) -> None:
        """Raise ClaimLost where the claim is lost."""
        if self.is_lost:
            raise ClaimLost


class Attempts:
    """Predictions from a worker's side."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        models: ModelCache,
        *,
        spool: Path,
        lease_s: float,
        today: Callable[[], date],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._models = models
        self._spool = spool
        self._lease_s = lease_s
        self._today = today

    async def claim(self, user_id: str, prediction_id: PredictionId) -> Claim | None:
        """Take the prediction; None where there is nothing to do for this worker."""
        async with self._database.transaction(user_id) as tx:
            return await store.claim(tx, prediction_id, lease_s=self._lease_s)

    async def run(self, claim: Claim) -> None:
        """Score the file and complete the prediction. Raises ClaimLost, and the failures of what it depends on."""
        async with self._held(claim) as hold:
            scorer = await self._models.active(claim.order.user_id)
            async with self._database.transaction(claim.order.user_id) as tx:
                await store.begin(tx, claim, model_version=scorer.version)
            with TemporaryDirectory(dir=self._spool) as folder:
                result = await self._score(hold, scorer, Path(folder))
            async with self._database.transaction(claim.order.user_id) as tx:
                is_ours = await store.complete(tx, claim, result)
            if not is_ours:
                # It was called off or deleted, or another worker has it: nothing will ever point at these files.
                await self._blobs.delete_folder(_folder(claim))
                raise ClaimLost

    async def fail(self, claim: Claim, failure: Failure) -> None:
        """End the prediction with what the user is told."""
        async with self._database.transaction(claim.order.user_id) as tx:
            await store.fail(tx, claim, PredictionFailure(failure.code, failure.message))

    async def excuse(self, claim: Claim) -> None:
        """Let another worker have it; what went wrong is not the file's fault."""
        async with self._database.transaction(claim.order.user_id) as tx:
            await store.give_back(tx, claim, excused_count=claim.excused_count + 1)

    async def blame(self, claim: Claim) -> None:
        """Let another worker try it; what went wrong may be the file's fault."""
        async with self._database.transaction(claim.order.user_id) as tx:
            await store.give_back(tx, claim, excused_count=claim.excused_count)

    async def _score(self, hold: Hold, scorer: Scorer, folder: Path) -> Result:
        prepared, files = folder / "prepared.parquet", ResultFiles.within(folder)
        await self._blobs.get_file(hold.claim.order.prepared_key, prepared)
        as_of = await asyncio.to_thread(results.reference_date, prepared, self._today())
        steps = results.score_file(prepared, files, scorer, as_of=as_of)
        counts = RiskCounts(0, 0, 0)
        try:
            # A thread per batch: the event loop keeps the lease meanwhile, and a cancel is seen between batches.
            while step := await _to_its_end(next, steps, None):
                hold.check()
                hold.scored_count = step.rows_done
                counts = RiskCounts(step.counts.high, step.counts.medium, step.counts.low)
        finally:
            await _to_its_end(steps.close)
        return await self._stored(hold.claim, files, counts)

    async def _stored(self, claim: Claim, files: ResultFiles, counts: RiskCounts) -> Result:
        # The attempt in the key keeps a slow worker's files from replacing those of the one that took over.
        csv_key, scores_key, summary_key = (f"{_folder(claim)}/{path.name}" for path in (files.csv, files.scores, files.summary))
        csv_bytes = await self._blobs.put_file(csv_key, files.csv)
        await self._blobs.put_file(scores_key, files.scores)
        await self._blobs.put_file(summary_key, files.summary)
        return Result(csv_key, scores_key, summary_key=summary_key, csv_bytes=csv_bytes, counts=counts)

    @asynccontextmanager
    async def _held(self, claim: Claim) -> AsyncIterator[Hold]:
        hold = Hold(claim)
        beating = asyncio.create_task(self._beat(hold), name="heartbeat")
        try:
            yield hold
        finally:
            beating.cancel()

    async def _beat(self, hold: Hold) -> None:
        while not hold.is_lost:
            await asyncio.sleep(min(BEAT_S, self._lease_s / 3))
            try:
                async with self._database.transaction(hold.claim.order.user_id) as tx:
                    is_ours = await store.prolong(tx, hold.claim, lease_s=self._lease_s, scored_count=hold.scored_count)
            except Failure as failure:
                log.warning("lease.not_extended", error_code=failure.code)
            else:
                hold.is_lost = not is_ours


def _folder(claim: Claim) -> str:
    return f"{folder_of(claim.order.id)}/{claim.attempt}"


async def _to_its_end(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call ``function`` in a thread. A cancel waits for the thread, since a generator cannot be closed while it runs."""
    running = asyncio.ensure_future(asyncio.to_thread(function, *arguments))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        raise
