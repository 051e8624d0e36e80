"""PostgreSQL: a pool of connections, and transactions that see one user's rows."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import asyncpg
import structlog
from sqlalchemy import Select, Table, TextClause, func, or_, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from services.runtime import metrics
from services.runtime.errors import DatabaseUnavailable
from services.runtime.pages import Position
from services.runtime.settings import DatabaseOptions

log = structlog.get_logger(__name__)

# Three tries, waiting 0.2 s and 0.4 s between them: long enough for a restart of PostgreSQL, short enough for a caller.
TRIES = 3
FIRST_WAIT_S = 0.2

# What SQLSTATE (PostgreSQL, appendix A) begins with where it tells of the server, not of the statement: read-only after a
# failover, a deadlock, no room or memory, a lock, an operator's doing, a broken disk. Another try may go well.
CONDITIONS = ("25006", "40", "53", "55", "57", "58")

NOT_CONNECTED = (OSError, PoolTimeout, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError, DBAPIError)


class Database:
    """One service's own database. Every transaction acts for one user, or as the relay that sees ids only."""

    def __init__(self, engine: AsyncEngine, relay_role: str | None = None) -> None:
        self._engine = engine
        # The same pool, where each statement is a transaction of its own.
        self._at_once = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._relay_role = relay_role

    @asynccontextmanager
    async def transaction(self, user_id: str) -> AsyncIterator[AsyncConnection]:
        """A transaction in which row-level security shows the rows of ``user_id`` only.

        Commits at the end of the block and rolls back on any exception. Raises DatabaseUnavailable after three tries to connect,
        or where the connection is lost, or the server cannot do its work.
        """
        async with self._begin() as tx:
            await tx.execute(text("SELECT set_config('app.user_id', :user_id, true)"), {"user_id": user_id})
            yield tx

    @asynccontextmanager
    async def relay_transaction(self) -> AsyncIterator[AsyncConnection]:
        """A transaction of the background tasks: it sees every user's unfinished work, but only the columns it needs."""
        async with self._begin() as tx:
            # The name is a constant of the service, never a value from outside.
            await tx.execute(text(f"SET LOCAL ROLE {self._relay_role}"))
            yield tx

    async def value(self, query: TextClause, given: Mapping[str, Any]) -> Any:
        """The one value of a query that acts for nobody, or says itself for whom: one round trip. Raises DatabaseUnavailable."""
        async with self._connected(self._at_once) as connection:
            return (await connection.execute(query, given)).scalar_one()

    async def check(self) -> None:
        """Raise DatabaseUnavailable unless the database answers."""
        async with self._begin() as tx:
            await tx.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()

    @asynccontextmanager
    async def _begin(self) -> AsyncIterator[AsyncConnection]:
        async with self._connected(self._engine) as connection, connection.begin():
            yield connection

    @asynccontextmanager
    async def _connected(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        connection = await self._connect(engine)
        try:
            yield connection
        except DBAPIError as error:
            if error.connection_invalidated or str(getattr(error.orig, "sqlstate", "")).startswith(CONDITIONS):
                raise unavailable() from error
            raise
        except (OSError, asyncpg.PostgresConnectionError) as error:
            raise unavailable() from error
        finally:
            await connection.close()

    async def _connect(self, engine: AsyncEngine) -> AsyncConnection:
        for attempt in range(1, TRIES + 1):
            try:
                return await engine.connect()
            except NOT_CONNECTED as error:
                log.warning("database.not_connected", attempt=attempt, fault=type(error).__name__)
                if attempt == TRIES:
                    raise unavailable() from error
                await asyncio.sleep(FIRST_WAIT_S * 2 ** (attempt - 1))
        raise AssertionError("the loop returns or raises")


async def clock_time(tx: AsyncConnection) -> datetime:
    """The time by the database's clock, which is the same for all processes."""
    moment: datetime = (await tx.execute(select(func.clock_timestamp()))).scalar_one()
    return moment


async def take_turn(tx: AsyncConnection, name: str) -> None:
    """Wait until no other transaction has the turn of this name, and have it until the end of ``tx``."""
    await tx.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def newest_first(query: Select[Any], table: Table, after: Position | None, limit: int) -> Select[Any]:
    """The first ``limit`` rows behind ``after`` in the order (created_at desc, id desc), which the table's index has."""
    if after is not None:
        # The first condition is the range of the index; the second only sorts out what has the same time.
        query = query.where(
            table.c.created_at <= after.created_at, or_(table.c.created_at < after.created_at, table.c.id < after.id)
        )
    return query.order_by(table.c.created_at.desc(), table.c.id.desc()).limit(limit)


def unavailable() -> DatabaseUnavailable:
    """What a caller is told when PostgreSQL does not answer."""
    return DatabaseUnavailable("The database does not answer. Please try again in a moment.", retry_after_s=5)


def open_database(options: DatabaseOptions, *, process: str, relay_role: str | None = None) -> Database:
    """A Database with its pool, whose state is exported; connects on first use. ``relay_role`` is for relay_transaction."""
    engine = create_async_engine(
        options.url,
        pool_size=options.pool_size,
        max_overflow=options.max_overflow,
        pool_timeout=options.pool_timeout_s,
        pool_recycle=options.pool_recycle_s,
        pool_pre_ping=options.pool_pre_ping,
        # Errors would otherwise repeat the parameters of the statement, and with them the user's values.
        hide_parameters=True,
        connect_args={
            "timeout": options.connect_timeout_s,
            "command_timeout": options.command_timeout_s,
            # Our statements are short; compiling them costs more than it saves.
            "server_settings": {"application_name": process, "jit": "on" if options.jit else "off"},
        },
    )
    pool = engine.pool
    for state in ("size", "checkedin", "checkedout", "overflow"):
        metrics.watch_pool(state, getattr(pool, state))
    return Database(engine, relay_role)
