"""The SQL of promotions: which model is a user's active one, and which were before it."""

from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.catalog.domain import ModelId, Promotion
from services.catalog.tables import active_models, promotions


async def find_own_active(tx: AsyncConnection, user_id: str) -> ModelId | None:
    """The model that the user's own pointer names, None where everybody's model is the user's."""
    query = select(active_models.c.model_id).where(active_models.c.user_id == user_id)
    return (await tx.execute(query)).scalar_one_or_none()


async def point(tx: AsyncConnection, user_id: str, model_id: ModelId | None) -> None:
    """Make the model the user's active one, None for everybody's."""
    if model_id is None:
        await tx.execute(delete(active_models).where(active_models.c.user_id == user_id))
        return
    statement = insert(active_models).values(user_id=user_id, model_id=model_id)
    await tx.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_={"model_id": model_id}))


async def insert_promotion(tx: AsyncConnection, promotion: Promotion) -> None:
    """Note a promotion."""
    await tx.execute(
        insert(promotions).values(
            id=promotion.id,
            user_id=promotion.user_id,
            model_id=promotion.model_id,
            previous_model_id=promotion.previous_model_id,
            created_at=promotion.created_at,
        )
    )


async def find_standing(tx: AsyncConnection, user_id: str) -> Promotion | None:
    """The newest promotion that was not taken back, None where there is none."""
    query = (
        select(promotions)
        .where(promotions.c.user_id == user_id, promotions.c.rolled_back_at.is_(None))
        .order_by(promotions.c.created_at.desc(), promotions.c.id.desc())
        .limit(1)
    )
    row = (await tx.execute(query)).one_or_none()
    return _promotion(row) if row else None


async def was_promoted(tx: AsyncConnection, user_id: str, model_id: ModelId) -> bool:
    """Whether the user ever promoted the model."""
    query = select(promotions.c.id).where(promotions.c.user_id == user_id, promotions.c.model_id == model_id).limit(1)
    return (await tx.execute(query)).one_or_none() is not None


async def mark_rolled_back(tx: AsyncConnection, promotion: Promotion) -> None:
    """Note that the promotion was taken back."""
    await tx.execute(update(promotions).where(promotions.c.id == promotion.id).values(rolled_back_at=func.now()))


def _promotion(row: Row[Any]) -> Promotion:
    values = row._mapping
    return Promotion(
        id=values["id"],
        user_id=values["user_id"],
        model_id=values["model_id"],
        previous_model_id=values["previous_model_id"],
        created_at=values["created_at"],
    )
