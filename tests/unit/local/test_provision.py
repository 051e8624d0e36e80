"""Databases and roles, on a real PostgreSQL from the wheel."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from deploy.local import folder, passwords, ports, postgres
from deploy.local.layout import SERVICES, Layout
from tests.unit.local.standins import start

PORTS = ("postgres",)


def lay_out(root: Path) -> Layout:
    """A layout with nothing but a database."""
    place = folder.make(root)
    folder.turn_over(place)
    chosen = ports.choose(PORTS, fixed={}, remembered=ports.recall(place.ports))
    ports.remember(place.ports, chosen)
    return Layout(place, chosen, passwords.load(place.passwords, SERVICES))


@pytest.fixture(scope="module")
async def layout(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Layout]:
    """A running cluster that was made, stopped, and provisioned a second time."""
    root = tmp_path_factory.mktemp("state")
    for is_last in (False, True):
        layout = lay_out(root)
        makes = postgres.make_steps(layout)
        assert bool(makes) is not is_last
        database = postgres.part(layout, connections=20, after=tuple(step.name for step in makes))
        with folder.held(layout.folder) as lock:
            run = start([database], [*makes, postgres.provision_step(layout)], lock)
            await run.until_told()
            if is_last:
                yield layout
            await run.end()


async def connect(layout: Layout, service: str, role: str, *, password: str | None = None) -> asyncpg.Connection:
    """A session of "owner" or "app" of a service."""
    address = layout.database_url(service, role).replace("postgresql+asyncpg", "postgresql")
    return await asyncpg.connect(address, password=password) if password else await asyncpg.connect(address)


async def connect_superuser(layout: Layout) -> asyncpg.Connection:
    """A session of who made the cluster."""
    host, port = layout.address("postgres").split(":")
    return await asyncpg.connect(
        host=host, port=int(port), user="postgres", database="postgres", password=layout.passwords.superuser
    )


@pytest.mark.parametrize("service", SERVICES)
async def test_the_owner_owns_its_database(layout: Layout, service: str) -> None:
    session = await connect(layout, service, "owner")
    await session.execute("CREATE TABLE trial (id integer); DROP TABLE trial")
    await session.close()


@pytest.mark.parametrize("service", SERVICES)
async def test_the_app_owns_nothing_and_makes_nothing(layout: Layout, service: str) -> None:
    session = await connect(layout, service, "app")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await session.execute("CREATE TABLE trial (id integer)")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await session.execute("CREATE TEMPORARY TABLE trial (id integer)")
    await session.close()


async def test_nobody_enters_another_services_database(layout: Layout) -> None:
    for role in ("owner", "app"):
        for other in ("scoring", "postgres", "template1"):
            address = layout.database_url("ingest", role).replace("postgresql+asyncpg", "postgresql")
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await asyncpg.connect(address.removesuffix("/ingest") + f"/{other}")


async def test_a_wrong_password_is_refused(layout: Layout) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await connect(layout, "ingest", "app", password="wrong")


async def test_passwords_are_kept_as_scram(layout: Layout) -> None:
    session = await connect_superuser(layout)
    kept = await session.fetch("SELECT rolpassword FROM pg_authid WHERE rolcanlogin")
    await session.close()
    assert len(kept) == 7
    assert all(row["rolpassword"].startswith("SCRAM-SHA-256$") for row in kept)


async def test_the_app_has_what_the_relay_may_only_after_it_takes_the_role_on(layout: Layout) -> None:
    owner = await connect(layout, "scoring", "owner")
    await owner.execute("CREATE TABLE work (id integer); GRANT SELECT (id) ON work TO scoring_relay")
    app = await connect(layout, "scoring", "app")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.fetch("SELECT id FROM work")
    async with app.transaction():
        await app.execute("SET LOCAL ROLE scoring_relay")
        assert await app.fetch("SELECT id FROM work") == []
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute("SET ROLE ingest_relay")
    await app.close()
    await owner.execute("DROP TABLE work")
    await owner.close()


async def test_the_relay_cannot_log_in(layout: Layout) -> None:
    address = (
        layout.database_url("ingest", "app").replace("postgresql+asyncpg", "postgresql").replace("ingest_app", "ingest_relay")
    )
    with pytest.raises((asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError)):
        await asyncpg.connect(address)


async def test_the_server_listens_on_loopback_only(layout: Layout) -> None:
    session = await connect_superuser(layout)
    assert await session.fetchval("SHOW listen_addresses") == "127.0.0.1"
    assert await session.fetchval("SHOW unix_socket_directories") == ""
    await session.close()
