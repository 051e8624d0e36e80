"""What a worker does with a prediction it holds: score the file, and make the result the prediction's."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from services.runtime import threads
from services.runtime.blobs import Blobs
from services.runtime.database import Database
from services.scoring import prepared, results, store, summary
from services.scoring.assignment import Assignment
from services.scoring.catalog_client import CatalogClient
from services.scoring.domain import Claim, Order, Result, RiskCounts, folder_of
from services.scoring.holds import ClaimLost, Hold, Holds
from services.scoring.model_cache import ModelCache
from services.scoring.results import ResultFiles
from services.scoring.scorer import Scorer


class Attempts(Holds[Order]):
    """Predictions from a worker's side."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        models: ModelCache,
        catalog: CatalogClient,
        *,
        spool: Path,
        lease_s: float,
        today: Callable[[], date],
    ) -> None:
        super().__init__(database, store.JOBS, lease_s=lease_s)
        self._blobs = blobs
        self._models = models
        self._catalog = catalog
        self._spool = spool
        self._today = today

    async def run(self, claim: Claim[Order]) -> None:
        """Score the file and complete the prediction. Raises ClaimLost, and the failures of what it depends on."""
        async with self.held(claim) as hold:
            scorer = await self._models.active(claim.order.user_id)
            experiment = await self._catalog.running_experiment(claim.order.user_id)
            await self.note(hold, {"model_version": scorer.version, "experiment_id": experiment.id if experiment else None})
            with TemporaryDirectory(dir=self._spool) as folder:
                assignment = experiment.assignment if experiment else None
                result = await self._score(hold, scorer, assignment, Path(folder))
            try:
                await self.complete(hold, store.result_columns(result))
            except ClaimLost:
                # It was called off or deleted, or another worker has it: nothing will ever point at these files.
                await self._blobs.delete_folder(_folder(claim))
                raise

    async def _score(self, hold: Hold[Order], scorer: Scorer, assignment: Assignment | None, folder: Path) -> Result:
        source, files = folder / "prepared.parquet", ResultFiles.within(folder)
        await self._blobs.get_file(hold.claim.order.prepared_key, source)
        as_of = await asyncio.to_thread(prepared.reference_date, source, self._today())
        steps = results.score_file(source, files, scorer, as_of=as_of, assignment=assignment)
        has_labels = await asyncio.to_thread(prepared.has_labels, source)
        holdout_count = None if assignment is None else 0
        try:
            # A thread per batch: the event loop keeps the lease meanwhile, and a cancel is seen between batches, since a
            # generator cannot be closed while it runs.
            while step := await threads.to_its_end(next, steps, None):
                hold.check()
                hold.progress, holdout_count = {"scored_count": step.rows_done}, step.holdout_count
        finally:
            await threads.to_its_end(steps.close)
        result = await self._stored(hold.claim, files)
        return replace(result, as_of=as_of, has_labels=has_labels, holdout_count=holdout_count)

    async def _stored(self, claim: Claim[Order], files: ResultFiles) -> Result:
        # The attempt in the key keeps a slow worker's files from replacing those of the one that took over.
        csv_key, scores_key, summary_key = (f"{_folder(claim)}/{path.name}" for path in (files.csv, files.scores, files.summary))
        csv_bytes = await self._blobs.put_file(csv_key, files.csv)
        await self._blobs.put_file(scores_key, files.scores)
        await self._blobs.put_file(summary_key, files.summary)
        summed = summary.read(files.summary.read_bytes())
        high, medium, low = (level.customer_count for level in summed.levels)
        return Result(
            csv_key,
            scores_key,
            summary_key=summary_key,
            csv_bytes=csv_bytes,
            counts=RiskCounts(high, medium, low),
            warnings=summed.warnings,
        )


def _folder(claim: Claim[Order]) -> str:
    return f"{folder_of(claim.order.id)}/{claim.attempt}"
