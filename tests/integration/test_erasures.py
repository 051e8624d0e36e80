"""Erasures while files are on their way, between two servers, and with a crash at each step: the customer is gone from all."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.ingest.deletions import Deletions
from services.ingest.domain import Answer, Upload
from services.runtime.blobs import Blobs
from services.runtime.clock import utc_now
from services.runtime.database import Database
from tests.builders import a_csv
from tests.integration.desk import OTHER, VICTIM, Desk, FakeErasers, FakeHandover, Killed, Meddled
from tests.system.test_mapping import ANSWERS, doubtful


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


async def test_a_deleted_upload_waits_while_a_server_erases_for_its_user(desk: Desk) -> None:
    upload = await desk.send(a_csv(5))
    await desk.ask()
    handover: Any = FakeHandover()
    deletions = Deletions(desk.database, desk.blobs, handover, now=utc_now)
    an_hour_later = Deletions(desk.database, desk.blobs, handover, now=lambda: utc_now() + timedelta(hours=1))
    folder = f"ingest/uploads/{upload.id}"

    waiting: list[str] = []

    async def delete() -> None:
        await deletions.delete(desk.user, upload.id)
        await an_hour_later.sweep()
        waiting.extend(await desk.blobs.keys(folder))

    await desk.eraser(erasers=Meddled(FakeErasers(), "erase_prediction", delete)).advance()
    await an_hour_later.sweep()

    assert len(waiting) == 2
    assert await desk.blobs.keys(folder) == []
