"""What users tell of what really happened, matched with what was predicted."""

import asyncio
import hashlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import date
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from sqlalchemy.ext.asyncio import AsyncConnection

from services.catalog import outcome_list, quality, store_erasure, store_outcomes
from services.catalog.domain import Outcome, OutcomeReceipt, OutcomeTotals, PredictionId, TrainingRow
from services.catalog.failures import PredictionUnknown
from services.catalog.quality import Quality
from services.catalog.scoring_client import Scores, ScoringClient
from services.runtime import audit, repeats
from services.runtime.blobs import Blobs
from services.runtime.database import Database, clock_time
from services.runtime.pseudonyms import Pseudonyms, bare_id

MOST_PREDICTIONS = 1000

Read = Callable[[bytes, date], Sequence[Outcome]]
"""Reads a list that came on a day."""
Write = Callable[..., Awaitable[tuple[int, int]]]
"""Keeps rows, as store_outcomes.merge and store_outcomes.add do."""


class Outcomes:
    """The outcomes of the user who calls."""

    def __init__(
        self, database: Database, blobs: Blobs, scoring: ScoringClient, pseudonyms: Pseudonyms, *, today: Callable[[], date]
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._scoring = scoring
        self._pseudonyms = pseudonyms
        self._today = today

    async def create(
        self, user_id: str, prediction_id: PredictionId, content: bytes, *, is_json: bool, request_key: str = ""
    ) -> OutcomeReceipt:
        """Read a list and keep what matches the prediction; the same again changes nothing, another replaces what differs.

        The same ``request_key`` again keeps nothing, also where a later list said otherwise since, or raises RequestReused where
        prediction or list differ.
        Raises OutcomesUnreadable, TooManyOutcomes, PredictionUnknown and NotScored, and nothing is kept then.
        """
        read = outcome_list.read_json if is_json else outcome_list.read_csv
        return await self._take(user_id, prediction_id, content, read=read, write=store_outcomes.merge, request_key=request_key)

    async def add(self, user_id: str, prediction_id: PredictionId, content: bytes) -> OutcomeReceipt:
        """Keep of a CSV what is not known yet, so that what a file says of itself undoes nothing that a user told meanwhile.

        The same again changes nothing. Raises what ``create`` raises, but for RequestReused.
        """
        return await self._take(user_id, prediction_id, content, read=outcome_list.read_csv, write=store_outcomes.add)

    async def totals(self, user_id: str) -> OutcomeTotals:
        """What is known of the user's customers, all predictions together."""
        async with self._database.transaction(user_id) as tx:
            return await store_outcomes.totals(tx, user_id)

    async def quality(self, user_id: str, prediction_id: PredictionId) -> tuple[str, Quality]:
        """The model's version, and how good it was by the outcomes that are known. Raises PredictionUnknown.

        Unlike an experiment's results it counts outcomes of the day of scoring too: no score reads the column that says who left,
        so a file of the past with its labels shows how well the model ranks and how true its probabilities are.
        """
        async with self._database.transaction(user_id) as tx:
            version, scored = await store_outcomes.scored(tx, user_id, prediction_id)
        if not version:
            version = (await self._scoring.scores(user_id, prediction_id)).model_version
        return version, await asyncio.to_thread(quality.of, scored)

    async def labelled_predictions(self, user_id: str) -> Sequence[PredictionId]:
        """The predictions that have outcomes, newest first."""
        async with self._database.transaction(user_id) as tx:
            return await store_outcomes.labelled_predictions(tx, user_id, limit=MOST_PREDICTIONS)

    async def labels(self, user_id: str, prediction_id: PredictionId) -> AsyncIterator[tuple[str, bool]]:
        """The outcomes of a prediction by the customers' pseudonyms."""
        async with self._database.transaction(user_id) as tx:
            async for label in store_outcomes.labels(tx, user_id, prediction_id):
                yield label

    async def delete(self, user_id: str, prediction_id: PredictionId) -> int:
        """Remove the training rows of a prediction that is gone; how many they were. Again is no fault."""
        async with self._database.transaction(user_id) as tx:
            await store_erasure.take_turn(tx, user_id)
            removed = await store_erasure.delete_rows_of_prediction(tx, user_id, prediction_id)
            await repeats.forget(tx, prediction_id)
            if removed:
                await audit.note(tx, user_id, "outcomes.delete", prediction_id)
        return removed

    async def _take(
        self,
        user_id: str,
        prediction_id: PredictionId,
        content: bytes,
        *,
        read: Read,
        write: Write,
        request_key: str = "",
    ) -> OutcomeReceipt:
        told = await asyncio.to_thread(read, content, self._today())
        latest = {bare_id(outcome.customer_id): outcome for outcome in told}
        async with self._database.transaction(user_id) as tx:
            begun_at = await clock_time(tx)
        scores = await self._scoring.scores(user_id, prediction_id)
        scored = await self._blobs.get(scores.key)
        rows = await asyncio.to_thread(self._rows, user_id, latest, scored)
        digest = await asyncio.to_thread(lambda: hashlib.sha256(content).hexdigest())
        request = repeats.request(user_id, "outcomes", request_key, (str(prediction_id), digest))
        async with self._database.transaction(user_id) as tx:
            await store_erasure.take_turn(tx, user_id)
            rows = _kept(rows, prediction_id, await store_erasure.removed_since(tx, user_id, begun_at))
            is_repeat = request is not None and await repeats.find(tx, request) is not None
            if request and not is_repeat:
                await repeats.remember(tx, request, prediction_id)
            writing = partial(write, prediction_id=prediction_id, today=self._today())
            new_count, changed_count = (0, 0) if is_repeat else await _written(tx, user_id, rows, write=writing, scores=scores)
            if new_count or changed_count:
                await audit.note(tx, user_id, "outcomes.create", prediction_id)
        return OutcomeReceipt(
            prediction_id=prediction_id,
            outcome_count=len(told),
            matched_count=len(rows),
            unmatched_count=len(latest) - len(rows),
            repeated_count=len(told) - len(latest),
            new_count=new_count,
            changed_count=changed_count,
        )

    def _rows(self, user_id: str, latest: Mapping[str, Outcome], scored: bytes) -> list[TrainingRow]:
        rows = []
        for customer_id, (probability, group) in _matched(latest, scored).items():
            key, *older_keys = self._pseudonyms.all_of(user_id, customer_id)
            outcome = latest[customer_id]
            rows.append(TrainingRow(key, older_keys, probability, outcome.has_churned, group, outcome.on))
        return rows


def _kept(rows: Sequence[TrainingRow], prediction_id: PredictionId, removed: set[str]) -> list[TrainingRow]:
    """The rows of customers who were not erased since the scores were located. Raises PredictionUnknown where it was deleted."""
    if str(prediction_id) in removed:
        raise PredictionUnknown(f"There is no prediction {prediction_id}.")
    return [row for row in rows if removed.isdisjoint((row.customer_key, *row.older_keys))]


async def _written(
    tx: AsyncConnection, user_id: str, rows: Sequence[TrainingRow], *, write: Write, scores: Scores
) -> tuple[int, int]:
    """Keep the rows of these scores; how many are new, and of how many the outcome changed."""
    return await write(
        tx,
        user_id,
        rows,
        model_version=scores.model_version,
        observed_on=scores.observed_on,
        experiment_id=scores.experiment_id,
    )


def _matched(latest: Mapping[str, Outcome], scored: bytes) -> dict[str, tuple[float, str | None]]:
    """Probability and experiment group of the customers of a scores file that are among ``latest``, by bare id.

    Of several rows with one bare id the first counts, since they have one pseudonym.
    """
    with pq.ParquetFile(io.BytesIO(scored)) as file:
        has_groups = "experiment_group" in file.schema_arrow.names
        names = ["customer_id", "churn_probability", *(["experiment_group"] if has_groups else [])]
        table = file.read(columns=names, use_threads=False)
    ids = _bare_ids(table.column("customer_id"))
    is_known = pc.is_in(ids, value_set=pa.array(list(latest), pa.string()))
    found = table.filter(is_known)
    groups = found.column("experiment_group").to_pylist() if has_groups else [None] * len(found)
    probabilities = found.column("churn_probability").to_pylist()
    matched: dict[str, tuple[float, str | None]] = {}
    for customer_id, probability, group in zip(ids.filter(is_known).to_pylist(), probabilities, groups, strict=True):
        matched.setdefault(customer_id, (probability, group))
    return matched


def _bare_ids(ids: pa.ChunkedArray) -> pa.StringArray:
    """``bare_id`` of each, most of them at once."""
    trimmed = pc.utf8_trim_whitespace(ids).combine_chunks()
    has_apostrophe = pc.starts_with(trimmed, "'")
    bare = [bare_id(customer_id) for customer_id in trimmed.filter(has_apostrophe).to_pylist()]
    return pc.replace_with_mask(trimmed, has_apostrophe, pa.array(bare, pa.string())) if bare else trimmed
