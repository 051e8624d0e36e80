"""The role that has every erasure done once more, after files or rows came back from a backup."""

import asyncio

import structlog

from services.ingest.parts import open_parts
from services.ingest.settings import ServeSettings
from services.runtime import logs, process, settings

log = structlog.get_logger(__name__)


def main() -> int:
    """Note every erasure of the ledger as not done; the running servers do them. Safe to repeat."""
    read = settings.load(ServeSettings)
    logs.configure(read.log.level, "ingest replay")

    async def run(stop: asyncio.Event) -> None:
        parts = open_parts(read)
        log.info("erasures.replayed", count=await parts.erasures.replay())
        await parts.database.close()

    return process.run(run)
