"""Files of predictions that nothing points at: those of lost attempts go, and none that an erasure may be writing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from services.runtime.blobs import Blobs
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database
from services.scoring import leases
from services.scoring import store as scoring_store
from services.scoring.deletions import Deletions as PredictionDeletions
from services.scoring.domain import folder_of
from services.scoring.erasures import Erasures
from tests.builders import a_result
from tests.integration.desk import RING
from tests.integration.test_deletions import FakeOutcomes, running


async def test_files_of_lost_attempts_go_and_the_result_stays(scoring_database: Database, blobs: Blobs, user: str) -> None:
    lost = await running(scoring_database, user)
    folder = folder_of(lost.order.id)
    async with scoring_database.transaction(user) as tx:
        await tx.execute(text("UPDATE predictions SET lease_until = now() - interval '1 s'"))
        claim = await leases.claim(tx, scoring_store.JOBS, lost.order.id, lease_s=60)
        assert claim
        result = replace(a_result(), csv_key=f"{folder}/2/scored.csv")
        await leases.complete(tx, scoring_store.JOBS, claim, scoring_store.result_columns(result))
        await tx.execute(text("UPDATE predictions SET finished_at = now() - interval '2 hours'"))
    for key in ("1/scored.csv", "1/scores.parquet", "2/scored.csv", "2/summary.json"):
        await blobs.put(f"{folder}/{key}", b"x")

    deletions = PredictionDeletions(scoring_database, blobs, FakeOutcomes())
    assert await deletions.tidy() == 2
    assert await blobs.keys(folder) == [f"{folder}/2/scored.csv", f"{folder}/2/summary.json"]
    assert await deletions.tidy() == 0


async def test_what_an_erasure_may_be_writing_stays_until_it_is_settled(
    scoring_database: Database, blobs: Blobs, user: str
) -> None:
    claim = await running(scoring_database, user)
    folder = folder_of(claim.order.id)
    async with scoring_database.transaction(user) as tx:
        await leases.complete(
            tx, scoring_store.JOBS, claim, scoring_store.result_columns(replace(a_result(), csv_key=f"{folder}/1/scored.csv"))
        )
        await tx.execute(text("UPDATE predictions SET finished_at = now() - interval '2 hours'"))
    for key in (kept := f"{folder}/1/scored.csv", fresh := f"{folder}/{new_id()}/scored.csv"):
        await blobs.put(key, b"x")

    deletions = PredictionDeletions(scoring_database, blobs, FakeOutcomes())
    assert await deletions.tidy() == 0
    assert await blobs.keys(folder) == [fresh, kept]

    later = PredictionDeletions(scoring_database, blobs, FakeOutcomes(), now=lambda: utc_now() + timedelta(hours=2))
    assert await later.tidy() == 1
    assert await blobs.keys(folder) == [kept]


@pytest.mark.parametrize("is_erased", [False, True])
async def test_files_of_a_first_attempt_that_was_called_off_go(
    scoring_database: Database, blobs: Blobs, user: str, tmp_path: Path, is_erased: bool
) -> None:
    claim = await running(scoring_database, user)
    await blobs.put(f"{folder_of(claim.order.id)}/1/scored.csv", b"x")
    async with scoring_database.transaction(user) as tx:
        assert await leases.cancel(tx, scoring_store.JOBS, claim.order.id)
        await tx.execute(text("UPDATE predictions SET finished_at = now() - interval '2 hours'"))

    deletions = PredictionDeletions(scoring_database, blobs, FakeOutcomes())
    if is_erased:
        erasures = Erasures(scoring_database, blobs, deletions, pseudonyms=RING, spool=tmp_path, new_id=new_id)
        await erasures.erase(user, claim.order.id, RING.all_of(user, "00001"), row_count=1)
    else:
        assert await deletions.tidy() == 1

    assert await blobs.keys(folder_of(claim.order.id)) == []
    assert await deletions.tidy() == 0


async def test_what_a_lost_worker_stores_after_an_erasure_goes_too(
    scoring_database: Database, blobs: Blobs, user: str, tmp_path: Path
) -> None:
    claim = await running(scoring_database, user)
    async with scoring_database.transaction(user) as tx:
        assert await leases.cancel(tx, scoring_store.JOBS, claim.order.id)
    deletions = PredictionDeletions(scoring_database, blobs, FakeOutcomes())
    erasures = Erasures(scoring_database, blobs, deletions, pseudonyms=RING, spool=tmp_path, new_id=new_id)
    await erasures.erase(user, claim.order.id, RING.all_of(user, "00001"), row_count=1)

    await blobs.put(f"{folder_of(claim.order.id)}/1/scored.csv", b"x")
    async with scoring_database.transaction(user) as tx:
        await tx.execute(text("UPDATE predictions SET finished_at = now() - interval '2 hours'"))

    assert await deletions.tidy() == 1
    assert await blobs.keys(folder_of(claim.order.id)) == []
