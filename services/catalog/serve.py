"""The role that answers the catalog's calls."""

import asyncio
import secrets

import grpc

from retainwise.catalog.v1 import (
    erasure_service_pb2,
    erasure_service_pb2_grpc,
    experiment_service_pb2,
    experiment_service_pb2_grpc,
    model_service_pb2,
    model_service_pb2_grpc,
    outcome_service_pb2,
    outcome_service_pb2_grpc,
)
from services.catalog.erasures import Erasures
from services.catalog.experiments import Experiments
from services.catalog.models import Models
from services.catalog.outcomes import Outcomes
from services.catalog.promotions import Promotions
from services.catalog.retention import Retention
from services.catalog.rpc import ErasureService, ExperimentService, ModelService, OutcomeService
from services.catalog.scoring_client import ScoringClient
from services.catalog.settings import ServeSettings
from services.runtime import channels, logs, metrics, process, pseudonyms, server, settings
from services.runtime.auth import Tokens
from services.runtime.blobs import open_blobs
from services.runtime.clock import new_id, utc_now
from services.runtime.database import open_database
from services.runtime.rounds import go_round

RELAY_ROLE = "catalog_relay"
# What is kept for days may be kept for an hour more.
EXPIRE_EVERY_S = 3600.0
# As long as the digests of what it is a key for are strong.
SALT_BYTES = 32


def main() -> int:
    """Answer the catalog's calls until told to stop."""
    read = settings.load(ServeSettings)
    logs.configure(read.log.level, "catalog")
    metrics.publish(read.metrics.listen)

    async def run(stop: asyncio.Event) -> None:
        database = open_database(read.database, process="catalog", relay_role=RELAY_ROLE)
        models = Models(database, now=utc_now, new_id=new_id)
        model_service = ModelService(models, Promotions(database, now=utc_now, new_id=new_id))

        tokens, blobs = Tokens(read.auth, read.service), open_blobs(read.s3)
        scoring = ScoringClient(channels.open_channel(read.scoring.address, "scoring", read.tls), tokens)
        ring = pseudonyms.read(read.pseudonym.keys)
        outcomes = OutcomeService(Outcomes(database, blobs, scoring, ring, today=lambda: utc_now().date()))
        experiments = Experiments(database, scoring, now=utc_now, new_id=new_id, new_salt=lambda: secrets.token_bytes(SALT_BYTES))

        def add(to: grpc.aio.Server) -> None:
            model_service_pb2_grpc.add_ModelServiceServicer_to_server(model_service, to)
            erasure_service_pb2_grpc.add_ErasureServiceServicer_to_server(ErasureService(Erasures(database)), to)
            outcome_service_pb2_grpc.add_OutcomeServiceServicer_to_server(outcomes, to)
            experiment_service_pb2_grpc.add_ExperimentServiceServicer_to_server(ExperimentService(experiments), to)

        async with asyncio.TaskGroup() as group:
            retention = Retention(database, read.retention)
            group.create_task(go_round([retention.sweep], stop, every_s=EXPIRE_EVERY_S), name="retention")
            await server.serve(
                read.listen,
                add,
                names=[
                    model_service_pb2.DESCRIPTOR.services_by_name["ModelService"].full_name,
                    erasure_service_pb2.DESCRIPTOR.services_by_name["ErasureService"].full_name,
                    outcome_service_pb2.DESCRIPTOR.services_by_name["OutcomeService"].full_name,
                    experiment_service_pb2.DESCRIPTOR.services_by_name["ExperimentService"].full_name,
                ],
                tokens=tokens,
                checks={"database": database.check},
                drain=read.drain,
                tls=read.tls,
                stop=stop,
            )
        await database.close()

    return process.run(run)
