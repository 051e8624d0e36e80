"""Stand-ins for unit tests; above that level everything is real."""

import asyncio
from dataclasses import dataclass, field

from services.runtime.queues import Message, QueueUnavailable


@dataclass
class FakeQueue:
    """A queue in memory that notes what happens to its messages. ``is_down`` makes every call fail."""

    waiting: list[Message] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    extended: list[tuple[str, int]] = field(default_factory=list)
    is_down: bool = False

    async def receive(self, visibility_timeout_s: int) -> Message | None:
        """The next message, None after a moment where there is none."""
        self._check()
        if self.waiting:
            return self.waiting.pop(0)
        await asyncio.sleep(0.01)
        return None

    async def delete(self, receipt: str) -> None:
        """Note the delete."""
        self._check()
        self.deleted.append(receipt)

    async def extend(self, receipt: str, visible_in_s: int) -> None:
        """Note the extension."""
        self._check()
        self.extended.append((receipt, visible_in_s))

    def _check(self) -> None:
        if self.is_down:
            raise QueueUnavailable("The queue does not answer.")
