"""The catalog's SQL for what is to go."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, func
from sqlalchemy.ext.asyncio import AsyncConnection

from services.catalog.domain import PredictionId
from services.catalog.tables import ml_training_data


async def delete_training_rows(tx: AsyncConnection, customer_keys: Sequence[str]) -> int:
    """Remove the user's training rows of these customers; how many they were."""
    return (await tx.execute(delete(ml_training_data).where(ml_training_data.c.customer_key.in_(customer_keys)))).rowcount


async def delete_rows_of_prediction(tx: AsyncConnection, prediction_id: PredictionId) -> int:
    """Remove the user's training rows of this prediction; how many they were."""
    return (await tx.execute(delete(ml_training_data).where(ml_training_data.c.prediction_id == prediction_id))).rowcount


async def delete_old_training_rows(relay_tx: AsyncConnection, *, days: int) -> None:
    """Remove the training rows of all users that are older than so many days."""
    before = func.now() - timedelta(days=days)
    await relay_tx.execute(delete(ml_training_data).where(ml_training_data.c.created_at < before))
