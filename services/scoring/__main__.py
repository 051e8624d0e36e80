"""Scoring's processes: `python -m services.scoring serve | work | migrate`."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import grpc
from retainwise.scoring.v1 import (
    prediction_service_pb2,
    prediction_service_pb2_grpc,
    scoring_service_pb2,
    scoring_service_pb2_grpc,
)

from services.runtime import channels, logs, metrics, process, server, settings
from services.runtime.auth import Tokens
from services.runtime.blobs import Blobs, open_blobs
from services.runtime.clock import utc_now
from services.runtime.consumer import consume
from services.runtime.database import Database, open_database
from services.runtime.queues import Queue, open_queue
from services.runtime.spool import open_spool
from services.scoring.attempts import Attempts
from services.scoring.catalog_client import CatalogClient
from services.scoring.model_cache import ModelCache, register_baseline
from services.scoring.predictions import Predictions
from services.scoring.relay import Relay
from services.scoring.rpc import PredictionService, ScoringService
from services.scoring.settings import ServeSettings, WorkSettings
from services.scoring.worker import Worker

RELAY_ROLE = "scoring_relay"


@dataclass(frozen=True)
class Parts:
    """What a server and a worker are both made of."""

    database: Database
    blobs: Blobs
    queue: Queue
    tokens: Tokens
    catalog: CatalogClient
    models: ModelCache

    @property
    def checks(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """The dependencies whose health is reported."""
        return {"database": self.database.check, "storage": self.blobs.check, "queue": self.queue.check}


def open_parts(read: ServeSettings, name: str) -> Parts:
    """The parts of a process called ``name``."""
    tokens = Tokens(read.auth, read.service)
    blobs = open_blobs(read.s3)
    catalog = CatalogClient(channels.open_channel(read.catalog.address), tokens)
    database = open_database(read.database, process=name, relay_role=RELAY_ROLE)
    return Parts(database, blobs, open_queue(read.sqs), tokens, catalog, ModelCache(catalog, blobs))


def serve() -> int:
    """Answer scoring's calls, and relay waiting predictions to the queue, until told to stop."""
    read = settings.load(ServeSettings)
    logs.configure(read.log.level, "scoring")
    metrics.publish(read.metrics.listen)
    process.leave_out("pandas")

    async def main(stop: asyncio.Event) -> None:
        parts = open_parts(read, "scoring")
        relay = Relay(parts.database, parts.queue)
        predictions = PredictionService(Predictions(parts.database, parts.blobs, now=utc_now), nudge=relay.nudge)
        scores = ScoringService(parts.models, today=lambda: utc_now().date())

        def add(to: grpc.aio.Server) -> None:
            prediction_service_pb2_grpc.add_PredictionServiceServicer_to_server(predictions, to)
            scoring_service_pb2_grpc.add_ScoringServiceServicer_to_server(scores, to)

        names = [
            prediction_service_pb2.DESCRIPTOR.services_by_name["PredictionService"].full_name,
            scoring_service_pb2.DESCRIPTOR.services_by_name["ScoringService"].full_name,
        ]
        async with asyncio.TaskGroup() as group:
            registering = group.create_task(register_baseline(parts.catalog, parts.blobs), name="register baseline")
            group.create_task(relay.run(stop), name="relay")
            await server.serve(
                read.listen, add, names=names, tokens=parts.tokens, checks=parts.checks, drain=read.drain, stop=stop
            )
            registering.cancel()
        await parts.database.close()

    return process.run(main)


def work() -> int:
    """Score the files that the queue tells of, until told to stop."""
    read = settings.load(WorkSettings)
    logs.configure(read.log.level, "scoring worker")
    metrics.publish(read.metrics.listen)
    process.leave_out("pandas")

    async def main(stop: asyncio.Event) -> None:
        parts = open_parts(read, "scoring worker")
        attempts = Attempts(
            parts.database,
            parts.blobs,
            parts.models,
            spool=open_spool(read.spool.dir),
            lease_s=read.lease.seconds,
            today=lambda: utc_now().date(),
        )
        async with asyncio.TaskGroup() as group:
            worker = Worker(attempts)
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

    return process.run(main)


def migrate() -> int:
    """Bring scoring's database to the newest revision."""
    read = settings.load(settings.MigrationSettings)
    logs.configure(read.log.level, "scoring migrate")
    # Only here, since servers start faster without Alembic.
    from services.runtime.migrations import upgrade
    from services.scoring import migrations

    upgrade(read.database.url, migrations)
    return 0


if __name__ == "__main__":
    sys.exit(process.choose({"serve": serve, "work": work, "migrate": migrate}))
