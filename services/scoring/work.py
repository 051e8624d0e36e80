"""The role that scores the files the queue tells of."""

import asyncio

from services.runtime import logs, metrics, process, server, settings
from services.runtime.clock import utc_now
from services.runtime.consumer import consume
from services.runtime.spool import open_spool
from services.scoring.attempts import Attempts
from services.scoring.model_cache import ModelCache
from services.scoring.parts import open_parts
from services.scoring.settings import WorkSettings
from services.scoring.tasks import SCORING
from services.scoring.worker import Worker


def main() -> int:
    """Score the files that the queue tells of, until told to stop."""
    read = settings.load(WorkSettings)
    logs.configure(read.log.level, "scoring worker")
    metrics.publish(read.metrics.listen)

    async def run(stop: asyncio.Event) -> None:
        parts = open_parts(read, "scoring worker")
        attempts = Attempts(
            parts.database,
            parts.blobs,
            # Whoever promotes a model and uploads a file expects it to be scored by that model.
            ModelCache(parts.catalog, parts.blobs, remember_s=0),
            parts.catalog,
            spool=open_spool(read.spool.dir),
            lease_s=read.lease.seconds,
            today=lambda: utc_now().date(),
        )
        async with asyncio.TaskGroup() as group:
            worker = Worker(SCORING, attempts)
            group.create_task(consume(parts.queue, worker.work, stop, visibility_timeout_s=read.lease.seconds), name="consumer")
            await server.serve(
                read.listen,
                lambda to: None,
                names=[],
                tokens=parts.tokens,
                checks=parts.checks,
                drain=read.drain.model_copy(update={"accept_s": 0}),
                stop=stop,
            )
        await parts.database.close()

    return process.run(run)
