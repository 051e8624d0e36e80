"""A worker keeps its lease through whatever the database does in between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast
from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from services.runtime.database import Database, unavailable
from services.scoring import leases
from services.scoring.domain import Claim
from services.scoring.holds import Holds


class _Order:
    user_id = "ann"


class _Anything:
    """A database whose transactions only begin and end."""

    @asynccontextmanager
    async def transaction(self, _: str) -> AsyncIterator[None]:
        yield


async def _beats(monkeypatch: pytest.MonkeyPatch, *answers: bool | Exception) -> bool:
    """Whether a hold is lost after as many beats as there are answers."""
    left, done = list(answers), asyncio.Event()

    async def prolong(*_: Any, **__: Any) -> bool:
        answer = left.pop(0) if left else True
        if not left:
            done.set()
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(leases, "prolong", prolong)
    holds: Holds[Any] = Holds(cast(Database, _Anything()), cast(Any, None), lease_s=0.003)
    claim = cast(Claim[Any], type("Held", (), {"order": _Order(), "id": uuid4()})())
    async with holds.held(claim) as hold:
        await asyncio.wait_for(done.wait(), 10)
        await asyncio.sleep(0.01)
        return hold.is_lost


@pytest.mark.parametrize("fault", [unavailable(), DBAPIError("UPDATE", None, TimeoutError())])
async def test_a_beat_that_fails_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    assert not await _beats(monkeypatch, fault, True, True)
    assert await _beats(monkeypatch, fault, False)
