"""What can be done with models."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from services.catalog import store
from services.catalog.domain import EVERYBODY, Model, ModelId, NewModel
from services.catalog.failures import ModelNotFound, NoActiveModel
from services.runtime import states
from services.runtime.caches import Cache
from services.runtime.database import Database
from services.runtime.pages import Position


class Models:
    """The models a user may see: the user's own and the shared ones."""

    def __init__(self, database: Database, *, now: Callable[[], datetime], new_id: Callable[[], UUID]) -> None:
        self._database = database
        self._now = now
        self._new_id = new_id
        self._cache = Cache(partial(states.read, database))

    async def register(self, user_id: str, new: NewModel) -> Model:
        """Register a model file; the first for everybody becomes active. The same digest again returns the same model."""
        model = Model(
            id=ModelId(self._new_id()),
            user_id=user_id,
            version=0,  # The store numbers it.
            display_name=new.display_name,
            kind=new.kind,
            digest=new.digest,
            features=new.features,
            is_active=False,
            created_at=self._now(),
            report=new.report,
            training_id=new.training_id,
        )
        async with self._database.transaction(user_id) as tx:
            await store.take_turns(tx, user_id)
            await store.insert_model(tx, model)
            registered = await store.find_by_digest(tx, user_id, new.digest)
            if registered is None:
                raise ModelNotFound("The model could not be registered, since another took its version. Please try again.")
            if user_id == EVERYBODY:
                await store.activate_first(tx, user_id, registered.id)
            return await store.find_by_digest(tx, user_id, new.digest) or registered

    async def get(self, user_id: str, model_id: ModelId) -> Model:
        """The model. Raises ModelNotFound."""

        async def ask() -> Model:
            async with self._database.transaction(user_id) as tx:
                model = await store.find(tx, user_id, model_id)
            if model is None:
                raise ModelNotFound(f"There is no model {model_id}.")
            return model

        return await self._cache.answer(user_id, model_id, ask)

    async def active(self, user_id: str) -> Model:
        """The model that the user's next prediction is scored with. Raises NoActiveModel before the first start is through."""

        async def ask() -> Model:
            async with self._database.transaction(user_id) as tx:
                model = await store.find_active(tx, user_id)
            if model is None:
                raise NoActiveModel("No model is registered yet. Please try again in a moment.", retry_after_s=2)
            return model

        return await self._cache.answer(user_id, "active", ask)

    async def page(self, user_id: str, *, after: Position | None, limit: int) -> tuple[list[Model], int]:
        """Up to ``limit`` models behind ``after``, newest first, and how many there are in all."""

        async def ask() -> tuple[list[Model], int]:
            async with self._database.transaction(user_id) as tx:
                return await store.page(tx, user_id, after=after, limit=limit), await store.count(tx)

        return await self._cache.answer(user_id, (after, limit), ask)
