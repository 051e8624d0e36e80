"""How predictions go: invisible at once, then files and training rows, then their row; and how files of lost attempts go.

The row goes last, so that a crash leaves a row that tells the sweeper what is still to be done.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import PurePosixPath

import structlog

from services.runtime import audit, repeats
from services.runtime.blobs import Blobs
from services.runtime.clock import first_id_at, utc_now
from services.runtime.database import Database
from services.runtime.errors import Failure
from services.runtime.settings import RetentionOptions
from services.scoring import store, store_removal
from services.scoring.domain import PredictionId, folder_of
from services.scoring.failures import PredictionNotFound
from services.scoring.outcomes_client import OutcomesClient

log = structlog.get_logger(__name__)

BATCH = 100


class Deletions:
    """Removes predictions, and what nothing points at."""

    def __init__(
        self, database: Database, blobs: Blobs, outcomes: OutcomesClient, *, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._outcomes = outcomes
        self._now = now

    async def delete(self, user_id: str, prediction_id: PredictionId) -> None:
        """Make the prediction invisible and call off its work; the sweeper removes the rest. Raises PredictionNotFound."""
        async with self._database.transaction(user_id) as tx:
            if not await store_removal.mark_deleted(tx, prediction_id):
                raise PredictionNotFound(f"There is no prediction {prediction_id}.")
            await audit.note(tx, user_id, "prediction.delete", prediction_id)

    async def sweep(self) -> int:
        """Remove what is marked and no worker holds any more; how many predictions are gone for good."""
        async with self._database.relay_transaction() as tx:
            marked = await store_removal.marked(tx, limit=BATCH)
        return sum([await self._removed(user_id, prediction_id) for prediction_id, user_id in marked])

    async def _removed(self, user_id: str, prediction_id: PredictionId) -> bool:
        try:
            await self._blobs.delete_folder(folder_of(prediction_id))
            await self._outcomes.forget(user_id, prediction_id)
            async with self._database.transaction(user_id) as tx:
                await store_removal.remove(tx, prediction_id)
        except Failure as failure:
            # The others need not wait for what this one waits for.
            log.warning("prediction.removed_later", prediction_id=str(prediction_id), error_code=failure.code)
            return False
        log.info("prediction.removed", prediction_id=str(prediction_id))
        return True

    async def expire(self, *, days: int) -> None:
        """Delete the predictions that have been over for more than so many days."""
        while True:
            async with self._database.relay_transaction() as tx:
                outdated = await store_removal.outdated(tx, days=days, limit=BATCH)
            for prediction_id, user_id in outdated:
                async with self._database.transaction(user_id) as tx:
                    await store_removal.mark_deleted(tx, prediction_id)
                    await audit.note(tx, user_id, "prediction.delete", prediction_id, actor="retention")
            if len(outdated) < BATCH:
                return

    async def keep_for(self, kept: RetentionOptions) -> None:
        """Remove results, names of requests and notes that are older than ``kept`` says; 0 days keep for ever."""
        if kept.results_days:
            await self.expire(days=kept.results_days)
        async with self._database.relay_transaction() as tx:
            await repeats.forget_old(tx, days=kept.requests_days)
        if kept.audit_days:
            async with self._database.relay_transaction() as tx:
                await audit.forget(tx, days=kept.audit_days)

    async def tidy(self) -> int:
        """Remove the files of lost attempts and erasures; how many files that were."""
        async with self._database.relay_transaction() as tx:
            untidied = await store_removal.untidied(tx, limit=BATCH)
        return sum([await self.tidy_one(user_id, prediction_id) for prediction_id, user_id in untidied])

    async def tidy_one(self, user_id: str, prediction_id: PredictionId) -> int:
        """Remove all files of a prediction that are not those of its result, nor may become them; how many files that were."""
        async with self._database.transaction(user_id) as tx:
            prediction = await store.find(tx, prediction_id)
        kept = PurePosixPath(prediction.result.csv_key).parent.name if prediction and prediction.result else None
        folder = folder_of(prediction_id)
        keys = await self._blobs.keys(folder)
        others = [key for key in keys if _folder_within(folder, key) != kept]
        lost = [key for key in others if not self._may_be_in_the_making(_folder_within(folder, key))]
        for key in lost:
            await self._blobs.delete(key)
        async with self._database.transaction(user_id) as tx:
            await store_removal.mark_tidied(tx, prediction_id, is_tidy=lost == others)
        return len(lost)

    def _may_be_in_the_making(self, name: str) -> bool:
        """Whether an erasure may be writing a new result into the folder: attempts have numbers, erasures ids, which say when."""
        return not name.isdecimal() and name >= str(first_id_at(self._now() - store_removal.TIDY_AFTER))


def _folder_within(folder: str, key: str) -> str:
    return key.removeprefix(f"{folder}/").partition("/")[0]
