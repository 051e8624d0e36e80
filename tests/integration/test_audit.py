"""Every deed that changes what a user has, or hands it out, is noted once with what it was done to."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import asyncpg
import pytest

from services.catalog.domain import PredictionId as ToldPrediction
from services.catalog.erasures import Erasures as RowErasures
from services.catalog.experiments import Experiments
from services.catalog.models import Models
from services.catalog.outcomes import Outcomes
from services.catalog.promotions import Promotions
from services.ingest.deletions import Deletions as UploadDeletions
from services.ingest.domain import RememberedColumn
from services.ingest.erasures import Erasures
from services.ingest.intake import Targets
from services.ingest.mappings import Mappings
from services.ingest.uploads import Uploads
from services.runtime.blobs import Blobs
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database
from services.scoring import leases, store
from services.scoring.deletions import Deletions
from services.scoring.outcomes_client import OutcomesClient
from services.scoring.predictions import Predictions
from services.scoring.trainings import Trainings
from tests.builders import NOON, a_model, a_result, an_order, an_upload
from tests.integration.desk import RING, FakeHandover
from tests.integration.test_outcomes import FakeBlobs, FakeScoring
from tests.running import Suite

Noted = Callable[[str, str], Awaitable[list[tuple[str, str]]]]


@pytest.fixture
def noted(suite: Suite) -> Noted:
    """What the log of a service has of a user, as an operator reads it: actions and subjects in order."""

    async def read(service: str, user: str) -> list[tuple[str, str]]:
        connection = await asyncpg.connect(suite.administrator_url.removesuffix("postgres") + f"{service}_test")
        try:
            rows = await connection.fetch("SELECT action, subject, actor FROM audit WHERE user_id = $1 ORDER BY id", user)
        finally:
            await connection.close()
        assert {row["actor"] for row in rows} == {"user"}
        return [(row["action"], row["subject"]) for row in rows]

    return read


async def _nothing() -> None:
    """Nothing happens while scores are located."""


async def test_the_catalog_notes_promotions_experiments_and_outcomes(catalog_database: Database, noted: Noted, user: str) -> None:
    promotions = Promotions(catalog_database, now=utc_now, new_id=new_id)
    model_id = (await Models(catalog_database, now=utc_now, new_id=new_id).register(user, a_model())).id
    scoring: Any = FakeScoring(_nothing)
    experiments = Experiments(catalog_database, scoring, now=utc_now, new_id=new_id, new_salt=lambda: bytes(32))
    outcomes = Outcomes(catalog_database, cast("Blobs", FakeBlobs()), scoring, RING, today=NOON.date)
    told, list_of_two = ToldPrediction(new_id()), b"customer_id,churned\nann,1\nbob,0\n"

    # Each is done twice; the second time changes nothing, and is no deed.
    for _ in range(2):
        await promotions.promote(user, model_id)
    begun = await experiments.begin(user, "Spring", 0.2)
    for _ in range(2):
        await experiments.finish(user, begun.id)
        await outcomes.create(user, told, list_of_two, is_json=False)
    for _ in range(2):
        await RowErasures(catalog_database).erase(user, RING.all_of(user, "ann"))
    for _ in range(2):
        await outcomes.delete(user, told)

    assert await noted("catalog", user) == [
        ("model.promote", str(model_id)),
        ("experiment.create", str(begun.id)),
        ("experiment.finish", str(begun.id)),
        ("outcomes.create", str(told)),
        ("training_rows.erase", "1"),
        ("outcomes.delete", str(told)),
    ]


async def test_the_catalog_notes_a_rollback(catalog_database: Database, noted: Noted, user: str) -> None:
    models = Models(catalog_database, now=utc_now, new_id=new_id)
    promotions = Promotions(catalog_database, now=utc_now, new_id=new_id)
    first, second = (await models.register(user, a_model())).id, (await models.register(user, a_model())).id
    for model_id in (first, second):
        await promotions.promote(user, model_id)

    for _ in range(2):
        await promotions.roll_back(user, second)

    assert (await noted("catalog", user))[2:] == [("model.rollback", str(second))]


async def test_scoring_notes_trainings_cancels_downloads_and_deletions(
    scoring_database: Database, blobs: Blobs, noted: Noted, user: str
) -> None:
    trainings = Trainings(scoring_database, now=utc_now, new_id=new_id)
    predictions = Predictions(scoring_database, blobs, now=utc_now)
    deletions = Deletions(scoring_database, blobs, cast("OutcomesClient", None))
    waiting, scored = an_order(user), an_order(user)
    async with scoring_database.transaction(user) as tx:
        for order in (waiting, scored):
            await store.insert_queued(tx, order, now=NOON)
        claim = await leases.claim(tx, store.JOBS, scored.id, lease_s=60)
        assert claim
        await leases.complete(tx, store.JOBS, claim, store.result_columns(a_result()))

    started = (await trainings.start(user, "", ())).order.id
    assert (await trainings.start(user, "", ())).order.id == started
    for _ in range(2):
        await trainings.cancel(user, started)
        await predictions.cancel(user, waiting.id)
    await predictions.result(user, scored.id)
    await deletions.delete(user, scored.id)

    assert await noted("scoring", user) == [
        ("training.start", str(started)),
        ("training.cancel", str(started)),
        ("prediction.cancel", str(waiting.id)),
        ("prediction.download", str(scored.id)),
        ("prediction.delete", str(scored.id)),
    ]


async def test_ingest_notes_downloads_deletions_erasures_and_forgotten_mappings(
    ingest_database: Database, blobs: Blobs, noted: Noted, user: str, tmp_path: Path
) -> None:
    handover: Any = FakeHandover()
    mappings = Mappings(ingest_database, now=utc_now, new_id=new_id)
    uploads = Uploads(ingest_database, blobs, handover, mappings, now=utc_now, new_id=new_id)
    upload = an_upload(user)
    mapping = mappings.confirmed(upload, (RememberedColumn("id", "customer_id", None),))
    for path in (targets := (tmp_path / "raw", tmp_path / "table", tmp_path / "problems")):
        path.write_bytes(b"x")
    raw_key = f"tests/{user}/raw.csv"

    await uploads.keep(
        replace(upload, raw_key=raw_key, prepared_key=""), targets[0], Targets(*targets[1:]), request=None, mapping=mapping
    )
    await uploads.raw(user, upload.id)
    await mappings.forget(user, mapping.id)
    asked = await Erasures(ingest_database, blobs, pseudonyms=RING, new_id=new_id).create(user, "ann")
    await UploadDeletions(ingest_database, blobs, handover, now=utc_now).delete(user, upload.id)

    assert await noted("ingest", user) == [
        ("upload.create", str(upload.id)),
        ("upload.download", str(upload.id)),
        ("mapping.delete", str(mapping.id)),
        ("customer.erase", str(asked.id)),
        ("upload.delete", str(upload.id)),
    ]
