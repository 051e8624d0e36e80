"""What is kept in memory, for whom, and how long."""

from collections.abc import Awaitable, Callable

import pytest

from services.runtime.caches import KEPT_S, QUESTIONS_A_USER, Cache


class Rows:
    """What users have; counts how often it is asked for."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.asked = 0
        self.now_s = 0.0

    async def state_of(self, user: str) -> str:
        """Changes with what the user has."""
        return f"state of {self.texts.get(user)}"

    def reading(self, user: str) -> Callable[[], Awaitable[str]]:
        """The question what the user has."""

        async def read() -> str:
            self.asked += 1
            return self.texts[user]

        return read


@pytest.fixture
def rows() -> Rows:
    rows = Rows()
    rows.texts = {"ann": "A", "bob": "B"}
    return rows


@pytest.fixture
def cache(rows: Rows) -> Cache:
    return Cache(rows.state_of, users=2, now_s=lambda: rows.now_s)


async def test_the_same_question_is_asked_once_in_five_minutes(cache: Cache, rows: Rows) -> None:
    for rows.now_s in (0.0, 1.0, KEPT_S - 0.1):
        assert await cache.answer("ann", "text", rows.reading("ann")) == "A"
    assert rows.asked == 1

    rows.now_s = KEPT_S
    await cache.answer("ann", "text", rows.reading("ann"))
    assert rows.asked == 2


async def test_an_answer_of_the_state_before_is_not_given(cache: Cache, rows: Rows) -> None:
    await cache.answer("ann", "text", rows.reading("ann"))
    rows.texts["ann"] = "A2"

    assert await cache.answer("ann", "text", rows.reading("ann")) == "A2"


async def test_what_changes_while_it_is_asked_for_is_asked_for_again(cache: Cache, rows: Rows) -> None:
    async def read_before_the_change() -> str:
        rows.texts["ann"] = "A2"
        return "A"

    await cache.answer("ann", "text", read_before_the_change)

    assert await cache.answer("ann", "text", rows.reading("ann")) == "A2"


async def test_users_have_answers_of_their_own(cache: Cache, rows: Rows) -> None:
    assert await cache.answer("ann", "text", rows.reading("ann")) == "A"
    assert await cache.answer("bob", "text", rows.reading("bob")) == "B"

    rows.texts["bob"] = "B2"
    assert await cache.answer("ann", "text", rows.reading("ann")) == "A"
    assert rows.asked == 2


async def test_the_user_who_asked_longest_ago_makes_room(cache: Cache, rows: Rows) -> None:
    rows.texts["eve"] = "E"
    for user in ("ann", "bob", "ann", "eve", "ann"):
        await cache.answer(user, "text", rows.reading(user))
    assert rows.asked == 3

    await cache.answer("bob", "text", rows.reading("bob"))
    assert rows.asked == 4


async def test_a_users_many_questions_take_no_room_from_others(cache: Cache, rows: Rows) -> None:
    await cache.answer("bob", "text", rows.reading("bob"))
    for number in [*range(QUESTIONS_A_USER + 1), QUESTIONS_A_USER]:
        await cache.answer("ann", number, rows.reading("ann"))
    assert rows.asked == 1 + QUESTIONS_A_USER + 1

    await cache.answer("bob", "text", rows.reading("bob"))
    assert rows.asked == 1 + QUESTIONS_A_USER + 1
    await cache.answer("ann", 0, rows.reading("ann"))
    assert rows.asked == 1 + QUESTIONS_A_USER + 2


async def test_a_failure_is_not_kept(cache: Cache, rows: Rows) -> None:
    with pytest.raises(KeyError):
        await cache.answer("eve", "text", rows.reading("eve"))
    with pytest.raises(KeyError):
        await cache.answer("eve", "text", rows.reading("eve"))
    assert rows.asked == 2
