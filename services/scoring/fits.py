"""What a training worker does with a training it holds: gather the examples, fit, and register the model."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from services.runtime.blobs import Blobs
from services.runtime.database import Database
from services.scoring import figures, model_file, store_trainings
from services.scoring.catalog_client import CatalogClient, NewModel
from services.scoring.domain import Claim, ModelId, TrainingOrder
from services.scoring.holds import Hold, Holds
from services.scoring.model_cache import model_key
from services.scoring.sources import Fetched, Sources

if TYPE_CHECKING:
    from services.scoring.learning.train import Training as Trained


class Fits(Holds[TrainingOrder]):
    """Trainings from a worker's side."""

    def __init__(
        self, database: Database, blobs: Blobs, catalog: CatalogClient, sources: Sources, *, spool: Path, lease_s: float
    ) -> None:
        super().__init__(database, store_trainings.JOBS, lease_s=lease_s)
        self._blobs = blobs
        self._catalog = catalog
        self._sources = sources
        self._spool = spool

    async def run(self, claim: Claim[TrainingOrder]) -> None:
        """Train, register the model and complete the training. Raises ClaimLost, and what its sources and adapters raise."""
        async with self.held(claim) as hold:
            with TemporaryDirectory(dir=self._spool) as folder:
                fetched = await self._sources.fetch(claim.order, Path(folder))
                hold.check()
                trained = await self._fit(hold, fetched)
            report = figures.of(trained.report)
            hold.check()
            model_id = await self._register(claim.order, trained)
            await self.complete(hold, store_trainings.result_columns(report, model_id))

    async def _fit(self, hold: Hold[TrainingOrder], fetched: Sequence[Fetched]) -> "Trained":
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


def _fitted(hold: Hold[TrainingOrder], fetched: Sequence[Fetched]) -> "Trained":
    # LightGBM and scikit-learn take two seconds to import, and a worker that waits needs neither.
    from services.scoring.learning import examples, train

    def progress(step: str, share: float) -> None:
        hold.check()
        hold.progress = {"step": step, "progress": share}

    order = hold.claim.order
    sources = [examples.Source(each.prepared, each.source.observed_on, each.labels) for each in fetched]
    progress("reading", 0.0)
    return train.train(
        examples.read(sources), name=order.display_name, created=order.created_at.date().isoformat(), progress=progress
    )
