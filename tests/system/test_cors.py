"""What browsers let a page of another origin do: the one that is listed all that it needs, every other one nothing."""

from collections.abc import Iterator

import httpx
import pytest

from tests.builders import a_csv
from tests.running import FRONTEND, Suite
from tests.system.jobs import upload

# What a page may send and read besides what browsers always let through.
SENT = {"authorization", "content-type", "idempotency-key", "if-none-match"}
READ = {"content-disposition", "etag", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "retry-after", "x-request-id"}


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


def _preflight(suite: Suite, method: str, path: str, origin: str = FRONTEND) -> httpx.Response:
    """What is asked before the call itself, and without a token."""
    asked = {"origin": origin, "access-control-request-method": method, "access-control-request-headers": ",".join(sorted(SENT))}
    return httpx.options(f"{suite.gateway}{path}", headers=asked)


def _names(listed: str) -> set[str]:
    return {name.strip().lower() for name in listed.split(",")}


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/v1/uploads"), ("GET", "/v1/models"), ("DELETE", "/v1/uploads/x"), ("POST", "/v1/models:train")],
)
def test_the_listed_origin_may_call_with_the_headers_that_it_needs(suite: Suite, method: str, path: str) -> None:
    answer = _preflight(suite, method, path)

    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == FRONTEND
    assert method in answer.headers["access-control-allow-methods"]
    assert _names(answer.headers["access-control-allow-headers"]) >= SENT
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin", ["https://app.example.com.evil.test", "http://app.example.com", "https://app.example.com:8443", "null"]
)
def test_an_origin_that_only_looks_like_the_listed_one_may_not(suite: Suite, client: httpx.Client, origin: str) -> None:
    for answer in (_preflight(suite, "GET", "/v1/models", origin), client.get("/v1/models", headers={"origin": origin})):
        assert "access-control-allow-origin" not in answer.headers


def test_the_listed_origin_reads_the_headers_of_answers_and_of_errors(client: httpx.Client) -> None:
    path = f"/v1/uploads/{upload(client, a_csv())['upload_id']}"
    etag = client.get(path).headers["etag"]
    answers = {
        200: client.get(path, headers={"origin": FRONTEND}),
        304: client.get(path, headers={"origin": FRONTEND, "if-none-match": etag}),
        401: client.get(path, headers={"origin": FRONTEND, "authorization": ""}),
        404: client.get("/v1/uploads/x", headers={"origin": FRONTEND}),
    }

    assert {status: answer.status_code for status, answer in answers.items()} == {status: status for status in answers}
    for answer in answers.values():
        assert answer.headers["access-control-allow-origin"] == FRONTEND
        assert _names(answer.headers["access-control-expose-headers"]) >= READ
