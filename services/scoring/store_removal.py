"""Scoring's SQL for what is to go: predictions that were deleted, and files of lost attempts."""

from datetime import timedelta

from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.scoring.domain import JobStatus, PredictionId
from services.scoring.tables import predictions

# A worker that lost its attempt, even one that was halted for long, has noticed by then.
TIDY_AFTER = timedelta(hours=1)


async def mark_deleted(tx: AsyncConnection, prediction_id: PredictionId) -> bool:
    """Make the prediction invisible and call it off; whether the user had it. The lease stays, since a worker may hold it."""
    is_open = predictions.c.status.in_([JobStatus.QUEUED.value, JobStatus.RUNNING.value])
    statement = (
        update(predictions)
        .where(predictions.c.id == prediction_id, predictions.c.deleted_at.is_(None))
        .values(deleted_at=func.now(), status=case((is_open, JobStatus.CANCELLED.value), else_=predictions.c.status))
    )
    return (await tx.execute(statement)).rowcount == 1


async def marked(relay_tx: AsyncConnection, *, limit: int) -> list[tuple[PredictionId, str]]:
    """Ids and users of up to ``limit`` predictions of all users that are marked and no worker holds any more."""
    columns = predictions.c
    is_free = or_(columns.lease_until.is_(None), columns.lease_until < func.now())
    query = select(columns.id, columns.user_id).where(columns.deleted_at.is_not(None), is_free)
    rows = await relay_tx.execute(query.order_by(columns.deleted_at).limit(limit))
    return [(PredictionId(identifier), user_id) for identifier, user_id in rows]


async def remove(tx: AsyncConnection, prediction_id: PredictionId) -> None:
    """Remove the row of a prediction that was marked."""
    await tx.execute(delete(predictions).where(predictions.c.id == prediction_id, predictions.c.deleted_at.is_not(None)))


async def untidied(relay_tx: AsyncConnection, *, limit: int) -> list[tuple[PredictionId, str]]:
    """Ids and users of up to ``limit`` predictions that are long over and may have files of lost attempts."""
    columns = predictions.c
    query = select(columns.id, columns.user_id).where(
        columns.tidied_at.is_(None), columns.attempt > 1, columns.finished_at < func.now() - TIDY_AFTER
    )
    return [(PredictionId(identifier), user_id) for identifier, user_id in await relay_tx.execute(query.limit(limit))]


async def mark_tidied(tx: AsyncConnection, prediction_id: PredictionId) -> None:
    """Note that only the result's files are left."""
    await tx.execute(update(predictions).where(predictions.c.id == prediction_id).values(tidied_at=func.now()))
