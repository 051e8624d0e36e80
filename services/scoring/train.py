"""The role that trains the models that the training queue tells of."""

import asyncio

from services.runtime import logs, metrics, process, pseudonyms, server, settings
from services.runtime.consumer import consume
from services.runtime.spool import open_spool
from services.scoring.fits import Fits
from services.scoring.parts import open_parts
from services.scoring.settings import WorkSettings
from services.scoring.sources import Sources
from services.scoring.tasks import TRAINING
from services.scoring.worker import Worker


def main() -> int:
    """Train the models that the queue tells of, until told to stop."""
    read = settings.load(WorkSettings)
    logs.configure(read.log.level, "training worker")
    metrics.publish(read.metrics.listen)

    async def run(stop: asyncio.Event) -> None:
        parts = open_parts(read, "training worker")
        spool = open_spool(read.spool.dir)
        sources = Sources(parts.database, parts.blobs, parts.outcomes, pseudonyms.read(read.pseudonym.keys))
        fits = Fits(parts.database, parts.blobs, parts.catalog, sources, spool=spool, lease_s=read.lease.seconds)
        queue = parts.training_queue
        async with asyncio.TaskGroup() as group:
            worker = Worker(TRAINING, fits)
            group.create_task(consume(queue, worker.work, stop, visibility_timeout_s=read.lease.seconds), name="consumer")
            await server.serve(
                read.listen,
                lambda to: None,
                names=[],
                tokens=parts.tokens,
                checks={**parts.checks, "queue": queue.check},
                drain=read.drain.model_copy(update={"accept_s": 0}),
                stop=stop,
            )
        await parts.database.close()

    return process.run(run)
