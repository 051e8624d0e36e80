"""Row-level security: a forgotten WHERE shows nothing of another user, and the relay sees ids only."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from services.catalog.domain import EVERYBODY
from services.catalog.models import Models
from services.ingest import store as ingest_store
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database
from services.scoring import store as scoring_store
from tests.builders import NOON, a_model, an_order, an_upload


async def test_another_users_upload_cannot_be_seen_changed_or_removed(ingest_database: Database, user: str) -> None:
    upload = an_upload(user)
    async with ingest_database.transaction(user) as tx:
        await ingest_store.insert_upload(tx, upload)

    async with ingest_database.transaction("somebody else") as tx:
        assert (await tx.execute(text("SELECT count(*) FROM uploads"))).scalar_one() == 0
        assert (await tx.execute(text("UPDATE uploads SET filename = 'x'"))).rowcount == 0
        assert (await tx.execute(text("DELETE FROM uploads"))).rowcount == 0
    async with ingest_database.transaction(user) as tx:
        assert await ingest_store.find(tx, upload.id) == upload


async def test_a_row_cannot_be_written_for_another_user(scoring_database: Database, user: str) -> None:
    async with scoring_database.transaction("somebody else") as tx:
        with pytest.raises(ProgrammingError, match="row-level security"):
            await scoring_store.insert_queued(tx, an_order(user), now=NOON)


async def test_a_transaction_without_a_user_sees_nothing(scoring_database: Database, user: str) -> None:
    async with scoring_database.transaction(user) as tx:
        await scoring_store.insert_queued(tx, an_order(user), now=NOON)

    async with scoring_database.transaction("") as tx:
        assert (await tx.execute(text("SELECT count(*) FROM predictions"))).scalar_one() == 0


@pytest.mark.parametrize("statement", ["SELECT filename FROM predictions", "UPDATE predictions SET sent_at = now()"])
async def test_the_relay_reads_no_more_than_it_needs_and_writes_nothing(scoring_database: Database, statement: str) -> None:
    async with scoring_database.relay_transaction() as tx:
        with pytest.raises(DBAPIError, match="permission denied"):
            await tx.execute(text(statement))


async def test_the_relay_finds_the_uploads_of_every_user(ingest_database: Database, user: str) -> None:
    upload = an_upload(user)
    async with ingest_database.transaction(user) as tx:
        await ingest_store.insert_upload(tx, upload)
    async with ingest_database.relay_transaction() as tx:
        assert (upload.id, user) in await ingest_store.waiting(tx, limit=10_000)

    async with ingest_database.transaction(user) as tx:
        await ingest_store.mark_handed_over(tx, upload.id, now=NOON)
    async with ingest_database.relay_transaction() as tx:
        assert (upload.id, user) not in await ingest_store.waiting(tx, limit=10_000)


async def test_a_services_role_owns_nothing_and_cannot_pass_row_level_security(
    ingest_database: Database, scoring_database: Database, catalog_database: Database
) -> None:
    owned = "SELECT relname FROM pg_class WHERE relowner = current_user::regrole"
    powers = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    for database in (ingest_database, scoring_database, catalog_database):
        async with database.transaction("") as tx:
            assert (await tx.execute(text(owned))).all() == []
            assert (await tx.execute(text(powers))).scalar_one() is False


async def test_a_shared_model_is_everybodys_and_a_users_own_is_not(catalog_database: Database, user: str) -> None:
    models = Models(catalog_database, now=utc_now, new_id=new_id)
    own = await models.register(user, a_model())
    await models.register(EVERYBODY, a_model(digest="0" * 64))

    mine, _ = await models.page(user, after=None, limit=100)
    others, _ = await models.page("somebody else", after=None, limit=100)

    assert own.id in {model.id for model in mine}
    assert own.id not in {model.id for model in others}
    assert any(model.user_id == EVERYBODY for model in others)
