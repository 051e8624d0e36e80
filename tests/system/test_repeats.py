"""A request that is sent again, by its field or by its header."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.builders import a_csv
from tests.running import Suite
from tests.system.jobs import refused


def _send(client: httpx.Client, content: bytes, name: dict[str, dict[str, str]]) -> httpx.Response:
    query = {"filename": "x.csv", **name.get("params", {})}
    return client.post("/v1/uploads", params=query, content=content, headers=name.get("headers"))


@pytest.mark.parametrize("name", [{"params": {"request_id": "march"}}, {"headers": {"Idempotency-Key": "march"}}])
def test_the_same_request_again_gets_the_first_upload(suite: Suite, user: str, name: dict[str, dict[str, str]]) -> None:
    with suite.client(user) as client, ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(lambda _: _send(client, a_csv(), name), range(4)))
        other = _send(client, a_csv(5), name)
        total = client.get("/v1/uploads").json()["total_size"]

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["upload_id"] for answer in answers}) == 1
    refused(other, 409, "ERR-4032")
    assert total == 1


def test_two_users_may_choose_the_same_name(suite: Suite, user: str) -> None:
    name = {"headers": {"Idempotency-Key": "march"}}
    with suite.client(user) as client, suite.client(f"{user}-neighbour") as neighbour:
        mine, theirs = _send(client, a_csv(), name), _send(neighbour, a_csv(), name)

    assert mine.json()["upload_id"] != theirs.json()["upload_id"]
