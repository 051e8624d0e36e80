"""The relay: hands over every accepted upload that scoring has not taken yet."""

import asyncio

import structlog

from services.ingest import store
from services.ingest.uploads import Uploads
from services.runtime import health
from services.runtime.database import Database
from services.runtime.errors import Failure

log = structlog.get_logger(__name__)

INTERVAL_S = 1.0
BATCH = 100


class Relay:
    """Hands over what a crash, or scoring's absence, left behind."""

    def __init__(self, database: Database, uploads: Uploads) -> None:
        self._database = database
        self._uploads = uploads

    async def run(self, stop: asyncio.Event) -> None:
        """Hand over once a second until ``stop``."""
        while not stop.is_set():
            try:
                await self.hand_over_waiting()
            except Failure as failure:
                log.warning("relay.interrupted", error_code=failure.code)
            await health.wait_for(stop, INTERVAL_S)

    async def hand_over_waiting(self) -> int:
        """Hand over what waits now; how many uploads that were."""
        async with self._database.relay_transaction() as tx:
            waiting = await store.waiting(tx, limit=BATCH)
        for upload_id, user_id in waiting:
            await self._uploads.hand_over(user_id, upload_id)
        return len(waiting)
