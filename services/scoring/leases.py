"""SQL that every kind of job shares: who holds it, until when, and who has to be told of it.

A table of jobs has id, user_id, status, attempt, excused_count, lease_until, sent_at, started_at, finished_at, failure_code,
failure_message and created_at, beside the columns of its kind. Leases go by the database's clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Table, Update, and_, func, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.scoring.domain import ALLOWED_MOVES, Claim, JobFailure, JobStatus, Wake, Work

# What a queue may take to deliver before the relay sends again.
RESEND_AFTER = timedelta(seconds=10)


Asked = TypeVar("Asked", bound=Work)


@dataclass(frozen=True)
class Jobs(Generic[Asked]):
    """Jobs of one kind: their table, what its own columns say when an attempt begins, and what a row asks for."""

    table: Table
    fresh: Mapping[str, Any]
    read: Callable[[Row[Any]], Asked]


async def claim(tx: AsyncConnection, jobs: Jobs[Asked], job_id: UUID, *, lease_s: float) -> Claim[Asked] | None:
    """Take the job for one worker; None where it is over, or another worker's lease still runs."""
    columns = jobs.table.c
    is_abandoned = and_(columns.status == JobStatus.RUNNING.value, columns.lease_until < func.now())
    statement = (
        update(jobs.table)
        .where(columns.id == job_id, or_(columns.status == JobStatus.QUEUED.value, is_abandoned))
        .values(
            status=JobStatus.RUNNING.value,
            attempt=columns.attempt + 1,
            lease_until=_in(lease_s),
            started_at=func.coalesce(columns.started_at, func.now()),
            **jobs.fresh,
        )
        .returning(*columns)
    )
    row = (await tx.execute(statement)).one_or_none()
    return Claim(jobs.read(row), row._mapping["attempt"], row._mapping["excused_count"]) if row else None


async def prolong(tx: AsyncConnection, jobs: Jobs[Any], held: Claim[Any], *, lease_s: float, progress: Mapping[str, Any]) -> bool:
    """Extend the lease and note the progress; False where the claim is lost, to a cancel or another worker."""
    return await note(tx, jobs, held, {"lease_until": _in(lease_s), **progress})


async def note(tx: AsyncConnection, jobs: Jobs[Any], held: Claim[Any], values: Mapping[str, Any]) -> bool:
    """Write to columns of a job that runs; False where the claim is lost."""
    statement = _held(jobs, held).values(**values).returning(jobs.table.c.id)
    return (await tx.execute(statement)).one_or_none() is not None


async def complete(tx: AsyncConnection, jobs: Jobs[Any], held: Claim[Any], result: Mapping[str, Any]) -> bool:
    """End the job with the columns of its result; False where the claim is lost."""
    return await note(tx, jobs, held, {"status": JobStatus.COMPLETED.value, **_ended(), **result})


async def fail(tx: AsyncConnection, jobs: Jobs[Any], held: Claim[Any], failure: JobFailure) -> None:
    """End the job with the failure, unless the claim is lost."""
    told = {"failure_code": failure.code, "failure_message": failure.message}
    await note(tx, jobs, held, {"status": JobStatus.FAILED.value, **_ended(), **told})


async def give_back(tx: AsyncConnection, jobs: Jobs[Any], held: Claim[Any], *, excused_count: int) -> None:
    """Put the job back into the queue, for the relay to send again, unless the claim is lost."""
    waiting = {"status": JobStatus.QUEUED.value, "lease_until": null(), "sent_at": null(), "excused_count": excused_count}
    await note(tx, jobs, held, {**waiting, **jobs.fresh})


async def cancel(tx: AsyncConnection, jobs: Jobs[Any], job_id: UUID) -> bool:
    """Call the job off; False where it is over already."""
    columns = jobs.table.c
    open_statuses = [status.value for status, moves in ALLOWED_MOVES.items() if JobStatus.CANCELLED in moves]
    statement = (
        update(jobs.table)
        .where(columns.id == job_id, columns.status.in_(open_statuses))
        .values(status=JobStatus.CANCELLED.value, **_ended())
        .returning(columns.id)
    )
    return (await tx.execute(statement)).one_or_none() is not None


async def unsent(relay_tx: AsyncConnection, jobs: Jobs[Any], *, limit: int) -> list[Wake]:
    """Up to ``limit`` jobs that a worker has to be told of: of all users in turn, the oldest of those never sent first.

    These are the QUEUED ones never sent, or sent long ago, and the RUNNING ones whose lease is over.
    """
    columns = jobs.table.c
    waits = and_(
        columns.status == JobStatus.QUEUED.value,
        or_(columns.sent_at.is_(None), columns.sent_at < func.now() - RESEND_AFTER),
    )
    abandoned = and_(
        columns.status == JobStatus.RUNNING.value,
        columns.lease_until < func.now(),
        # A worker may be faster than the note that it was told, and killed before it is made.
        or_(columns.sent_at.is_(None), columns.sent_at < columns.lease_until, columns.sent_at < func.now() - RESEND_AFTER),
    )
    longest_waiting = (columns.sent_at.asc().nulls_first(), columns.created_at)
    # One user's thousand jobs must not stand before another's first.
    turn = func.row_number().over(partition_by=columns.user_id, order_by=longest_waiting)
    query = select(columns.id, columns.user_id, columns.attempt).where(or_(waits, abandoned))
    rows = await relay_tx.execute(query.order_by(turn, *longest_waiting).limit(limit))
    return [Wake(job_id, user_id, attempt) for job_id, user_id, attempt in rows]


async def mark_sent(tx: AsyncConnection, jobs: Jobs[Any], job_id: UUID) -> None:
    """Note that the queue has taken the wake-up."""
    await tx.execute(update(jobs.table).where(jobs.table.c.id == job_id).values(sent_at=func.now()))


def _held(jobs: Jobs[Any], held: Claim[Any]) -> Update:
    """An update that a worker may make only while its attempt is the running one."""
    columns = jobs.table.c
    return update(jobs.table).where(
        columns.id == held.order.id, columns.attempt == held.attempt, columns.status == JobStatus.RUNNING.value
    )


def _ended() -> dict[str, Any]:
    return {"lease_until": null(), "finished_at": func.now()}


def _in(seconds: float) -> ColumnElement[datetime]:
    return func.now() + timedelta(seconds=seconds)
