"""Where a training's examples come from: prepared files, and who of their customers left.

What users told as outcomes goes before what a file's own column says. What only the column says becomes outcomes too, so that all
that is known stands in one place.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import structlog

from services.runtime.blobs import BlobNotFound, Blobs
from services.runtime.database import Database
from services.runtime.pseudonyms import Pseudonyms
from services.scoring import store
from services.scoring.domain import Labelled, TrainingOrder
from services.scoring.failures import NothingKnown
from services.scoring.outcomes_client import OutcomesClient

log = structlog.get_logger(__name__)

# Two years of monthly files; what is older says little about today's customers.
MOST_SOURCES = 24


@dataclass(frozen=True)
class Fetched:
    """A prepared file on this machine; ``labels`` says by customer id who left."""

    source: Labelled
    prepared: Path
    labels: Mapping[str, bool]


class Sources:
    """Gathers what a training learns from."""

    def __init__(self, database: Database, blobs: Blobs, outcomes: OutcomesClient, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._blobs = blobs
        self._outcomes = outcomes
        self._pseudonyms = pseudonyms

    async def fetch(self, order: TrainingOrder, folder: Path) -> list[Fetched]:
        """The files that the order asks for, in ``folder``. Raises NothingKnown, and the failures of what it depends on."""
        fetched = [each for source in await self._wanted(order) if (each := await self._fetched(order, source, folder))]
        if not any(each.labels for each in fetched):
            raise NothingKnown(
                "There is nothing to learn from yet. Upload a file with a column that says who left, or send outcomes for an "
                "earlier prediction."
            )
        return fetched

    async def _wanted(self, order: TrainingOrder) -> list[Labelled]:
        also = order.prediction_ids or await self._outcomes.predictions(order.user_id)
        async with self._database.transaction(order.user_id) as tx:
            found = await store.labelled(tx, order.user_id, also=also, limit=1000)
        wanted = [source for source in found if not order.prediction_ids or source.prediction_id in order.prediction_ids]
        return wanted[:MOST_SOURCES]

    async def _fetched(self, order: TrainingOrder, source: Labelled, folder: Path) -> Fetched | None:
        prepared = folder / f"{source.prediction_id}.parquet"
        try:
            await self._blobs.get_file(source.prepared_key, prepared)
        except BlobNotFound:
            # Its upload was deleted.
            log.info("training.source_gone", prediction_id=str(source.prediction_id))
            return None
        told = await self._outcomes.labels(order.user_id, source.prediction_id)
        labels, untold = await asyncio.to_thread(self._labels, order.user_id, prepared, told)
        if untold:
            await self._outcomes.tell(order.user_id, source.prediction_id, untold, on=source.observed_on)
        return Fetched(source, prepared, labels)

    def _labels(self, user_id: str, prepared: Path, told: Mapping[str, bool]) -> tuple[dict[str, bool], dict[str, bool]]:
        """All labels by customer id, and those of them that only the file says."""
        labels: dict[str, bool] = {}
        untold: dict[str, bool] = {}
        with pq.ParquetFile(prepared, pre_buffer=False) as file:
            names = [name for name in ("customer_id", "churned") if name in file.schema_arrow.names]
            for batch in file.iter_batches(columns=names, use_threads=False):
                ids = batch.column("customer_id").to_pylist()
                own = batch.column("churned").to_pylist() if "churned" in names else [None] * len(ids)
                for customer_id, churned in zip(ids, own, strict=True):
                    keys = self._pseudonyms.all_of(user_id, customer_id) if told else []
                    known = next((told[key] for key in keys if key in told), None)
                    if known is not None:
                        labels[customer_id] = known
                    elif churned is not None and customer_id.strip():
                        labels[customer_id] = untold[customer_id] = churned
        return labels, untold
