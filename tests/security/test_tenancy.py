"""Nobody sees anything of another user: not through any call, and not with our own conditions left out."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import grpc
import httpx
import pytest
from google.api import annotations_pb2
from google.protobuf import descriptor_pb2
from sqlalchemy import text

from deploy.local.gateway import DESCRIPTORS
from services.runtime.database import Database, open_database
from services.runtime.settings import DatabaseOptions
from tests.builders import a_csv
from tests.running import Suite
from tests.system.jobs import finished, upload

REQUESTS = 10_000
AT_ONCE = 32
SERVICES = ("ingest", "scoring", "catalog")


@dataclass(frozen=True)
class Method:
    """A call that names one thing by its id: its REST form and its gRPC form."""

    verb: str
    path: str
    full_name: str
    field: str


def _methods() -> Iterator[Method]:
    """All calls of the API with exactly one id in their path, read from the descriptors: a new one is asked for by itself."""
    files = descriptor_pb2.FileDescriptorSet.FromString(DESCRIPTORS.read_bytes())
    for file in files.file:
        for service in file.service:
            for method in service.method:
                rule = method.options.Extensions[annotations_pb2.http]
                verb = rule.WhichOneof("pattern")
                path = getattr(rule, verb) if verb else ""
                if path.count("{") == 1:
                    field = path.partition("{")[2].partition("}")[0]
                    yield Method(verb.upper(), path, f"/{file.package}.{service.name}/{method.name}", field)


METHODS = list(_methods())


@dataclass(frozen=True)
class Neighbour:
    """A user with one of everything; ``ids`` are of all kinds."""

    name: str
    ids: tuple[str, ...]


@pytest.fixture(scope="module")
def neighbour(suite: Suite) -> Neighbour:
    """Somebody whose things the others ask for."""
    name = f"neighbour-{uuid4()}"
    with suite.client(name) as client:
        created = upload(client, a_csv())
        finished(client, created["prediction_id"])
        doubtful = upload(client, a_csv(30, ["Customer ID", "Tenure", "Fee", "Contract"]))
        mappings = [mapping["mapping_id"] for mapping in client.get("/v1/mappings").json()["mappings"]]
    return Neighbour(name, (created["upload_id"], created["prediction_id"], doubtful["upload_id"], *mappings))


def test_the_descriptors_have_the_calls_that_are_asked_for() -> None:
    assert {"GET", "POST", "DELETE"} <= {method.verb for method in METHODS}
    assert len(METHODS) >= 12


@pytest.mark.timeout(600)
async def test_ten_thousand_random_requests_for_anothers_things_find_nothing(suite: Suite, neighbour: Neighbour) -> None:
    """Half of them are REST calls and half gRPC calls through the gateway, by a hundred users."""
    chance = random.Random(20_260_601)
    signed_in = [suite.authorization(f"stranger-{number}") for number in range(100)]
    drawn = iter([(chance.choice(METHODS), chance.choice(neighbour.ids), chance.choice(signed_in)) for _ in range(REQUESTS)])
    answers: Counter[tuple[str, str]] = Counter()
    limits = httpx.Limits(max_connections=AT_ONCE)

    async def ask(client: httpx.AsyncClient, channel: grpc.aio.Channel) -> None:
        for number, (method, identifier, authorization) in enumerate(drawn):
            if number % 2:
                answers["REST", await _rest(client, method, identifier, authorization)] += 1
            else:
                answers["gRPC", await _native(channel, method, identifier, authorization)] += 1

    async with (
        httpx.AsyncClient(base_url=suite.gateway, limits=limits, timeout=60) as client,
        grpc.aio.insecure_channel(suite.gateway.removeprefix("http://")) as channel,
        asyncio.TaskGroup() as group,
    ):
        for _ in range(AT_ONCE):
            group.create_task(ask(client, channel))

    assert set(answers) == {("REST", "404"), ("gRPC", "NOT_FOUND")}, answers
    assert answers.total() == REQUESTS
    with suite.client(neighbour.name) as owner:
        # All that is the neighbour's is still there.
        assert owner.get("/v1/uploads").json()["total_size"] == 2
        assert owner.get(f"/v1/predictions/{neighbour.ids[1]}").json()["status"] == "COMPLETED"


async def _rest(client: httpx.AsyncClient, method: Method, identifier: str, authorization: str) -> str:
    path = method.path.replace("{" + method.field + "}", identifier)
    body: dict[str, Any] = {"json": {}} if method.verb == "POST" else {}
    answer = await client.request(method.verb, path, headers={"authorization": authorization}, **body)
    return str(answer.status_code)


async def _native(channel: grpc.aio.Channel, method: Method, identifier: str, authorization: str) -> str:
    # The id is the first field of every such request, a string of 36 letters.
    request = b"\x0a\x24" + identifier.encode()
    call: Any = channel.unary_stream(method.full_name)
    try:
        async for _ in call(request, metadata=(("authorization", authorization),), timeout=60):
            return "an answer"
    except grpc.aio.AioRpcError as refusal:
        return str(refusal.code().name)
    return "OK"


@pytest.fixture
async def databases(suite: Suite) -> AsyncIterator[dict[str, Database]]:
    """The databases of the running suite, as the services themselves see them."""
    opened = {service: open_database(DatabaseOptions(url=suite.database_url(service)), process="tests") for service in SERVICES}
    yield opened
    for database in opened.values():
        await database.close()


# Of every table that the service itself may read and that holds rows of users.
TABLES = """
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'
"""
WITHOUT_USERS = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname = 'public' AND c.relname <> 'alembic_version'
    AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped)
"""


@pytest.mark.parametrize("service", SERVICES)
async def test_with_our_own_conditions_left_out_row_level_security_shows_nothing_of_another_user(
    databases: dict[str, Database], neighbour: Neighbour, service: str
) -> None:
    """For every table in the catalogues of PostgreSQL, so that a new table is held to it as well."""
    async with databases[service].transaction(neighbour.name) as tx:
        tables = (await tx.execute(text(TABLES))).all()
        assert tables
        assert [name for name, is_forced in tables if not is_forced] == []
        assert (await tx.execute(text(WITHOUT_USERS))).all() == []
        readable = [name for name, _ in tables if await _may_read(tx, name)]
        owned = {name: await _count(tx, name, neighbour.name) for name in readable}
    async with databases[service].transaction("somebody else altogether") as tx:
        seen = {name: await _count(tx, name, neighbour.name) for name in readable}

    assert seen == dict.fromkeys(seen, 0)
    # There was something to be seen, but in the catalog, whose rows users make by training.
    assert service == "catalog" or sum(owned.values()) > 0


async def _may_read(tx: Any, table: str) -> bool:
    return bool((await tx.execute(text("SELECT has_table_privilege(:table, 'SELECT')"), {"table": table})).scalar_one())


async def _count(tx: Any, table: str, user_id: str) -> int:
    """Rows of ``user_id`` among all rows that a statement without any condition of ours sees."""
    rows = (await tx.execute(text(f'SELECT user_id FROM "{table}"'))).scalars().all()  # noqa: S608 - a name from the catalogue
    return sum(row == user_id for row in rows)
