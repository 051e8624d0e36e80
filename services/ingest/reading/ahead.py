"""Makes the next things on a thread of its own while one is worked on, so that each may use a core."""

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")

# One that is ready and one that is being made: with one alone the thread stands still while a thing is handed over.
_AHEAD = 2


def ahead(things: Iterable[Made]) -> Generator[Made, None, None]:
    """The ``things`` in their order, the next two being made while the last one is worked on.

    What goes wrong in making one is raised in its place. A generator: closing it waits for those that are being made.
    """
    source = iter(things)
    with ThreadPoolExecutor(1, "ahead") as thread:
        coming = deque(thread.submit(next, source, None) for _ in range(_AHEAD))
        while (thing := coming.popleft().result()) is not None:
            coming.append(thread.submit(next, source, None))
            yield thing
