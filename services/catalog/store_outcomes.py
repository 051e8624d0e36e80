"""The SQL of outcomes: training rows by prediction and the customer's pseudonym, which are there once each."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import TextClause, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.catalog.domain import OutcomeTotals, PredictionId, TrainingRow
from services.catalog.quality import Scored
from services.catalog.tables import ml_training_data

_STAGED = ("customer_key", "older_keys", "predicted_probability", "actual_churn", "experiment_group", "outcome_on")
_STAGE = text("""
    CREATE TEMPORARY TABLE staged_outcomes (
        customer_key text, older_keys text[], predicted_probability double precision, actual_churn boolean,
        experiment_group text, outcome_on date
    ) ON COMMIT DROP
""")
# A row that was hashed with an older key of the ring is the same customer's; an experiment counts each customer once, so those of
# its other predictions are renamed as well. What a process with the older ring has added beside a newer row keeps its name.
_RENAME = """
    UPDATE ml_training_data AS kept SET customer_key = staged.customer_key
    FROM (SELECT customer_key, unnest(older_keys) AS older_key FROM staged_outcomes) AS staged
    WHERE kept.user_id = :user_id AND {same} AND kept.customer_key = staged.older_key AND NOT EXISTS (
        SELECT FROM ml_training_data AS other WHERE other.user_id = :user_id
            AND other.prediction_id = kept.prediction_id AND other.customer_key = staged.customer_key
    )
"""
_RENAME_IN_PREDICTION = text(_RENAME.format(same="kept.prediction_id = :prediction_id"))
_RENAME_IN_EXPERIMENT = text(_RENAME.format(same="kept.experiment_id = :experiment_id"))
# An outcome without a day is of today. But the same list told again says nothing new, so what is known to have happened after the
# customers were scored keeps its day; a file's own column says it of the day of scoring.
_INSERT = """
    INSERT INTO ml_training_data AS kept (
        id, user_id, customer_key, prediction_id, predicted_probability, actual_churn, experiment_id,
        experiment_group, outcome_on, model_version, observed_on, created_at
    )
    SELECT gen_random_uuid(), :user_id, staged.customer_key, :prediction_id, staged.predicted_probability, staged.actual_churn,
        CAST(:experiment_id AS uuid), staged.experiment_group, coalesce(staged.outcome_on, (
            SELECT known.outcome_on FROM ml_training_data AS known
            WHERE known.user_id = :user_id AND known.prediction_id = :prediction_id AND known.customer_key = staged.customer_key
                AND known.actual_churn = staged.actual_churn AND known.outcome_on > CAST(:observed_on AS date)
        ), CAST(:today AS date)), :model_version, CAST(:observed_on AS date), now()
    FROM staged_outcomes AS staged
    ON CONFLICT (user_id, prediction_id, customer_key) DO UPDATE
        SET actual_churn = excluded.actual_churn, outcome_on = excluded.outcome_on
        WHERE {is_replaced}
    RETURNING xmax = 0
"""
_SAYS_OTHERWISE = "(kept.actual_churn, kept.outcome_on) IS DISTINCT FROM (excluded.actual_churn, excluded.outcome_on)"
_MERGE = text(_INSERT.format(is_replaced=_SAYS_OTHERWISE))
_ADD = text(_INSERT.format(is_replaced="kept.actual_churn IS NULL"))


async def merge(tx: AsyncConnection, user_id: str, rows: Sequence[TrainingRow], **of: Any) -> tuple[int, int]:
    """Add or correct rows of one prediction, each customer once; how many are new, and how many say something else now.

    ``of`` is prediction_id, model_version, observed_on, the day as of which the customers were scored, experiment_id, the
    experiment that ran then or None, and today.
    """
    return await _insert(tx, user_id, rows, statement=_MERGE, of=of)


async def add(tx: AsyncConnection, user_id: str, rows: Sequence[TrainingRow], **of: Any) -> tuple[int, int]:
    """Add rows as ``merge`` does, but of customers only whose outcome is not known; what is known stays as it was told."""
    return await _insert(tx, user_id, rows, statement=_ADD, of=of)


async def _insert(
    tx: AsyncConnection, user_id: str, rows: Sequence[TrainingRow], *, statement: TextClause, of: Mapping[str, Any]
) -> tuple[int, int]:
    await tx.execute(_STAGE)
    connection: Any = (await tx.get_raw_connection()).driver_connection
    await connection.copy_records_to_table(
        "staged_outcomes", records=[tuple(getattr(row, name) for name in _STAGED) for row in rows], columns=_STAGED
    )
    if any(row.older_keys for row in rows):
        await tx.execute(_RENAME_IN_PREDICTION, {"user_id": user_id, "prediction_id": of["prediction_id"]})
        if of["experiment_id"]:
            await tx.execute(_RENAME_IN_EXPERIMENT, {"user_id": user_id, "experiment_id": of["experiment_id"]})
    added = (await tx.execute(statement, {"user_id": user_id, **of})).scalars().all()
    return sum(added), len(added) - sum(added)


async def totals(tx: AsyncConnection, user_id: str) -> OutcomeTotals:
    """What is known of the user's customers."""
    columns = ml_training_data.c
    query = select(
        func.count(),
        func.count().filter(columns.actual_churn),
        func.count(columns.prediction_id.distinct()),
        func.min(columns.outcome_on),
        func.max(columns.outcome_on),
    ).where(columns.user_id == user_id, columns.actual_churn.is_not(None))
    return OutcomeTotals(*(await tx.execute(query)).one())


async def scored(tx: AsyncConnection, user_id: str, prediction_id: PredictionId) -> tuple[str, Scored]:
    """The model's version, "" where no outcome is known, and the customers whose outcome is known, by distinct probability."""
    columns = ml_training_data.c
    query = (
        select(
            columns.predicted_probability,
            func.count(),
            func.count().filter(columns.actual_churn),
            func.max(columns.model_version),
        )
        .where(columns.user_id == user_id, columns.prediction_id == prediction_id, columns.actual_churn.is_not(None))
        .group_by(columns.predicted_probability)
        .order_by(columns.predicted_probability)
    )
    rows = (await tx.execute(query)).all()
    version = (rows[0][3] or "") if rows else ""
    probabilities = np.array([row[0] for row in rows], np.float64)
    counts, left = (np.array([row[at] for row in rows], np.int64) for at in (1, 2))
    return version, Scored(probabilities, counts, left)


async def labels(tx: AsyncConnection, user_id: str, prediction_id: PredictionId) -> AsyncIterator[tuple[str, bool]]:
    """The outcomes of a prediction by pseudonym."""
    columns = ml_training_data.c
    query = select(columns.customer_key, columns.actual_churn).where(
        columns.user_id == user_id, columns.prediction_id == prediction_id, columns.actual_churn.is_not(None)
    )
    async for customer_key, churned in await tx.stream(query):
        yield customer_key, churned


async def labelled_predictions(tx: AsyncConnection, user_id: str, *, limit: int) -> list[PredictionId]:
    """The predictions that have outcomes, newest first."""
    columns = ml_training_data.c
    query = (
        select(columns.prediction_id)
        .where(columns.user_id == user_id, columns.actual_churn.is_not(None), columns.prediction_id.is_not(None))
        .group_by(columns.prediction_id)
        .order_by(func.max(columns.observed_on).desc(), columns.prediction_id.desc())
        .limit(limit)
    )
    return [PredictionId(found) for found in (await tx.execute(query)).scalars()]
