"""Reads that say which state they are, and are not sent again while that is right."""

from collections.abc import Iterator

import httpx
import pytest

from tests.builders import a_csv
from tests.running import Suite
from tests.system.jobs import finished, upload


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/v1/uploads", "/v1/predictions", "/v1/models", "/v1/models:active", "/v1/mappings"])
def test_an_answer_that_the_caller_has_is_not_sent_again(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": f'"other", {first.headers["etag"]}'})

    assert first.headers["cache-control"] == "private, no-cache"
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    # The connection is whole: the next call on it is answered.
    assert client.get(path).json() == first.json()


def test_a_write_makes_another_state(client: httpx.Client) -> None:
    before = client.get("/v1/uploads").headers["etag"]
    created = upload(client, a_csv())
    after = client.get("/v1/uploads", headers={"if-none-match": before})
    assert (after.status_code, after.json()["total_size"]) == (200, 1)

    finished(client, created["prediction_id"])
    done = client.get(f"/v1/predictions/{created['prediction_id']}")
    known = {"if-none-match": done.headers["etag"]}
    assert client.get(f"/v1/predictions/{created['prediction_id']}", headers=known).status_code == 304


def test_another_users_etag_is_worth_nothing(suite: Suite, client: httpx.Client) -> None:
    upload(client, a_csv())
    etag = client.get("/v1/uploads").headers["etag"]
    with suite.client("a stranger to caches") as stranger:
        assert stranger.get("/v1/uploads", headers={"if-none-match": etag}).status_code == 200


def test_an_error_is_sent_whatever_the_caller_has(client: httpx.Client) -> None:
    assert client.get("/v1/predictions/x", headers={"if-none-match": "*"}).status_code == 404
