"""What becomes of an upload when its user says what the columns are."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from services.ingest import files, intake, store
from services.ingest.domain import (
    Answer,
    ColumnMapping,
    Mapping,
    PredictionId,
    Prepared,
    RememberedColumn,
    Upload,
    UploadId,
    UploadStatus,
)
from services.ingest.failures import MappingSettled
from services.ingest.intake import Targets
from services.ingest.mapping import decisions
from services.ingest.mappings import Mappings
from services.ingest.receipt import receiving
from services.ingest.uploads import Uploads
from services.runtime import audit, repeats, threads
from services.runtime.blobs import Blobs
from services.runtime.database import Database


class Confirmations:
    """Confirms the mappings of uploads of the user who calls."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        uploads: Uploads,
        mappings: Mappings,
        *,
        spool: Path,
        now: Callable[[], datetime],
        new_id: Callable[[], UUID],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._uploads = uploads
        self._mappings = mappings
        self._spool = spool
        self._now = now
        self._new_id = new_id

    async def confirm(self, user_id: str, upload_id: UploadId, answers: Sequence[Answer]) -> Upload:
        """Prepare the upload by what the user says, remember that, and hand the upload over; again with the same it stands.

        Raises UploadNotFound, BadMapping, MappingSettled where another mapping is in use, the failures of reading a file (then
        the upload waits as before), and StorageUnavailable or DatabaseUnavailable.
        """
        upload = await self._uploads.get(user_id, upload_id)
        if upload.status is UploadStatus.NEEDS_MAPPING:
            accepted = await self._prepared(upload, decisions.apply(upload.columns, answers))
            if accepted is not None:
                await self._uploads.try_hand_over(accepted)
                return accepted
            upload = await self._uploads.get(user_id, upload_id)
        if not decisions.is_as_decided(upload.columns, answers):
            raise MappingSettled(
                "This upload goes on to scoring already, with another mapping. "
                "Send the same with correct set to true, and its file is scored again with yours."
            )
        return upload

    async def correct(self, user_id: str, upload_id: UploadId, answers: Sequence[Answer]) -> Upload:
        """The same as ``confirm``, but an upload that is in use with another mapping is made anew with this one.

        The new upload has ids of its own and a copy of the raw file; the old one and its prediction stay. The same correction
        again is the same upload. Raises what ``confirm`` raises, but for MappingSettled.
        """
        upload = await self._uploads.get(user_id, upload_id)
        if upload.status is UploadStatus.NEEDS_MAPPING or decisions.is_as_decided(upload.columns, answers):
            return await self.confirm(user_id, upload_id, answers)
        columns = decisions.apply(upload.columns, answers)
        # The correction is its own name, so that sent twice it is one.
        request = repeats.request(user_id, "correct", f"{upload_id} {[decisions.use(column) for column in columns]}", ())
        corrected = await self._uploads.made_by(request) or await self._again(upload, columns, request)
        await self._uploads.try_hand_over(corrected)
        return corrected

    async def _again(self, upload: Upload, columns: tuple[ColumnMapping, ...], request: repeats.Request | None) -> Upload:
        """A new upload of the same raw file with these columns, stored; or the one that the same call made meanwhile."""
        new_id = UploadId(self._new_id())
        # Its begun_at stays: whoever was to be erased of what was sent until then is to be erased here, too.
        fresh = replace(
            upload,
            id=new_id,
            prediction_id=PredictionId(self._new_id()),
            raw_key=f"{files.folder(new_id)}/raw.csv",
            created_at=self._now(),
            handed_over_at=None,
            notices=(),
        )
        with receiving(self._spool) as receipt, files.targets_beside(receipt.path) as targets:
            await self._blobs.get_file(upload.raw_key, receipt.path)
            # A customer may have been erased from it since the upload was read.
            sha256, size_bytes = await threads.to_its_end(files.sha256, receipt.path), receipt.path.stat().st_size
            prepared, remembered = await threads.to_its_end(self._prepare, receipt.path, upload, columns, targets)
            accepted = replace(self._accepted(fresh, columns, prepared), sha256=sha256, size_bytes=size_bytes)
            mapping = self._mappings.confirmed(upload, remembered)
            return await self._uploads.keep(accepted, receipt.path, targets, request=request, mapping=mapping)

    async def _prepared(self, upload: Upload, columns: tuple[ColumnMapping, ...]) -> Upload | None:
        """The accepted upload with these columns, stored; None where another call was faster."""
        with receiving(self._spool) as receipt, files.targets_beside(receipt.path) as targets:
            await self._blobs.get_file(upload.raw_key, receipt.path)
            prepared, remembered = await threads.to_its_end(self._prepare, receipt.path, upload, columns, targets)
            accepted = self._accepted(upload, columns, prepared)
            is_first = await self._keep(accepted, self._mappings.confirmed(upload, remembered), targets)
        return accepted if is_first else None

    def _prepare(
        self, raw: Path, upload: Upload, columns: tuple[ColumnMapping, ...], targets: Targets
    ) -> tuple[Prepared, tuple[RememberedColumn, ...]]:
        return intake.confirm(raw, upload.dialect, columns, targets=targets, today=self._now().date())

    def _accepted(self, upload: Upload, columns: tuple[ColumnMapping, ...], prepared: Prepared) -> Upload:
        # Of two calls at once each writes files of its own, so that the row and its files are always of the same mapping.
        prepared_key, problems_key = files.keys(f"{files.folder(upload.id)}/{self._new_id()}", prepared)
        return replace(
            upload,
            status=UploadStatus.ACCEPTED,
            columns=columns,
            row_count=prepared.row_count,
            problem_count=prepared.problem_count,
            problems=prepared.problems,
            problem_counts=prepared.problem_counts,
            prepared_key=prepared_key,
            problems_key=problems_key,
        )

    async def _keep(self, upload: Upload, mapping: Mapping, targets: Targets) -> bool:
        """Files first, then the row; whether this call was the first."""
        keys = (upload.prepared_key, upload.problems_key)
        async with files.followed_by_row(self._blobs, upload, keys) as row:
            await files.put(self._blobs, upload, targets)
            async with self._database.transaction(upload.user_id) as tx:
                is_first = await store.accept(tx, upload)
                if is_first:
                    await store.keep_mapping(tx, mapping)
                    await audit.note(tx, upload.user_id, "upload.confirm", upload.id)
                row.may_be_there = True
        if not is_first:
            await files.discard(self._blobs, upload, keys)
        return is_first
