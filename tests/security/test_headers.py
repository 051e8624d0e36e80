"""Security headers stand on every answer, whoever made it."""

import httpx
import pytest

from tests.builders import a_csv
from tests.running import Suite
from tests.security.wire import Wire
from tests.system.jobs import finished, upload

EXPECTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}
# Nobody but the caller keeps an answer, and who keeps it asks before using it again.
CACHING = ("no-store", "private, no-cache")


def _checked(headers: httpx.Headers) -> None:
    assert {name: headers.get(name) for name in EXPECTED} == EXPECTED
    assert headers["cache-control"] in CACHING
    assert "server" not in headers
    assert not [name for name in headers if name.startswith(("x-envoy-", "grpc-"))]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/v1/uploads", 200),
        ("GET", "/v1/uploads/unknown", 404),
        ("GET", "/nowhere", 404),
        ("PUT", "/v1/uploads", 405),
        ("POST", "/v1/uploads", 400),
        ("GET", "/v1/uploads?bogus=1", 400),
        ("GET", "/v1/uploads/%2e%2e%2f", 400),
    ],
)
def test_security_headers_are_on_every_answer(client: httpx.Client, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)

    assert answer.status_code == status
    _checked(answer.headers)


def test_security_headers_are_on_files_and_streams(client: httpx.Client) -> None:
    created = upload(client, a_csv())
    finished(client, created["prediction_id"])

    for path in (f"uploads/{created['upload_id']}/download", f"predictions/{created['prediction_id']}:watch"):
        _checked(client.get(f"/v1/{path}").headers)


def test_security_headers_are_on_answers_to_strangers(suite: Suite) -> None:
    _checked(httpx.get(f"{suite.gateway}/v1/uploads").headers)


@pytest.mark.parametrize(
    ("line", "header"),
    [("GET /v1/uploads", "x: \0"), ("GET /v1/uploads", f"x: {'x' * 40_000}"), ("GET /v1/uploads", "transfer-encoding: odd")],
    ids=["malformed", "too_large", "not_known"],
)
def test_security_headers_are_on_refusals_before_any_rule_is_read(wire: Wire, line: str, header: str) -> None:
    head, _, _ = wire.answer(wire.head(line, header)).partition(b"\r\n\r\n")

    _checked(httpx.Headers(dict(row.split(": ", 1) for row in head.decode().split("\r\n")[1:])))


def test_cors_lets_no_other_origin_read(client: httpx.Client) -> None:
    asked = {"origin": "https://evil.test", "access-control-request-method": "GET"}

    assert "access-control-allow-origin" not in client.options("/v1/uploads", headers=asked).headers
    assert "access-control-allow-origin" not in client.get("/v1/uploads", headers={"origin": "https://evil.test"}).headers
