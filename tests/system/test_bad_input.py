"""Bad input: a clear error that says where and what to do, and nothing is kept."""

import socket
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from tests.builders import a_csv
from tests.running import Suite
from tests.system.jobs import finished, refused, upload

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (PNG, "ERR-1001", "CSV"),
        (b"", "ERR-1003", "empty"),
        (b"Customer ID,Tenure\n", "ERR-1004", "header"),
        (b"Color,Size\nred,1\nred,1\n", "ERR-1005", "customer"),
    ],
)
def test_a_file_that_cannot_be_scored_is_refused_and_not_kept(
    client: httpx.Client, content: bytes, code: str, words: str
) -> None:
    error = refused(client.post("/v1/uploads", params={"filename": "x.csv"}, content=content), 400, code)

    assert words in error["message"]
    assert client.get("/v1/uploads").json()["total_size"] == 0


def test_a_file_over_50_mb_is_too_large(client: httpx.Client) -> None:
    for size in (50 * 2**20 + 1, 60 * 2**20):
        error = refused(client.post("/v1/uploads", params={"filename": "x.csv"}, content=bytes(size)), 413, "ERR-1002")
        assert error["message"] == "File too large. Maximum 50MB"


def test_a_missing_id_column_is_named_with_its_line(client: httpx.Client) -> None:
    error = refused(client.post("/v1/uploads", content=b"Color,Size\nred,1\nred,1\n"), 400, "ERR-1005")

    assert "line 1" in error["message"].lower()
    assert error["details"]


def test_a_content_type_that_is_no_csv_is_refused(client: httpx.Client) -> None:
    refused(client.post("/v1/uploads", content=a_csv(), headers={"content-type": "application/json"}), 415, "ERR-1007")


def test_a_body_that_is_cut_short_leaves_nothing(suite: Suite, user: str, client: httpx.Client) -> None:
    host, port = suite.gateway.removeprefix("http://").split(":")
    whole = a_csv(10_000)
    head = f"POST /v1/uploads?filename=x.csv HTTP/1.1\r\nhost: {host}\r\nauthorization: {suite.authorization(user)}\r\n"
    for framing, body in (
        (f"content-length: {len(whole)}\r\n\r\n", whole[:50_000]),
        ("transfer-encoding: chunked\r\n\r\n", f"{50_000:x}\r\n".encode() + whole[:50_000] + b"\r\n"),
    ):
        for _ in range(10):
            with socket.create_connection((host, int(port))) as connection:
                connection.sendall((head + framing).encode() + body)

    # A whole upload behind them in line has been taken, so they are over.
    upload(client, a_csv())
    assert client.get("/v1/uploads").json()["total_size"] == 1


@pytest.mark.parametrize("identifier", [str(uuid4()), "x", "..%2e", "1' OR '1'='1"])
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/v1/uploads/{}", "ERR-1010"),
        ("/v1/uploads/{}/download", "ERR-1010"),
        ("/v1/predictions/{}", "ERR-2001"),
        ("/v1/predictions/{}:watch", "ERR-2001"),
        ("/v1/predictions/{}/download", "ERR-2001"),
        ("/v1/predictions/{}/summary", "ERR-2001"),
        ("/v1/models/{}", "ERR-3001"),
    ],
)
def test_what_does_not_exist_is_not_found(client: httpx.Client, path: str, code: str, identifier: str) -> None:
    refused(client.get(path.format(identifier)), 404, code)


def test_another_users_things_are_not_found(suite: Suite, client: httpx.Client) -> None:
    created = upload(client, a_csv())
    finished(client, created["prediction_id"])
    with suite.client("somebody else") as stranger:
        for path, code in (
            (f"/v1/uploads/{created['upload_id']}", "ERR-1010"),
            (f"/v1/uploads/{created['upload_id']}/download", "ERR-1010"),
            (f"/v1/predictions/{created['prediction_id']}", "ERR-2001"),
            (f"/v1/predictions/{created['prediction_id']}:watch", "ERR-2001"),
            (f"/v1/predictions/{created['prediction_id']}/download", "ERR-2001"),
            (f"/v1/predictions/{created['prediction_id']}/summary", "ERR-2001"),
        ):
            refused(stranger.get(path), 404, code)
        refused(stranger.post(f"/v1/predictions/{created['prediction_id']}:cancel", json={}), 404, "ERR-2001")


def test_a_finished_prediction_cannot_be_cancelled(client: httpx.Client) -> None:
    prediction_id = upload(client, a_csv())["prediction_id"]
    finished(client, prediction_id)

    refused(client.post(f"/v1/predictions/{prediction_id}:cancel", json={}), 409, "ERR-2003")


@pytest.mark.parametrize(
    ("query", "code"), [("page_size=1001", "ERR-4001"), ("page_size=-1", "ERR-4001"), ("page_token=x", "ERR-4002")]
)
def test_an_impossible_page_is_refused(client: httpx.Client, query: str, code: str) -> None:
    for path in ("/v1/predictions", "/v1/uploads", "/v1/models"):
        refused(client.get(f"{path}?{query}"), 400, code)


@pytest.mark.parametrize("query", ["bogus=1", "page_size=many", "status=SLEEPING"])
def test_a_parameter_that_does_not_exist_is_refused(client: httpx.Client, query: str) -> None:
    refused(client.get(f"/v1/predictions?{query}"), 400, "ERR-4000")


def test_a_caller_without_a_token_gets_nowhere_but_to_health(suite: Suite) -> None:
    with httpx.Client(base_url=suite.gateway) as stranger:
        for path in ("/v1/predictions", "/v1/models", "/nowhere", "/"):
            answer = stranger.get(path)
            refused(answer, 401, "ERR-4010")
            assert answer.headers["www-authenticate"] == "Bearer"
        assert stranger.get("/healthz").status_code == 200


def test_an_address_that_does_not_exist_is_not_found(client: httpx.Client) -> None:
    refused(client.get("/v1/nothing"), 404, "ERR-4040")
    refused(client.delete("/v1/models"), 405, "ERR-4050")


def test_a_header_that_grpc_cannot_carry_does_not_harm_the_call(client: httpx.Client) -> None:
    assert client.get("/v1/models", headers={"x!y$z": "1", "'": "2"}).status_code == 200


def test_an_object_where_a_text_belongs_is_the_callers_fault(client: httpx.Client) -> None:
    customer = {"customer_id": "1", "own": {"colour": {}}}
    refused(client.post("/v1/customers:score", json={"customers": [customer]}), 400, "ERR-4001")
