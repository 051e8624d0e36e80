"""Ingest's SQL for files that are too old."""

from datetime import datetime
from enum import Enum

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.ingest.domain import Upload, UploadId
from services.ingest.tables import uploads


class Kind(Enum):
    """A class of an upload's files."""

    RAW = "raw"
    PREPARED = "prepared"

    def keys(self, upload: Upload) -> tuple[str, ...]:
        """Where the upload's files of this class are."""
        return (upload.raw_key, upload.problems_key) if self is Kind.RAW else (upload.prepared_key,)


REMOVED_AT = {Kind.RAW: uploads.c.raw_removed_at, Kind.PREPARED: uploads.c.prepared_removed_at}


async def old(relay_tx: AsyncConnection, kind: Kind, *, before: datetime, limit: int) -> list[tuple[UploadId, str]]:
    """Ids and users of up to ``limit`` uploads of all users from ``before`` whose files are still there."""
    query = select(uploads.c.id, uploads.c.user_id).where(
        uploads.c.created_at < before, REMOVED_AT[kind].is_(None), uploads.c.deleted_at.is_(None)
    )
    return [(UploadId(identifier), user_id) for identifier, user_id in await relay_tx.execute(query.limit(limit))]


async def note_removed(tx: AsyncConnection, kind: Kind, upload_id: UploadId) -> None:
    """Note that the files are gone."""
    await tx.execute(update(uploads).where(uploads.c.id == upload_id).values({REMOVED_AT[kind]: func.now()}))
