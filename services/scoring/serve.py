"""The role that answers scoring's calls, and relays waiting jobs to their queues."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import grpc

from retainwise.scoring.v1 import (
    erasure_service_pb2,
    erasure_service_pb2_grpc,
    prediction_service_pb2,
    prediction_service_pb2_grpc,
    scoring_service_pb2,
    scoring_service_pb2_grpc,
    training_service_pb2,
    training_service_pb2_grpc,
)
from services.runtime import logs, metrics, process, pseudonyms, server, settings
from services.runtime.clock import new_id, utc_now
from services.runtime.rounds import go_round
from services.runtime.spool import open_spool
from services.scoring.deletions import Deletions
from services.scoring.erasures import Erasures
from services.scoring.model_cache import register_baseline
from services.scoring.parts import open_parts
from services.scoring.predictions import Predictions
from services.scoring.relay import Relay
from services.scoring.rpc import ErasureService, PredictionService, ScoringService, TrainingService
from services.scoring.settings import ServeSettings
from services.scoring.tasks import SCORING, TRAINING
from services.scoring.trainings import Trainings

# Nobody waits for files to go, but who deletes them expects it to be soon.
SWEEP_EVERY_S = 2.0
# Files of lost attempts are rare, and what is kept for days may be kept for minutes more.
TIDY_EVERY_S = 600.0

NAMES = [
    prediction_service_pb2.DESCRIPTOR.services_by_name["PredictionService"].full_name,
    scoring_service_pb2.DESCRIPTOR.services_by_name["ScoringService"].full_name,
    training_service_pb2.DESCRIPTOR.services_by_name["TrainingService"].full_name,
    erasure_service_pb2.DESCRIPTOR.services_by_name["ErasureService"].full_name,
]


def main() -> int:
    """Answer scoring's calls, and relay waiting jobs to their queues, until told to stop."""
    read = settings.load(ServeSettings)
    logs.configure(read.log.level, "scoring")
    metrics.publish(read.metrics.listen)

    async def run(stop: asyncio.Event) -> None:
        parts = open_parts(read, "scoring")
        relay = Relay(SCORING, parts.database, parts.queue)
        training_relay = Relay(TRAINING, parts.database, parts.training_queue)
        trainings = TrainingService(Trainings(parts.database, now=utc_now, new_id=new_id), nudge=training_relay.nudge)
        deletions = Deletions(parts.database, parts.blobs, parts.outcomes)
        predictions = PredictionService(Predictions(parts.database, parts.blobs, now=utc_now), deletions, nudge=relay.nudge)
        erasures = Erasures(
            parts.database,
            parts.blobs,
            deletions,
            pseudonyms=pseudonyms.read(read.pseudonym.keys),
            spool=open_spool(read.spool.dir),
            new_id=new_id,
        )
        scores = ScoringService(parts.models, today=lambda: utc_now().date())

        def add(to: grpc.aio.Server) -> None:
            prediction_service_pb2_grpc.add_PredictionServiceServicer_to_server(predictions, to)
            erasure_service_pb2_grpc.add_ErasureServiceServicer_to_server(ErasureService(erasures), to)
            scoring_service_pb2_grpc.add_ScoringServiceServicer_to_server(scores, to)
            training_service_pb2_grpc.add_TrainingServiceServicer_to_server(trainings, to)

        async with asyncio.TaskGroup() as group:
            registering = group.create_task(register_baseline(parts.catalog, parts.blobs), name="register baseline")
            group.create_task(relay.run(stop), name="relay")
            group.create_task(training_relay.run(stop), name="training relay")
            group.create_task(go_round([deletions.sweep], stop, every_s=SWEEP_EVERY_S), name="sweeper")
            tidying: list[Callable[[], Awaitable[object]]] = [deletions.tidy, partial(deletions.keep_for, read.retention)]
            group.create_task(go_round(tidying, stop, every_s=TIDY_EVERY_S), name="tidier")
            await server.serve(
                read.listen, add, names=NAMES, tokens=parts.tokens, checks=parts.checks, drain=read.drain, tls=read.tls, stop=stop
            )
            registering.cancel()
        await parts.database.close()

    return process.run(run)
