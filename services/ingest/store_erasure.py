"""Ingest's SQL for erasures: a ledger whose rows are added and never removed, and how far the work on each is."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, func, null, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.ingest.domain import Erasure, ErasureId, UploadId
from services.ingest.tables import erasures, uploads

# Longer than one upload and its prediction take; after that another server goes on.
LEASE = timedelta(minutes=5)
BATCH = 20


async def _upload_count(tx: AsyncConnection, erasure: Erasure) -> int:
    """How many uploads the erasure has to go through."""
    query = select(func.count()).select_from(uploads)
    query = query.where(
        uploads.c.user_id == erasure.user_id, uploads.c.created_at <= erasure.created_at, uploads.c.deleted_at.is_(None)
    )
    return int((await tx.execute(query)).scalar_one())


async def add(tx: AsyncConnection, erasure: Erasure) -> None:
    """Add the erasure; nothing where it is there already."""
    await tx.execute(
        insert(erasures)
        .values(
            id=erasure.id,
            user_id=erasure.user_id,
            pseudonyms=list(erasure.pseudonyms),
            created_at=erasure.created_at,
            upload_count=await _upload_count(tx, erasure),
        )
        .on_conflict_do_nothing()
    )


async def find(tx: AsyncConnection, erasure_id: ErasureId) -> Erasure | None:
    """The erasure, None if the user has none with this id."""
    row = (await tx.execute(select(*erasures.c).where(erasures.c.id == erasure_id))).one_or_none()
    return _erasure(row) if row else None


async def waiting(relay_tx: AsyncConnection) -> list[tuple[ErasureId, str]]:
    """Ids and users of some erasures of all users that are not finished and that no server holds, oldest first."""
    is_free = or_(erasures.c.lease_until.is_(None), erasures.c.lease_until < func.now())
    query = select(erasures.c.id, erasures.c.user_id).where(erasures.c.finished_at.is_(None), is_free)
    rows = await relay_tx.execute(query.order_by(erasures.c.created_at).limit(BATCH))
    return [(ErasureId(identifier), user_id) for identifier, user_id in rows]


async def claim(tx: AsyncConnection, erasure_id: ErasureId) -> Erasure | None:
    """Take the erasure for one server; None where it is finished or another's."""
    is_free = or_(erasures.c.lease_until.is_(None), erasures.c.lease_until < func.now())
    statement = (
        update(erasures)
        .where(erasures.c.id == erasure_id, erasures.c.finished_at.is_(None), is_free)
        .values(lease_until=func.now() + LEASE)
        .returning(*erasures.c)
    )
    row = (await tx.execute(statement)).one_or_none()
    return _erasure(row) if row else None


async def note_progress(tx: AsyncConnection, erasure_id: ErasureId, upload_id: UploadId, *, removed: int) -> None:
    """Note that this upload is done, and that so many of its rows were removed."""
    await tx.execute(
        update(erasures)
        .where(erasures.c.id == erasure_id)
        .values(
            done_up_to=upload_id,
            done_count=erasures.c.done_count + 1,
            row_count=erasures.c.row_count + removed,
            lease_until=func.now() + LEASE,
        )
    )


async def finish(tx: AsyncConnection, erasure_id: ErasureId) -> None:
    """Note that all is done."""
    await tx.execute(update(erasures).where(erasures.c.id == erasure_id).values(finished_at=func.now(), lease_until=null()))


async def give_back(tx: AsyncConnection, erasure_id: ErasureId) -> None:
    """Let any server go on with it."""
    await tx.execute(update(erasures).where(erasures.c.id == erasure_id).values(lease_until=null()))


async def begin_again(tx: AsyncConnection, erasure_id: ErasureId) -> None:
    """Let it be done from the beginning."""
    await tx.execute(
        update(erasures)
        .where(erasures.c.id == erasure_id)
        .values(done_up_to=null(), done_count=0, finished_at=null(), lease_until=null())
    )


def _erasure(row: Row[Any]) -> Erasure:
    values = row._mapping
    return Erasure(
        id=ErasureId(values["id"]),
        user_id=values["user_id"],
        pseudonyms=tuple(values["pseudonyms"]),
        created_at=values["created_at"],
        upload_count=values["upload_count"],
        done_count=values["done_count"],
        row_count=values["row_count"],
        done_up_to=UploadId(values["done_up_to"]) if values["done_up_to"] else None,
        finished_at=values["finished_at"],
    )
