"""What users can do with the mappings that are remembered of them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from services.ingest import store
from services.ingest.domain import Mapping, MappingId, RememberedColumn, Upload
from services.ingest.failures import MappingNotFound
from services.ingest.mapping import layouts
from services.runtime import audit, states
from services.runtime.caches import Cache
from services.runtime.database import Database
from services.runtime.pages import Position

# People have a handful of layouts; of more than these only the very same headers are recognised.
MOST_COMPARED = 20


class Mappings:
    """The mappings of the user who calls."""

    def __init__(self, database: Database, *, now: Callable[[], datetime], new_id: Callable[[], UUID]) -> None:
        self._database = database
        self._now = now
        self._new_id = new_id
        self._cache = Cache(partial(states.read, database))

    async def find(self, user_id: str, headers: Sequence[str]) -> Mapping | None:
        """What the user confirmed for a file with these headers, or with most of them; None for a new layout."""
        async with self._database.transaction(user_id) as tx:
            same = await store.find_mapping(tx, user_id, layouts.signature(headers))
            if same is not None:
                return same
            recent = await store.page_of_mappings(tx, user_id, after=None, limit=MOST_COMPARED)
        return layouts.nearest(headers, recent)

    def confirmed(self, upload: Upload, columns: tuple[RememberedColumn, ...]) -> Mapping:
        """A mapping of the upload's layout, not yet stored."""
        now = self._now()
        signature = layouts.signature([column.header for column in columns])
        return Mapping(MappingId(self._new_id()), upload.user_id, signature, upload.filename, columns, now, now)

    async def page(self, user_id: str, *, after: Position | None, limit: int) -> tuple[list[Mapping], int]:
        """Up to ``limit`` mappings behind ``after``, newest first, and how many there are in all."""

        async def ask() -> tuple[list[Mapping], int]:
            async with self._database.transaction(user_id) as tx:
                found = await store.page_of_mappings(tx, user_id, after=after, limit=limit)
                return found, await store.count_mappings(tx, user_id)

        return await self._cache.answer(user_id, (after, limit), ask)

    async def forget(self, user_id: str, mapping_id: MappingId) -> None:
        """Remove the mapping. Raises MappingNotFound."""
        async with self._database.transaction(user_id) as tx:
            is_gone = await store.delete_mapping(tx, mapping_id)
            if is_gone:
                await audit.note(tx, user_id, "mapping.delete", mapping_id)
        if not is_gone:
            raise MappingNotFound(f"There is no mapping {mapping_id}.")
