"""Which model scores a user's customers: it moves forward by promotions, and back the way it came."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from services.catalog import store, store_promotions
from services.catalog.domain import EVERYBODY, Model, ModelId, Promotion
from services.catalog.failures import ModelNotFound, NeverPromoted, NoActiveModel, NotBetter
from services.runtime import audit
from services.runtime.database import Database


class Promotions:
    """Moves a user's pointer to the active model. A prediction that runs keeps the model that it began with."""

    def __init__(self, database: Database, *, now: Callable[[], datetime], new_id: Callable[[], UUID]) -> None:
        self._database = database
        self._now = now
        self._new_id = new_id

    async def promote(self, user_id: str, model_id: ModelId) -> Model:
        """Make the model the active one; again is no fault. Raises ModelNotFound, and NotBetter for one without a win."""
        async with self._database.transaction(user_id) as tx:
            await store.take_turns(tx, user_id)
            model = await _existing(tx, user_id, model_id)
            if model.is_active:
                return model
            if not model.may_be_promoted:
                raise NotBetter(f"Model {model.version} is not promoted. {(model.report or {}).get('sentence', '')}".strip())
            promotion = Promotion(
                id=self._new_id(),
                user_id=user_id,
                model_id=model_id,
                previous_model_id=await store_promotions.find_own_active(tx, user_id),
                created_at=self._now(),
            )
            await store_promotions.insert_promotion(tx, promotion)
            await store_promotions.point(tx, user_id, None if model.user_id == EVERYBODY else model_id)
            await audit.note(tx, user_id, "model.promote", model_id)
            return await _existing(tx, user_id, model_id)

    async def roll_back(self, user_id: str, model_id: ModelId) -> Model:
        """Take the model's promotion back, and return what is active then; again is no fault.

        Raises ModelNotFound, and NeverPromoted for a model that was never promoted.
        """
        async with self._database.transaction(user_id) as tx:
            await store.take_turns(tx, user_id)
            await _existing(tx, user_id, model_id)
            standing = await store_promotions.find_standing(tx, user_id)
            if standing is not None and standing.model_id == model_id:
                await store_promotions.mark_rolled_back(tx, standing)
                await store_promotions.point(tx, user_id, standing.previous_model_id)
                await audit.note(tx, user_id, "model.rollback", model_id)
            elif not await store_promotions.was_promoted(tx, user_id, model_id):
                raise NeverPromoted("This model was never promoted, so there is nothing to take back.")
            active = await store.find_active(tx, user_id)
        if active is None:
            raise NoActiveModel("No model is registered yet. Please try again in a moment.", retry_after_s=2)
        return active


async def _existing(tx: AsyncConnection, user_id: str, model_id: ModelId) -> Model:
    model = await store.find(tx, user_id, model_id)
    if model is None:
        raise ModelNotFound(f"There is no model {model_id}.")
    return model
