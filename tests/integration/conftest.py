"""A database for each service beside the running suite's own, so that no relay or worker takes a test's rows."""

import asyncio
import importlib
import json
from collections.abc import AsyncIterator

import asyncpg
import pytest

from services.runtime import migrations
from services.runtime.blobs import Blobs, open_blobs
from services.runtime.database import Database, open_database
from services.runtime.settings import DatabaseOptions, S3Options
from tests.running import Suite

SERVICES = ("ingest", "scoring", "catalog")


@pytest.fixture(scope="session")
async def migrated(suite: Suite) -> dict[str, str]:
    """The address of each service's test database for the service's own role."""
    administrator = await asyncpg.connect(suite.administrator_url)
    try:
        for service in SERVICES:
            await administrator.execute(f"CREATE DATABASE {service}_test OWNER {service}_owner")
    finally:
        await administrator.close()
    for service in SERVICES:
        history = importlib.import_module(f"services.{service}.migrations")
        # Twice, as two deployments at once would.
        for _ in range(2):
            await asyncio.to_thread(migrations.upgrade, suite.database_url(service, "owner", f"{service}_test"), history)
    return {service: suite.database_url(service, "app", f"{service}_test") for service in SERVICES}


async def _database(url: str, relay_role: str | None = None) -> AsyncIterator[Database]:
    database = open_database(DatabaseOptions(url=url), process="tests", relay_role=relay_role)
    yield database
    await database.close()


@pytest.fixture
async def ingest_database(migrated: dict[str, str]) -> AsyncIterator[Database]:
    async for database in _database(migrated["ingest"], "ingest_relay"):
        yield database


@pytest.fixture
async def scoring_database(migrated: dict[str, str]) -> AsyncIterator[Database]:
    async for database in _database(migrated["scoring"], "scoring_relay"):
        yield database


@pytest.fixture
async def catalog_database(migrated: dict[str, str]) -> AsyncIterator[Database]:
    async for database in _database(migrated["catalog"]):
        yield database


@pytest.fixture
def blobs(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> Blobs:
    passwords = json.loads((suite.state / "passwords.json").read_text())
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", passwords["access_key"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", passwords["secret_key"])
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    return open_blobs(S3Options(bucket="retainwise", endpoint=f"http://{suite.address('storage')}"))
