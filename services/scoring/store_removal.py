"""Scoring's SQL for what is to go: predictions that were deleted, and files of lost attempts."""

from datetime import timedelta

from sqlalchemy import case, delete, func, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.scoring.domain import JobStatus, PredictionId, Result
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


async def outdated(relay_tx: AsyncConnection, *, days: int, limit: int) -> list[tuple[PredictionId, str]]:
    """Ids and users of up to ``limit`` predictions of all users that have been over for more than so many days."""
    columns = predictions.c
    query = select(columns.id, columns.user_id).where(
        columns.finished_at < func.now() - timedelta(days=days), columns.deleted_at.is_(None)
    )
    return [(PredictionId(identifier), user_id) for identifier, user_id in await relay_tx.execute(query.limit(limit))]


async def remove(tx: AsyncConnection, prediction_id: PredictionId) -> None:
    """Remove the row of a prediction that was marked."""
    await tx.execute(delete(predictions).where(predictions.c.id == prediction_id, predictions.c.deleted_at.is_not(None)))


async def untidied(relay_tx: AsyncConnection, *, limit: int) -> list[tuple[PredictionId, str]]:
    """Ids and users of up to ``limit`` predictions that are long over and may have other files than their result's."""
    columns = predictions.c
    query = select(columns.id, columns.user_id).where(columns.tidied_at.is_(None), columns.finished_at < func.now() - TIDY_AFTER)
    return [(PredictionId(identifier), user_id) for identifier, user_id in await relay_tx.execute(query.limit(limit))]


async def mark_tidied(tx: AsyncConnection, prediction_id: PredictionId, *, is_tidy: bool) -> None:
    """Note whether only the result's files are left. Soon after the end a worker that lost its attempt may still store some."""
    is_settled = predictions.c.finished_at < func.now() - TIDY_AFTER
    tidied_at = case((is_settled, func.now()), else_=null()) if is_tidy else null()
    await tx.execute(update(predictions).where(predictions.c.id == prediction_id).values(tidied_at=tidied_at))


async def rewind(tx: AsyncConnection, prediction_id: PredictionId, *, row_count: int) -> None:
    """Let a prediction that is in work begin anew, on a prepared file that has so many rows now."""
    is_running = predictions.c.status == JobStatus.RUNNING.value
    await tx.execute(
        update(predictions)
        .where(predictions.c.id == prediction_id, predictions.c.csv_key.is_(None))
        .values(
            row_count=row_count,
            status=case((is_running, JobStatus.QUEUED.value), else_=predictions.c.status),
            # It is no fault of the file that its attempt ends here.
            excused_count=case((is_running, predictions.c.excused_count + 1), else_=predictions.c.excused_count),
            lease_until=case((is_running, null()), else_=predictions.c.lease_until),
            sent_at=case((is_running, null()), else_=predictions.c.sent_at),
        )
    )


async def replace_result(
    tx: AsyncConnection, prediction_id: PredictionId, result: Result, *, instead_of: str, removed: int
) -> bool:
    """Put ``result``, which has so many rows less, in the place of the one with the CSV ``instead_of``; False if it is gone."""
    statement = (
        update(predictions)
        .where(predictions.c.id == prediction_id, predictions.c.csv_key == instead_of)
        .values(
            csv_key=result.csv_key,
            scores_key=result.scores_key,
            summary_key=result.summary_key,
            csv_bytes=result.csv_bytes,
            high_count=result.counts.high,
            medium_count=result.counts.medium,
            low_count=result.counts.low,
            holdout_count=result.holdout_count,
            row_count=predictions.c.row_count - removed,
            scored_count=predictions.c.scored_count - removed,
        )
    )
    return (await tx.execute(statement)).rowcount == 1
