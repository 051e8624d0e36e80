"""Blocking work on a thread that is waited for, whatever happens to whoever asked for it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import Any, TypeVar

Made = TypeVar("Made")


async def to_its_end(function: Callable[..., Made], *arguments: Any, **named: Any) -> Made:
    """What ``function`` returns or raises, called on a thread. Where the caller is cancelled it goes on as soon as that ends.

    ``asyncio.to_thread`` lets the caller go at once: what is cleaned up then, the thread may still be writing. However often the
    caller is cancelled, the thread comes first.
    """
    call = partial(copy_context().run, function, *arguments, **named)
    # No task, since the loop cancels all tasks when it ends.
    running = asyncio.get_running_loop().run_in_executor(None, call)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        while not running.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait({running})
        raise
