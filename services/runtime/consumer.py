"""The receive loop: one message at a time, hidden from others while it is worked on, given back on stop."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from services.runtime import health
from services.runtime.errors import Failure
from services.runtime.queues import Message, Queue

log = structlog.get_logger(__name__)

# How long to leave a queue alone that does not answer.
PAUSE_S = 1.0

Work = Callable[[Message], Awaitable[None]]


async def consume(queue: Queue, work: Work, stop: asyncio.Event, *, visibility_timeout_s: int) -> None:
    """Hand messages to ``work`` until ``stop`` is set.

    A message is deleted when ``work`` returns and comes back after its visibility timeout when it raises. While it is worked on
    its timeout is extended. On stop nothing more is received and the message in hand is given back at once.
    """
    while not stop.is_set():
        try:
            message = await queue.receive(visibility_timeout_s)
        except Failure:
            await health.wait_for(stop, PAUSE_S)
            continue
        if message is not None:
            await _until_stopped(_work_on(queue, work, message, visibility_timeout_s), stop)


async def _work_on(queue: Queue, work: Work, message: Message, visibility_timeout_s: int) -> None:
    keeping = asyncio.create_task(_keep(queue, message, visibility_timeout_s), name="keep message")
    try:
        await work(message)
        await queue.delete(message.receipt)
    except asyncio.CancelledError:
        await _give_back(queue, message)
        raise
    except Exception:
        log.exception("message.failed", receives=message.receives)
    finally:
        keeping.cancel()


async def _keep(queue: Queue, message: Message, visibility_timeout_s: int) -> None:
    while True:
        # Three chances before the timeout runs out.
        await asyncio.sleep(visibility_timeout_s / 3)
        try:
            await queue.extend(message.receipt, visibility_timeout_s)
        except Failure as failure:
            log.warning("message.not_extended", error_code=failure.code)


async def _give_back(queue: Queue, message: Message) -> None:
    try:
        await queue.extend(message.receipt, 0)
    except Failure as failure:
        # It comes back by itself once its timeout is over.
        log.warning("message.not_given_back", error_code=failure.code)


async def _until_stopped(working: Awaitable[None], stop: asyncio.Event) -> None:
    job = asyncio.ensure_future(working)
    stopped = asyncio.ensure_future(stop.wait())
    await asyncio.wait({job, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    job.cancel()
    await asyncio.gather(job, return_exceptions=True)
