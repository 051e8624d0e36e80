"""The relay: tells the queue of every prediction that waits for a worker, until the queue has taken it."""

import asyncio
import hashlib

import structlog
from google.protobuf import json_format

from retainwise.scoring.v1.task_pb2 import ScoringTask
from services.runtime import health
from services.runtime.database import Database
from services.runtime.errors import Failure
from services.runtime.queues import Queue
from services.scoring import store
from services.scoring.domain import Wake

log = structlog.get_logger(__name__)

INTERVAL_S = 1.0
BATCH = 100
# One user may keep this many workers busy; a user's further files wait, and nobody else's do.
LANES = 4


class Relay:
    """Sends what is unsent. PostgreSQL is the truth and the queue a wake-up, so sending twice does no harm."""

    def __init__(self, database: Database, queue: Queue) -> None:
        self._database = database
        self._queue = queue
        self._nudged = asyncio.Event()

    def nudge(self) -> None:
        """Look at once: something was just committed."""
        self._nudged.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until ``stop``, once a second and whenever nudged."""
        while not stop.is_set():
            try:
                await self.send_unsent()
            except Failure as failure:
                log.warning("relay.interrupted", error_code=failure.code)
            self._nudged.clear()
            await self._wait(stop)

    async def send_unsent(self) -> int:
        """Send what is unsent now; how many messages that were."""
        async with self._database.relay_transaction() as tx:
            wakes = await store.unsent(tx, limit=BATCH)
        for wake in wakes:
            await self._send(wake)
            async with self._database.transaction(wake.user_id) as tx:
                await store.mark_sent(tx, wake.id)
        return len(wakes)

    async def _send(self, wake: Wake) -> None:
        task = ScoringTask(prediction_id=str(wake.id), user_id=wake.user_id)
        await self._queue.send(
            json_format.MessageToJson(task, indent=None),
            # A group name has at most 128 plain characters; a user id may have any.
            group=f"{hashlib.sha256(wake.user_id.encode()).hexdigest()[:32]}.{wake.id.int % LANES}",
            deduplication=f"{wake.id}.{wake.attempt}",
        )

    async def _wait(self, stop: asyncio.Event) -> None:
        nudged = asyncio.create_task(self._nudged.wait())
        stopped = asyncio.create_task(health.wait_for(stop, INTERVAL_S))
        await asyncio.wait({nudged, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for task in (nudged, stopped):
            task.cancel()
