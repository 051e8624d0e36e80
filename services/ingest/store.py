"""Ingest's SQL. Row-level security shows each transaction its user's rows only."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.ingest.domain import (
    ColumnMapping,
    Decision,
    Dialect,
    Mapping,
    MappingId,
    PredictionId,
    Problem,
    ProblemCount,
    Profile,
    RememberedColumn,
    Upload,
    UploadId,
    UploadStatus,
)
from services.ingest.tables import UPLOAD_BEGUN_AT, mappings, uploads
from services.runtime.database import newest_first
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
            raw_key=upload.raw_key,
            created_at=upload.created_at,
            begun_at=upload.begun_at,
            handed_over_at=upload.handed_over_at,
            **_understood(upload),
        )
    )


async def accept(tx: AsyncConnection, upload: Upload) -> bool:
    """Write what was understood of an upload whose mapping was confirmed; whether it was still waiting for that."""
    query = update(uploads).where(
        uploads.c.id == upload.id,
        uploads.c.status == UploadStatus.NEEDS_MAPPING.value,
        uploads.c.deleted_at.is_(None),
        # Whoever was erased from the raw file meanwhile must not come back by what was read before.
        uploads.c.sha256 == upload.sha256,
    )
    changed = await tx.execute(query.values(status=upload.status.value, row_count=upload.row_count, **_understood(upload)))
    return changed.rowcount == 1


async def find(tx: AsyncConnection, upload_id: UploadId) -> Upload | None:
    """The upload, None if the user has none with this id."""
    row = (await tx.execute(select(*uploads.c).where(uploads.c.id == upload_id, uploads.c.deleted_at.is_(None)))).one_or_none()
    return _upload(row) if row else None


async def page(
    tx: AsyncConnection, user_id: str, *, status: UploadStatus | None, after: Position | None, limit: int
) -> list[Upload]:
    """Up to ``limit`` uploads, newest first, beginning behind ``after``."""
    query = newest_first(_of_user(select(*uploads.c), user_id, status), uploads, after, limit)
    return [_upload(row) for row in await tx.execute(query)]


async def count(tx: AsyncConnection, user_id: str, *, status: UploadStatus | None) -> int:
    """How many uploads the user has."""
    query = _of_user(select(func.count()).select_from(uploads), user_id, status)
    return int((await tx.execute(query)).scalar_one())


async def waiting(relay_tx: AsyncConnection, *, limit: int) -> list[tuple[UploadId, str]]:
    """Ids and users of up to ``limit`` accepted uploads of all users that scoring has not taken over, oldest first."""
    query = (
        select(uploads.c.id, uploads.c.user_id)
        .where(
            uploads.c.status == UploadStatus.ACCEPTED.value, uploads.c.handed_over_at.is_(None), uploads.c.deleted_at.is_(None)
        )
        .order_by(uploads.c.created_at)
        .limit(limit)
    )
    return [(UploadId(identifier), user_id) for identifier, user_id in await relay_tx.execute(query)]


async def mark_handed_over(tx: AsyncConnection, upload_id: UploadId, *, now: datetime) -> None:
    """Note that scoring has taken the upload over."""
    await tx.execute(update(uploads).where(uploads.c.id == upload_id).values(handed_over_at=now))


async def mark_deleted(tx: AsyncConnection, upload_id: UploadId, *, now: datetime) -> bool:
    """Make the upload invisible; whether the user had it."""
    query = update(uploads).where(uploads.c.id == upload_id, uploads.c.deleted_at.is_(None)).values(deleted_at=now)
    return (await tx.execute(query)).rowcount == 1


async def marked(relay_tx: AsyncConnection, *, before: datetime, limit: int) -> list[tuple[UploadId, PredictionId, str]]:
    """Ids, predictions and users of up to ``limit`` uploads of all users that were marked ``before``, oldest first."""
    query = (
        select(uploads.c.id, uploads.c.prediction_id, uploads.c.user_id)
        .where(uploads.c.deleted_at < before)
        .order_by(uploads.c.deleted_at)
        .limit(limit)
    )
    return [(UploadId(one), PredictionId(other), user_id) for one, other, user_id in await relay_tx.execute(query)]


async def known_keys(relay_tx: AsyncConnection, upload_ids: Collection[UploadId]) -> set[str]:
    """The keys of the files of any user's uploads with these ids, also of those that are marked."""
    query = select(uploads.c.raw_key, uploads.c.prepared_key, uploads.c.problems_key).where(uploads.c.id.in_(upload_ids))
    return {key for keys in await relay_tx.execute(query) for key in keys}


