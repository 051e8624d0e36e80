"""The SQL of models. Row-level security shows each transaction its user's rows and the shared ones."""

from typing import Any

from sqlalchemy import Row, Select, false, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.catalog.domain import EVERYBODY, Model, ModelId, ModelKind
from services.catalog.tables import active_models, models
from services.runtime.database import newest_first, take_turn
from services.runtime.pages import Position


async def take_turns(tx: AsyncConnection, user_id: str) -> None:
    """Let what changes the user's models happen one after the other, to the end of the transaction."""
    # A row cannot be locked, since a user without a model or a promotion has none.
    await take_turn(tx, f"promotions of {user_id}")


async def insert_model(tx: AsyncConnection, model: Model) -> None:
    """Add ``model`` as the newest version of its owner's; nothing where the owner has this digest already.

    Versions are counted from 1 for each owner; the shared models are counted for themselves.
    """
    newest = select(func.max(models.c.version)).where(models.c.user_id == model.user_id).scalar_subquery()
    await tx.execute(
        insert(models)
        .values(
            id=model.id,
            user_id=model.user_id,
            version=func.coalesce(newest, 0) + 1,
            display_name=model.display_name,
            kind=model.kind.value,
            digest=model.digest,
            features=list(model.features),
            created_at=model.created_at,
            report=model.report,
            training_id=model.training_id,
        )
        .on_conflict_do_nothing()
    )


async def activate_first(tx: AsyncConnection, user_id: str, model_id: ModelId) -> None:
    """Make the model active unless its owner has an active one."""
    await tx.execute(insert(active_models).values(user_id=user_id, model_id=model_id).on_conflict_do_nothing())


async def find_by_digest(tx: AsyncConnection, user_id: str, digest: str) -> Model | None:
    """The owner's model with this digest, None if there is none."""
    query = _select(user_id).where(models.c.user_id == user_id, models.c.digest == digest)
    return _model((await tx.execute(query)).one_or_none())


async def find(tx: AsyncConnection, user_id: str, model_id: ModelId) -> Model | None:
    """The model, None if there is none that this user may see."""
    return _model((await tx.execute(_select(user_id).where(models.c.id == model_id))).one_or_none())


async def find_active(tx: AsyncConnection, user_id: str) -> Model | None:
    """The user's active model, else the shared one, None before there is any."""
    query = (
        _select(user_id)
        .join(active_models, active_models.c.model_id == models.c.id)
        .where(active_models.c.user_id.in_([user_id, EVERYBODY]))
        # '' sorts before every user id, so a user's own pointer comes first.
        .order_by(active_models.c.user_id.desc())
        .limit(1)
    )
    return _model((await tx.execute(query)).one_or_none())


async def page(tx: AsyncConnection, user_id: str, *, after: Position | None, limit: int) -> list[Model]:
    """Up to ``limit`` models that the user may see, newest first, beginning behind ``after``."""
    query = newest_first(_select(user_id), models, after, limit)
    return [model for row in await tx.execute(query) if (model := _model(row))]


async def count(tx: AsyncConnection) -> int:
    """How many models the user may see."""
    return (await tx.execute(select(func.count()).select_from(models))).scalar_one()


def _select(user_id: str) -> Select[Any]:
    """Models with ``is_active``: the user's own pointer, or the shared one where the user has none."""
    pointer = active_models.alias("pointer")
    own = select(pointer.c.model_id).where(pointer.c.user_id == user_id).scalar_subquery()
    shared = select(pointer.c.model_id).where(pointer.c.user_id == EVERYBODY).scalar_subquery()
    is_active = func.coalesce(models.c.id == func.coalesce(own, shared), false())
    return select(*models.c, is_active.label("is_active"))


def _model(row: Row[Any] | None) -> Model | None:
    if row is None:
        return None
    values = row._mapping
    return Model(
        id=values["id"],
        user_id=values["user_id"],
        version=values["version"],
        display_name=values["display_name"],
        kind=ModelKind(values["kind"]),
        digest=values["digest"],
        features=tuple(values["features"]),
        is_active=values["is_active"],
        created_at=values["created_at"],
        report=values["report"],
        training_id=values["training_id"],
    )
