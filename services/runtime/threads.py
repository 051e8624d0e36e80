"""Blocking work on a thread that is waited for, whatever happens to whoever asked for it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar, copy_context
from functools import partial
from threading import Event
from typing import Any, TypeVar

Made = TypeVar("Made")

_nobody_waits: ContextVar[Event] = ContextVar("nobody_waits")


class GivenUp(Exception):
    """Whoever asked for the present work does not want it any more."""


def go_on() -> None:
    """Between two steps of work on a thread: raises GivenUp where its caller was cancelled meanwhile."""
    nobody_waits = _nobody_waits.get(None)
    if nobody_waits is not None and nobody_waits.is_set():
        raise GivenUp


async def to_its_end(function: Callable[..., Made], *arguments: Any, **named: Any) -> Made:
    """What ``function`` returns or raises, called on a thread. Where the caller is cancelled it goes on as soon as that ends.

    ``asyncio.to_thread`` lets the caller go at once: what is cleaned up then, the thread may still be writing. However often the
    caller is cancelled, the thread comes first; long work asks ``go_on`` whether it still matters.
    """
    nobody_waits, context = Event(), copy_context()
    context.run(_nobody_waits.set, nobody_waits)
    call = partial(context.run, function, *arguments, **named)
    # No task, since the loop cancels all tasks when it ends.
    running = asyncio.get_running_loop().run_in_executor(None, call)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        nobody_waits.set()
        while not running.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait({running})
        raise
