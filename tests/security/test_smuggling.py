"""Header smuggling: one request is one request, and no caller speaks for the gateway."""

import grpc
import httpx
import pytest

from retainwise.ingest.v1 import upload_service_pb2, upload_service_pb2_grpc
from tests.builders import a_csv
from tests.running import Suite
from tests.security.wire import Wire, statuses
from tests.system.jobs import upload

HIDDEN = b"GET /healthz HTTP/1.1\r\nhost: api\r\n\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        ("content-length: 5", "transfer-encoding: chunked"),
        ("transfer-encoding: chunked", "content-length: 5"),
        ("content-length: 5", "content-length: 50"),
        ("content-length: 5, 50",),
        ("content-length: +5",),
        ("content-length: -1",),
        ("content-length: 0x5",),
        ("transfer-encoding: xchunked",),
        ("transfer-encoding: identity, chunked",),
        ("transfer-encoding: chunked", "transfer-encoding: identity"),
        ("transfer-encoding : chunked",),
        ("transfer-encoding: \x0bchunked",),
    ],
    ids=lambda headers: " & ".join(headers).replace("\x0b", "<VT>"),
)
def test_header_smuggling_by_length_and_transfer_encoding_is_refused(wire: Wire, headers: tuple[str, ...]) -> None:
    answer = wire.answer(wire.head("POST /v1/uploads", *headers) + b"0\r\n\r\n" + HIDDEN)

    assert statuses(answer)[0] in (400, 501)
    # The connection is closed, so what was hidden behind is never a request.
    assert len(statuses(answer)) == 1


@pytest.mark.parametrize(
    "body", [b"5\nhello\n0\n\n", b"5;\nhello\r\n0\r\n\r\n", b"0x5\r\nhello\r\n0\r\n\r\n", b"-5\r\nhello\r\n0\r\n\r\n"]
)
def test_header_smuggling_by_a_malformed_chunk_is_refused(wire: Wire, body: bytes) -> None:
    answer = wire.answer(wire.head("POST /v1/uploads", "transfer-encoding: chunked") + body + HIDDEN)

    assert statuses(answer) in ([400], [])


@pytest.mark.parametrize("lone", ["\n", "\r"], ids=["lf", "cr"])
def test_header_smuggling_by_a_bare_line_feed_gains_nothing(wire: Wire, client: httpx.Client, lone: str) -> None:
    """A lone LF ends a header line (RFC 9112 allows that), and what then stands there is a caller's header like any other."""
    upload(client, a_csv())
    trusted = lone.join(["x-note: 1", "x-user-id: somebody else", "x-jwt-payload: e30"])
    head = wire.head("GET /v1/uploads", trusted, "connection: close")

    answer = wire.answer(head)

    assert statuses(answer) == [200]
    assert b'"total_size":1' in answer


@pytest.mark.parametrize("header", ["x-note: a\0b", "x note: 1", ": 1", "x-no\x01te: 1"])
def test_header_smuggling_by_a_malformed_header_is_refused(wire: Wire, header: str) -> None:
    assert wire.answers(wire.head("GET /v1/uploads", header)) == [400]


@pytest.mark.parametrize("path", ["/v1/models", "/openapi.json", "/nowhere", "/v1/uploads/unknown"])
def test_an_error_to_head_has_no_body_that_would_be_the_next_answer(wire: Wire, path: str) -> None:
    answer = wire.answer(wire.head(f"HEAD {path}") + wire.head("GET /healthz", "connection: close"))

    _, _, rest = answer.partition(b"\r\n\r\n")
    assert rest.startswith(b"HTTP/1.1 200 OK\r\n")


def test_an_error_to_head_has_no_body_where_the_request_is_refused_before_its_path_is_read(wire: Wire) -> None:
    head, _, rest = wire.answer(wire.head("HEAD /v1/uploads/%2e%2e%2f", "connection: close")).partition(b"\r\n\r\n")

    assert statuses(head) == [400]
    assert rest == b""
    assert b"x-request-method" not in head


