"""The role that answers ingest's calls, relays waiting uploads to scoring, and removes what has to go."""

import asyncio
from collections.abc import Awaitable, Callable

import grpc

from retainwise.ingest.v1 import (
    erasure_service_pb2,
    erasure_service_pb2_grpc,
    mapping_service_pb2,
    mapping_service_pb2_grpc,
    upload_service_pb2,
    upload_service_pb2_grpc,
)
from services.ingest.parts import open_parts
from services.ingest.relay import Relay
from services.ingest.rpc import Admission, ErasureService, MappingService, UploadService
from services.ingest.settings import ServeSettings
from services.runtime import logs, metrics, process, server, settings
from services.runtime.rates import Rate, Rates
from services.runtime.rounds import go_round

# Nobody waits for files to go, but who deletes them expects it to be soon.
SWEEP_EVERY_S = 2.0
# What is kept for days may be kept for an hour more.
EXPIRE_EVERY_S = 3600.0
NAMES = [
    upload_service_pb2.DESCRIPTOR.services_by_name["UploadService"].full_name,
    mapping_service_pb2.DESCRIPTOR.services_by_name["MappingService"].full_name,
    erasure_service_pb2.DESCRIPTOR.services_by_name["ErasureService"].full_name,
]


def main() -> int:
    """Answer ingest's calls, and do its work in the background, until told to stop."""
    read = settings.load(ServeSettings)
    logs.configure(read.log.level, "ingest")
    metrics.publish(read.metrics.listen)

    async def run(stop: asyncio.Event) -> None:
        parts = open_parts(read)
        rates = read.rate
        admission = Admission(Rates(parts.database), Rate("upload", rates.uploads), Rate("inspect", rates.inspections))
        uploads = UploadService(parts.uploads, parts.confirmations, parts.deletions, spool=parts.spool, admission=admission)

        def add(to: grpc.aio.Server) -> None:
            upload_service_pb2_grpc.add_UploadServiceServicer_to_server(uploads, to)
            mapping_service_pb2_grpc.add_MappingServiceServicer_to_server(MappingService(parts.mappings), to)
            erasure_service_pb2_grpc.add_ErasureServiceServicer_to_server(ErasureService(parts.erasures), to)

        expiring: list[Callable[[], Awaitable[object]]] = [parts.retention.sweep, parts.deletions.sweep_lost]
        async with asyncio.TaskGroup() as group:
            group.create_task(Relay(parts.database, parts.uploads).run(stop), name="relay")
            group.create_task(go_round([parts.deletions.sweep], stop, every_s=SWEEP_EVERY_S), name="sweeper")
            group.create_task(go_round(expiring, stop, every_s=EXPIRE_EVERY_S), name="retention")
            erasing = group.create_task(go_round([parts.eraser.advance], stop, every_s=SWEEP_EVERY_S), name="eraser")
            await server.serve(
                read.listen,
                add,
                names=NAMES,
                tokens=parts.tokens,
                checks={"database": parts.database.check, "storage": parts.blobs.check},
                drain=read.drain,
                tls=read.tls,
                stop=stop,
            )
            # It may be in the middle of a long one, which another server, or the next start, goes on with.
            erasing.cancel()
        await parts.database.close()

    return process.run(run)
