"""What scoring's servers and workers are all made of."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from services.runtime import channels
from services.runtime.auth import Tokens
from services.runtime.blobs import Blobs, open_blobs
from services.runtime.database import Database, open_database
from services.runtime.queues import Queue, open_queue
from services.scoring.catalog_client import CatalogClient
from services.scoring.model_cache import ModelCache
from services.scoring.outcomes_client import OutcomesClient
from services.scoring.settings import ServeSettings

RELAY_ROLE = "scoring_relay"


@dataclass(frozen=True)
class Parts:
    """The adapters that the roles share."""

    database: Database
    blobs: Blobs
    queue: Queue
    training_queue: Queue
    tokens: Tokens
    catalog: CatalogClient
    outcomes: OutcomesClient
    models: ModelCache

    @property
    def checks(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """The dependencies whose health is reported."""
        return {"database": self.database.check, "storage": self.blobs.check, "queue": self.queue.check}


def open_parts(read: ServeSettings, name: str) -> Parts:
    """The parts of a process called ``name``."""
    tokens = Tokens(read.auth, read.service)
    blobs = open_blobs(read.s3)
    channel = channels.open_channel(read.catalog.address, "catalog", read.tls)
    catalog, outcomes = CatalogClient(channel, tokens), OutcomesClient(channel, tokens)
    database = open_database(read.database, process=name, relay_role=RELAY_ROLE)
    queue, training_queue = open_queue(read.sqs, read.sqs.queue), open_queue(read.sqs, read.sqs.training_queue)
    return Parts(
        database=database,
        blobs=blobs,
        queue=queue,
        training_queue=training_queue,
        tokens=tokens,
        catalog=catalog,
        outcomes=outcomes,
        models=ModelCache(catalog, blobs),
    )
