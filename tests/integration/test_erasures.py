"""Erasures while files are on their way, between two servers, and with a crash at each step: the customer is gone from all."""

import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from sqlalchemy import text

from services.ingest import store_erasure
from services.ingest.confirmations import Confirmations
from services.ingest.domain import Answer, Erasure, Upload
from services.ingest.eraser import Eraser
from services.ingest.erasures import Erasures
from services.ingest.mappings import Mappings
from services.ingest.receipt import receiving
from services.ingest.uploads import Uploads
from services.runtime.blobs import Blobs
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database
from services.runtime.pseudonyms import Pseudonyms
from tests.builders import a_csv
from tests.system.test_mapping import ANSWERS, doubtful

VICTIM, OTHER = "00001", "00002"
RING = Pseudonyms({"1": b"k" * 32}, current="1")

Work = Callable[[], Awaitable[object]]


class Killed(BaseException):
    """Stands for a process that is killed at this point."""


class Meddled:
    """Wraps something, and does a work once, just ``before`` or after the call of this name."""

    def __init__(self, wrapped: Any, name: str, work: Work, *, before: bool = True) -> None:
        self._wrapped = wrapped
        self._name = name
        self._work: Work | None = work
        self._before = before

    def __getattr__(self, name: str) -> Any:
        called = getattr(self._wrapped, name)
        if name != self._name or self._work is None:
            return called

        async def meddle(*args: Any, **options: Any) -> Any:
            work, self._work = self._work, None
            if work and self._before:
                await work()
            result = await called(*args, **options)
            if work and not self._before:
                await work()
            return result

        return meddle


class FakeErasers:
    """Scoring and the catalog, which have nothing."""

    async def erase_prediction(self, erasure: Erasure, prediction_id: Any, *, row_count: int) -> None:
        """Nothing is there."""

    async def erase_training_rows(self, erasure: Erasure) -> None:
        """Nothing is there."""


class FakeHandover:
    """Scoring, which takes everything."""

    async def hand_over(self, upload: Upload) -> None:
        """Take the upload over."""


@dataclass
class Desk:
    """Ingest as one user meets it."""

    database: Database
    blobs: Blobs
    user: str
    spool: Path

    def uploads(self, blobs: Any = None) -> Uploads:
        """The use case, with other blobs if given."""
        handover: Any = FakeHandover()
        return Uploads(self.database, blobs or self.blobs, handover, self.mappings, now=utc_now, new_id=new_id)

    @property
    def mappings(self) -> Mappings:
        """The use case."""
        return Mappings(self.database, now=utc_now, new_id=new_id)

    def confirmations(self, blobs: Any = None) -> Confirmations:
        """The use case, with other blobs if given."""
        uploads = self.uploads(blobs)
        return Confirmations(
            self.database, blobs or self.blobs, uploads, self.mappings, spool=self.spool, now=utc_now, new_id=new_id
        )

    def eraser(self, *, blobs: Any = None, erasers: Any = None, lease_s: float = 60) -> Eraser:
        """A server of its own, with other blobs or other services if given."""
        others: Any = erasers or FakeErasers()
        return Eraser(self.database, blobs or self.blobs, others, pseudonyms=RING, spool=self.spool, lease_s=lease_s)

    async def now(self) -> datetime:
        """The database's time."""
        async with self.database.transaction(self.user) as tx:
            return await store_erasure.now(tx)

    async def send(self, content: bytes, begun_at: datetime | None = None) -> Upload:
        """Send a file that began to arrive then, or now."""
        begun_at = begun_at or await self.now()
        with receiving(self.spool) as receipt:
            receipt.write(content)
            return await self.uploads().accept(self.user, "customers.csv", receipt, begun_at=begun_at)

    async def ask(self, customer_id: str = VICTIM) -> Erasure:
        """Have the customer erased."""
        return await Erasures(self.database, self.blobs, pseudonyms=RING, new_id=new_id).create(self.user, customer_id)

    async def erasure(self, asked: Erasure) -> Erasure:
        """The erasure as it stands."""
        return await Erasures(self.database, self.blobs, pseudonyms=RING, new_id=new_id).get(self.user, asked.id)

    async def erase(self) -> None:
        """Ask for the erasure of the customer, and have a server do it."""
        await self.ask()
        await self.eraser().advance()

    async def end_leases(self) -> None:
        """Let every lease of the user be over."""
        async with self.database.transaction(self.user) as tx:
            await tx.execute(text("UPDATE erasures SET lease_until = now() - interval '1 s' WHERE lease_until IS NOT NULL"))

    async def customers(self, upload: Upload) -> set[str]:
        """Who of the two is in any file of the upload; its row fits its raw file."""
        row = await self.uploads().get(self.user, upload.id)
        found = set()
        for key in await self.blobs.keys(f"ingest/uploads/{upload.id}"):
            content = await self.blobs.get(key)
            if key.endswith(".parquet"):
                ids = pq.read_table(io.BytesIO(content)).column("customer_id").to_pylist()
                assert row.row_count == len(ids)
            else:
                ids = [line.split(",")[0] for line in content.decode().splitlines()]
                assert row.size_bytes == len(content)
            found |= {VICTIM, OTHER} & set(ids)
        return found


@pytest.fixture
async def desk(ingest_database: Database, blobs: Blobs, user: str, tmp_path: Path) -> Desk:
    return Desk(ingest_database, blobs, user, tmp_path)


