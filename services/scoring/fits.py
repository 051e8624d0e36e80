"""What a training worker does with a training it holds: gather the examples, fit, and register the model."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import structlog

from services.runtime.blobs import BlobNotFound, Blobs
from services.runtime.database import Database
from services.scoring import figures, model_file, store, store_trainings
from services.scoring.catalog_client import CatalogClient, NewModel
from services.scoring.domain import Claim, Labelled, ModelId, TrainingOrder
from services.scoring.failures import NothingKnown
from services.scoring.holds import Hold, Holds
from services.scoring.model_cache import model_key

if TYPE_CHECKING:
    from services.scoring.learning.train import Training as Trained

log = structlog.get_logger(__name__)

# Two years of monthly files; what is older says little about today's customers.
MOST_SOURCES = 24


@dataclass(frozen=True)
class _Fetched:
    source: Labelled
    prepared: Path


class Fits(Holds[TrainingOrder]):
    """Trainings from a worker's side."""

    def __init__(self, database: Database, blobs: Blobs, catalog: CatalogClient, *, spool: Path, lease_s: float) -> None:
        super().__init__(database, store_trainings.JOBS, lease_s=lease_s)
        self._blobs = blobs
        self._catalog = catalog
        self._spool = spool

    async def run(self, claim: Claim[TrainingOrder]) -> None:
        """Train, register the model and complete the training. Raises ClaimLost, NothingKnown, and what the adapters raise."""
        async with self.held(claim) as hold:
            with TemporaryDirectory(dir=self._spool) as folder:
                fetched = await self._fetch(claim.order, Path(folder))
                hold.check()
                trained = await self._fit(hold, fetched)
            report = figures.of(trained.report)
            hold.check()
            model_id = await self._register(claim.order, trained)
            await self.complete(hold, store_trainings.result_columns(report, model_id))

    async def _fetch(self, order: TrainingOrder, folder: Path) -> list[_Fetched]:
        fetched = []
        for source in await self._sources(order):
            prepared = folder / f"{source.prediction_id}.parquet"
            try:
                await self._blobs.get_file(source.prepared_key, prepared)
            except BlobNotFound:
                # Its upload was deleted.
                log.info("training.source_gone", prediction_id=str(source.prediction_id))
            else:
                fetched.append(_Fetched(source, prepared))
        if not fetched:
            raise NothingKnown(
                "There is nothing to learn from yet. Upload a file with a column that says who left, or send outcomes for an "
                "earlier prediction."
            )
        return fetched

    async def _sources(self, order: TrainingOrder) -> list[Labelled]:
        async with self._database.transaction(order.user_id) as tx:
            found = await store.labelled(tx, order.user_id, also=order.prediction_ids, limit=1000)
        wanted = [source for source in found if not order.prediction_ids or source.prediction_id in order.prediction_ids]
        return wanted[:MOST_SOURCES]

    async def _fit(self, hold: Hold[TrainingOrder], fetched: Sequence[_Fetched]) -> "Trained":
        """Fit in a thread, which ends at its next step once the claim is lost or the worker is told to stop."""
        fitting = asyncio.ensure_future(asyncio.to_thread(_fitted, hold, fetched))
        try:
            return await asyncio.shield(fitting)
        except asyncio.CancelledError:
            hold.is_lost = True
            await asyncio.gather(fitting, return_exceptions=True)
            raise

    async def _register(self, order: TrainingOrder, trained: "Trained") -> ModelId | None:
        model = trained.model
        if model is None:
            return None
        content = model_file.write(model)
        digest = model_file.digest(content)
        await self._blobs.put(model_key(digest), content)
        new = NewModel(order.display_name, digest, model.feature_names, figures.of(trained.report), order.id)
        return await self._catalog.register_trained(order.user_id, new)


def _fitted(hold: Hold[TrainingOrder], fetched: Sequence[_Fetched]) -> "Trained":
    # LightGBM and scikit-learn take two seconds to import, and a worker that waits needs neither.
    from services.scoring.learning import examples, train

    def progress(step: str, share: float) -> None:
        hold.check()
        hold.progress = {"step": step, "progress": share}

    order = hold.claim.order
    sources = [examples.Source(each.prepared, each.source.observed_on, None) for each in fetched]
    progress("reading", 0.0)
    return train.train(
        examples.read(sources), name=order.display_name, created=order.created_at.date().isoformat(), progress=progress
    )
