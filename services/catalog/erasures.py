"""Erases customers from what models are trained on."""

from collections.abc import Sequence

from services.catalog import store_erasure
from services.runtime import audit
from services.runtime.database import Database


class Erasures:
    """Erases customers of the user acted for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def erase(self, user_id: str, pseudonyms: Sequence[str]) -> int:
        """Remove the training rows of the customer with these pseudonyms; how many they were. Again is no fault."""
        async with self._database.transaction(user_id) as tx:
            await store_erasure.take_turn(tx, user_id)
            removed = await store_erasure.delete_training_rows(tx, user_id, pseudonyms)
            if removed:
                await audit.note(tx, user_id, "training_rows.erase", removed)
        return removed
