"""Training rows on a real PostgreSQL: one for each customer of a prediction, whichever key its pseudonym was made with."""

from sqlalchemy import text

from services.catalog import store_outcomes
from services.catalog.domain import PredictionId, TrainingRow
from services.runtime.clock import new_id
from services.runtime.database import Database
from services.runtime.pseudonyms import Pseudonyms
from tests.builders import NOON

OLD = Pseudonyms({"old": b"o" * 32}, current="old")
ROTATED = Pseudonyms({"old": b"o" * 32, "new": b"n" * 32}, current="new")


async def _told(
    database: Database, user: str, prediction_id: PredictionId, pseudonyms: Pseudonyms, **churned: bool
) -> tuple[int, int]:
    rows = []
    for customer, has_churned in churned.items():
        key, *older_keys = pseudonyms.all_of(user, customer)
        rows.append(TrainingRow(key, older_keys, 0.5, has_churned, None, NOON.date()))
    async with database.transaction(user) as tx:
        return await store_outcomes.merge(
            tx, user, rows, prediction_id=prediction_id, model_version="baseline-1", observed_on=NOON.date(), experiment_id=None
        )


async def _labels(database: Database, user: str, prediction_id: PredictionId) -> dict[str, bool]:
    async with database.transaction(user) as tx:
        return {key: churned async for key, churned in store_outcomes.labels(tx, user, prediction_id)}


async def test_rows_under_an_older_key_are_renamed_by_the_next_outcomes(catalog_database: Database, user: str) -> None:
    prediction_id = PredictionId(new_id())
    assert await _told(catalog_database, user, prediction_id, OLD, ann=True, bob=False, eve=False) == (3, 0)

    assert await _told(catalog_database, user, prediction_id, ROTATED, ann=True, bob=True) == (0, 1)

    assert await _labels(catalog_database, user, prediction_id) == {
        ROTATED.of(user, "ann"): True,
        ROTATED.of(user, "bob"): True,
        OLD.of(user, "eve"): False,
    }


async def test_rows_of_another_prediction_keep_their_names(catalog_database: Database, user: str) -> None:
    earlier, later = PredictionId(new_id()), PredictionId(new_id())
    await _told(catalog_database, user, earlier, OLD, ann=True)

    assert await _told(catalog_database, user, later, ROTATED, ann=False) == (1, 0)

    assert await _labels(catalog_database, user, earlier) == {OLD.of(user, "ann"): True}


async def test_another_users_outcomes_cannot_be_seen_changed_or_removed(catalog_database: Database, user: str) -> None:
    prediction_id = PredictionId(new_id())
    await _told(catalog_database, user, prediction_id, OLD, ann=True)

    assert await _labels(catalog_database, "somebody else", prediction_id) == {}
    async with catalog_database.transaction("somebody else") as tx:
        assert (await tx.execute(text("UPDATE ml_training_data SET actual_churn = false"))).rowcount == 0
        assert (await tx.execute(text("DELETE FROM ml_training_data"))).rowcount == 0
    assert await _labels(catalog_database, user, prediction_id) == {OLD.of(user, "ann"): True}
