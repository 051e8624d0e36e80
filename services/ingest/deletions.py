"""How uploads go: invisible at once, then their prediction, then their files, then their row.

The row goes last, so that a crash leaves a row that tells the sweeper what is still to be done.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from services.ingest import files, store, store_erasure
from services.ingest.domain import PredictionId, UploadId
from services.ingest.failures import UploadNotFound
from services.ingest.handover import DEADLINE_S, Handover
from services.runtime import audit, repeats
from services.runtime.blobs import Blobs
from services.runtime.clock import first_id_at
from services.runtime.database import Database
from services.runtime.errors import Failure

log = structlog.get_logger(__name__)

# A hand-over or a confirmation that began before the upload was marked has given up or written its files by then.
SETTLED_AFTER = timedelta(seconds=2 * DEADLINE_S)
BATCH = 100
# No call lasts for a day, so what has no row by then gets none. What a month of rounds has not found is not there.
LOST_AFTER, LOST_UNTIL = timedelta(days=1), timedelta(days=30)


class Deletions:
    """Removes uploads with all that came of them."""

    def __init__(self, database: Database, blobs: Blobs, handover: Handover, *, now: Callable[[], datetime]) -> None:
        self._database = database
        self._blobs = blobs
        self._handover = handover
        self._now = now

    async def delete(self, user_id: str, upload_id: UploadId) -> None:
        """Make the upload and its prediction invisible; the sweeper removes the rest.

        Raises UploadNotFound, also the second time.
        """
        async with self._database.transaction(user_id) as tx:
            upload = await store.find(tx, upload_id)
            if upload is None or not await store.mark_deleted(tx, upload_id, now=self._now()):
                raise UploadNotFound(f"There is no upload {upload_id}.")
            await repeats.forget(tx, upload_id)
            await audit.note(tx, user_id, "upload.delete", upload_id)
        try:
            await self._handover.withdraw(user_id, upload.prediction_id)
        except Failure as failure:
            # The sweeper asks until scoring answers.
            log.warning("upload.prediction_withdrawn_later", upload_id=str(upload_id), error_code=failure.code)

    async def sweep(self) -> int:
        """Remove what is marked; how many uploads are gone for good."""
        async with self._database.relay_transaction() as tx:
            marked = await store.marked(tx, before=self._now() - SETTLED_AFTER, limit=BATCH)
        return sum([await self._removed(user_id, upload_id, prediction_id) for upload_id, prediction_id, user_id in marked])

    async def sweep_lost(self) -> int:
        """Remove the files that no upload knows, since their server was killed before the row was written; how many files."""
        now = self._now()
        after, before = (first_id_at(now - age) for age in (LOST_UNTIL, LOST_AFTER))
        keys = await self._blobs.keys_between(files.FOLDERS, files.folder(after), files.folder(before))
        # Ids are in the order of time, so the name of the folder that a file lies in says when it was made.
        settled = [key for key in keys if key.split("/")[-2] < str(before)]
        ids = sorted({UploadId(UUID(key.removeprefix(f"{files.FOLDERS}/").partition("/")[0])) for key in settled})
        known: set[str] = set()
        for some in (ids[first : first + BATCH] for first in range(0, len(ids), BATCH)):
            async with self._database.relay_transaction() as tx:
                known |= await store.known_keys(tx, some)
        lost = [key for key in settled if key not in known]
        for key in lost:
            await self._blobs.delete(key)
        if lost:
            log.info("upload.lost_files_removed", count=len(lost))
        return len(lost)

    async def _removed(self, user_id: str, upload_id: UploadId, prediction_id: PredictionId) -> bool:
        async with self._database.transaction(user_id) as tx:
            if await store_erasure.is_erasing(tx, user_id):
                # What writes files of the upload now would bring them back.
                return False
        try:
            await self._handover.withdraw(user_id, prediction_id)
            await self._blobs.delete_folder(files.folder(upload_id))
            async with self._database.transaction(user_id) as tx:
                await store.remove(tx, upload_id)
        except Failure as failure:
            # The others need not wait for what this one waits for.
            log.warning("upload.removed_later", upload_id=str(upload_id), error_code=failure.code)
            return False
        log.info("upload.removed", upload_id=str(upload_id))
        return True
