"""How often one user may do something: a window of 60 seconds that slides, exact, and shared by all that use one database.

A row holds the times of the latest calls that were let through, newest first. A call is let through where the one that many
before it was at least 60 s ago, so no 60 s ever hold more than the limit, and whoever keeps below it is never refused. Calls of
one user wait for each other at the row's lock, for as long as the one statement takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.runtime.database import Database
from services.runtime.errors import TooManyRequests

WINDOW_S = 60
# What a service's migration runs to have rates. UNLOGGED: a crash of PostgreSQL forgets a minute's calls, which spares each of
# them a write to the disk.
TABLE = (
    """
    CREATE UNLOGGED TABLE rates (
        user_id text NOT NULL,
        action text NOT NULL,
        taken_at timestamptz[] NOT NULL,
        PRIMARY KEY (user_id, action)
    )
    """,
    "ALTER TABLE rates ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE rates FORCE ROW LEVEL SECURITY",
)
# The time is read under the row's lock. Before it, a call that waited would be noted as earlier than it was let through.
TAKE = text("""
    INSERT INTO rates AS rate (user_id, action, taken_at) VALUES (:user_id, :action, ARRAY[clock_timestamp()])
    ON CONFLICT (user_id, action) DO UPDATE
        SET taken_at = (ARRAY[clock_timestamp()] || rate.taken_at)[1:CAST(:limit AS integer)]
        WHERE coalesce(rate.taken_at[CAST(:limit AS integer)] <= clock_timestamp() - make_interval(secs => :window_s), true)
    RETURNING taken_at, clock_timestamp()
""")
LOOK = text("SELECT taken_at, clock_timestamp() FROM rates WHERE user_id = :user_id AND action = :action")


@dataclass(frozen=True)
class Rate:
    """At most ``limit`` calls of ``action`` in any 60 s, for each user."""

    action: str
    limit: int


@dataclass(frozen=True)
class Standing:
    """Where a user stands ``at`` a time of the database's clock: the limit, the calls left, and the seconds until one more is."""

    is_allowed: bool
    limit: int
    remaining: int
    reset_s: int
    at: datetime

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The standing as the answer's headers."""
        return (
            ("ratelimit-limit", str(self.limit)),
            ("ratelimit-remaining", str(self.remaining)),
            ("ratelimit-reset", str(self.reset_s)),
        )

    def refusal(self) -> TooManyRequests:
        """What the user is told where the call is not allowed."""
        return TooManyRequests(
            f"Too many requests: at most {self.limit} in {WINDOW_S} seconds. Try again in {self.reset_s} seconds.",
            retry_after_s=self.reset_s,
        )


class Rates:
    """Takes users' calls, each in a transaction of its own: it counts whatever becomes of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, user_id: str, rate: Rate) -> Standing:
        """Take one call of the user's, if there is one left. Raises DatabaseUnavailable."""
        async with self._database.transaction(user_id) as tx:
            return await _take(tx, user_id, rate)


async def _take(tx: AsyncConnection, user_id: str, rate: Rate) -> Standing:
    given = {"user_id": user_id, "action": rate.action}
    taken = (await tx.execute(TAKE, {**given, "limit": rate.limit, "window_s": WINDOW_S})).one_or_none()
    times, now = taken or (await tx.execute(LOOK, given)).one()
    return standing(times, now, rate.limit, is_allowed=taken is not None)


def standing(times: Sequence[datetime], now: datetime, limit: int, *, is_allowed: bool) -> Standing:
    """Where a user stands at ``now`` whose latest calls were at ``times``, newest first."""
    ages: list[Any] = [(now - time).total_seconds() for time in times[:limit]]
    recent = [age for age in ages if age < WINDOW_S]
    reset_s = max(1, ceil(WINDOW_S - recent[-1])) if recent else 0
    return Standing(is_allowed, limit, limit - len(recent), reset_s, now)