async def test_a_file_that_arrives_while_a_customer_is_erased_is_gone_through_when_it_is_there(desk: Desk) -> None:
    begun_at = await desk.now()
    asked = await desk.ask()
    await desk.eraser().advance()
    assert (await desk.erasure(asked)).finished_at

    upload = await desk.send(a_csv(5), begun_at)

    assert (await desk.erasure(asked)).finished_at is None
    await desk.eraser().advance()
    ended = await desk.erasure(asked)
    assert (ended.upload_count, ended.done_count, ended.row_count) == (1, 1, 1)
    assert ended.finished_at
    assert await desk.customers(upload) == {OTHER}


@pytest.mark.parametrize("call", ["erase_prediction", "erase_training_rows"])
async def test_a_file_that_is_kept_while_a_server_erases_is_gone_through_by_it(desk: Desk, call: str) -> None:
    first, begun_at = await desk.send(a_csv(5)), await desk.now()
    kept: list[Upload] = []
    asked = await desk.ask()

    async def keep() -> None:
        kept.append(await desk.send(a_csv(50), begun_at))

    await desk.eraser(erasers=Meddled(FakeErasers(), call, keep)).advance()

    ended = await desk.erasure(asked)
    assert (ended.upload_count, ended.done_count, ended.row_count) == (2, 2, 2)
    assert ended.finished_at
    assert [await desk.customers(upload) for upload in (first, *kept)] == [{OTHER}, {OTHER}]


async def test_a_file_that_is_sent_after_an_erasure_keeps_its_customers(desk: Desk) -> None:
    asked = await desk.ask()
    upload = await desk.send(a_csv(5))
    await desk.eraser().advance()

    assert (await desk.erasure(asked)).done_count == 0
    assert await desk.customers(upload) == {VICTIM, OTHER}


async def test_a_correction_that_read_the_file_before_an_erasure_is_gone_through(desk: Desk) -> None:
    upload = await desk.send(a_csv(5))
    columns = [Answer(column.index, "" if column.index else "customer_id", "") for column in upload.columns]
    meddled = Meddled(desk.blobs, "get_file", desk.erase, before=False)

    corrected = await desk.confirmations(meddled).correct(desk.user, upload.id, columns)

    assert corrected.id != upload.id
    await desk.eraser().advance()
    assert await desk.customers(corrected) == {OTHER}
    assert await desk.customers(upload) == {OTHER}


async def test_a_mapping_that_is_confirmed_while_its_file_is_erased_brings_nobody_back(desk: Desk) -> None:
    upload = await desk.send(doubtful())
    answers = [Answer(int(str(one["index"])), str(one["field"]), str(one.get("unit", ""))) for one in ANSWERS]
    await desk.ask()

    async def confirm() -> None:
        await desk.confirmations().confirm(desk.user, upload.id, answers)

    await desk.eraser(blobs=Meddled(desk.blobs, "put_file", confirm)).advance()

    assert (await desk.uploads().get(desk.user, upload.id)).prepared_key
    assert await desk.customers(upload) == {OTHER}


@pytest.mark.parametrize("call", ["get_file", "put_file"])
@pytest.mark.parametrize("before", [True, False])
async def test_an_erasure_whose_server_is_killed_is_done_by_another_once(desk: Desk, call: str, before: bool) -> None:
    upload = await desk.send(a_csv(5))
    asked = await desk.ask()

    async def die() -> None:
        raise Killed

    with pytest.raises(Killed):
        await desk.eraser(blobs=Meddled(desk.blobs, call, die, before=before)).advance()
    await desk.eraser().advance()
    assert (await desk.erasure(asked)).finished_at is None
    await desk.end_leases()
    await desk.eraser().advance()

    ended = await desk.erasure(asked)
    assert ended.finished_at
    assert (ended.upload_count, ended.done_count, ended.row_count, ended.attempt) == (1, 1, 1, 2)
    assert await desk.customers(upload) == {OTHER}


async def test_one_server_at_a_time_erases_for_one_user(desk: Desk) -> None:
    upload = await desk.send(a_csv(5))
    asked = [await desk.ask(VICTIM), await desk.ask(OTHER)]
    other_server = desk.eraser()

    await desk.eraser(blobs=Meddled(desk.blobs, "put_file", other_server.advance)).advance()

    assert [(await desk.erasure(one)).attempt for one in asked] == [1, 1]
    assert [bool((await desk.erasure(one)).finished_at) for one in asked] == [True, True]
    assert await desk.customers(upload) == set()


async def test_a_server_that_stood_still_undoes_nothing(desk: Desk) -> None:
    upload = await desk.send(a_csv(5))
    asked = [await desk.ask(VICTIM), await desk.ask(OTHER)]

    async def stand_still() -> None:
        await desk.end_leases()
        await desk.eraser().advance()

    await desk.eraser(blobs=Meddled(desk.blobs, "put_file", stand_still)).advance()
    await desk.end_leases()
    await desk.eraser().advance()

    assert all([(await desk.erasure(one)).finished_at for one in asked])
    assert await desk.customers(upload) == set()


async def test_a_file_that_is_deleted_while_it_is_erased_does_not_come_back(desk: Desk) -> None:
    upload = await desk.send(a_csv(5))
    await desk.ask()

    async def delete() -> None:
        await desk.blobs.delete_folder(f"ingest/uploads/{upload.id}")
        async with desk.database.transaction(desk.user) as tx:
            await tx.execute(text("DELETE FROM uploads"))

    await desk.eraser(blobs=Meddled(desk.blobs, "put_file", delete)).advance()

    assert await desk.blobs.keys(f"ingest/uploads/{upload.id}") == []
