"""Removes training rows, names of requests and notes that are kept for longer than they should be."""

from services.catalog import store_erasure
from services.runtime import audit, repeats
from services.runtime.database import Database
from services.runtime.settings import RetentionOptions


class Retention:
    """Removes what is older than ``kept`` says; 0 days keep for ever."""

    def __init__(self, database: Database, kept: RetentionOptions) -> None:
        self._database = database
        self._kept = kept

    async def sweep(self) -> None:
        """Remove what is too old by now."""
        async with self._database.relay_transaction() as tx:
            await repeats.forget_old(tx, days=self._kept.requests_days)
            if self._kept.training_days:
                await store_erasure.delete_old_training_rows(tx, days=self._kept.training_days)
            await store_erasure.forget_removals(tx)
            if self._kept.audit_days:
                await audit.forget(tx, days=self._kept.audit_days)
