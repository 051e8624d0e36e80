"""Removes what users' files and notes are kept of for longer than they should be."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from services.ingest import store, store_retention
from services.ingest.store_retention import Kind
from services.runtime import audit, repeats
from services.runtime.blobs import Blobs
from services.runtime.database import Database
from services.runtime.settings import RetentionOptions

log = structlog.get_logger(__name__)

BATCH = 100


class Retention:
    """Removes files of uploads, names of requests and notes of deeds that are older than ``kept`` says; 0 days keep for ever."""

    def __init__(self, database: Database, blobs: Blobs, kept: RetentionOptions, *, now: Callable[[], datetime]) -> None:
        self._database = database
        self._blobs = blobs
        self._kept = kept
        self._now = now

    async def sweep(self) -> None:
        """Remove what is too old by now."""
        await self._remove_files(Kind.RAW, days=self._kept.raw_days)
        await self._remove_files(Kind.PREPARED, days=self._kept.prepared_days)
        async with self._database.relay_transaction() as tx:
            await repeats.forget_old(tx, days=self._kept.requests_days)
            if self._kept.audit_days:
                await audit.forget(tx, days=self._kept.audit_days)

    async def _remove_files(self, kind: Kind, *, days: int) -> None:
        if not days:
            return
        while True:
            async with self._database.relay_transaction() as tx:
                old = await store_retention.old(tx, kind, before=self._now() - timedelta(days=days), limit=BATCH)
            for upload_id, user_id in old:
                async with self._database.transaction(user_id) as tx:
                    upload = await store.find(tx, upload_id)
                for key in filter(None, kind.keys(upload) if upload else ()):
                    await self._blobs.delete(key)
                async with self._database.transaction(user_id) as tx:
                    await store_retention.note_removed(tx, kind, upload_id)
                    await audit.note(tx, user_id, f"upload.{kind.value}_expire", upload_id, actor="retention")
            if len(old) < BATCH:
                return
