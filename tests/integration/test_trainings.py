"""Trainings on a real PostgreSQL: whose they are, and what the relay sees of them."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from services.runtime.clock import new_id
from services.runtime.database import Database
from services.scoring import leases, store_trainings
from services.scoring.domain import TrainingId, TrainingOrder
from tests.builders import NOON


async def _queued(database: Database, user: str) -> TrainingOrder:
    order = TrainingOrder(TrainingId(new_id()), user, "Spring", (), NOON)
    async with database.transaction(user) as tx:
        await store_trainings.insert_queued(tx, order)
    return order


async def test_another_users_training_cannot_be_seen_changed_or_removed(scoring_database: Database, user: str) -> None:
    order = await _queued(scoring_database, user)

    async with scoring_database.transaction("somebody else") as tx:
        assert await store_trainings.find(tx, order.id) is None
        assert await store_trainings.find_unfinished(tx, user) is None
        assert await leases.claim(tx, store_trainings.JOBS, order.id, lease_s=60) is None
        assert (await tx.execute(text("UPDATE trainings SET display_name = 'x'"))).rowcount == 0
        assert (await tx.execute(text("DELETE FROM trainings"))).rowcount == 0
    async with scoring_database.transaction(user) as tx:
        found = await store_trainings.find(tx, order.id)
    assert found is not None
    assert found.order == order


async def test_a_training_cannot_be_written_for_another_user(scoring_database: Database, user: str) -> None:
    async with scoring_database.transaction("somebody else") as tx:
        with pytest.raises(ProgrammingError, match="row-level security"):
            await store_trainings.insert_queued(tx, TrainingOrder(TrainingId(new_id()), user, "Spring", (), NOON))


async def test_the_relay_finds_every_users_training_by_its_id(scoring_database: Database, user: str) -> None:
    order = await _queued(scoring_database, user)

    async with scoring_database.relay_transaction() as tx:
        waiting = await leases.unsent(tx, store_trainings.JOBS, limit=10_000)
    assert (order.id, user) in {(wake.id, wake.user_id) for wake in waiting}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT display_name FROM trainings",
        "SELECT prediction_ids FROM trainings",
        "SELECT report FROM trainings",
        "UPDATE trainings SET sent_at = now()",
        "DELETE FROM trainings",
    ],
)
async def test_the_relay_reads_nothing_that_a_training_is_about(scoring_database: Database, statement: str) -> None:
    async with scoring_database.relay_transaction() as tx:
        with pytest.raises(DBAPIError, match="permission denied"):
            await tx.execute(text(statement))
