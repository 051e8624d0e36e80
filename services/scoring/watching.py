"""A job as somebody who watches it sees it: now, and at each change."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol, TypeVar

from services.scoring.domain import JobStatus

# How often a watcher looks; people notice half a second, and a look costs one indexed row.
LOOK_EVERY_S = 0.3
# A watcher hears something at least this often, so that no proxy takes the stream for dead.
REPEAT_AFTER_S = 15.0


class _Job(Protocol):
    @property
    def status(self) -> JobStatus: ...


Seen = TypeVar("Seen", bound=_Job)


async def changes(look: Callable[[], Awaitable[Seen]]) -> AsyncIterator[Seen]:
    """What ``look`` returns now and at each change, up to the final status. Raises what ``look`` raises."""
    shown: Seen | None = None
    shown_at = 0.0
    clock = asyncio.get_running_loop().time
    while shown is None or not shown.status.is_final:
        seen = await look()
        if seen != shown or clock() - shown_at > REPEAT_AFTER_S:
            yield seen
            shown, shown_at = seen, clock()
        if not seen.status.is_final:
            await asyncio.sleep(LOOK_EVERY_S)
