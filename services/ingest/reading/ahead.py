"""Makes the next thing on a thread of its own while the last one is worked on, so that each may use a core."""

from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


def ahead(things: Iterable[Made]) -> Generator[Made, None, None]:
    """The ``things`` in their order, the next one being made while the last one is worked on.

    What goes wrong in making one is raised in its place. A generator: closing it waits for the one that is being made.
    """
    source = iter(things)
    with ThreadPoolExecutor(1, "ahead") as thread:
        coming = thread.submit(next, source, None)
        while (thing := coming.result()) is not None:
            coming = thread.submit(next, source, None)
            yield thing
