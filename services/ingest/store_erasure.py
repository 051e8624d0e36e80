"""Ingest's SQL for erasures: a ledger whose rows are added and never removed, and how far the work on each is.

Whoever adds an erasure, keeps an upload or finishes an erasure takes the user's turn first. So an erasure sees every upload that
was kept before it, and every upload that is kept later sees the erasure. Uploads are gone through in the order in which they were
kept, and the numbers of one user's are in that order: one that is kept meanwhile comes last.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, func, null, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.ingest.domain import Erasure, ErasureId, Upload, UploadId
from services.ingest.tables import UPLOAD_BEGUN_AT, erasures, uploads
from services.runtime import database

BATCH = 20


async def take_turn(tx: AsyncConnection, user_id: str) -> None:
    """Let adding and finishing erasures and keeping uploads of one user happen one after the other, to the end of ``tx``."""
    await database.take_turn(tx, f"erasures of {user_id}")


async def add(tx: AsyncConnection, erasure: Erasure) -> None:
    """Add the erasure; nothing where it is there already. Asks for the turn."""
    to_do = select(func.count()).select_from(uploads)
    to_do = to_do.where(
        uploads.c.user_id == erasure.user_id, erasure.created_at >= UPLOAD_BEGUN_AT, uploads.c.deleted_at.is_(None)
    )
    await tx.execute(
        insert(erasures)
        .values(
            id=erasure.id,
            user_id=erasure.user_id,
            pseudonyms=list(erasure.pseudonyms),
            created_at=erasure.created_at,
            upload_count=(await tx.execute(to_do)).scalar_one(),
        )
        .on_conflict_do_nothing()
    )


async def reach(tx: AsyncConnection, upload: Upload) -> None:
    """Let the erasures that were asked for while this new upload was received go through it as well. Asks for the turn."""
    await tx.execute(
        update(erasures)
        .where(erasures.c.user_id == upload.user_id, erasures.c.created_at >= upload.begun_at)
        .values(upload_count=erasures.c.upload_count + 1, finished_at=null())
    )


async def find(tx: AsyncConnection, erasure_id: ErasureId) -> Erasure | None:
    """The erasure, None if the user has none with this id."""
    row = (await tx.execute(select(*erasures.c).where(erasures.c.id == erasure_id))).one_or_none()
    return _erasure(row) if row else None


async def waiting(relay_tx: AsyncConnection) -> list[tuple[ErasureId, str]]:
    """Ids and users of some erasures that are not finished, of all users for whom no server is erasing, oldest first."""
    query = select(erasures.c.id, erasures.c.user_id).where(erasures.c.finished_at.is_(None), ~_is_held(erasures.c.user_id))
    rows = await relay_tx.execute(query.order_by(erasures.c.created_at).limit(BATCH))
    return [(ErasureId(identifier), user_id) for identifier, user_id in rows]


async def claim(tx: AsyncConnection, user_id: str, erasure_id: ErasureId, *, lease_s: float) -> Erasure | None:
    """Take the erasure for one server; None where it is finished, or a server holds any erasure of the user.

    Two at once would write the same files, and the later one bring back whom the earlier one took out. Asks for the turn.
    """
    statement = (
        update(erasures)
        .where(erasures.c.id == erasure_id, erasures.c.finished_at.is_(None), ~_is_held(user_id))
        .values(lease_until=_in(lease_s), attempt=erasures.c.attempt + 1)
        .returning(*erasures.c)
    )
    row = (await tx.execute(statement)).one_or_none()
    return _erasure(row) if row else None


async def is_erasing(tx: AsyncConnection, user_id: str) -> bool:
    """Whether a server may be writing files of the user's uploads."""
    return bool((await tx.execute(select(_is_held(user_id)))).scalar_one())


async def prolong(tx: AsyncConnection, held: Erasure, *, lease_s: float) -> bool:
    """Extend the lease; False where it is over, or another server's. Asks for the turn."""
    return (await tx.execute(_held(held).values(lease_until=_in(lease_s)))).rowcount == 1


