"""What users can do with uploads."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

import structlog

from services.ingest import files, intake, store, store_erasure
from services.ingest.domain import Mapping, PredictionId, Upload, UploadId, UploadStatus
from services.ingest.failures import UploadNotFound
from services.ingest.handover import Handover
from services.ingest.intake import Read, Targets
from services.ingest.mappings import Mappings
from services.ingest.receipt import Receipt
from services.runtime import audit, repeats, threads
from services.runtime.blobs import Blobs
from services.runtime.database import Database
from services.runtime.errors import Failure
from services.runtime.pages import Position

log = structlog.get_logger(__name__)


class Uploads:
    """The uploads of the user who calls."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        handover: Handover,
        mappings: Mappings,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], UUID],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._handover = handover
        self._mappings = mappings
        self._now = now
        self._new_id = new_id

    async def accept(self, user_id: str, filename: str, receipt: Receipt, *, begun_at: datetime, request_key: str = "") -> Upload:
        """Read, prepare and store a received file, and hand it over to scoring; the relay does so later where scoring is away.

        ``begun_at`` is when it began to arrive, by the database's clock. The same ``request_key`` again returns the upload that
        it made the first time, or raises RequestReused where the file or its name is another. Raises the failures of
        services.ingest.failures for what cannot be read, and StorageUnavailable or DatabaseUnavailable; in all these cases there
        is no upload.
        """
        request = repeats.request(user_id, "upload", request_key, (filename, receipt.sha256))
        if made := await self.made_by(request):
            return made
        with files.targets_beside(receipt.path) as targets:
            read = await self._read(user_id, receipt, targets, intake.read)
            upload = self._new_upload(user_id, filename, receipt, read, begun_at=begun_at)
            upload = await self.keep(upload, receipt.path, targets, request=request)
        if upload.status is UploadStatus.ACCEPTED:
            await self.try_hand_over(upload)
        return upload

    async def inspect(self, user_id: str, receipt: Receipt) -> Read:
        """What ``accept`` would understand of a received file; nothing is stored.

        Raises what ``accept`` raises, but for CustomerIdMissing: such a file is only not prepared.
        """
        with files.targets_beside(receipt.path) as targets:
            return await self._read(user_id, receipt, targets, intake.look)

    async def try_hand_over(self, upload: Upload) -> None:
        """Hand the upload over now, or leave it to the relay where scoring is away."""
        try:
            await self.hand_over(upload.user_id, upload.id)
        except Failure as failure:
            log.warning("upload.handed_over_later", upload_id=str(upload.id), error_code=failure.code)

    async def hand_over(self, user_id: str, upload_id: UploadId) -> None:
        """Hand the upload over to scoring and note it; again is no fault. Raises ServiceUnavailable and UploadNotFound."""
        upload = await self.get(user_id, upload_id)
        await self._handover.hand_over(upload)
        async with self._database.transaction(user_id) as tx:
            await store.mark_handed_over(tx, upload_id, now=self._now())

    async def get(self, user_id: str, upload_id: UploadId) -> Upload:
        """The upload. Raises UploadNotFound."""
        async with self._database.transaction(user_id) as tx:
            upload = await store.find(tx, upload_id)
        if upload is None:
            raise UploadNotFound(f"There is no upload {upload_id}.")
        return upload

    async def page(
        self, user_id: str, *, status: UploadStatus | None, after: Position | None, limit: int
    ) -> tuple[list[Upload], int]:
        """Up to ``limit`` uploads behind ``after``, newest first, and how many there are in all."""
        async with self._database.transaction(user_id) as tx:
            uploads = await store.page(tx, user_id, status=status, after=after, limit=limit)
            return uploads, await store.count(tx, user_id, status=status)

    async def raw(self, user_id: str, upload_id: UploadId) -> tuple[Upload, AsyncIterator[bytes]]:
        """The upload and its raw file, byte for byte. Raises UploadNotFound."""
        upload = await self.get(user_id, upload_id)
        async with self._database.transaction(user_id) as tx:
            await audit.note(tx, user_id, "upload.download", upload_id)
        return upload, self._blobs.stream(upload.raw_key)

    async def problems(self, user_id: str, upload_id: UploadId) -> tuple[Upload, AsyncIterator[bytes]]:
        """The upload and all its problems as CSV. Raises UploadNotFound."""
        upload = await self.get(user_id, upload_id)
        return upload, files.problems(self._blobs, upload)

    async def _read(self, user_id: str, receipt: Receipt, targets: Targets, read: Callable[..., Read]) -> Read:
        understood = await threads.to_its_end(intake.understand, receipt.path)
        remembered = await self._mappings.find(user_id, understood.headers)
        return await threads.to_its_end(read, receipt.path, understood, remembered, targets=targets, today=self._now().date())

    def _new_upload(self, user_id: str, filename: str, receipt: Receipt, read: Read, *, begun_at: datetime) -> Upload:
        upload_id = UploadId(self._new_id())
        prepared_key, problems_key = files.keys(files.folder(upload_id), read.prepared)
        return Upload(
            id=upload_id,
            prediction_id=PredictionId(self._new_id()),
            user_id=user_id,
            filename=filename,
            status=read.status,
            size_bytes=receipt.size_bytes,
            sha256=receipt.sha256,
            dialect=read.dialect,
            row_count=read.row_count,
            columns=read.columns,
            problem_count=read.problem_count,
            problems=read.problems,
            raw_key=f"{files.folder(upload_id)}/raw.csv",
            prepared_key=prepared_key,
            created_at=self._now(),
            begun_at=begun_at,
            problems_key=problems_key,
            notices=read.notices,
            problem_counts=read.problem_counts,
        )

    async def made_by(self, request: repeats.Request | None) -> Upload | None:
        """The upload that the same request made before, None for none. Raises RequestReused."""
        if request is None:
            return None
        async with self._database.transaction(request.user_id) as tx:
            made_id = await repeats.find(tx, request)
            return await store.find(tx, UploadId(made_id)) if made_id else None

    async def keep(
        self, upload: Upload, raw: Path, targets: Targets, *, request: repeats.Request | None, mapping: Mapping | None = None
    ) -> Upload:
        """Store a new upload: files first, then the row, since a row never points at files that are not there.

        ``mapping`` is remembered with it. The upload, or the one that the same request made meanwhile.
        """
        keys = (upload.raw_key, upload.prepared_key, upload.problems_key)
        async with files.followed_by_row(self._blobs, upload, keys) as row:
            await self._blobs.put_file(upload.raw_key, raw)
            await files.put(self._blobs, upload, targets)
            async with self._database.transaction(upload.user_id) as tx:
                await store_erasure.take_turn(tx, upload.user_id)
                kept_id = await repeats.remember(tx, request, upload.id) if request else upload.id
                if kept_id == upload.id:
                    await store.insert_upload(tx, upload)
                    await store_erasure.reach(tx, upload)
                    if mapping:
                        await store.keep_mapping(tx, mapping)
                    await audit.note(tx, upload.user_id, "upload.create", upload.id)
                row.may_be_there = True
        if kept_id == upload.id:
            return upload
        await files.discard(self._blobs, upload, keys)
        return await self.get(upload.user_id, UploadId(kept_id))
