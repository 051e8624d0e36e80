"""Erases one customer of a user from all that is stored: in each upload and its prediction, and among the training rows.

What is noted of a customer are pseudonyms: they find the rows again, also after a restore, and tell nobody the id. A note is kept
in the bucket and in a row, and neither is ever removed. The work is done by whichever server takes it on, upload by upload, and
each step may be done twice.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import structlog

from services.ingest import files, store, store_erasure
from services.ingest.domain import Erasure, ErasureId, Upload
from services.ingest.erasers import Erasers
from services.ingest.failures import ErasureNotFound
from services.ingest.reading import erasing as csv_erasing
from services.runtime import audit, erasing
from services.runtime.blobs import BlobNotFound, Blobs
from services.runtime.database import Database
from services.runtime.errors import BadRequest, Failure
from services.runtime.pseudonyms import Pseudonyms

log = structlog.get_logger(__name__)

LEDGER = "ingest/erasures"
LONGEST_ID = 1_000


class Erasures:
    """The erasures of the user who calls, and the work on all users'."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        erasers: Erasers,
        *,
        pseudonyms: Pseudonyms,
        spool: Path,
        now: Callable[[], datetime],
        new_id: Callable[[], UUID],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._erasers = erasers
        self._pseudonyms = pseudonyms
        self._spool = spool
        self._now = now
        self._new_id = new_id

    async def create(self, user_id: str, customer_id: str) -> Erasure:
        """Note that the customer has to be erased from what is stored by now. Raises BadRequest for an id that cannot be."""
        if not 0 < len(customer_id) <= LONGEST_ID:
            what = f"must have 1 to {LONGEST_ID} characters"
            raise BadRequest(f"customer_id {what}.", details=(("customer_id", what),))
        pseudonyms = tuple(self._pseudonyms.all_of(user_id, customer_id))
        erasure = Erasure(ErasureId(self._new_id()), user_id, pseudonyms, self._now())
        await self._blobs.put(f"{LEDGER}/{erasure.id}.json", _entry(erasure))
        async with self._database.transaction(user_id) as tx:
            await store_erasure.add(tx, erasure)
            await audit.note(tx, user_id, "customer.erase", erasure.id)
            return await store_erasure.find(tx, erasure.id) or erasure

    async def get(self, user_id: str, erasure_id: ErasureId) -> Erasure:
        """How far it is. Raises ErasureNotFound."""
        async with self._database.transaction(user_id) as tx:
            erasure = await store_erasure.find(tx, erasure_id)
        if erasure is None:
            raise ErasureNotFound(f"There is no erasure {erasure_id}.")
        return erasure

    async def advance(self) -> None:
        """Do what is to be done and no other server is doing."""
        async with self._database.relay_transaction() as tx:
            waiting = await store_erasure.waiting(tx)
        for erasure_id, user_id in waiting:
            async with self._database.transaction(user_id) as tx:
                erasure = await store_erasure.claim(tx, erasure_id)
            if erasure:
                await self._run(erasure)

    async def replay(self) -> int:
        """Let every erasure of the ledger be done once more, on all that was stored before it; how many there are."""
        keys = await self._blobs.keys(LEDGER)
        for key in keys:
            erasure = _erasure(await self._blobs.get(key))
            async with self._database.transaction(erasure.user_id) as tx:
                await store_erasure.add(tx, erasure)
                await store_erasure.begin_again(tx, erasure.id)
        return len(keys)

    async def _run(self, erasure: Erasure) -> None:
        try:
            while upload := await self._next(erasure):
                removed = await self._erase(erasure, upload)
                erasure = await self._noted(erasure, upload, removed)
            await self._erasers.erase_training_rows(erasure)
            async with self._database.transaction(erasure.user_id) as tx:
                await store_erasure.finish(tx, erasure.id)
        except asyncio.CancelledError:
            await self._give_back(erasure)
            raise
        except Failure as failure:
            log.warning("erasure.interrupted", erasure_id=str(erasure.id), error_code=failure.code)
            await self._give_back(erasure)
        except Exception:
            # Its lease keeps it from being tried again at once, and the others are not held up.
            log.exception("erasure.crashed", erasure_id=str(erasure.id))

    async def _give_back(self, erasure: Erasure) -> None:
        async with self._database.transaction(erasure.user_id) as tx:
            await store_erasure.give_back(tx, erasure.id)

    async def _next(self, erasure: Erasure) -> Upload | None:
        async with self._database.transaction(erasure.user_id) as tx:
            return await store.next_upload(tx, erasure.user_id, after=erasure.done_up_to, before=erasure.created_at)

    async def _noted(self, erasure: Erasure, upload: Upload, removed: int) -> Erasure:
        async with self._database.transaction(erasure.user_id) as tx:
            await store_erasure.note_progress(tx, erasure.id, upload.id, removed=removed)
            return await store_erasure.find(tx, erasure.id) or erasure

    async def _erase(self, erasure: Erasure, upload: Upload) -> int:
        """Erase from one upload, then from its prediction, which is scored anew from the upload where it is in work."""
        matches = self._pseudonyms.recogniser(erasure.user_id, erasure.pseudonyms)
        with TemporaryDirectory(dir=self._spool) as folder:
            removed = await self._erase_raw(upload, matches, Path(folder))
            row_count = await self._erase_prepared(upload, matches, Path(folder))
        await self._erasers.erase_prediction(erasure, upload.prediction_id, row_count=row_count)
        return removed

    async def _erase_raw(self, upload: Upload, matches: erasing.Matches, folder: Path) -> int:
        raw, target = folder / "raw.csv", folder / "kept.csv"
        try:
            await self._blobs.get_file(upload.raw_key, raw)
        except BlobNotFound:
            return 0
        removed = await asyncio.to_thread(
            csv_erasing.without_customer, raw, upload.dialect, upload.columns, target, matches=matches
        )
        if removed:
            await self._blobs.put_file(upload.raw_key, target)
        # Also where nothing was removed now: a crash may have come between the file and this.
        sha256 = await asyncio.to_thread(files.sha256, target)
        async with self._database.transaction(upload.user_id) as tx:
            await store.note_raw(tx, upload.id, size_bytes=target.stat().st_size, sha256=sha256)
        return removed

    async def _erase_prepared(self, upload: Upload, matches: erasing.Matches, folder: Path) -> int:
        """The number of rows that the prepared file has now."""
        if not upload.prepared_key:
            return upload.row_count
        prepared, target = folder / "prepared.parquet", folder / "kept.parquet"
        try:
            await self._blobs.get_file(upload.prepared_key, prepared)
        except BlobNotFound:
            return upload.row_count
        removed = await asyncio.to_thread(erasing.without_customer, prepared, target, matches)
        if removed:
            await self._blobs.put_file(upload.prepared_key, target)
        row_count = await asyncio.to_thread(erasing.row_count, target)
        async with self._database.transaction(upload.user_id) as tx:
            await store.note_rows(tx, upload.id, row_count=row_count)
        return row_count


def _entry(erasure: Erasure) -> bytes:
    kept = {name: value for name, value in asdict(erasure).items() if name in ("id", "user_id", "pseudonyms", "created_at")}
    return json.dumps(kept, default=str).encode()


def _erasure(content: bytes) -> Erasure:
    kept = json.loads(content)
    created_at = datetime.fromisoformat(kept["created_at"])
    return Erasure(ErasureId(UUID(kept["id"])), kept["user_id"], tuple(kept["pseudonyms"]), created_at)