TRUSTED = {
    "x-user-id": "somebody else",
    "x-jwt-payload": "eyJzdWIiOiJzb21lYm9keSBlbHNlIn0",
    "x-jwt-sub": "somebody else",
    "x-envoy-original-path": "/v1/models:active",
    "x-envoy-upstream-rq-timeout-ms": "1",
    "x-envoy-retry-on": "5xx",
    "x-envoy-force-trace": "1",
    "x-envoy-internal": "true",
    "x-forwarded-for": "127.0.0.1",
    "x-original-url": "/v1/models:active",
    "x-rewrite-url": "/v1/models:active",
    "x-http-method-override": "DELETE",
    "x-content-length": "1",
    "x-request-id": "chosen-by-the-caller",
    "app.user_id": "somebody else",
    "grpc-timeout": "1n",
    "grpc-encoding": "gzip",
    "te": "trailers",
}


@pytest.mark.parametrize("name", TRUSTED)
def test_trusted_headers_of_a_client_change_nothing(client: httpx.Client, name: str) -> None:
    mine = upload(client, a_csv())["upload_id"]

    answer = client.get(f"/v1/uploads/{mine}", headers={name: TRUSTED[name]})

    assert answer.status_code == 200, answer.text
    assert answer.json()["upload_id"] == mine
    assert answer.headers["x-request-id"] != TRUSTED["x-request-id"]


@pytest.mark.parametrize("name", TRUSTED)
def test_trusted_headers_of_a_client_change_no_upload(client: httpx.Client, name: str) -> None:
    headers = {name: TRUSTED[name], "content-type": "text/csv"}
    answer = client.post("/v1/uploads", content=a_csv(), headers=headers)

    assert answer.status_code == 200, answer.text
    assert client.get("/v1/uploads").json()["total_size"] == 1


def test_trusted_headers_named_with_underscores_do_not_pass_for_the_real_ones(wire: Wire) -> None:
    answer = wire.answer(wire.head("GET /v1/uploads", "x_user_id: eve", "content_length: 5", "connection: close"))

    assert statuses(answer) == [200]


def test_a_second_authorization_header_lets_nobody_in(suite: Suite, wire: Wire) -> None:
    spoilt = suite.authorization("eve")[:-6] + "AAAAAA"
    for headers in ((f"authorization: {spoilt}",), ("authorization: Bearer x",), ("authorization: Basic YTpi",)):
        assert wire.answers(wire.head("GET /v1/uploads", *headers, "connection: close")) == [401]


@pytest.mark.parametrize("place", ["access_token={}", "token={}", "authorization=Bearer%20{}"])
def test_a_token_in_the_address_is_none(suite: Suite, place: str) -> None:
    token = suite.authorization("ann").removeprefix("Bearer ")

    assert httpx.get(f"{suite.gateway}/v1/models:active?{place.format(token)}").status_code == 401


@pytest.mark.parametrize("timeout", ["1n", "0S", "99999999H", "999999999999H", "-1S", "x"])
def test_grpc_timeout_games_break_nothing(suite: Suite, user: str, timeout: str) -> None:
    with suite.channel() as channel:
        stub = upload_service_pb2_grpc.UploadServiceStub(channel)
        metadata = (("authorization", suite.authorization(user)), ("grpc-timeout", timeout))
        try:
            stub.ListUploads(upload_service_pb2.ListUploadsRequest(), metadata=metadata, timeout=20)
        except grpc.RpcError as refusal:
            # gRPC's own library says INTERNAL of a header that it cannot send.
            assert refusal.code() in (grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.INTERNAL, grpc.StatusCode.UNAVAILABLE)  # noqa: PT017 - some pass
        stub.ListUploads(upload_service_pb2.ListUploadsRequest(), metadata=metadata[:1], timeout=20)


def test_a_service_believes_no_header_but_the_token(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        upload(client, a_csv())
    forged = (("authorization", suite.authorization("eve")), ("x-user-id", user), ("x-jwt-payload", "e30"), ("app.user_id", user))
    with suite.channel("ingest") as channel:
        answer = upload_service_pb2_grpc.UploadServiceStub(channel).ListUploads(
            upload_service_pb2.ListUploadsRequest(), metadata=forged, timeout=20
        )
    assert answer.total_size == 0


def test_a_request_in_http_1_0_is_refused_as_the_callers_fault(wire: Wire) -> None:
    answer = wire.answer(b"GET /healthz HTTP/1.0\r\n\r\n")

    assert statuses(answer) == [426]
    assert b"ERR-4000" in answer
