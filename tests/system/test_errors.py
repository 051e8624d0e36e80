"""Whatever goes wrong, and wherever: an error has one shape, its own code, and is JSON."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.running import Suite
from tests.system import ill_services
from tests.system.jobs import refused

TOO_LARGE = "x" * 9 * 2**20


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


@pytest.fixture(scope="module")
def ill_client(suite: Suite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a gateway like the suite's, whose services are ill."""
    folder: Path = tmp_path_factory.mktemp("ill")
    headers = {"authorization": suite.authorization("patient")}
    with ill_services.gateway(suite, folder) as address, httpx.Client(base_url=address, headers=headers, timeout=30) as opened:
        yield opened


@pytest.mark.parametrize(
    ("ask", "status", "code"),
    [
        (lambda client: client.get("/v1/nowhere"), 404, "ERR-4040"),
        (lambda client: client.put("/v1/uploads"), 405, "ERR-4050"),
        (lambda client: client.get("/v1/uploads", headers={"authorization": ""}), 401, "ERR-4010"),
        (lambda client: client.post("/v1/customers:score", content=b"{"), 400, "ERR-4000"),
        (lambda client: client.post("/v1/customers:score", json={"customers": [{"customer_id": TOO_LARGE}]}), 413, "ERR-2005"),
        (lambda client: client.post("/v1/models:train", json={"prediction_ids": [TOO_LARGE]}), 413, "ERR-4130"),
        (lambda client: client.post("/v1/uploads", content=bytes(60 * 10**6)), 413, "ERR-1002"),
        (lambda client: client.post("/v1/outcomes?prediction_id=x", content=bytes(60 * 10**6)), 413, "ERR-3011"),
        (lambda client: client.get("/v1/uploads", headers={"x-filler": "x" * 40_000}), 431, "ERR-4310"),
    ],
    ids=["address", "method", "token", "json", "scores", "body", "file", "outcomes", "headers"],
)
def test_what_the_gateway_refuses_has_the_one_shape(
    client: httpx.Client, ask: Callable[[httpx.Client], httpx.Response], status: int, code: str
) -> None:
    refused(ask(client), status, code)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", ill_services.ABSENT, 503, "ERR-9003"),
        ("GET", ill_services.DYING, 503, "ERR-9003"),
        ("GET", ill_services.FADING, 503, "ERR-9003"),
        ("POST", ill_services.SILENT, 504, "ERR-9010"),
        ("GET", ill_services.HESITANT, 504, "ERR-9010"),
        ("GET", ill_services.CRASHING, 500, "ERR-9000"),
    ],
    ids=[
        "it is down",
        "it dies during the call",
        "it dies in the middle of its answer",
        "it does not answer",
        "it stops in the middle of its answer",
        "it crashes",
    ],
)
def test_what_an_ill_service_leads_to_has_the_one_shape(
    ill_client: httpx.Client, method: str, path: str, status: int, code: str
) -> None:
    error = refused(ill_client.request(method, path), status, code)

    assert ill_services.SECRET not in error["message"]


@pytest.mark.parametrize("path", ["/v1/uploads", "/v1/predictions", "/v1/models"])
def test_headers_that_the_gateway_lets_in_are_not_too_large_for_a_service(client: httpx.Client, path: str) -> None:
    assert client.get(path, headers={"cookie": "a=" + "x" * 30_000}).status_code == 200
    # The gateway hands the address on in a header.
    assert client.get(f"{path}/{'x' * 30_000}").status_code == 404
