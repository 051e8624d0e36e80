"""Uploads and predictions on their way out, with a crash at every step."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.ingest import store as ingest_store
from services.ingest.deletions import SETTLED_AFTER
from services.ingest.deletions import Deletions as UploadDeletions
from services.ingest.failures import UploadNotFound
from services.runtime.blobs import Blobs
from services.runtime.clock import first_id_at, new_id, utc_now
from services.runtime.database import Database
from services.runtime.errors import ServiceUnavailable
from services.scoring import leases
from services.scoring import store as scoring_store
from services.scoring.deletions import Deletions as PredictionDeletions
from services.scoring.domain import Claim, Order, PredictionId, folder_of
from services.scoring.failures import PredictionNotFound
from services.scoring.outcomes_client import OutcomesClient
from tests.builders import NOON, a_result, an_order, an_upload


class FakeHandover:
    """Scoring; ``is_down`` makes it not answer."""

    is_down = False

    def __init__(self) -> None:
        self.withdrawn: list[Any] = []

    async def withdraw(self, user_id: str, prediction_id: Any) -> None:
        """Note the prediction."""
        if self.is_down:
            raise ServiceUnavailable("Scoring does not answer.")
        self.withdrawn.append(prediction_id)


class FakeOutcomes(OutcomesClient):
    """The catalog; ``is_down`` makes it not answer."""

    is_down = False

    def __init__(self) -> None:
        self.forgotten: list[PredictionId] = []

    async def forget(self, user_id: str, prediction_id: PredictionId) -> None:
        """Note the prediction."""
        if self.is_down:
            raise ServiceUnavailable("The catalog does not answer.")
        self.forgotten.append(prediction_id)


class LaterClock:
    """A clock that can be put forward."""

    def __init__(self) -> None:
        self.ahead = SETTLED_AFTER * 0

    def __call__(self) -> Any:
        return utc_now() + self.ahead


async def _count(database: Database, user: str, table: str) -> int:
    async with database.transaction(user) as tx:
        return int((await tx.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608 - a table of ours


async def running(database: Database, user: str) -> Claim[Order]:
    """A prediction of the user that a worker holds."""
    order = an_order(user)
    async with database.transaction(user) as tx:
        await scoring_store.insert_queued(tx, order, now=NOON)
        claim = await leases.claim(tx, scoring_store.JOBS, order.id, lease_s=60)
    assert claim
    return claim


async def test_a_deleted_upload_is_invisible_at_once_and_goes_when_scoring_has_let_go(
    ingest_database: Database, blobs: Blobs, user: str
) -> None:
    handover: Any = FakeHandover()
    clock = LaterClock()
    deletions = UploadDeletions(ingest_database, blobs, handover, now=clock)
    upload = an_upload(user)
    async with ingest_database.transaction(user) as tx:
        await ingest_store.insert_upload(tx, upload)
    keys = [f"ingest/uploads/{upload.id}/{name}" for name in ("raw.csv", "prepared.parquet", "confirmed/prepared.parquet")]
    for key in keys:
        await blobs.put(key, b"x")

    await deletions.delete(user, upload.id)
    assert handover.withdrawn == [upload.prediction_id]
    async with ingest_database.transaction(user) as tx:
        assert await ingest_store.find(tx, upload.id) is None
        assert await ingest_store.count(tx, user, status=None) == 0
    with pytest.raises(UploadNotFound):
        await deletions.delete(user, upload.id)

    # A hand-over may still be on its way, and then scoring is away: nothing goes yet, and nothing is forgotten.
    assert await deletions.sweep() == 0
    clock.ahead = 2 * SETTLED_AFTER
    handover.is_down = True
    assert await deletions.sweep() == 0
    assert len(await blobs.keys(f"ingest/uploads/{upload.id}")) == 3

    handover.is_down = False
    assert await deletions.sweep() >= 1
    assert upload.prediction_id in handover.withdrawn
    assert await blobs.keys(f"ingest/uploads/{upload.id}") == []
    assert await _count(ingest_database, user, "uploads") == 0


async def test_an_upload_is_deleted_though_scoring_is_away_and_its_prediction_goes_later(
    ingest_database: Database, blobs: Blobs, user: str
) -> None:
    handover: Any = FakeHandover()
    handover.is_down = True
    clock = LaterClock()
    deletions = UploadDeletions(ingest_database, blobs, handover, now=clock)
    upload = an_upload(user)
    async with ingest_database.transaction(user) as tx:
        await ingest_store.insert_upload(tx, upload)

    await deletions.delete(user, upload.id)
    async with ingest_database.transaction(user) as tx:
        assert await ingest_store.find(tx, upload.id) is None

    handover.is_down, clock.ahead = False, 2 * SETTLED_AFTER
    await deletions.sweep()
    assert upload.prediction_id in handover.withdrawn


async def test_files_that_no_upload_knows_go_after_a_day(ingest_database: Database, blobs: Blobs, user: str) -> None:
    handover: Any = FakeHandover()

    def an_id(age: timedelta) -> UUID:
        return UUID(int=first_id_at(utc_now() - age).int + new_id().int % 2**62)

    old, lost, under_way = an_id(timedelta(days=2)), an_id(timedelta(days=2)), an_id(timedelta(minutes=1))
    known = {f"{old}/raw.csv", f"{old}/{an_id(timedelta(days=2))}/prepared.parquet"}
    # A mapping that is being confirmed, or was just now by a server that was killed.
    fresh = {f"{under_way}/raw.csv", f"{old}/{an_id(timedelta(minutes=1))}/prepared.parquet"}
    left = {f"{lost}/raw.csv", f"{lost}/prepared.parquet", f"{old}/{an_id(timedelta(days=1.5))}/problems.csv"}
    raw, prepared = (f"ingest/uploads/{key}" for key in sorted(known, key=len))
    async with ingest_database.transaction(user) as tx:
        await ingest_store.insert_upload(tx, an_upload(user, id=old, raw_key=raw, prepared_key=prepared))
    for key in known | fresh | left:
        await blobs.put(f"ingest/uploads/{key}", b"x")

    deletions = UploadDeletions(ingest_database, blobs, handover, now=utc_now)
    assert await deletions.sweep_lost() == len(left)
    assert await deletions.sweep_lost() == 0

    stored = [key for upload_id in (old, lost, under_way) for key in await blobs.keys(f"ingest/uploads/{upload_id}")]
    assert {key.removeprefix("ingest/uploads/") for key in stored} == known | fresh


async def test_another_user_cannot_delete_an_upload(ingest_database: Database, blobs: Blobs, user: str) -> None:
    handover: Any = FakeHandover()
    upload = an_upload(user)
    async with ingest_database.transaction(user) as tx:
        await ingest_store.insert_upload(tx, upload)

    with pytest.raises(UploadNotFound):
        await UploadDeletions(ingest_database, blobs, handover, now=utc_now).delete(f"{user}-neighbour", upload.id)


async def test_a_running_prediction_that_is_deleted_goes_when_its_worker_is_gone(
    scoring_database: Database, blobs: Blobs, user: str
) -> None:
    outcomes = FakeOutcomes()
    deletions = PredictionDeletions(scoring_database, blobs, outcomes)
    claim = await running(scoring_database, user)
    await blobs.put(f"{folder_of(claim.order.id)}/1/scored.csv", b"x")

    await deletions.delete(user, claim.order.id)

    async with scoring_database.transaction(user) as tx:
        assert not await leases.prolong(tx, scoring_store.JOBS, claim, lease_s=60, progress={})
        assert not await leases.complete(tx, scoring_store.JOBS, claim, scoring_store.result_columns(a_result()))
    await deletions.sweep()
    assert await _count(scoring_database, user, "predictions") == 1
    async with scoring_database.transaction(user) as tx:
        await tx.execute(text("UPDATE predictions SET lease_until = now() - interval '1 s'"))
    outcomes.is_down = True
    await deletions.sweep()
    assert await _count(scoring_database, user, "predictions") == 1
    outcomes.is_down = False
    await deletions.sweep()
    assert claim.order.id in outcomes.forgotten
    assert await _count(scoring_database, user, "predictions") == 0
    assert await blobs.keys(folder_of(claim.order.id)) == []
    with pytest.raises(PredictionNotFound):
        await deletions.delete(user, claim.order.id)


@pytest.mark.parametrize(
    "statement", ["SELECT * FROM audit", "UPDATE audit SET action = ''", "DELETE FROM audit", "TRUNCATE audit"]
)
async def test_a_service_adds_to_its_audit_log_and_neither_reads_nor_changes_it(
    ingest_database: Database, statement: str
) -> None:
    async with ingest_database.transaction("anybody") as tx:
        with pytest.raises(DBAPIError, match="permission denied"):
            await tx.execute(text(statement))


async def test_a_folder_goes_and_its_neighbour_stays(blobs: Blobs, user: str) -> None:
    for number in range(3):
        await blobs.put(f"tests/{user}/{number}", b"x")
    await blobs.put(f"tests/{user}-neighbour/0", b"x")

    await blobs.delete_folder(f"tests/{user}")

    assert await blobs.keys(f"tests/{user}") == []
    assert len(await blobs.keys(f"tests/{user}-neighbour")) == 1
