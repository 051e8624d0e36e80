"""The role that answers ingest's calls, and relays waiting uploads to scoring."""

import asyncio

import grpc

from retainwise.ingest.v1 import mapping_service_pb2, mapping_service_pb2_grpc, upload_service_pb2, upload_service_pb2_grpc
from services.ingest.confirmations import Confirmations
from services.ingest.deletions import Deletions
from services.ingest.handover import Handover
from services.ingest.mappings import Mappings
from services.ingest.relay import Relay
from services.ingest.rpc import Admission, MappingService, UploadService
from services.ingest.settings import ServeSettings
from services.ingest.uploads import Uploads
from services.runtime import channels, logs, metrics, process, server, settings
from services.runtime.auth import Tokens
from services.runtime.blobs import open_blobs
from services.runtime.clock import new_id, utc_now
from services.runtime.database import open_database
from services.runtime.rates import Rate, Rates
from services.runtime.rounds import go_round
from services.runtime.spool import open_spool

# Nobody waits for files to go, but who deletes them expects it to be soon.
SWEEP_EVERY_S = 2.0
RELAY_ROLE = "ingest_relay"


def main() -> int:
    """Answer ingest's calls, and relay waiting uploads to scoring, until told to stop."""
    read = settings.load(ServeSettings)
    logs.configure(read.log.level, "ingest")
    metrics.publish(read.metrics.listen)

    async def run(stop: asyncio.Event) -> None:
        tokens = Tokens(read.auth, read.service)
        database = open_database(read.database, process="ingest", relay_role=RELAY_ROLE)
        blobs = open_blobs(read.s3)
        handover = Handover(channels.open_channel(read.scoring.address), tokens)
        spool = open_spool(read.spool.dir)
        mappings = Mappings(database, now=utc_now, new_id=new_id)
        uploads = Uploads(database, blobs, handover, mappings, now=utc_now, new_id=new_id)
        confirmations = Confirmations(database, blobs, uploads, mappings, spool=spool, now=utc_now, new_id=new_id)
        deletions = Deletions(database, blobs, handover, now=utc_now)
        admission = Admission(Rates(database), Rate("upload", read.rate.uploads), Rate("inspect", read.rate.inspections))
        upload_service = UploadService(uploads, confirmations, deletions, spool=spool, admission=admission)
        mapping_service = MappingService(mappings)

        def add(to: grpc.aio.Server) -> None:
            upload_service_pb2_grpc.add_UploadServiceServicer_to_server(upload_service, to)
            mapping_service_pb2_grpc.add_MappingServiceServicer_to_server(mapping_service, to)

        async with asyncio.TaskGroup() as group:
            group.create_task(Relay(database, uploads).run(stop), name="relay")
            group.create_task(go_round([deletions.sweep], stop, every_s=SWEEP_EVERY_S), name="sweeper")
            await server.serve(
                read.listen,
                add,
                names=[
                    upload_service_pb2.DESCRIPTOR.services_by_name["UploadService"].full_name,
                    mapping_service_pb2.DESCRIPTOR.services_by_name["MappingService"].full_name,
                ],
                tokens=tokens,
                checks={"database": database.check, "storage": blobs.check},
                drain=read.drain,
                stop=stop,
            )
        await database.close()

    return process.run(run)
