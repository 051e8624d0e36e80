"""The upload limit on a real PostgreSQL: exact, sliding, and the same for all that share the database."""

import asyncio
from datetime import timedelta

from sqlalchemy import text

from services.runtime.database import Database, open_database
from services.runtime.rates import Rate, Rates
from services.runtime.settings import DatabaseOptions

TEN = Rate("upload", 10)


async def _age(database: Database, user: str, by: timedelta) -> None:
    async with database.transaction(user) as tx:
        statement = text(
            "UPDATE rates SET taken_at = (SELECT array_agg(t - CAST(:by AS interval) ORDER BY t DESC) FROM unnest(taken_at) AS t)"
        )
        await tx.execute(statement, {"by": by})


async def test_of_a_crowd_on_several_servers_exactly_ten_get_through(migrated: dict[str, str], user: str) -> None:
    servers = [open_database(DatabaseOptions(url=migrated["ingest"], pool_size=5), process="tests") for _ in range(3)]
    standings = await asyncio.gather(*(Rates(server).take(user, TEN) for server in servers * 20))
    for server in servers:
        await server.close()

    allowed = [stands for stands in standings if stands.is_allowed]
    assert sorted(stands.remaining for stands in allowed) == list(range(10))
    assert all(0 < stands.reset_s <= 60 and stands.remaining == 0 for stands in standings if not stands.is_allowed)


async def test_the_window_slides(ingest_database: Database, user: str) -> None:
    rates = Rates(ingest_database)
    for _ in range(5):
        assert (await rates.take(user, TEN)).is_allowed
    await _age(ingest_database, user, timedelta(seconds=40))
    for _ in range(5):
        assert (await rates.take(user, TEN)).is_allowed
    assert not (await rates.take(user, TEN)).is_allowed

    # The first five are 60 s old now, the other five are not: a minute's border would let ten through here.
    await _age(ingest_database, user, timedelta(seconds=20))
    assert [(await rates.take(user, TEN)).is_allowed for _ in range(6)] == [True] * 5 + [False]


async def test_a_refused_call_does_not_count(ingest_database: Database, user: str) -> None:
    rates = Rates(ingest_database)
    for _ in range(30):
        await rates.take(user, TEN)
    await _age(ingest_database, user, timedelta(seconds=60))

    assert (await rates.take(user, TEN)).remaining == 9


async def test_each_user_and_each_action_has_a_limit_of_its_own(ingest_database: Database, user: str) -> None:
    rates = Rates(ingest_database)
    one = Rate("upload", 1)
    assert (await rates.take(user, one)).is_allowed
    assert not (await rates.take(user, one)).is_allowed

    assert (await rates.take(user, Rate("inspect", 1))).is_allowed
    assert (await rates.take(f"{user}-neighbour", one)).is_allowed


async def test_a_changed_limit_holds_at_once(ingest_database: Database, user: str) -> None:
    rates = Rates(ingest_database)
    for _ in range(10):
        await rates.take(user, TEN)

    assert not (await rates.take(user, Rate("upload", 3))).is_allowed
    assert (await rates.take(user, Rate("upload", 11))).is_allowed