async def note_removing(tx: AsyncConnection, held: Erasure, *, row_count: int) -> bool:
    """Note how many rows of the next upload's raw file are about to be removed; False where the lease is lost."""
    return (await tx.execute(_held(held).values(removing_count=row_count))).rowcount == 1


async def note_progress(tx: AsyncConnection, held: Erasure, number: int) -> Erasure | None:
    """Note that the upload with this number is done, and what was about to be removed is; None where the lease is lost."""
    statement = _held(held).values(done_to=number, done_count=erasures.c.done_count + 1, **_COUNTED)
    row = (await tx.execute(statement.returning(*erasures.c))).one_or_none()
    return _erasure(row) if row else None


async def finish(tx: AsyncConnection, held: Erasure) -> bool:
    """Note that all is done; False where the lease is lost. Asks for the turn, and for no upload that is left."""
    return (await tx.execute(_held(held).values(finished_at=func.now(), lease_until=null()))).rowcount == 1


async def give_back(tx: AsyncConnection, held: Erasure) -> None:
    """Let any server go on with it, unless the lease is lost."""
    await tx.execute(_held(held).values(lease_until=null()))


async def begin_again(tx: AsyncConnection, erasure_id: ErasureId) -> None:
    """Let it be done from the beginning; a server that holds it loses it, and its lease has to end first."""
    await tx.execute(update(erasures).where(erasures.c.id == erasure_id).values(**_ANEW))


async def begin_all_again(tx: AsyncConnection, upload: Upload) -> None:
    """The same for all erasures that reach the upload."""
    reaching = erasures.c.user_id == upload.user_id, erasures.c.created_at >= upload.begun_at
    await tx.execute(update(erasures).where(*reaching).values(**_ANEW))


async def note_raw(tx: AsyncConnection, upload_id: UploadId, *, size_bytes: int, sha256: str) -> bool:
    """Note what the raw file has become; False where it was deleted or has expired meanwhile."""
    kept = uploads.c.deleted_at.is_(None) & uploads.c.raw_removed_at.is_(None)
    return await _note(tx, upload_id, kept, {"size_bytes": size_bytes, "sha256": sha256})


async def note_rows(tx: AsyncConnection, upload_id: UploadId, *, row_count: int) -> bool:
    """Note how many rows the prepared file has; False where it was deleted or has expired meanwhile."""
    kept = uploads.c.deleted_at.is_(None) & uploads.c.prepared_removed_at.is_(None)
    return await _note(tx, upload_id, kept, {"row_count": row_count})


async def _note(tx: AsyncConnection, upload_id: UploadId, kept: ColumnElement[bool], values: dict[str, Any]) -> bool:
    return (await tx.execute(update(uploads).where(uploads.c.id == upload_id, kept).values(**values))).rowcount == 1


_COUNTED: dict[str, Any] = {"row_count": erasures.c.row_count + erasures.c.removing_count, "removing_count": 0}
_ANEW: dict[str, Any] = {"attempt": erasures.c.attempt + 1, "done_to": 0, "done_count": 0, "finished_at": null(), **_COUNTED}


def _is_held(user_id: object) -> ColumnElement[bool]:
    others = erasures.alias("others")
    held = select(others.c.id).where(others.c.user_id == user_id, others.c.lease_until > func.clock_timestamp())
    return held.exists()


def _held(held: Erasure) -> Update:
    """An update that a server may make only while its attempt is the latest, and its lease runs."""
    return update(erasures).where(
        erasures.c.id == held.id, erasures.c.attempt == held.attempt, erasures.c.lease_until > func.clock_timestamp()
    )


def _in(seconds: float) -> ColumnElement[datetime]:
    # Not the time at which the transaction began, since it may have waited for its turn.
    return func.clock_timestamp() + timedelta(seconds=seconds)


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
        done_to=values["done_to"],
        attempt=values["attempt"],
        finished_at=values["finished_at"],
    )
