"""Scoring's SQL. Row-level security shows each transaction its user's rows only; leases go by the database's clock."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, RowMapping, Select, Update, and_, func, null, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.runtime.database import newest_first
from services.runtime.pages import Position
from services.scoring.domain import (
    ALLOWED_MOVES,
    Claim,
    Order,
    Prediction,
    PredictionFailure,
    PredictionId,
    PredictionStatus,
    Result,
    RiskCounts,
    UploadId,
    Wake,
)
from services.scoring.tables import predictions

# What a queue may take to deliver before the relay sends again.
RESEND_AFTER = timedelta(seconds=10)


async def insert_queued(tx: AsyncConnection, order: Order, *, now: datetime) -> None:
    """Add the prediction as QUEUED; nothing where it is there already."""
    await tx.execute(
        insert(predictions)
        .values(
            id=order.id,
            upload_id=order.upload_id,
            user_id=order.user_id,
            filename=order.filename,
            row_count=order.row_count,
            prepared_key=order.prepared_key,
            status=PredictionStatus.QUEUED.value,
            attempt=0,
            excused_count=0,
            scored_count=0,
            created_at=now,
        )
        .on_conflict_do_nothing()
    )


async def find(tx: AsyncConnection, prediction_id: PredictionId) -> Prediction | None:
    """The prediction, None if the user has none with this id."""
    row = (
        await tx.execute(select(*predictions.c).where(predictions.c.id == prediction_id, predictions.c.deleted_at.is_(None)))
    ).one_or_none()
    return _prediction(row) if row else None


async def page(
    tx: AsyncConnection, user_id: str, *, status: PredictionStatus | None, after: Position | None, limit: int
) -> list[Prediction]:
    """Up to ``limit`` predictions, newest first, beginning behind ``after``."""
    query = newest_first(_of_user(select(*predictions.c), user_id, status), predictions, after, limit)
    return [_prediction(row) for row in await tx.execute(query)]


async def count(tx: AsyncConnection, user_id: str, *, status: PredictionStatus | None) -> int:
    """How many predictions the user has."""
    query = _of_user(select(func.count()).select_from(predictions), user_id, status)
    return int((await tx.execute(query)).scalar_one())


async def claim(tx: AsyncConnection, prediction_id: PredictionId, *, lease_s: float) -> Claim | None:
    """Take the prediction for one worker; None where it is over, or another worker's lease still runs."""
    is_abandoned = and_(predictions.c.status == PredictionStatus.RUNNING.value, predictions.c.lease_until < func.now())
    statement = (
        update(predictions)
        .where(predictions.c.id == prediction_id, or_(predictions.c.status == PredictionStatus.QUEUED.value, is_abandoned))
        .values(
            status=PredictionStatus.RUNNING.value,
            attempt=predictions.c.attempt + 1,
            lease_until=_in(lease_s),
            started_at=func.coalesce(predictions.c.started_at, func.now()),
            scored_count=0,
            model_version=null(),
        )
        .returning(*predictions.c)
    )
    row = (await tx.execute(statement)).one_or_none()
    return Claim(_order(row), row._mapping["attempt"], row._mapping["excused_count"]) if row else None


async def begin(tx: AsyncConnection, claimed: Claim, *, model_version: str) -> None:
    """Note the model that this attempt keeps to its end."""
    await tx.execute(_held(claimed).values(model_version=model_version))


async def prolong(tx: AsyncConnection, claimed: Claim, *, lease_s: float, scored_count: int) -> bool:
    """Extend the lease and note the progress; False where the claim is lost, to a cancel or another worker."""
    statement = _held(claimed).values(lease_until=_in(lease_s), scored_count=scored_count).returning(predictions.c.id)
    return (await tx.execute(statement)).one_or_none() is not None


async def complete(tx: AsyncConnection, claimed: Claim, result: Result) -> bool:
    """Make the result the prediction's; False where the claim is lost."""
    statement = (
        _held(claimed)
        .values(
            status=PredictionStatus.COMPLETED.value,
            csv_key=result.csv_key,
            scores_key=result.scores_key,
            summary_key=result.summary_key,
            csv_bytes=result.csv_bytes,
            high_count=result.counts.high,
            medium_count=result.counts.medium,
            low_count=result.counts.low,
            scored_count=predictions.c.row_count,
            lease_until=null(),
            finished_at=func.now(),
        )
        .returning(predictions.c.id)
    )
    return (await tx.execute(statement)).one_or_none() is not None


