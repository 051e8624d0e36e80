"""Answers kept in memory for five minutes at most, and given only while nothing of the user's has changed since.

``state_of`` names the state of what is asked about: another text after every change. It is read before each answer, kept or not,
so an answer of the state before is never given, whichever server the change was made on.
"""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from services.runtime import metrics

Answer = TypeVar("Answer")

KEPT_S = 300.0
# A handful of pages and single things for each user: whoever asks for a thousand different pages takes no room from others.
USERS = 1000
QUESTIONS_A_USER = 8


@dataclass
class Kept:
    """What one user was answered since ``since_s``, while ``state`` was the state; the least recently given first."""

    state: str
    since_s: float
    answers: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)


class Cache:
    """The latest answers of the users who asked most recently. An answer is shared between callers, so nobody changes it."""

    def __init__(
        self, state_of: Callable[[str], Awaitable[str]], *, users: int = USERS, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._state_of = state_of
        self._users = users
        self._now_s = now_s
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    async def answer(self, user_id: str, question: Hashable, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """What ``ask`` returns, or returned to the same question of the user's in the same state; what it raises is not kept."""
        # Before asking: a change in between makes the answer newer than its state, and it is asked for once more than needed.
        state = await self._state_of(user_id)
        answers = self._answers(user_id, state)
        is_kept = question in answers
        metrics.CACHE.labels("kept" if is_kept else "asked").inc()
        if not is_kept:
            asked = await ask()
            # Meanwhile the user's answers may have been dropped, or be those of another state.
            answers = self._answers(user_id, state)
            answers[question] = asked
        answers.move_to_end(question)
        if len(answers) > QUESTIONS_A_USER:
            answers.popitem(last=False)
        given: Answer = answers[question]
        return given

    def _answers(self, user_id: str, state: str) -> OrderedDict[Hashable, Any]:
        """What is kept of the user in this state; what is of another state or too old is forgotten."""
        kept = self._kept.get(user_id)
        if kept is None or kept.state != state or self._now_s() - kept.since_s >= KEPT_S:
            kept = self._kept[user_id] = Kept(state, self._now_s())
        self._kept.move_to_end(user_id)
        if len(self._kept) > self._users:
            self._kept.popitem(last=False)
        return kept.answers
