"""Notes that one customer of a user is to be erased from all that is stored; the eraser does it.

What is noted of a customer are pseudonyms: they find the rows again, also after a restore, and tell nobody the id. A note is kept
in the bucket and in a row, and neither is ever removed.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from services.ingest import store_erasure
from services.ingest.domain import Erasure, ErasureId
from services.ingest.failures import ErasureNotFound
from services.runtime import audit
from services.runtime.blobs import Blobs
from services.runtime.database import Database, clock_time
from services.runtime.errors import BadRequest
from services.runtime.pseudonyms import Pseudonyms

LEDGER = "ingest/erasures"
LONGEST_ID = 1_000


class Erasures:
    """The erasures of the user who calls."""

    def __init__(self, database: Database, blobs: Blobs, *, pseudonyms: Pseudonyms, new_id: Callable[[], UUID]) -> None:
        self._database = database
        self._blobs = blobs
        self._pseudonyms = pseudonyms
        self._new_id = new_id

    async def create(self, user_id: str, customer_id: str) -> Erasure:
        """Note that the customer has to be erased from what was sent, or is being sent, by now.

        Raises BadRequest for an id that cannot be.
        """
        if not 0 < len(customer_id.strip()) <= LONGEST_ID:
            what = f"must have 1 to {LONGEST_ID} characters beside blanks"
            raise BadRequest(f"customer_id {what}.", details=(("customer_id", what),))
        pseudonyms = tuple(self._pseudonyms.all_of(user_id, customer_id))
        async with self._database.transaction(user_id) as tx:
            now = await clock_time(tx)
        erasure = Erasure(ErasureId(self._new_id()), user_id, pseudonyms, now)
        await self._blobs.put(f"{LEDGER}/{erasure.id}.json", _entry(erasure))
        async with self._database.transaction(user_id) as tx:
            await store_erasure.take_turn(tx, user_id)
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

    async def replay(self) -> int:
        """Let every erasure of the ledger be done once more, on all that was stored before it; how many there are."""
        keys = await self._blobs.keys(LEDGER)
        for key in keys:
            erasure = _erasure(await self._blobs.get(key))
            async with self._database.transaction(erasure.user_id) as tx:
                await store_erasure.take_turn(tx, erasure.user_id)
                await store_erasure.add(tx, erasure)
                await store_erasure.begin_again(tx, erasure.id)
        return len(keys)


def _entry(erasure: Erasure) -> bytes:
    kept = {name: value for name, value in asdict(erasure).items() if name in ("id", "user_id", "pseudonyms", "created_at")}
    return json.dumps(kept, default=str).encode()


def _erasure(content: bytes) -> Erasure:
    kept = json.loads(content)
    created_at = datetime.fromisoformat(kept["created_at"])
    return Erasure(ErasureId(UUID(kept["id"])), kept["user_id"], tuple(kept["pseudonyms"]), created_at)
