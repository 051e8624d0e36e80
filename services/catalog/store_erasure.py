"""The catalog's SQL for what is to go."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from services.catalog.tables import ml_training_data


async def delete_training_rows(tx: AsyncConnection, customer_keys: Sequence[str]) -> int:
    """Remove the user's training rows of these customers; how many they were."""
    return (await tx.execute(delete(ml_training_data).where(ml_training_data.c.customer_key.in_(customer_keys)))).rowcount
