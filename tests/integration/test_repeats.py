"""Uploads whose request comes twice: one upload, whatever happens in between."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from services.ingest.domain import Upload
from services.ingest.mappings import Mappings
from services.ingest.receipt import receiving
from services.ingest.uploads import Uploads
from services.runtime.blobs import Blobs
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database
from services.runtime.errors import BadRequest, RequestReused
from services.runtime.repeats import key_of
from tests.builders import NOON, a_csv


class Killed(BaseException):
    """Stands for a process that is killed at this point."""


class FakeHandover:
    """Scoring, which takes everything; ``dies`` ends the process instead."""

    dies = False

    async def hand_over(self, upload: Upload) -> None:
        """Take the upload over."""
        if self.dies:
            raise Killed


@pytest.fixture
def handover() -> FakeHandover:
    return FakeHandover()


class Sender:
    """Sends files as one user."""

    def __init__(self, uploads: Uploads, user: str, spool: Path) -> None:
        self._uploads = uploads
        self._user = user
        self._spool = spool

    async def __call__(self, content: bytes, key: str, filename: str = "customers.csv") -> Upload:
        with receiving(self._spool) as receipt:
            receipt.write(content)
            return await self._uploads.accept(self._user, filename, receipt, begun_at=NOON, request_key=key)

    async def total(self) -> int:
        """How many uploads the user has."""
        return (await self._uploads.page(self._user, status=None, after=None, limit=100))[1]


@pytest.fixture
def send(ingest_database: Database, blobs: Blobs, handover: FakeHandover, user: str, tmp_path: Path) -> Sender:
    taken: Any = handover
    mappings = Mappings(ingest_database, now=utc_now, new_id=new_id)
    return Sender(Uploads(ingest_database, blobs, taken, mappings, now=utc_now, new_id=new_id), user, tmp_path)


async def test_the_same_request_twice_is_one_upload(send: Sender) -> None:
    first, second = await send(a_csv(), "march"), await send(a_csv(), "march")

    assert second.id == first.id
    assert await send.total() == 1


async def test_a_crowd_of_the_same_request_is_one_upload(send: Sender) -> None:
    made = await asyncio.gather(*(send(a_csv(200), "march") for _ in range(8)))

    assert len({upload.id for upload in made}) == 1
    assert await send.total() == 1


async def test_a_request_that_was_cut_off_after_it_was_stored_is_found_again(send: Sender, handover: FakeHandover) -> None:
    handover.dies = True
    with pytest.raises(Killed):
        await send(a_csv(), "march")
    handover.dies = False

    again = await send(a_csv(), "march")

    assert again.row_count == 3
    assert await send.total() == 1


@pytest.mark.parametrize(("content", "filename"), [(a_csv(4), "customers.csv"), (a_csv(3), "others.csv")])
async def test_another_file_under_the_same_name_is_refused(send: Sender, content: bytes, filename: str) -> None:
    await send(a_csv(3), "march")

    with pytest.raises(RequestReused):
        await send(content, "march", filename)
    assert await send.total() == 1


async def test_requests_without_a_name_are_two_uploads(send: Sender) -> None:
    first, second = await send(a_csv(), ""), await send(a_csv(), "")

    assert first.id != second.id


def test_a_request_has_one_name() -> None:
    header = [("idempotency-key", "a")]
    assert key_of(header, "") == key_of(None, "a") == key_of(header, "a") == "a"
    with pytest.raises(BadRequest):
        key_of(header, "b")
    with pytest.raises(BadRequest):
        key_of([], "x" * 201)
