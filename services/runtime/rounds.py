"""Work that is done again and again in the background, for as long as the process lives."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from services.runtime.errors import Failure
from services.runtime.health import wait_for

log = structlog.get_logger(__name__)


async def go_round(works: Sequence[Callable[[], Awaitable[object]]], stop: asyncio.Event, *, every_s: float) -> None:
    """Do each of ``works`` in turn, every so many seconds until ``stop``; one that fails is done again next time."""
    while not stop.is_set():
        for work in works:
            try:
                await work()
            except Failure as failure:
                log.warning("round.interrupted", error_code=failure.code)
        await wait_for(stop, every_s)
