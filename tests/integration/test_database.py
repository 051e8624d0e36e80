"""The connection to PostgreSQL: its options, its faults, and what is told of its pool."""

import socket

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from structlog.testing import capture_logs

from services.runtime.database import TRIES, Database, open_database
from services.runtime.errors import DatabaseUnavailable
from services.runtime.settings import DatabaseOptions
from tests.running import Suite


async def test_a_connection_names_its_process_and_has_jit_off(scoring_database: Database) -> None:
    async with scoring_database.transaction("ann") as tx:
        shown = [(await tx.execute(text(f"SHOW {name}"))).scalar_one() for name in ("application_name", "jit")]

    assert shown == ["tests", "off"]


async def test_a_database_that_refuses_is_tried_three_times() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"postgresql+asyncpg://ann:secret@127.0.0.1:{free.getsockname()[1]}/x"
    database = open_database(DatabaseOptions(url=url), process="tests")

    with capture_logs() as lines, pytest.raises(DatabaseUnavailable) as refused:
        await database.check()

    assert [line["event"] for line in lines].count("database.not_connected") == TRIES == 3
    assert "secret" not in str(refused.value)


async def test_a_connection_that_is_lost_in_the_middle_is_told_as_such(scoring_database: Database) -> None:
    async def lose_it() -> None:
        async with scoring_database.transaction("ann") as tx:
            await tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(DatabaseUnavailable):
        await lose_it()
    await scoring_database.check()


@pytest.mark.parametrize("state", ["25006", "40P01", "53100", "57014"])
async def test_what_the_server_cannot_do_now_is_told_as_such(scoring_database: Database, state: str) -> None:
    async def ask() -> None:
        async with scoring_database.transaction("ann") as tx:
            await tx.execute(text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$"))

    with pytest.raises(DatabaseUnavailable):
        await ask()


async def test_a_statement_that_is_wrong_is_a_fault_of_ours(scoring_database: Database) -> None:
    async def ask() -> None:
        async with scoring_database.transaction("ann") as tx:
            await tx.execute(text("SELECT nothing"))

    with pytest.raises(ProgrammingError):
        await ask()


async def test_a_failed_transaction_leaves_nothing_behind(scoring_database: Database, user: str) -> None:
    async def fail() -> None:
        async with scoring_database.transaction(user) as tx:
            await tx.execute(text("CREATE TEMPORARY TABLE half (x int)"))
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with scoring_database.transaction(user) as tx:
        assert (await tx.execute(text("SELECT to_regclass('pg_temp.half')"))).scalar_one() is None


def test_the_state_of_the_pool_and_the_calls_are_on_the_metrics_page(suite: Suite) -> None:
    page = httpx.get(f"http://{suite.description['parts']['scoring-1']['metrics'].removeprefix('http://')}").text

    for state in ("size", "checkedin", "checkedout", "overflow"):
        assert f'retainwise_database_pool{{state="{state}"}}' in page
    assert "retainwise_rpc_seconds" in page
