"""The receive loop."""

import asyncio
from typing import cast

from services.runtime.consumer import consume
from services.runtime.queues import Message, Queue
from tests.fakes import FakeQueue


def a_message(receipt: str = "r1") -> Message:
    """A message in its first delivery."""
    return Message(body="{}", receipt=receipt, receives=1)


async def _consume(queue: FakeQueue, work: object, *, for_s: float = 0.1, visibility_timeout_s: int = 30) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(for_s, stop.set)
    await consume(cast("Queue", queue), work, stop, visibility_timeout_s=visibility_timeout_s)  # type: ignore[arg-type]


async def test_a_message_is_deleted_after_its_work_is_done() -> None:
    queue = FakeQueue(waiting=[a_message("r1"), a_message("r2")])
    deleted_before_work: list[list[str]] = []

    async def work(message: Message) -> None:
        deleted_before_work.append(list(queue.deleted))

    await _consume(queue, work)

    assert deleted_before_work == [[], ["r1"]]
    assert queue.deleted == ["r1", "r2"]


async def test_a_message_whose_work_fails_stays_in_the_queue_and_the_next_one_is_worked_on() -> None:
    queue = FakeQueue(waiting=[a_message("bad"), a_message("good")])

    async def work(message: Message) -> None:
        if message.receipt == "bad":
            raise RuntimeError

    await _consume(queue, work)

    assert queue.deleted == ["good"]


async def test_a_message_in_work_is_hidden_for_longer() -> None:
    queue = FakeQueue(waiting=[a_message()])

    async def work(message: Message) -> None:
        await asyncio.sleep(0.2)

    # A hundredth of a second is no value a setting allows; here it makes the beat visible.
    await _consume(queue, work, for_s=0.3, visibility_timeout_s=cast("int", 0.1))

    assert len(queue.extended) >= 3
    assert queue.deleted == ["r1"]


async def test_a_message_in_hand_is_given_back_at_once_on_stop() -> None:
    queue = FakeQueue(waiting=[a_message()])

    async def work(message: Message) -> None:
        await asyncio.sleep(60)

    await _consume(queue, work)

    assert queue.extended == [("r1", 0)]
    assert queue.deleted == []


async def test_a_queue_that_is_away_is_asked_again() -> None:
    queue = FakeQueue(waiting=[a_message()], is_down=True)
    asyncio.get_running_loop().call_later(0.1, setattr, queue, "is_down", False)

    async def work(message: Message) -> None:
        return

    await _consume(queue, work, for_s=1.5)

    assert queue.deleted == ["r1"]
