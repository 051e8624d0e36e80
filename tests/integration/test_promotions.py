"""Promotions and rollbacks on a real PostgreSQL: one pointer, moved forward and back."""

import asyncio

import pytest
from sqlalchemy import text

from services.catalog.domain import EVERYBODY, Model, ModelId, ModelKind
from services.catalog.failures import ModelNotFound, NeverPromoted, NotBetter
from services.catalog.models import Models
from services.catalog.promotions import Promotions
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database
from tests.builders import a_model


@pytest.fixture
async def models(catalog_database: Database) -> Models:
    made = Models(catalog_database, now=utc_now, new_id=new_id)
    await made.register(EVERYBODY, a_model(kind=ModelKind.BASELINE, digest="0" * 64, report=None, training_id=None))
    return made


@pytest.fixture
def promotions(catalog_database: Database) -> Promotions:
    return Promotions(catalog_database, now=utc_now, new_id=new_id)


async def _two(models: Models, user: str) -> tuple[Model, Model]:
    return await models.register(user, a_model()), await models.register(user, a_model())


async def test_rollbacks_go_back_the_way_of_the_promotions(models: Models, promotions: Promotions, user: str) -> None:
    first, second = await _two(models, user)
    for model in (first, second, second):
        assert (await promotions.promote(user, model.id)).is_active
    assert (await models.active(user)).id == second.id

    assert [(await promotions.roll_back(user, second.id)).id for _ in range(2)] == [first.id] * 2
    assert (await promotions.roll_back(user, first.id)).kind is ModelKind.BASELINE
    assert (await models.active(user)).kind is ModelKind.BASELINE


async def test_promoting_the_baseline_goes_back_to_it_and_can_be_taken_back(
    models: Models, promotions: Promotions, user: str
) -> None:
    own = await models.register(user, a_model())
    baseline = await models.active(user)
    await promotions.promote(user, own.id)

    assert (await promotions.promote(user, baseline.id)).is_active
    assert (await models.active(user)).id == baseline.id
    assert (await promotions.roll_back(user, baseline.id)).id == own.id


async def test_a_model_without_a_win_is_refused_with_its_figures(models: Models, promotions: Promotions, user: str) -> None:
    report = {"verdict": "NO_SIGNAL", "sentence": "AUC 0.52 against 0.51."}
    model = await models.register(user, a_model(report=report))

    with pytest.raises(NotBetter, match=r"AUC 0\.52 against 0\.51\."):
        await promotions.promote(user, model.id)
    assert (await models.active(user)).kind is ModelKind.BASELINE


async def test_what_was_never_promoted_cannot_be_taken_back(models: Models, promotions: Promotions, user: str) -> None:
    model = await models.register(user, a_model())

    with pytest.raises(NeverPromoted):
        await promotions.roll_back(user, model.id)


async def test_another_users_model_cannot_be_promoted(models: Models, promotions: Promotions, user: str) -> None:
    model = await models.register(user, a_model())

    with pytest.raises(ModelNotFound):
        await promotions.promote("somebody else", model.id)
    with pytest.raises(ModelNotFound):
        await promotions.promote(user, ModelId(new_id()))


async def test_of_promotions_at_the_same_time_each_is_noted_and_the_last_one_stands(
    models: Models, promotions: Promotions, catalog_database: Database, user: str
) -> None:
    first, second = await _two(models, user)
    await asyncio.gather(*(promotions.promote(user, model.id) for model in [first, second] * 5))

    active = await models.active(user)
    async with catalog_database.transaction(user) as tx:
        query = "SELECT model_id FROM promotions WHERE rolled_back_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1"
        assert (await tx.execute(text(query))).scalar_one() == active.id
    async with catalog_database.transaction("somebody else") as tx:
        assert (await tx.execute(text("SELECT count(*) FROM promotions"))).scalar_one() == 0
