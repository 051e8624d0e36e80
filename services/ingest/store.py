"""Ingest's SQL. Row-level security shows each transaction its user's rows only."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.ingest.domain import (
    ColumnMapping,
    Decision,
    Dialect,
    PredictionId,
    Problem,
    Upload,
    UploadId,
    UploadStatus,
)
from services.ingest.tables import uploads
from services.runtime.pages import Position


async def insert_upload(tx: AsyncConnection, upload: Upload) -> None:
    """Add a new upload."""
    await tx.execute(
        insert(uploads).values(
            id=upload.id,
            prediction_id=upload.prediction_id,
            user_id=upload.user_id,
            filename=upload.filename,
            status=upload.status.value,
            size_bytes=upload.size_bytes,
            sha256=upload.sha256,
            encoding=upload.dialect.encoding,
            delimiter=upload.dialect.delimiter,
            header_row=upload.dialect.header_row,
            row_count=upload.row_count,
            columns=[{**asdict(column), "decision": column.decision.value} for column in upload.columns],
            problem_count=upload.problem_count,
            problems=[asdict(problem) for problem in upload.problems],
            raw_key=upload.raw_key,
            prepared_key=upload.prepared_key,
            created_at=upload.created_at,
            handed_over_at=upload.handed_over_at,
        )
    )


async def find(tx: AsyncConnection, upload_id: UploadId) -> Upload | None:
    """The upload, None if the user has none with this id."""
    row = (await tx.execute(select(*uploads.c).where(uploads.c.id == upload_id))).one_or_none()
    return _upload(row) if row else None


async def page(
    tx: AsyncConnection, user_id: str, *, status: UploadStatus | None, after: Position | None, limit: int
) -> list[Upload]:
    """Up to ``limit`` uploads, newest first, beginning behind ``after``."""
    query = _of_user(select(*uploads.c), user_id, status)
    if after is not None:
        # The first condition is the index range; the second only sorts out what has the same time.
        query = query.where(
            uploads.c.created_at <= after.created_at,
            or_(uploads.c.created_at < after.created_at, uploads.c.id < after.id),
        )
    query = query.order_by(uploads.c.created_at.desc(), uploads.c.id.desc()).limit(limit)
    return [_upload(row) for row in await tx.execute(query)]


async def count(tx: AsyncConnection, user_id: str, *, status: UploadStatus | None) -> int:
    """How many uploads the user has."""
    query = _of_user(select(func.count()).select_from(uploads), user_id, status)
    return int((await tx.execute(query)).scalar_one())


async def waiting(relay_tx: AsyncConnection, *, limit: int) -> list[tuple[UploadId, str]]:
    """Ids and users of up to ``limit`` accepted uploads of all users that scoring has not taken over, oldest first."""
    query = (
        select(uploads.c.id, uploads.c.user_id)
        .where(uploads.c.status == UploadStatus.ACCEPTED.value, uploads.c.handed_over_at.is_(None))
        .order_by(uploads.c.created_at)
        .limit(limit)
    )
    return [(UploadId(identifier), user_id) for identifier, user_id in await relay_tx.execute(query)]


async def mark_handed_over(tx: AsyncConnection, upload_id: UploadId, *, now: datetime) -> None:
    """Note that scoring has taken the upload over."""
    await tx.execute(update(uploads).where(uploads.c.id == upload_id).values(handed_over_at=now))


def _of_user(query: Select[Any], user_id: str, status: UploadStatus | None) -> Select[Any]:
    # Row-level security alone would give the same rows; naming the user lets PostgreSQL walk the index.
    query = query.where(uploads.c.user_id == user_id)
    return query if status is None else query.where(uploads.c.status == status.value)


def _upload(row: Row[Any]) -> Upload:
    values = row._mapping
    return Upload(
        id=UploadId(values["id"]),
        prediction_id=PredictionId(values["prediction_id"]),
        user_id=values["user_id"],
        filename=values["filename"],
        status=UploadStatus(values["status"]),
        size_bytes=values["size_bytes"],
        sha256=values["sha256"],
        dialect=Dialect(values["encoding"], values["delimiter"], values["header_row"]),
        row_count=values["row_count"],
        columns=tuple(ColumnMapping(**{**column, "decision": Decision(column["decision"])}) for column in values["columns"]),
        problem_count=values["problem_count"],
        problems=tuple(Problem(**problem) for problem in values["problems"]),
        raw_key=values["raw_key"],
        prepared_key=values["prepared_key"],
        created_at=values["created_at"],
        handed_over_at=values["handed_over_at"],
    )
