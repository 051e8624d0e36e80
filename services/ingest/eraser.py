"""The work on erasures, done by whichever server takes it on: upload by upload, each step as often as it takes.

One server erases for one user at a time, as long as it keeps its lease. Files are replaced under their own keys, so that no crash
leaves an old one; a server that has lost its lease meanwhile, which only one can that stood still, has all begun again.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from services.ingest import files, store, store_erasure
from services.ingest.domain import Erasure, Upload
from services.ingest.erasers import Erasers
from services.ingest.reading import erasing as csv_erasing
from services.runtime import erasing, threads
from services.runtime.blobs import BlobNotFound, Blobs
from services.runtime.database import Database
from services.runtime.errors import Failure
from services.runtime.pseudonyms import Pseudonyms

log = structlog.get_logger(__name__)

Noting = Callable[[AsyncConnection], Awaitable[bool]]


class LeaseLost(Exception):
    """Another server has taken the erasure, or it was begun again."""


@dataclass
class Hold:
    """An erasure as the server that holds it knows it."""

    erasure: Erasure
    is_lost: bool = False


class Eraser:
    """Does what is noted of all users' erasures; others may do the same at the same time."""

    def __init__(
        self, database: Database, blobs: Blobs, erasers: Erasers, *, pseudonyms: Pseudonyms, spool: Path, lease_s: float
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._erasers = erasers
        self._pseudonyms = pseudonyms
        self._spool = spool
        self._lease_s = lease_s

    async def advance(self) -> None:
        """Do what is to be done and no other server is doing."""
        async with self._database.relay_transaction() as tx:
            waiting = await store_erasure.waiting(tx)
        for erasure_id, user_id in waiting:
            async with self._database.transaction(user_id) as tx:
                await store_erasure.take_turn(tx, user_id)
                erasure = await store_erasure.claim(tx, user_id, erasure_id, lease_s=self._lease_s)
            if erasure:
                await self._run(erasure)

    async def _run(self, erasure: Erasure) -> None:
        try:
            async with self._holding(erasure) as hold:
                is_done = False
                while not is_done:
                    while step := await self._next(hold):
                        await self._erase(hold, *step)
                    await self._erasers.erase_training_rows(erasure)
                    is_done = await self._finished(hold)
        except LeaseLost:
            log.warning("erasure.lost", erasure_id=str(erasure.id))
        except asyncio.CancelledError:
            await self._give_back(erasure)
            raise
        except Failure as failure:
            log.warning("erasure.interrupted", erasure_id=str(erasure.id), error_code=failure.code)
            await self._give_back(erasure)
        except Exception:
            # Its lease keeps it from being tried again at once, and the others are not held up.
            log.exception("erasure.crashed", erasure_id=str(erasure.id))

    @asynccontextmanager
    async def _holding(self, erasure: Erasure) -> AsyncIterator[Hold]:
        """Keep the lease while the block runs."""
        hold = Hold(erasure)
        beating = asyncio.create_task(self._beat(hold), name="erasure heartbeat")
        try:
            yield hold
        finally:
            beating.cancel()

    async def _beat(self, hold: Hold) -> None:
        while not hold.is_lost:
            # Of three beats two may fail.
            await asyncio.sleep(self._lease_s / 3)
            try:
                async with self._database.transaction(hold.erasure.user_id) as tx:
                    await store_erasure.take_turn(tx, hold.erasure.user_id)
                    hold.is_lost = not await store_erasure.prolong(tx, hold.erasure, lease_s=self._lease_s)
            except Failure as failure:
                log.warning("lease.not_extended", error_code=failure.code)

    async def _give_back(self, erasure: Erasure) -> None:
        async with self._database.transaction(erasure.user_id) as tx:
            await store_erasure.give_back(tx, erasure)

    async def _next(self, hold: Hold) -> tuple[int, Upload] | None:
        erasure = hold.erasure
        async with self._database.transaction(erasure.user_id) as tx:
            return await store.next_upload(tx, erasure.user_id, after=erasure.done_to, begun_by=erasure.created_at)

    async def _finished(self, hold: Hold) -> bool:
        """Whether all is done, and noted as finished; False where an upload was kept meanwhile."""
        erasure = hold.erasure
        async with self._database.transaction(erasure.user_id) as tx:
            await store_erasure.take_turn(tx, erasure.user_id)
            if await store.next_upload(tx, erasure.user_id, after=erasure.done_to, begun_by=erasure.created_at):
                return False
            if not await store_erasure.finish(tx, erasure):
                raise LeaseLost
        return True

    async def _erase(self, hold: Hold, number: int, upload: Upload) -> None:
        """Erase from one upload, then from its prediction, which is scored anew from the upload where it is in work."""
        erasure = hold.erasure
        matches = self._pseudonyms.recogniser(erasure.user_id, erasure.pseudonyms)
        with TemporaryDirectory(dir=self._spool) as folder:
            await self._erase_raw(hold, upload, matches, Path(folder))
            # A mapping that was confirmed meanwhile has made a prepared file; of the raw file of before none can be made now.
            async with self._database.transaction(erasure.user_id) as tx:
                current = await store.find(tx, upload.id) or upload
            row_count = await self._erase_prepared(hold, current, matches, Path(folder))
        await self._erasers.erase_prediction(erasure, upload.prediction_id, row_count=row_count)
        async with self._database.transaction(erasure.user_id) as tx:
            noted = await store_erasure.note_progress(tx, erasure, number)
        if noted is None:
            raise LeaseLost
        hold.erasure = noted

    async def _erase_raw(self, hold: Hold, upload: Upload, matches: erasing.Matches, folder: Path) -> None:
        raw, target = folder / "raw.csv", folder / "kept.csv"
        try:
            await self._blobs.get_file(upload.raw_key, raw)
        except BlobNotFound:
            return
        removed = await threads.to_its_end(
            csv_erasing.without_customer, raw, upload.dialect, upload.columns, target, matches=matches
        )
        if removed:
            # A server that takes over after the file is replaced finds nothing to count.
            async with self._database.transaction(upload.user_id) as tx:
                if not await store_erasure.note_removing(tx, hold.erasure, row_count=removed):
                    raise LeaseLost
        sha256, size_bytes = await threads.to_its_end(files.sha256, target), target.stat().st_size

        def note(tx: AsyncConnection) -> Awaitable[bool]:
            return store_erasure.note_raw(tx, upload.id, size_bytes=size_bytes, sha256=sha256)

        await self._replace(hold, upload, upload.raw_key, target if removed else None, note=note)

    async def _erase_prepared(self, hold: Hold, upload: Upload, matches: erasing.Matches, folder: Path) -> int:
        """The number of rows that the prepared file has now."""
        if not upload.prepared_key:
            return upload.row_count
        prepared, target = folder / "prepared.parquet", folder / "kept.parquet"
        try:
            await self._blobs.get_file(upload.prepared_key, prepared)
        except BlobNotFound:
            return upload.row_count
        removed = await threads.to_its_end(erasing.without_customer, prepared, target, matches)
        row_count = await threads.to_its_end(erasing.row_count, target)

        def note(tx: AsyncConnection) -> Awaitable[bool]:
            return store_erasure.note_rows(tx, upload.id, row_count=row_count)

        await self._replace(hold, upload, upload.prepared_key, target if removed else None, note=note)
        return row_count

    async def _replace(self, hold: Hold, upload: Upload, key: str, new: Path | None, *, note: Noting) -> None:
        """Store ``new`` under ``key``, and note it; None is only noted, since a crash may have come between the two before.

        Raises LeaseLost.
        """
        if hold.is_lost:
            raise LeaseLost
        if new:
            await self._blobs.put_file(key, new)
        async with self._database.transaction(upload.user_id) as tx:
            await store_erasure.take_turn(tx, upload.user_id)
            is_ours = await store_erasure.prolong(tx, hold.erasure, lease_s=self._lease_s)
            is_kept = await note(tx) if is_ours else True
            if new and not is_ours:
                # What is stored now may undo what another server has erased.
                await store_erasure.begin_all_again(tx, upload)
        if not is_kept:
            # It was deleted, or has expired, while it was worked on.
            await self._blobs.delete(key)
        if not is_ours:
            raise LeaseLost