async def fail(tx: AsyncConnection, claimed: Claim, failure: PredictionFailure) -> None:
    """End the prediction with the failure, unless the claim is lost."""
    await tx.execute(
        _held(claimed).values(
            status=PredictionStatus.FAILED.value,
            failure_code=failure.code,
            failure_message=failure.message,
            lease_until=null(),
            finished_at=func.now(),
        )
    )


async def give_back(tx: AsyncConnection, claimed: Claim, *, excused_count: int) -> None:
    """Put the prediction back into the queue, for the relay to send again, unless the claim is lost."""
    await tx.execute(
        _held(claimed).values(
            status=PredictionStatus.QUEUED.value,
            excused_count=excused_count,
            lease_until=null(),
            sent_at=null(),
            scored_count=0,
        )
    )


async def cancel(tx: AsyncConnection, prediction_id: PredictionId) -> bool:
    """Call the prediction off; False where it is over already."""
    open_statuses = [status.value for status, moves in ALLOWED_MOVES.items() if PredictionStatus.CANCELLED in moves]
    statement = (
        update(predictions)
        .where(predictions.c.id == prediction_id, predictions.c.status.in_(open_statuses))
        .values(status=PredictionStatus.CANCELLED.value, lease_until=null(), finished_at=func.now())
        .returning(predictions.c.id)
    )
    return (await tx.execute(statement)).one_or_none() is not None


async def unsent(relay_tx: AsyncConnection, *, limit: int) -> list[Wake]:
    """Up to ``limit`` predictions of all users, oldest first, that a worker has to be told of.

    These are the QUEUED ones never sent, or sent long ago, and the RUNNING ones whose lease is over.
    """
    columns = predictions.c
    waits = and_(
        columns.status == PredictionStatus.QUEUED.value,
        or_(columns.sent_at.is_(None), columns.sent_at < func.now() - RESEND_AFTER),
    )
    abandoned = and_(
        columns.status == PredictionStatus.RUNNING.value,
        columns.lease_until < func.now(),
        or_(columns.sent_at < columns.lease_until, columns.sent_at < func.now() - RESEND_AFTER),
    )
    query = select(columns.id, columns.user_id, columns.attempt).where(or_(waits, abandoned))
    rows = await relay_tx.execute(query.order_by(columns.created_at).limit(limit))
    return [Wake(PredictionId(identifier), user_id, attempt) for identifier, user_id, attempt in rows]


async def mark_sent(tx: AsyncConnection, prediction_id: PredictionId) -> None:
    """Note that the queue has taken the wake-up."""
    await tx.execute(update(predictions).where(predictions.c.id == prediction_id).values(sent_at=func.now()))


def _of_user(query: Select[Any], user_id: str, status: PredictionStatus | None) -> Select[Any]:
    # Row-level security alone would give the same rows; naming the user lets PostgreSQL walk the index.
    query = query.where(predictions.c.user_id == user_id, predictions.c.deleted_at.is_(None))
    return query if status is None else query.where(predictions.c.status == status.value)


def _held(claimed: Claim) -> Update:
    """An update that a worker may make only while its attempt is the running one."""
    return update(predictions).where(
        predictions.c.id == claimed.order.id,
        predictions.c.attempt == claimed.attempt,
        predictions.c.status == PredictionStatus.RUNNING.value,
    )


def _in(seconds: float) -> ColumnElement[datetime]:
    return func.now() + timedelta(seconds=seconds)


def _order(row: Row[Any]) -> Order:
    values = row._mapping
    return Order(
        id=PredictionId(values["id"]),
        upload_id=UploadId(values["upload_id"]),
        user_id=values["user_id"],
        filename=values["filename"],
        row_count=values["row_count"],
        prepared_key=values["prepared_key"],
    )


def _prediction(row: Row[Any]) -> Prediction:
    values = row._mapping
    status = PredictionStatus(values["status"])
    return Prediction(
        order=_order(row),
        status=status,
        attempt=values["attempt"],
        scored_count=values["scored_count"],
        model_version=values["model_version"],
        result=_result(values) if values["csv_key"] else None,
        failure=PredictionFailure(values["failure_code"], values["failure_message"]) if values["failure_code"] else None,
        created_at=values["created_at"],
        started_at=values["started_at"],
        finished_at=values["finished_at"],
    )


def _result(values: RowMapping) -> Result:
    counts = RiskCounts(values["high_count"], values["medium_count"], values["low_count"])
    return Result(
        values["csv_key"], values["scores_key"], summary_key=values["summary_key"], csv_bytes=values["csv_bytes"], counts=counts
    )
