"""Brings a service's database to the newest revision; each service has a history of its own."""

import asyncio
from pathlib import Path
from types import ModuleType

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine

ENVIRONMENT = Path(__file__).parent / "alembic"


def upgrade(url: str, history: ModuleType) -> None:
    """Run what is missing of ``history`` (a package of revisions) as the owner of the database at ``url``. Safe to repeat."""
    asyncio.run(_upgrade(url, Path(history.__path__[0])))


async def _upgrade(url: str, revisions: Path) -> None:
    engine = create_async_engine(url, hide_parameters=True)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_run, revisions)
            await connection.commit()
    finally:
        await engine.dispose()


def _run(connection: Connection, revisions: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(ENVIRONMENT))
    config.set_main_option("version_locations", str(revisions))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
