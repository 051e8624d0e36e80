"""The catalog's SQL for what is to go, and for what went lately.

Whoever removes training rows, or adds some, takes the user's turn first. So a list of outcomes whose reading began before a
removal either is there when the rows are removed, or sees what was removed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.catalog.domain import PredictionId
from services.catalog.tables import ml_training_data, removals
from services.runtime import database

# Calls that were there at a removal are long over by then.
REMOVALS_KEPT = timedelta(days=1)


async def take_turn(tx: AsyncConnection, user_id: str) -> None:
    """Let adding and removing training rows of one user happen one after the other, to the end of ``tx``."""
    await database.take_turn(tx, f"training rows of {user_id}")


async def removed_since(tx: AsyncConnection, user_id: str, moment: datetime) -> set[str]:
    """The predictions and the pseudonyms whose training rows were removed then or later. Asks for the turn."""
    query = select(removals.c.subject).where(removals.c.user_id == user_id, removals.c.removed_at >= moment)
    return set((await tx.execute(query)).scalars())


async def delete_training_rows(tx: AsyncConnection, user_id: str, customer_keys: Sequence[str]) -> int:
    """Remove the user's training rows of these customers; how many they were. Asks for the turn."""
    await _note(tx, user_id, customer_keys)
    return (await tx.execute(delete(ml_training_data).where(ml_training_data.c.customer_key.in_(customer_keys)))).rowcount


async def delete_rows_of_prediction(tx: AsyncConnection, user_id: str, prediction_id: PredictionId) -> int:
    """Remove the user's training rows of this prediction; how many they were. Asks for the turn."""
    await _note(tx, user_id, [str(prediction_id)])
    return (await tx.execute(delete(ml_training_data).where(ml_training_data.c.prediction_id == prediction_id))).rowcount


async def delete_old_training_rows(relay_tx: AsyncConnection, *, days: int) -> None:
    """Remove the training rows of all users that are older than so many days."""
    before = func.now() - timedelta(days=days)
    await relay_tx.execute(delete(ml_training_data).where(ml_training_data.c.created_at < before))


async def forget_removals(relay_tx: AsyncConnection) -> None:
    """Forget what was removed so long ago that nothing can bring it back."""
    await relay_tx.execute(delete(removals).where(removals.c.removed_at < func.now() - REMOVALS_KEPT))


async def _note(tx: AsyncConnection, user_id: str, subjects: Sequence[str]) -> None:
    noted = [{"user_id": user_id, "subject": subject, "removed_at": func.clock_timestamp()} for subject in subjects]
    if noted:
        added = insert(removals).values(noted)
        again = {"removed_at": added.excluded.removed_at}
        await tx.execute(added.on_conflict_do_update(index_elements=["user_id", "subject"], set_=again))
