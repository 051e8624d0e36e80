"""The SQL of trainings. Row-level security shows each transaction its user's rows only."""

from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.runtime.database import newest_first
from services.runtime.pages import Position
from services.scoring.domain import (
    Figures,
    JobFailure,
    JobStatus,
    ModelId,
    PredictionId,
    Training,
    TrainingId,
    TrainingOrder,
)
from services.scoring.leases import Jobs
from services.scoring.tables import trainings


async def insert_queued(tx: AsyncConnection, order: TrainingOrder) -> None:
    """Add the training as QUEUED; nothing where the user has one that is not over."""
    await tx.execute(
        insert(trainings)
        .values(
            id=order.id,
            user_id=order.user_id,
            display_name=order.display_name,
            prediction_ids=list(order.prediction_ids),
            status=JobStatus.QUEUED.value,
            attempt=0,
            excused_count=0,
            progress=0.0,
            step="",
            created_at=order.created_at,
        )
        .on_conflict_do_nothing()
    )


async def find(tx: AsyncConnection, training_id: TrainingId) -> Training | None:
    """The training, None if the user has none with this id."""
    row = (await tx.execute(select(*trainings.c).where(trainings.c.id == training_id))).one_or_none()
    return _training(row) if row else None


async def find_unfinished(tx: AsyncConnection, user_id: str) -> Training | None:
    """The user's training that is not over, None where there is none."""
    is_open = trainings.c.status.in_([JobStatus.QUEUED.value, JobStatus.RUNNING.value])
    row = (await tx.execute(select(*trainings.c).where(trainings.c.user_id == user_id, is_open))).one_or_none()
    return _training(row) if row else None


async def page(tx: AsyncConnection, user_id: str, *, after: Position | None, limit: int) -> list[Training]:
    """Up to ``limit`` trainings, newest first, beginning behind ``after``."""
    query = newest_first(select(*trainings.c).where(trainings.c.user_id == user_id), trainings, after, limit)
    return [_training(row) for row in await tx.execute(query)]


async def count(tx: AsyncConnection, user_id: str) -> int:
    """How many trainings the user has."""
    query = select(func.count()).select_from(trainings).where(trainings.c.user_id == user_id)
    return int((await tx.execute(query)).scalar_one())


def result_columns(report: Figures, model_id: ModelId | None) -> dict[str, Any]:
    """What a finished training's row says of its result."""
    return {"report": report, "model_id": model_id, "progress": 1.0, "step": ""}


def _order(row: Row[Any]) -> TrainingOrder:
    values = row._mapping
    return TrainingOrder(
        id=TrainingId(values["id"]),
        user_id=values["user_id"],
        display_name=values["display_name"],
        prediction_ids=tuple(PredictionId(each) for each in values["prediction_ids"]),
        created_at=values["created_at"],
    )


def _training(row: Row[Any]) -> Training:
    values = row._mapping
    return Training(
        order=_order(row),
        status=JobStatus(values["status"]),
        progress=values["progress"],
        step=values["step"],
        report=values["report"],
        model_id=ModelId(values["model_id"]) if values["model_id"] else None,
        failure=JobFailure(values["failure_code"], values["failure_message"]) if values["failure_code"] else None,
        started_at=values["started_at"],
        finished_at=values["finished_at"],
    )


# Trainings as jobs; an attempt begins at nothing.
JOBS = Jobs(trainings, {"progress": 0.0, "step": ""}, _order)
