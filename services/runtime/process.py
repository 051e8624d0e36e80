"""A process: its event loop, its signals, and how it ends."""

import asyncio
import importlib
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from importlib.abc import MetaPathFinder
from inspect import signature

import structlog
import uvloop

log = structlog.get_logger(__name__)

Main = Callable[[asyncio.Event], Awaitable[None]]


def run(main: Main) -> int:
    """Run ``main`` until it returns; SIGTERM and SIGINT set the event it gets. The exit status is 1 if it raises, else 0."""
    try:
        uvloop.run(_run(main))
    except Exception:
        log.exception("process.crashed")
        return 1
    return 0


async def _run(main: Main) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    log.info("process.started")
    await main(stop)
    log.info("process.stopped")


class _LeftOut(MetaPathFinder):
    """An import finder that says of one library that it is not there."""

    def __init__(self, library: str) -> None:
        self._library = library

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """Nothing, so that the next finder is asked; raises ModuleNotFoundError for the library."""
        if fullname == self._library:
            raise ModuleNotFoundError(f"{fullname} is left out of this process.", name=fullname)


def fit_for_tables() -> None:
    """Make this process one that works on tables with pyarrow, which must not have been imported yet.

    pyarrow imports pandas with its first array, which takes a second and 40 MB (measured), and no server or worker needs it:
    ``import pandas`` fails from now on. And it gets its memory from the C library: with its own mimalloc, which gives back and
    gets again all the time, preparing and scoring take an eighth longer and a quarter more memory (measured).
    """
    sys.meta_path.insert(0, _LeftOut("pandas"))
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


def choose(roles: Mapping[str, str]) -> int:
    """Run ``main`` of the module of the role that the first argument names; the other arguments are main's, as strings.

    The exit status is the role's, or 2 with the list of roles where the arguments fit none. A role is imported when it is
    chosen: a migration starts in a third of the time without the server's libraries.
    """
    name, *arguments = sys.argv[1:] or [""]
    if name in roles:
        main: Callable[..., int] = importlib.import_module(roles[name]).main
        if len(signature(main).parameters) == len(arguments):
            return main(*arguments)
    print(f"Name a role: {' | '.join(roles)}", file=sys.stderr)  # noqa: T201 - there is no log yet
    return 2
