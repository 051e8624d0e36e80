"""The catalog's models on a real PostgreSQL."""

import asyncio

import pytest

from services.catalog.domain import EVERYBODY, ModelId, ModelKind
from services.catalog.failures import ModelNotFound, NoActiveModel
from services.catalog.models import Models
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database
from services.runtime.pages import Position
from tests.builders import a_model


@pytest.fixture
def models(catalog_database: Database) -> Models:
    return Models(catalog_database, now=utc_now, new_id=new_id)


async def test_before_any_model_is_registered_there_is_none_to_score_with(models: Models, user: str) -> None:
    with pytest.raises(NoActiveModel):
        await models.active(user)


async def test_the_first_shared_model_is_version_1_and_active_for_everybody(models: Models, user: str) -> None:
    await models.register(EVERYBODY, a_model(kind=ModelKind.BASELINE, digest="0" * 64))
    active = await models.active(user)

    assert (active.version, active.kind, active.is_active) == (1, ModelKind.BASELINE, True)


async def test_a_model_registered_twice_is_one(models: Models, user: str) -> None:
    new = a_model()

    assert await models.register(user, new) == await models.register(user, new)


async def test_a_users_own_model_is_numbered_and_not_active_by_itself(models: Models, user: str) -> None:
    await models.register(EVERYBODY, a_model(kind=ModelKind.BASELINE, digest="0" * 64, report=None, training_id=None))
    first = await models.register(user, a_model())
    second = await models.register(user, a_model())

    assert (first.is_active, second.is_active) == (False, False)
    assert (first.version, second.version) == (1, 2)
    assert (await models.active(user)).kind is ModelKind.BASELINE


async def test_models_registered_at_the_same_time_have_numbers_of_their_own(models: Models, user: str) -> None:
    registered = await asyncio.gather(*(models.register(user, a_model()) for _ in range(8)))

    assert sorted(model.version for model in registered) == list(range(1, 9))


async def test_an_unknown_model_is_not_found(models: Models, user: str) -> None:
    with pytest.raises(ModelNotFound):
        await models.get(user, ModelId(new_id()))


async def test_pages_of_models_go_on_behind_the_last_one(models: Models, user: str) -> None:
    registered = [(await models.register(user, a_model())).id for _ in range(3)]

    first, total = await models.page(user, after=None, limit=2)
    rest, _ = await models.page(user, after=Position(first[-1].created_at, first[-1].id), limit=10)

    assert [model.id for model in [*first, *rest]][:3] == list(reversed(registered))
    assert total == len(first) + len(rest)
