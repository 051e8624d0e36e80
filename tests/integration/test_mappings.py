"""Remembered mappings and confirmed uploads on a real PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from services.ingest import store
from services.ingest.domain import Mapping, MappingId, Profile, RememberedColumn, UploadStatus
from services.ingest.failures import MappingNotFound
from services.ingest.mapping.layouts import signature
from services.ingest.mappings import Mappings
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database
from services.runtime.pages import Position
from tests.builders import NOON, an_upload


@pytest.fixture
def mappings(ingest_database: Database) -> Mappings:
    return Mappings(ingest_database, now=utc_now, new_id=new_id)


def a_mapping(user: str, *headers: str, unit: str | None = None) -> Mapping:
    """A mapping that was confirmed at noon."""
    profile = Profile(20.5, None, ("0123abcd",), (11.0, 40.5))
    columns = tuple(RememberedColumn(header, "monthly_charges", unit, profile) for header in headers)
    return Mapping(MappingId(new_id()), user, signature(headers), "customers.csv", columns, NOON, NOON)


async def keep(database: Database, mapping: Mapping) -> Mapping:
    async with database.transaction(mapping.user_id) as tx:
        await store.keep_mapping(tx, mapping)
    return mapping


async def test_a_mapping_comes_back_as_it_was_kept_for_the_same_headers_and_for_most_of_them(
    mappings: Mappings, ingest_database: Database, user: str
) -> None:
    kept = await keep(ingest_database, a_mapping(user, "a", "b", "c"))

    assert await mappings.find(user, ["C", "B", "A"]) == kept
    assert await mappings.find(user, ["a", "b", "c", "d"]) == kept
    assert await mappings.find(user, ["a", "x", "y"]) is None


async def test_a_layout_confirmed_again_is_one_mapping_with_the_newest_columns(
    mappings: Mappings, ingest_database: Database, user: str
) -> None:
    first = await keep(ingest_database, a_mapping(user, "a"))
    again = replace(a_mapping(user, "a", unit="cents/month"), updated_at=NOON + timedelta(days=30))

    await keep(ingest_database, again)

    listed, total = await mappings.page(user, after=None, limit=10)
    assert total == 1
    assert listed == [replace(again, id=first.id)]


async def test_pages_of_mappings_go_on_behind_the_last_one(mappings: Mappings, ingest_database: Database, user: str) -> None:
    kept = [(await keep(ingest_database, a_mapping(user, f"column {number}"))).id for number in range(3)]

    first, total = await mappings.page(user, after=None, limit=2)
    rest, _ = await mappings.page(user, after=Position(first[-1].created_at, first[-1].id), limit=2)

    assert total == 3
    assert [mapping.id for mapping in [*first, *rest]] == kept[::-1]


async def test_another_users_mapping_is_not_found_and_not_forgotten(
    mappings: Mappings, ingest_database: Database, user: str
) -> None:
    kept = await keep(ingest_database, a_mapping(user, "a"))

    assert await mappings.find("somebody else", ["a"]) is None
    assert (await mappings.page("somebody else", after=None, limit=10))[1] == 0
    with pytest.raises(MappingNotFound):
        await mappings.forget("somebody else", kept.id)
    await mappings.forget(user, kept.id)
    with pytest.raises(MappingNotFound):
        await mappings.forget(user, kept.id)


async def test_of_many_confirmations_one_accepts_the_upload(ingest_database: Database, user: str) -> None:
    waiting = an_upload(user, status=UploadStatus.NEEDS_MAPPING, row_count=0, prepared_key="", problem_count=0, problems=())
    async with ingest_database.transaction(user) as tx:
        await store.insert_upload(tx, waiting)

    async def accept(number: int) -> bool:
        accepted = replace(
            waiting, status=UploadStatus.ACCEPTED, row_count=number, prepared_key=f"{number}", problems_key="p", notices=("n",)
        )
        async with ingest_database.transaction(user) as tx:
            return await store.accept(tx, accepted)

    won = await asyncio.gather(*map(accept, range(1, 6)))

    async with ingest_database.transaction(user) as tx:
        upload = await store.find(tx, waiting.id)
    assert sum(won) == 1
    assert upload is not None
    number = won.index(True) + 1
    assert (upload.status, upload.row_count, upload.prepared_key) == (UploadStatus.ACCEPTED, number, f"{number}")
    assert (upload.problems_key, upload.notices) == ("p", ("n",))
