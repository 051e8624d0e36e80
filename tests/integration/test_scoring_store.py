"""Scoring's SQL on a real PostgreSQL: who sees what, and who may write when."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from services.runtime.database import Database
from services.runtime.pages import Position
from services.scoring import leases, store
from services.scoring.domain import Claim, JobFailure, JobStatus, Order, Prediction
from tests.builders import NOON, a_result, an_order

LONG_S = 60.0


async def _queue(database: Database, order: Order) -> None:
    async with database.transaction(order.user_id) as tx:
        await store.insert_queued(tx, order, now=NOON)


async def _claim(database: Database, order: Order, *, lease_s: float = LONG_S) -> Claim[Order] | None:
    async with database.transaction(order.user_id) as tx:
        return await leases.claim(tx, store.JOBS, order.id, lease_s=lease_s)


async def _claimed(database: Database, order: Order, *, lease_s: float = LONG_S) -> Claim[Order]:
    await _queue(database, order)
    claim = await _claim(database, order, lease_s=lease_s)
    assert claim is not None
    return claim


async def _found(database: Database, order: Order) -> Prediction:
    async with database.transaction(order.user_id) as tx:
        prediction = await store.find(tx, order.id)
    assert prediction is not None
    return prediction


async def test_a_prediction_queued_twice_is_one(scoring_database: Database, user: str) -> None:
    order = an_order(user)
    await _queue(scoring_database, order)
    await _queue(scoring_database, order)

    async with scoring_database.transaction(user) as tx:
        assert await store.count(tx, user, status=None) == 1
    assert (await _found(scoring_database, order)).status is JobStatus.QUEUED


async def test_of_many_workers_one_gets_the_prediction(scoring_database: Database, user: str) -> None:
    order = an_order(user)
    await _queue(scoring_database, order)

    claims = await asyncio.gather(*(_claim(scoring_database, order) for _ in range(8)))

    assert [claim.attempt for claim in claims if claim] == [1]


async def test_a_prediction_whose_lease_is_over_goes_to_another_worker(scoring_database: Database, user: str) -> None:
    order = an_order(user)
    await _claimed(scoring_database, order, lease_s=-1)

    taken_over = await _claim(scoring_database, order)

    assert taken_over is not None
    assert taken_over.attempt == 2


async def test_a_worker_that_was_overtaken_cannot_write(scoring_database: Database, user: str) -> None:
    order = an_order(user)
    slow = await _claimed(scoring_database, order, lease_s=-1)
    await _claim(scoring_database, order)

    async with scoring_database.transaction(user) as tx:
        assert not await leases.prolong(tx, store.JOBS, slow, lease_s=LONG_S, progress={"scored_count": 1})
        assert not await leases.complete(tx, store.JOBS, slow, store.result_columns(a_result()))
        await leases.fail(tx, store.JOBS, slow, JobFailure("ERR-2004", "x"))
        await leases.give_back(tx, store.JOBS, slow, excused_count=0)

    prediction = await _found(scoring_database, order)
    assert (prediction.status, prediction.attempt, prediction.result) == (JobStatus.RUNNING, 2, None)


async def test_a_completed_prediction_has_its_result_and_cannot_be_claimed_again(scoring_database: Database, user: str) -> None:
    order = an_order(user)
    claim = await _claimed(scoring_database, order)
    async with scoring_database.transaction(user) as tx:
        await leases.note(tx, store.JOBS, claim, {"model_version": "baseline-1"})
        assert await leases.complete(tx, store.JOBS, claim, store.result_columns(a_result()))

    prediction = await _found(scoring_database, order)
    assert (prediction.status, prediction.result) == (JobStatus.COMPLETED, a_result())
    assert (prediction.model_version, prediction.scored_count) == ("baseline-1", order.row_count)
    assert await _claim(scoring_database, order) is None


async def test_a_cancelled_prediction_is_lost_to_its_worker(scoring_database: Database, user: str) -> None:
    order = an_order(user)
    claim = await _claimed(scoring_database, order)
    async with scoring_database.transaction(user) as tx:
        assert await leases.cancel(tx, store.JOBS, order.id)
        assert not await leases.cancel(tx, store.JOBS, order.id)
        assert not await leases.prolong(tx, store.JOBS, claim, lease_s=LONG_S, progress={"scored_count": 1})


async def test_a_failure_is_kept_for_the_user(scoring_database: Database, user: str) -> None:
    claim = await _claimed(scoring_database, an_order(user))
    failure = JobFailure("ERR-2004", "The file could not be scored.")
    async with scoring_database.transaction(user) as tx:
        await leases.fail(tx, store.JOBS, claim, failure)

    assert (await _found(scoring_database, claim.order)).failure == failure


async def test_pages_hold_every_prediction_once_newest_first_even_at_the_same_time(scoring_database: Database, user: str) -> None:
    orders = [an_order(user) for _ in range(7)]
    for index, order in enumerate(orders):
        async with scoring_database.transaction(user) as tx:
            await store.insert_queued(tx, order, now=NOON + timedelta(seconds=index // 3))

    seen: list[Prediction] = []
    after: Position | None = None
    while True:
        async with scoring_database.transaction(user) as tx:
            page = await store.page(tx, user, status=None, after=after, limit=2)
        if not page:
            break
        seen += page
        after = Position(page[-1].created_at, page[-1].order.id)

    assert [prediction.order.id for prediction in seen] == [order.id for order in reversed(orders)]


async def test_a_list_by_status_holds_only_that_status(scoring_database: Database, user: str) -> None:
    await _queue(scoring_database, an_order(user))
    running = await _claimed(scoring_database, an_order(user))

    async with scoring_database.transaction(user) as tx:
        page = await store.page(tx, user, status=JobStatus.RUNNING, after=None, limit=10)
        assert await store.count(tx, user, status=JobStatus.RUNNING) == 1

    assert [prediction.order.id for prediction in page] == [running.order.id]


@pytest.mark.parametrize(("lease_s", "is_found"), [(-1.0, True), (LONG_S, False)])
@pytest.mark.parametrize(
    "sending", ["UPDATE predictions SET sent_at = sent_at - interval '10 s'", "UPDATE predictions SET sent_at = NULL"]
)
async def test_the_relay_finds_a_running_prediction_only_when_its_lease_is_over(
    scoring_database: Database, user: str, lease_s: float, is_found: bool, sending: str
) -> None:
    claim = await _claimed(scoring_database, an_order(user), lease_s=LONG_S)
    async with scoring_database.transaction(user) as tx:
        await leases.mark_sent(tx, store.JOBS, claim.order.id)
    async with scoring_database.transaction(user) as tx:
        assert await leases.prolong(tx, store.JOBS, claim, lease_s=lease_s, progress={})
        await tx.execute(text(sending))

    async with scoring_database.relay_transaction() as tx:
        found = {wake.id for wake in await leases.unsent(tx, store.JOBS, limit=10_000)}

    assert (claim.order.id in found) is is_found


async def test_a_user_with_many_jobs_does_not_stand_before_another(scoring_database: Database, user: str) -> None:
    other = f"{user}-other"
    many, one = [an_order(user) for _ in range(3)], an_order(other)
    for later, order in enumerate((*many, one)):
        async with scoring_database.transaction(order.user_id) as tx:
            await store.insert_queued(tx, order, now=NOON + timedelta(seconds=later))
    async with scoring_database.transaction(user) as tx:
        await leases.mark_sent(tx, store.JOBS, many[0].id)
        await tx.execute(text("UPDATE predictions SET sent_at = sent_at - interval '1 hour'"))

    async with scoring_database.relay_transaction() as tx:
        found = [wake.id for wake in await leases.unsent(tx, store.JOBS, limit=10_000)]

    # What was never sent goes before what was, and another's first before one's second.
    assert found.index(many[1].id) < found.index(many[2].id) < found.index(many[0].id)
    assert found.index(one.id) < found.index(many[2].id)
