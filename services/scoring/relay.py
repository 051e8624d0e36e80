"""The relay: tells the queue of every job that waits for a worker, until the queue has taken it."""

import asyncio
import hashlib

import structlog

from services.runtime import health
from services.runtime.database import Database
from services.runtime.errors import Failure
from services.runtime.queues import Queue
from services.scoring import leases
from services.scoring.domain import Wake
from services.scoring.tasks import Kind

log = structlog.get_logger(__name__)

INTERVAL_S = 1.0
BATCH = 100


class Relay:
    """Sends what is unsent of one kind of job. PostgreSQL is the truth, so sending a wake-up twice does no harm."""

    def __init__(self, kind: Kind, database: Database, queue: Queue) -> None:
        self._kind = kind
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
            wakes = await leases.unsent(tx, self._kind.jobs, limit=BATCH)
        for wake in wakes:
            await self._send(wake)
            async with self._database.transaction(wake.user_id) as tx:
                await leases.mark_sent(tx, self._kind.jobs, wake.id)
        return len(wakes)

    async def _send(self, wake: Wake) -> None:
        await self._queue.send(
            self._kind.write(wake),
            # A group name has at most 128 plain characters; a user id may have any.
            group=f"{hashlib.sha256(wake.user_id.encode()).hexdigest()[:32]}.{wake.id.int % self._kind.lanes}",
            deduplication=f"{wake.id}.{wake.attempt}",
        )

    async def _wait(self, stop: asyncio.Event) -> None:
        nudged = asyncio.create_task(self._nudged.wait())
        stopped = asyncio.create_task(health.wait_for(stop, INTERVAL_S))
        await asyncio.wait({nudged, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for task in (nudged, stopped):
            task.cancel()
