"""What a process says of its health: itself, and each thing it depends on, by name."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from grpc_health.v1 import health, health_pb2

from services.runtime.errors import Failure

log = structlog.get_logger(__name__)

SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING
CHECK_INTERVAL_S = 5

Check = Callable[[], Awaitable[None]]


async def watch(servicer: health.aio.HealthServicer, checks: Mapping[str, Check], stop: asyncio.Event) -> None:
    """Report each check under its name until ``stop``.

    A dependency that is down does not make the process NOT_SERVING: it can still answer with a clear error, and taking every
    server out of the balancer at once would only hide which part failed.
    """
    async with asyncio.TaskGroup() as group:
        for name, check in checks.items():
            group.create_task(_watch_one(servicer, name, check, stop), name=f"health of {name}")


async def _watch_one(servicer: health.aio.HealthServicer, name: str, check: Check, stop: asyncio.Event) -> None:
    was_up: bool | None = None
    while not stop.is_set():
        is_up = await _is_up(check)
        if is_up != was_up:
            await servicer.set(name, SERVING if is_up else NOT_SERVING)
            log.info("dependency", name=name, is_up=is_up)
            was_up = is_up
        await wait_for(stop, CHECK_INTERVAL_S)


async def _is_up(check: Check) -> bool:
    try:
        async with asyncio.timeout(CHECK_INTERVAL_S):
            await check()
    except (Failure, TimeoutError):
        return False
    return True


async def wait_for(stop: asyncio.Event, seconds: float) -> None:
    """Return after ``seconds``, or at once when ``stop`` is set."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
