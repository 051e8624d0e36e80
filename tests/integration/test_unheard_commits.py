"""Uploads and confirmations that are committed although nobody hears of it: no file of theirs is removed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from services.ingest.domain import Answer, UploadStatus
from services.runtime.blobs import Blobs
from services.runtime.database import Database, unavailable
from tests.builders import a_csv
from tests.integration.desk import Desk, Meddled
from tests.system.test_mapping import ANSWERS, doubtful

FAULTS = [unavailable(), asyncio.CancelledError()]


class Unheard:
    """A database of which, once it ``is_deaf``, the answer to a commit does not arrive."""

    def __init__(self, database: Database, fault: BaseException) -> None:
        self._database = database
        self._fault = fault
        self.is_deaf = False

    @asynccontextmanager
    async def transaction(self, user_id: str) -> AsyncIterator[AsyncConnection]:
        """A transaction that is committed."""
        async with self._database.transaction(user_id) as tx:
            yield tx
        if self.is_deaf:
            raise self._fault


def deaf(desk: Desk, fault: BaseException) -> tuple[Desk, Any]:
    """The desk with a database that is not heard any more once files are stored, and the blobs that make it so."""
    database: Any = Unheard(desk.database, fault)

    async def stop_hearing() -> None:
        database.is_deaf = True

    return Desk(database, desk.blobs, desk.user, desk.spool), Meddled(desk.blobs, "put_file", stop_hearing)


@pytest.fixture
async def desk(ingest_database: Database, blobs: Blobs, user: str, tmp_path: Path) -> Desk:
    return Desk(ingest_database, blobs, user, tmp_path)


@pytest.mark.parametrize("fault", FAULTS, ids=["connection lost", "hung up"])
async def test_an_upload_whose_commit_nobody_hears_of_keeps_its_files(desk: Desk, fault: BaseException) -> None:
    its_desk, blobs = deaf(desk, fault)

    with pytest.raises(type(fault)):
        await its_desk.send(a_csv(5), await desk.now(), blobs=blobs)

    (upload,), _ = await desk.uploads().page(desk.user, status=None, after=None, limit=10)
    assert await desk.blobs.get(upload.raw_key) == a_csv(5)
    assert await desk.customers(upload)


@pytest.mark.parametrize("fault", FAULTS, ids=["connection lost", "hung up"])
async def test_a_confirmation_whose_commit_nobody_hears_of_keeps_its_files(desk: Desk, fault: BaseException) -> None:
    upload = await desk.send(doubtful())
    answers = [Answer(int(str(one["index"])), str(one["field"]), str(one.get("unit", ""))) for one in ANSWERS]
    its_desk, blobs = deaf(desk, fault)

    with pytest.raises(type(fault)):
        await its_desk.confirmations(blobs).confirm(desk.user, upload.id, answers)

    confirmed = await desk.uploads().get(desk.user, upload.id)
    assert confirmed.status is UploadStatus.ACCEPTED
    assert confirmed.prepared_key in await desk.blobs.keys(f"ingest/uploads/{upload.id}")


async def test_an_upload_that_surely_was_not_committed_leaves_no_file(desk: Desk) -> None:
    async def hang_up() -> None:
        raise asyncio.CancelledError

    stored: list[str] = []
    meddled = Meddled(desk.blobs, "put_file", hang_up, before=False)

    with pytest.raises(asyncio.CancelledError):
        await desk.send(a_csv(5), await desk.now(), blobs=Noting(meddled, stored))

    assert stored
    assert not [key for key in stored if key in await desk.blobs.keys(key.rpartition("/")[0])]


class Noting:
    """Blobs that note the keys that are stored."""

    def __init__(self, blobs: Any, stored: list[str]) -> None:
        self._blobs = blobs
        self._stored = stored

    def __getattr__(self, name: str) -> Any:
        return getattr(self._blobs, name)

    async def put_file(self, key: str, path: Path) -> None:
        """Note the key and store the file."""
        self._stored.append(key)
        await self._blobs.put_file(key, path)
