"""Training rows on a real PostgreSQL: one for each customer of a prediction, whichever key its pseudonym was made with."""

import io
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlalchemy import text

from services.catalog import quality, store_outcomes
from services.catalog.domain import PredictionId, TrainingRow
from services.catalog.erasures import Erasures
from services.catalog.failures import PredictionUnknown
from services.catalog.outcomes import Outcomes
from services.catalog.scoring_client import Scores, ScoringClient
from services.runtime.blobs import Blobs
from services.runtime.clock import new_id
from services.runtime.database import Database
from services.runtime.pseudonyms import Pseudonyms
from tests.builders import NOON, scored_customers

OLD = Pseudonyms({"old": b"o" * 32}, current="old")
ROTATED = Pseudonyms({"old": b"o" * 32, "new": b"n" * 32}, current="new")
TWO = {"ann": 0.5, "bob": 0.5}


async def _told(
    database: Database, user: str, prediction_id: PredictionId, pseudonyms: Pseudonyms, **churned: bool
) -> tuple[int, int]:
    rows = []
    for customer, has_churned in churned.items():
        key, *older_keys = pseudonyms.all_of(user, customer)
        rows.append(TrainingRow(key, older_keys, 0.5, has_churned, None, NOON.date()))
    async with database.transaction(user) as tx:
        return await store_outcomes.merge(
            tx,
            user,
            rows,
            prediction_id=prediction_id,
            model_version="baseline-1",
            observed_on=NOON.date(),
            experiment_id=None,
            today=NOON.date(),
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


class FakeScoring:
    """Says where scores lie, and while it does so a work is done."""

    def __init__(self, work: Callable[[], Awaitable[object]]) -> None:
        self._work = work

    async def scores(self, user_id: str, prediction_id: PredictionId) -> Scores:
        """The same for all predictions."""
        await self._work()
        return Scores("scores", NOON.date(), "baseline-1", None)


class FakeBlobs:
    """Holds the scores of these customers."""

    def __init__(self, scores: Mapping[str, float] = TWO) -> None:
        self._scores = scores

    async def get(self, key: str) -> bytes:
        """The same under all keys."""
        file = io.BytesIO()
        pq.write_table(pa.table({"customer_id": list(self._scores), "churn_probability": list(self._scores.values())}), file)
        return file.getvalue()


async def _nothing() -> None:
    """Nothing happens meanwhile."""


def _outcomes(
    database: Database, work: Callable[[], Awaitable[object]] = _nothing, scores: Mapping[str, float] = TWO
) -> Outcomes:
    scoring, blobs = cast("ScoringClient", FakeScoring(work)), cast("Blobs", FakeBlobs(scores))
    return Outcomes(database, blobs, scoring, ROTATED, today=lambda: NOON.date() + timedelta(days=30))


async def test_outcomes_that_are_read_while_their_prediction_is_deleted_leave_no_row(
    catalog_database: Database, user: str
) -> None:
    prediction_id = PredictionId(new_id())

    async def delete() -> None:
        await outcomes.delete(user, prediction_id)

    outcomes = _outcomes(catalog_database, delete)
    with pytest.raises(PredictionUnknown):
        await outcomes.create(user, prediction_id, b"customer_id,churned\nann,1\n", is_json=False)

    assert await _labels(catalog_database, user, prediction_id) == {}


async def test_outcomes_that_are_read_while_a_customer_is_erased_leave_the_others_rows(
    catalog_database: Database, user: str
) -> None:
    prediction_id = PredictionId(new_id())

    async def erase() -> None:
        await Erasures(catalog_database).erase(user, OLD.all_of(user, "ann"))

    told = b"customer_id,churned\nann,1\nbob,0\n"
    receipt = await _outcomes(catalog_database, erase).create(user, prediction_id, told, is_json=False)

    assert (receipt.matched_count, receipt.unmatched_count) == (1, 1)
    assert await _labels(catalog_database, user, prediction_id) == {ROTATED.of(user, "bob"): False}


async def test_outcomes_that_are_read_after_an_erasure_are_kept(catalog_database: Database, user: str) -> None:
    prediction_id = PredictionId(new_id())
    await Erasures(catalog_database).erase(user, ROTATED.all_of(user, "ann"))

    receipt = await _outcomes(catalog_database).create(user, prediction_id, b"customer_id,churned\nann,1\n", is_json=False)

    assert receipt.matched_count == 1


async def test_an_id_is_matched_as_a_result_writes_it_and_as_it_is(catalog_database: Database, user: str) -> None:
    outcomes = _outcomes(catalog_database, scores={"@maria": 0.5, "'=ben": 0.5, "'ann": 0.5, " eve ": 0.5})
    told = b"customer_id,churned\n'@maria,1\n=ben,1\nann,1\neve,1\n"

    receipt = await outcomes.create(user, prediction_id := PredictionId(new_id()), told, is_json=False)

    assert (receipt.matched_count, receipt.unmatched_count) == (3, 1)
    assert set(await _labels(catalog_database, user, prediction_id)) == {
        ROTATED.of(user, each) for each in ("@maria", "=ben", "eve")
    }


async def test_of_two_ids_with_one_pseudonym_the_first_row_counts_and_the_last_line(
    catalog_database: Database, user: str
) -> None:
    outcomes = _outcomes(catalog_database, scores={"@a": 0.25, "'@a": 0.75})
    told = b"customer_id,churned\n@a,1\n'@a,0\n"

    receipt = await outcomes.create(user, prediction_id := PredictionId(new_id()), told, is_json=False)

    assert (receipt.matched_count, receipt.repeated_count, receipt.new_count) == (1, 1, 1)
    assert await _labels(catalog_database, user, prediction_id) == {ROTATED.of(user, "@a"): False}
    _, found = await outcomes.quality(user, prediction_id)
    assert found.bands[0].predicted == 0.25


async def _days(database: Database, user: str) -> list[date]:
    async with database.transaction(user) as tx:
        return list((await tx.execute(text("SELECT outcome_on FROM ml_training_data ORDER BY outcome_on"))).scalars())


async def test_a_corrected_day_of_leaving_replaces_the_day_that_was_told(catalog_database: Database, user: str) -> None:
    outcomes, prediction_id = _outcomes(catalog_database), PredictionId(new_id())
    first, corrected = (f"customer_id,churned,date\nann,1,{day}\n".encode() for day in ("2026-06-10", "2026-06-20"))
    await outcomes.create(user, prediction_id, first, is_json=False)

    receipts = [await outcomes.create(user, prediction_id, corrected, is_json=False) for _ in range(2)]

    assert [(receipt.new_count, receipt.changed_count) for receipt in receipts] == [(0, 1), (0, 0)]
    assert await _days(catalog_database, user) == [date(2026, 6, 20)]


async def test_a_list_without_days_keeps_the_day_that_is_known_of_the_same_outcome(catalog_database: Database, user: str) -> None:
    outcomes, prediction_id = _outcomes(catalog_database), PredictionId(new_id())
    await outcomes.create(user, prediction_id, b"customer_id,churned,date\nann,1,2026-06-10\nbob,1,2026-06-10\n", is_json=False)

    receipt = await outcomes.create(user, prediction_id, b"customer_id,churned\nann,1\nbob,0\n", is_json=False)

    assert (receipt.new_count, receipt.changed_count) == (0, 1)
    assert await _days(catalog_database, user) == [date(2026, 6, 10), date(2026, 7, 1)]


async def test_a_list_without_days_is_news_of_customers_of_whom_a_file_spoke(catalog_database: Database, user: str) -> None:
    outcomes, prediction_id = _outcomes(catalog_database), PredictionId(new_id())
    await outcomes.add(user, prediction_id, f"customer_id,churned,date\nann,0,{NOON.date()}\n".encode())

    receipts = [await outcomes.create(user, prediction_id, b"customer_id,churned\nann,0\n", is_json=False) for _ in range(2)]

    assert [receipt.changed_count for receipt in receipts] == [1, 0]
    assert await _days(catalog_database, user) == [date(2026, 7, 1)]


async def test_what_a_training_adds_from_a_file_undoes_nothing_that_a_user_told(catalog_database: Database, user: str) -> None:
    outcomes, prediction_id = _outcomes(catalog_database), PredictionId(new_id())
    await outcomes.create(user, prediction_id, b"customer_id,churned,date\nann,1,2026-06-10\n", is_json=False)

    receipt = await outcomes.add(user, prediction_id, b"customer_id,churned,date\nann,0,2026-06-01\nbob,0,2026-06-01\n")

    assert (receipt.new_count, receipt.changed_count) == (1, 0)
    assert await _labels(catalog_database, user, prediction_id) == {ROTATED.of(user, "ann"): True, ROTATED.of(user, "bob"): False}
    assert await _days(catalog_database, user) == [date(2026, 6, 1), date(2026, 6, 10)]


async def test_quality_is_read_by_distinct_score_and_not_by_customer(catalog_database: Database, user: str) -> None:
    prediction_id, random = PredictionId(new_id()), np.random.default_rng(6)
    probabilities = random.integers(0, 50, 2000) / 1000
    churned = random.random(2000) < probabilities * 10
    rows = [
        TrainingRow(f"key-{number}", [], float(probability), bool(left), None, None)
        for number, (probability, left) in enumerate(zip(probabilities, churned, strict=True))
    ]
    of = {"model_version": "baseline-1", "observed_on": NOON.date(), "experiment_id": None, "today": NOON.date()}
    async with catalog_database.transaction(user) as tx:
        await store_outcomes.merge(tx, user, rows, prediction_id=prediction_id, **of)
        version, scored = await store_outcomes.scored(tx, user, prediction_id)

    expected = scored_customers(probabilities, churned)
    assert version == "baseline-1"
    assert (len(scored.probabilities), scored.counts.sum()) == (50, 2000)
    for name in ("probabilities", "counts", "left"):
        assert np.array_equal(getattr(scored, name), getattr(expected, name))
    assert (await _outcomes(catalog_database).quality(user, prediction_id))[1] == quality.of(expected)