async def remove(tx: AsyncConnection, upload_id: UploadId) -> None:
    """Remove the row of an upload that was marked."""
    await tx.execute(delete(uploads).where(uploads.c.id == upload_id, uploads.c.deleted_at.is_not(None)))


async def next_upload(tx: AsyncConnection, user_id: str, *, after: int, begun_by: datetime) -> tuple[int, Upload] | None:
    """The user's upload that was begun by then and kept first after the one with the number ``after``, and its own number.

    None behind the last.
    """
    query = select(*uploads.c).where(
        uploads.c.user_id == user_id,
        uploads.c.kept_number > after,
        begun_by >= UPLOAD_BEGUN_AT,
        uploads.c.deleted_at.is_(None),
    )
    row = (await tx.execute(query.order_by(uploads.c.kept_number).limit(1))).one_or_none()
    return (row._mapping["kept_number"], _upload(row)) if row else None


async def keep_mapping(tx: AsyncConnection, mapping: Mapping) -> None:
    """Add the mapping, or let it take the place of the one for the same layout, which keeps its id and time."""
    values = {
        "signature": mapping.signature,
        "filename": mapping.filename,
        "columns": [asdict(column) for column in mapping.columns],
        "updated_at": mapping.updated_at,
    }
    added = insert(mappings).values(id=mapping.id, user_id=mapping.user_id, created_at=mapping.created_at, **values)
    await tx.execute(added.on_conflict_do_update(index_elements=["user_id", "signature"], set_=values))


async def find_mapping(tx: AsyncConnection, user_id: str, signature: str) -> Mapping | None:
    """The mapping of a layout, None where the user has not confirmed it."""
    query = select(*mappings.c).where(mappings.c.user_id == user_id, mappings.c.signature == signature)
    row = (await tx.execute(query)).one_or_none()
    return _mapping(row) if row else None


async def page_of_mappings(tx: AsyncConnection, user_id: str, *, after: Position | None, limit: int) -> list[Mapping]:
    """Up to ``limit`` mappings, newest first, beginning behind ``after``."""
    query = newest_first(select(*mappings.c).where(mappings.c.user_id == user_id), mappings, after, limit)
    return [_mapping(row) for row in await tx.execute(query)]


async def count_mappings(tx: AsyncConnection, user_id: str) -> int:
    """How many mappings the user has."""
    query = select(func.count()).select_from(mappings).where(mappings.c.user_id == user_id)
    return int((await tx.execute(query)).scalar_one())


async def delete_mapping(tx: AsyncConnection, mapping_id: MappingId) -> bool:
    """Remove the mapping; whether the user had it."""
    return (await tx.execute(delete(mappings).where(mappings.c.id == mapping_id))).rowcount == 1


def _understood(upload: Upload) -> dict[str, Any]:
    """What reading a file yields, by column of the table."""
    return {
        "columns": [{**asdict(column), "decision": column.decision.value} for column in upload.columns],
        "problem_count": upload.problem_count,
        "problems": [asdict(problem) for problem in upload.problems],
        "problem_counts": [asdict(each) for each in upload.problem_counts],
        "prepared_key": upload.prepared_key,
        "problems_key": upload.problems_key,
        "notices": list(upload.notices),
    }


def _of_user(query: Select[Any], user_id: str, status: UploadStatus | None) -> Select[Any]:
    # Row-level security alone would give the same rows; naming the user lets PostgreSQL walk the index.
    query = query.where(uploads.c.user_id == user_id, uploads.c.deleted_at.is_(None))
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
        begun_at=values["begun_at"] or values["created_at"],
        handed_over_at=values["handed_over_at"],
        problems_key=values["problems_key"],
        notices=tuple(values["notices"]),
        problem_counts=tuple(ProblemCount(**each) for each in values["problem_counts"]),
    )


def _mapping(row: Row[Any]) -> Mapping:
    values = row._mapping
    return Mapping(
        id=MappingId(values["id"]),
        user_id=values["user_id"],
        signature=values["signature"],
        filename=values["filename"],
        columns=tuple(_remembered(column) for column in values["columns"]),
        created_at=values["created_at"],
        updated_at=values["updated_at"],
    )


def _remembered(column: dict[str, Any]) -> RememberedColumn:
    profile = column["profile"]
    return RememberedColumn(
        column["header"],
        column["field"],
        column["unit"],
        Profile(profile["middle"], profile["date_order"], tuple(profile["categories"]), tuple(profile.get("spread", ()))),
    )
