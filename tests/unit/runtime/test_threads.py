"""Work on a thread that is waited for."""

import asyncio
import threading
from contextvars import ContextVar

import pytest

from services.runtime import threads

REQUEST = ContextVar("REQUEST", default="none")


async def test_it_returns_what_the_function_does_in_the_callers_context() -> None:
    REQUEST.set("mine")

    assert await threads.to_its_end(lambda number, *, unit: (number, unit, REQUEST.get()), 7, unit="days") == (7, "days", "mine")


async def test_what_the_function_raises_is_raised() -> None:
    with pytest.raises(ValueError, match="x"):
        await threads.to_its_end(int, "x")


@pytest.mark.parametrize("cancel_count", [1, 2, 3])
async def test_a_caller_that_is_cancelled_goes_on_when_the_thread_has_ended(cancel_count: int) -> None:
    may_end, has_begun = threading.Event(), asyncio.Event()
    loop, happened = asyncio.get_running_loop(), list[str]()

    def work() -> None:
        loop.call_soon_threadsafe(has_begun.set)
        assert may_end.wait(10)
        happened.append("the thread ended")

    async def call() -> None:
        try:
            await threads.to_its_end(work)
        finally:
            happened.append("the caller cleaned up")

    calling = asyncio.create_task(call())
    await has_begun.wait()
    for _ in range(cancel_count):
        calling.cancel()
        # Long enough for a caller that does not wait to be gone.
        await asyncio.sleep(0.01)
    assert happened == []
    may_end.set()

    with pytest.raises(asyncio.CancelledError):
        await calling
    assert happened == ["the thread ended", "the caller cleaned up"]


async def test_a_fault_of_a_thread_whose_caller_was_cancelled_is_nobodys() -> None:
    may_end = threading.Event()

    def work() -> None:
        assert may_end.wait(10)
        raise ValueError("late")

    calling = asyncio.create_task(threads.to_its_end(work))
    await asyncio.sleep(0.01)
    calling.cancel()
    may_end.set()

    with pytest.raises(asyncio.CancelledError):
        await calling


async def test_work_that_asks_whether_to_go_on_ends_where_its_caller_was_cancelled() -> None:
    loop, has_begun, ends = asyncio.get_running_loop(), asyncio.Event(), list[str]()

    def work() -> None:
        loop.call_soon_threadsafe(has_begun.set)
        try:
            while True:
                threads.go_on()
        except threads.GivenUp:
            ends.append("given up")
            raise

    calling = asyncio.create_task(threads.to_its_end(work))
    await has_begun.wait()
    calling.cancel()

    with pytest.raises(asyncio.CancelledError):
        await calling
    assert ends == ["given up"]


async def test_work_that_somebody_waits_for_goes_on() -> None:
    def work() -> str:
        threads.go_on()
        return "done"

    assert await threads.to_its_end(work) == work()
