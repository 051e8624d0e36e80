"""Two servers that keep answers in memory, each with its own connections, and writes that both see at once."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from services.catalog.domain import EVERYBODY, ModelKind
from services.catalog.models import Models
from services.catalog.promotions import Promotions
from services.ingest import store
from services.ingest.domain import Mapping, MappingId
from services.ingest.mapping.layouts import signature
from services.ingest.mappings import Mappings
from services.runtime import states
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database, open_database
from services.runtime.settings import DatabaseOptions
from tests.builders import NOON, a_model


@pytest.fixture
async def other_catalog_database(migrated: dict[str, str]) -> AsyncIterator[Database]:
    database = open_database(DatabaseOptions(url=migrated["catalog"]), process="tests")
    yield database
    await database.close()


@pytest.fixture
async def catalogs(catalog_database: Database, other_catalog_database: Database) -> list[Models]:
    servers = [Models(database, now=utc_now, new_id=new_id) for database in (catalog_database, other_catalog_database)]
    await servers[0].register(EVERYBODY, a_model(kind=ModelKind.BASELINE, digest="0" * 64, report=None, training_id=None))
    return servers


async def test_a_promotion_and_its_rollback_are_seen_at_once_by_every_server(
    catalogs: list[Models], catalog_database: Database, user: str
) -> None:
    promotions = Promotions(catalog_database, now=utc_now, new_id=new_id)
    own = await catalogs[0].register(user, a_model())

    # Often, since what comes a little late would be late at some time.
    for _ in range(20):
        await promotions.promote(user, own.id)
        for server in catalogs:
            assert (await server.active(user)).id == own.id
            assert (await server.get(user, own.id)).is_active
            assert [model.id for model in (await server.page(user, after=None, limit=9))[0] if model.is_active] == [own.id]
        await promotions.roll_back(user, own.id)
        for server in catalogs:
            assert (await server.active(user)).kind is ModelKind.BASELINE
            assert not (await server.get(user, own.id)).is_active


async def test_a_new_model_of_everybodys_is_seen_at_once_by_every_server(catalogs: list[Models], user: str) -> None:
    before = [(await server.page(user, after=None, limit=9))[1] for server in catalogs]

    await catalogs[0].register(EVERYBODY, a_model())

    assert [(await server.page(user, after=None, limit=9))[1] for server in catalogs] == [count + 1 for count in before]


async def test_a_mapping_that_is_kept_or_forgotten_is_seen_at_once_by_every_server(
    ingest_database: Database, migrated: dict[str, str], user: str
) -> None:
    other = open_database(DatabaseOptions(url=migrated["ingest"]), process="tests")
    servers = [Mappings(database, now=utc_now, new_id=new_id) for database in (ingest_database, other)]
    try:
        for _ in range(5):
            mapping = Mapping(MappingId(new_id()), user, signature(["a"]), "customers.csv", (), NOON, NOON)
            async with other.transaction(user) as tx:
                await store.keep_mapping(tx, mapping)
            assert [(await server.page(user, after=None, limit=9))[0] for server in servers] == [[mapping]] * 2
            await servers[1].forget(user, mapping.id)
            assert [(await server.page(user, after=None, limit=9)) for server in servers] == [([], 0)] * 2
    finally:
        await other.close()


async def test_what_has_not_changed_is_not_read_again(catalogs: list[Models], user: str) -> None:
    first = await catalogs[0].page(user, after=None, limit=9)

    assert await catalogs[0].page(user, after=None, limit=9) is first


async def test_another_users_write_changes_no_state_and_shows_none(catalogs: list[Models], catalog_database: Database) -> None:
    await catalogs[0].register("ann", a_model())
    before = await states.read(catalog_database, "ann")
    await catalogs[0].register("bob", a_model())

    assert await states.read(catalog_database, "ann") == before
    assert await states.read(catalog_database, "bob") != before
    async with catalog_database.transaction("ann") as tx:
        assert set((await tx.execute(text("SELECT user_id FROM states"))).scalars()) == {"ann", EVERYBODY}


async def test_asking_for_a_state_leaves_no_user_on_the_connection(migrated: dict[str, str], user: str) -> None:
    database = open_database(DatabaseOptions(url=migrated["catalog"], pool_size=1, max_overflow=0), process="tests")
    try:
        await states.read(database, user)
        assert await database.value(text("SELECT coalesce(current_setting('app.user_id', true), '')"), {}) == ""
    finally:
        await database.close()
