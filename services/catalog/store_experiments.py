"""The SQL of experiments. Row-level security shows each transaction its user's rows only."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.catalog.domain import Experiment, ExperimentId
from services.catalog.tables import experiments, ml_training_data
from services.runtime.database import newest_first
from services.runtime.pages import Position


async def insert_running(tx: AsyncConnection, experiment: Experiment) -> bool:
    """Add the experiment unless one of the user's runs; whether it was added."""
    statement = insert(experiments).values(
        id=experiment.id,
        user_id=experiment.user_id,
        display_name=experiment.display_name,
        holdout_share=experiment.holdout_share,
        salt=experiment.salt,
        created_at=experiment.created_at,
    )
    running = experiments.c.finished_at.is_(None)
    added = await tx.execute(statement.on_conflict_do_nothing(index_elements=["user_id"], index_where=running))
    return added.rowcount == 1


async def find(tx: AsyncConnection, user_id: str, experiment_id: ExperimentId) -> Experiment | None:
    """The experiment, None if the user has none with this id."""
    query = select(experiments).where(experiments.c.user_id == user_id, experiments.c.id == experiment_id)
    row = (await tx.execute(query)).one_or_none()
    return _experiment(row) if row else None


async def find_running(tx: AsyncConnection, user_id: str) -> Experiment | None:
    """The user's running experiment, None without one."""
    query = select(experiments).where(experiments.c.user_id == user_id, experiments.c.finished_at.is_(None))
    row = (await tx.execute(query)).one_or_none()
    return _experiment(row) if row else None


async def finish(tx: AsyncConnection, user_id: str, experiment_id: ExperimentId, *, now: datetime) -> bool:
    """Finish the experiment; False where there is none that runs."""
    statement = update(experiments).where(
        experiments.c.user_id == user_id, experiments.c.id == experiment_id, experiments.c.finished_at.is_(None)
    )
    return (await tx.execute(statement.values(finished_at=now))).rowcount == 1


async def page(tx: AsyncConnection, user_id: str, *, after: Position | None, limit: int) -> list[Experiment]:
    """Up to ``limit`` experiments, newest first, beginning behind ``after``."""
    query = newest_first(select(experiments).where(experiments.c.user_id == user_id), experiments, after, limit)
    return [_experiment(row) for row in await tx.execute(query)]


async def count(tx: AsyncConnection, user_id: str) -> int:
    """How many experiments the user has."""
    query = select(func.count()).select_from(experiments).where(experiments.c.user_id == user_id)
    return int((await tx.execute(query)).scalar_one())


async def outcome_counts(tx: AsyncConnection, user_id: str, experiment: Experiment) -> dict[str, tuple[int, int]]:
    """By group, the customers whose outcome is known, and those who left by the outcome of any file; each customer once.

    An outcome counts if it is of a later day than the scoring, which gave the customer a group, and than the experiment's first:
    no treatment was the cause of what was so before, as of what a file's own column says, which a training makes outcomes.
    """
    columns = ml_training_data.c
    begun_on = experiment.created_at.astimezone(UTC).date()
    customers = (
        select(columns.experiment_group, func.bool_or(columns.actual_churn).label("churned"))
        .where(
            columns.user_id == user_id,
            columns.experiment_id == experiment.id,
            columns.experiment_group.is_not(None),
            # An old export counts as observed on a day that may lie before the experiment.
            columns.outcome_on > func.greatest(columns.observed_on, begun_on),
            columns.actual_churn.is_not(None),
        )
        .group_by(columns.customer_key, columns.experiment_group)
        .subquery()
    )
    query = select(customers.c.experiment_group, func.count(), func.count().filter(customers.c.churned)).group_by(
        customers.c.experiment_group
    )
    return {group: (known, churned) for group, known, churned in await tx.execute(query)}


def _experiment(row: Row[Any]) -> Experiment:
    values = row._mapping
    return Experiment(
        id=values["id"],
        user_id=values["user_id"],
        display_name=values["display_name"],
        holdout_share=values["holdout_share"],
        salt=values["salt"],
        created_at=values["created_at"],
        finished_at=values["finished_at"],
    )
