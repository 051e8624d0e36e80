"""What is older than it may be goes, class by class, and what is younger stays."""

from datetime import timedelta

import asyncpg
from sqlalchemy import text

from services.catalog.retention import Retention as CatalogRetention
from services.ingest import store as ingest_store
from services.ingest.retention import Retention as IngestRetention
from services.runtime.blobs import Blobs
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database, open_database
from services.runtime.settings import DatabaseOptions, RetentionOptions
from services.scoring import store_removal
from services.scoring.deletions import Deletions
from tests.builders import an_upload
from tests.integration.test_deletions import FakeOutcomes
from tests.running import Suite

KEEP_ALL = RetentionOptions(raw_days=0, prepared_days=0, results_days=0, training_days=0, audit_days=0, requests_days=1)


async def _stored(database: Database, blobs: Blobs, user: str, *, age_days: float) -> str:
    """The folder of an upload of this age, with its three files."""
    identifier = new_id()
    folder = f"ingest/uploads/{identifier}"
    upload = an_upload(
        user,
        id=identifier,
        created_at=utc_now() - timedelta(days=age_days),
        raw_key=f"{folder}/raw.csv",
        prepared_key=f"{folder}/prepared.parquet",
        problems_key=f"{folder}/problems.csv",
    )
    async with database.transaction(user) as tx:
        await ingest_store.insert_upload(tx, upload)
    for key in (upload.raw_key, upload.prepared_key, upload.problems_key):
        await blobs.put(key, b"x")
    return folder


async def test_files_go_class_by_class_when_their_days_are_over(ingest_database: Database, blobs: Blobs, user: str) -> None:
    old = await _stored(ingest_database, blobs, user, age_days=31)
    young = await _stored(ingest_database, blobs, user, age_days=29)
    kept = KEEP_ALL.model_copy(update={"raw_days": 30})

    for _ in range(2):
        await IngestRetention(ingest_database, blobs, kept, now=utc_now).sweep()

    assert await blobs.keys(old) == [f"{old}/prepared.parquet"]
    assert len(await blobs.keys(young)) == 3
    await IngestRetention(ingest_database, blobs, KEEP_ALL.model_copy(update={"prepared_days": 30}), now=utc_now).sweep()
    assert await blobs.keys(old) == []
    assert len(await blobs.keys(young)) == 3


async def test_zero_days_keep_for_ever(ingest_database: Database, blobs: Blobs, user: str) -> None:
    ancient = await _stored(ingest_database, blobs, user, age_days=10_000)

    await IngestRetention(ingest_database, blobs, KEEP_ALL, now=utc_now).sweep()

    assert len(await blobs.keys(ancient)) == 3


async def test_names_of_requests_go_after_a_day(ingest_database: Database, blobs: Blobs, user: str) -> None:
    async with ingest_database.transaction(user) as tx:
        for name, age in (("old", "25 hours"), ("young", "23 hours")):
            statement = "INSERT INTO requests VALUES (:user, 'upload', :name, '', :id, now() - CAST(:age AS text)::interval)"
            await tx.execute(text(statement), {"user": user, "name": name, "id": new_id(), "age": age})

    await IngestRetention(ingest_database, blobs, KEEP_ALL, now=utc_now).sweep()

    async with ingest_database.transaction(user) as tx:
        assert (await tx.execute(text("SELECT key_digest FROM requests"))).scalars().all() == ["young"]


async def _notes(suite: Suite, user: str) -> list[str]:
    administrator = await asyncpg.connect(suite.administrator_url.rpartition("/")[0] + "/ingest_test")
    rows = await administrator.fetch("SELECT action FROM audit WHERE user_id = $1 ORDER BY at", user)
    await administrator.close()
    return [row["action"] for row in rows]


async def test_old_notes_go_and_those_of_today_cannot_be_removed(
    suite: Suite, ingest_database: Database, blobs: Blobs, user: str
) -> None:
    async with ingest_database.transaction(user) as tx:
        statement = """
            INSERT INTO audit (user_id, actor, action, subject, request_id, at)
            VALUES (:user, '', :name, '', '', now() - make_interval(hours => :hours))
        """
        for name, hours in (("old", 31 * 24), ("younger", 29 * 24), ("today", 23)):
            await tx.execute(text(statement), {"user": user, "name": name, "hours": hours})

    await IngestRetention(ingest_database, blobs, KEEP_ALL.model_copy(update={"audit_days": 30}), now=utc_now).sweep()
    assert await _notes(suite, user) == ["younger", "today"]

    async with ingest_database.relay_transaction() as tx:
        await tx.execute(text("DELETE FROM audit"))
    assert await _notes(suite, user) == ["today"]


async def test_old_results_are_deleted(scoring_database: Database, blobs: Blobs, user: str) -> None:
    deletions = Deletions(scoring_database, blobs, FakeOutcomes())
    async with scoring_database.transaction(user) as tx:
        for days in (31, 29):
            statement = """
                INSERT INTO predictions (id, upload_id, user_id, filename, row_count, prepared_key, status, attempt,
                    excused_count, scored_count, created_at, finished_at)
                VALUES (:id, :id, :user, '', 1, '', 'cancelled', 1, 0, 0, now(), now() - make_interval(days => :days))
            """
            await tx.execute(text(statement), {"id": new_id(), "user": user, "days": days})

    await deletions.expire(days=30)

    async with scoring_database.transaction(user) as tx:
        left = text("SELECT count(*) FROM predictions WHERE deleted_at IS NULL")
        assert (await tx.execute(left)).scalar_one() == 1
    async with scoring_database.relay_transaction() as tx:
        assert await store_removal.outdated(tx, days=10_000, limit=10) == []


async def test_old_training_rows_go(migrated: dict[str, str], user: str) -> None:
    database = open_database(DatabaseOptions(url=migrated["catalog"]), process="tests", relay_role="catalog_relay")
    async with database.transaction(user) as tx:
        for days in (31, 29):
            statement = """
                INSERT INTO ml_training_data (id, user_id, customer_key, predicted_probability, created_at)
                VALUES (:id, :user, :key, 0.5, now() - make_interval(days => :days))
            """
            await tx.execute(text(statement), {"id": new_id(), "user": user, "key": str(days), "days": days})

    await CatalogRetention(database, KEEP_ALL.model_copy(update={"training_days": 30})).sweep()

    async with database.transaction(user) as tx:
        assert (await tx.execute(text("SELECT customer_key FROM ml_training_data"))).scalars().all() == ["29"]
    await database.close()
