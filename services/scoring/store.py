"""The SQL of predictions. Row-level security shows each transaction its user's rows only."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, RowMapping, Select, func, null, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.runtime.database import newest_first
from services.runtime.pages import Position
from services.scoring.domain import (
    ExperimentId,
    JobFailure,
    JobStatus,
    Labelled,
    Order,
    Prediction,
    PredictionId,
    PredictionWarning,
    Result,
    RiskCounts,
    UploadId,
)
from services.scoring.leases import Jobs
from services.scoring.tables import predictions


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
            status=JobStatus.QUEUED.value,
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
    tx: AsyncConnection, user_id: str, *, status: JobStatus | None, after: Position | None, limit: int
) -> list[Prediction]:
    """Up to ``limit`` predictions, newest first, beginning behind ``after``."""
    query = newest_first(_of_user(select(*predictions.c), user_id, status), predictions, after, limit)
    return [_prediction(row) for row in await tx.execute(query)]


async def count(tx: AsyncConnection, user_id: str, *, status: JobStatus | None) -> int:
    """How many predictions the user has."""
    query = _of_user(select(func.count()).select_from(predictions), user_id, status)
    return int((await tx.execute(query)).scalar_one())


async def labelled(tx: AsyncConnection, user_id: str, *, also: Collection[PredictionId], limit: int) -> list[Labelled]:
    """Up to ``limit`` COMPLETED predictions, newest first: those of files that tell who left, and those in ``also``."""
    columns = predictions.c
    query = (
        select(columns.id, columns.prepared_key, columns.as_of, columns.created_at, columns.has_labels)
        .where(columns.user_id == user_id, columns.status == JobStatus.COMPLETED.value, columns.deleted_at.is_(None))
        .where(or_(columns.has_labels, columns.id.in_(also)))
        .order_by(columns.created_at.desc())
        .limit(limit)
    )
    return [
        Labelled(PredictionId(identifier), prepared_key, as_of or created_at.date(), bool(has_labels))
        for identifier, prepared_key, as_of, created_at, has_labels in await tx.execute(query)
    ]


async def experiment_counts(tx: AsyncConnection, user_id: str, experiment_id: ExperimentId) -> tuple[int, int]:
    """Rows of the treatment group and of the holdout in the user's COMPLETED predictions of an experiment."""
    columns = predictions.c
    held = func.coalesce(func.sum(columns.holdout_count), 0)
    query = select(func.coalesce(func.sum(columns.row_count), 0) - held, held).where(
        columns.user_id == user_id,
        columns.experiment_id == experiment_id,
        columns.status == JobStatus.COMPLETED.value,
        columns.deleted_at.is_(None),
    )
    treated, in_holdout = (await tx.execute(query)).one()
    return int(treated), int(in_holdout)


def _of_user(query: Select[Any], user_id: str, status: JobStatus | None) -> Select[Any]:
    # Row-level security alone would give the same rows; naming the user lets PostgreSQL walk the index.
    query = query.where(predictions.c.user_id == user_id, predictions.c.deleted_at.is_(None))
    return query if status is None else query.where(predictions.c.status == status.value)


def result_columns(result: Result) -> dict[str, Any]:
    """What a finished prediction's row says of its result."""
    return {
        "csv_key": result.csv_key,
        "scores_key": result.scores_key,
        "summary_key": result.summary_key,
        "csv_bytes": result.csv_bytes,
        "high_count": result.counts.high,
        "medium_count": result.counts.medium,
        "low_count": result.counts.low,
        "warnings": [asdict(warning) for warning in result.warnings],
        "scored_count": predictions.c.row_count,
        "as_of": result.as_of,
        "has_labels": result.has_labels,
        "holdout_count": result.holdout_count,
    }


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
    status = JobStatus(values["status"])
    return Prediction(
        order=_order(row),
        status=status,
        attempt=values["attempt"],
        scored_count=values["scored_count"],
        model_version=values["model_version"],
        experiment_id=values["experiment_id"],
        result=_result(values) if values["csv_key"] else None,
        failure=JobFailure(values["failure_code"], values["failure_message"]) if values["failure_code"] else None,
        created_at=values["created_at"],
        started_at=values["started_at"],
        finished_at=values["finished_at"],
    )


def _result(values: RowMapping) -> Result:
    counts = RiskCounts(values["high_count"], values["medium_count"], values["low_count"])
    return Result(
        values["csv_key"],
        values["scores_key"],
        summary_key=values["summary_key"],
        csv_bytes=values["csv_bytes"],
        counts=counts,
        as_of=values["as_of"],
        has_labels=bool(values["has_labels"]),
        warnings=tuple(PredictionWarning(**each) for each in values["warnings"] or ()),
        holdout_count=values["holdout_count"],
    )


# Predictions as jobs; an attempt begins without a row scored, and with the model and the experiment that are the user's then.
JOBS = Jobs(predictions, {"scored_count": 0, "model_version": null(), "experiment_id": null()}, _order)
