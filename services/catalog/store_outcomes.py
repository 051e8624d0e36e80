"""The SQL of outcomes: training rows by prediction and the customer's pseudonym, which are there once each."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.catalog.domain import OutcomeTotals, PredictionId, TrainingRow
from services.catalog.quality import Bools, Floats
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
_MERGE = text("""
    INSERT INTO ml_training_data AS kept (
        id, user_id, customer_key, prediction_id, predicted_probability, actual_churn, experiment_id,
        experiment_group, outcome_on, model_version, observed_on, created_at
    )
    SELECT gen_random_uuid(), :user_id, customer_key, :prediction_id, predicted_probability, actual_churn,
        CAST(:experiment_id AS uuid), experiment_group, outcome_on, :model_version, :observed_on, now()
    FROM staged_outcomes
    ON CONFLICT (user_id, prediction_id, customer_key) DO UPDATE
        SET actual_churn = excluded.actual_churn, outcome_on = excluded.outcome_on
        WHERE kept.actual_churn IS DISTINCT FROM excluded.actual_churn
    RETURNING xmax = 0
""")


async def merge(
    tx: AsyncConnection, user_id: str, rows: Sequence[TrainingRow], *, prediction_id: PredictionId, model_version: str, **of: Any
) -> tuple[int, int]:
    """Add or correct rows of one prediction, each customer once; how many are new, and how many say something else now.

    ``of`` is observed_on, the day as of which the customers were scored, and experiment_id, the experiment that ran then or None.
    """
    await tx.execute(_STAGE)
    connection: Any = (await tx.get_raw_connection()).driver_connection
    await connection.copy_records_to_table(
        "staged_outcomes", records=[tuple(getattr(row, name) for name in _STAGED) for row in rows], columns=_STAGED
    )
    given = {"user_id": user_id, "prediction_id": prediction_id}
    if any(row.older_keys for row in rows):
        await tx.execute(_RENAME_IN_PREDICTION, given)
        if of["experiment_id"]:
            await tx.execute(_RENAME_IN_EXPERIMENT, {"user_id": user_id, "experiment_id": of["experiment_id"]})
    merged = (await tx.execute(_MERGE, {**given, "model_version": model_version, **of})).scalars().all()
    return sum(merged), len(merged) - sum(merged)


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


async def outcomes(tx: AsyncConnection, user_id: str, prediction_id: PredictionId) -> tuple[str, Floats, Bools]:
    """The model's version, and for each customer whose outcome is known the probability and whether the customer left."""
    columns = ml_training_data.c
    query = select(columns.model_version, columns.predicted_probability, columns.actual_churn).where(
        columns.user_id == user_id, columns.prediction_id == prediction_id, columns.actual_churn.is_not(None)
    )
    rows = (await tx.execute(query)).all()
    version = (rows[0][0] or "") if rows else ""
    return version, np.array([row[1] for row in rows], np.float64), np.array([row[2] for row in rows], np.bool_)


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
