"""Callers who want to use everything up: slow, huge, deep, half done, and many at once."""

import gzip
import resource
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.builders import a_csv
from tests.running import Suite, wait_until
from tests.security.wire import Wire, statuses
from tests.system.jobs import refused, upload

HALF_OPEN = 1000
MIB = 2**20


def _spooled(suite: Suite) -> list[Path]:
    return [path for path in suite.state.rglob("spool*/**/*.csv") if path.is_file()]


def _memory_mib(suite: Suite, part: str) -> float:
    status = Path("/proc", str(suite.process_id(part)), "status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


@pytest.mark.parametrize(
    "headers",
    [
        [f"x-note: {'x' * 40_000}"],
        [f"x-{number}: 1" for number in range(80)],
        [f"{'x' * 40_000}: 1"],
        [f"cookie: {'a=b;' * 20_000}"],
    ],
    ids=["long", "many", "long_name", "cookies"],
)
def test_huge_headers_are_refused(wire: Wire, headers: list[str]) -> None:
    answer = wire.answer(wire.head("GET /v1/uploads", *headers))

    assert statuses(answer) == [431]
    assert b"ERR-4310" in answer


def test_a_huge_address_is_refused(wire: Wire) -> None:
    assert wire.answers(wire.head(f"GET /v1/uploads?filename={'x' * 40_000}")) == [431]


@pytest.mark.parametrize("depth", [200, 10_000, 400_000])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")], ids=["lists", "objects"])
def test_deep_json_is_refused_and_hurts_nobody(client: httpx.Client, depth: int, opening: bytes, closing: bytes) -> None:
    body = b'{"customers":[{"customer_id":' + opening * depth + b"1" + closing * depth + b"}]}"
    answer = client.post("/v1/customers:score", content=body, headers={"content-type": "application/json"})

    assert answer.status_code in (400, 413), answer.text
    assert client.get("/v1/models:active").status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_decompression_bomb_is_not_unpacked(suite: Suite, client: httpx.Client, coding: str) -> None:
    # 200 MiB of blanks: 200 KiB packed.
    packed = gzip.compress(b" " * 200 * MIB, 6) if coding == "gzip" else zlib.compress(b" " * 200 * MIB, 6)
    before_mib = _memory_mib(suite, "ingest")

    answer = client.post("/v1/uploads", content=packed, headers={"content-encoding": coding})

    # An archive by its first bytes, or one line of signs that has no customer id.
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] in ("ERR-1001", "ERR-1005")
    assert _memory_mib(suite, "ingest") - before_mib < 60


def test_a_decompression_bomb_as_json_is_not_unpacked(client: httpx.Client) -> None:
    headers = {"content-encoding": "gzip", "content-type": "application/json"}

    refused(client.post("/v1/customers:score", content=gzip.compress(b" " * 50 * MIB), headers=headers), 400, "ERR-4000")


def test_a_decompression_bomb_as_a_grpc_message_is_refused(suite: Suite, user: str) -> None:
    body = gzip.compress(bytes(200 * MIB))
    frame = b"\x01" + len(body).to_bytes(4, "big") + body
    headers = {
        "authorization": suite.authorization(user),
        "content-type": "application/grpc-web+proto",
        "grpc-encoding": "gzip",
        "x-grpc-web": "1",
    }
    before_mib = _memory_mib(suite, "scoring-1"), _memory_mib(suite, "scoring-2")
    answer = httpx.post(
        f"{suite.gateway}/retainwise.scoring.v1.ScoringService/ScoreCustomers", content=frame, headers=headers, timeout=60
    )

    # 8 is RESOURCE_EXHAUSTED: unpacking ends at the limit of 8 MiB.
    assert answer.headers.get("grpc-status") == "8", (answer.headers, answer.content[:200])
    after_mib = _memory_mib(suite, "scoring-1"), _memory_mib(suite, "scoring-2")
    assert max(after - before for before, after in zip(before_mib, after_mib, strict=True)) < 60


def _drip(wire: Wire, head: bytes, piece: bytes, *, at_most_s: float) -> tuple[float, list[int]]:
    """Send ``piece`` every half second; the seconds until the gateway had enough, and what it answered."""
    began = time.monotonic()
    with wire.connect() as connection:
        connection.sendall(head)
        connection.settimeout(0.5)
        answer = b""
        while time.monotonic() - began < at_most_s:
            try:
                connection.sendall(piece)
                heard = connection.recv(65_536)
            except TimeoutError:
                continue
            except OSError:
                break
            answer += heard
            if not heard:
                break
        return time.monotonic() - began, statuses(answer)


def test_slow_bodies_and_slow_headers_are_cut_off_while_others_are_served(suite: Suite, user: str, wire: Wire) -> None:
    body = wire.head("POST /v1/customers:score", "content-type: application/json", "content-length: 100000")
    with ThreadPoolExecutor() as pool, suite.client(user) as client:
        slow_body = pool.submit(_drip, wire, body, b" ", at_most_s=40)
        slow_headers = pool.submit(_drip, wire, b"GET /v1/uploads HTTP/1.1\r\nx: ", b"x", at_most_s=40)
        waits = []
        while not (slow_body.done() and slow_headers.done()):
            began = time.monotonic()
            assert client.get("/v1/models:active").status_code == 200
            waits.append(time.monotonic() - began)
            time.sleep(0.5)

    assert slow_headers.result()[0] < 20
    assert slow_body.result()[0] < 25
    assert slow_body.result()[1] in ([408], [504])
    assert max(waits) < 5


@pytest.fixture
def many_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4 * HALF_OPEN)), hard))


@pytest.mark.usefixtures("many_files")
def test_a_thousand_half_open_uploads_leave_others_served_and_nothing_behind(suite: Suite, user: str, wire: Wire) -> None:
    before = len(_spooled(suite))
    half = b"\r\n".join([b"%x" % len(a_csv()), a_csv(), b""])
    head = wire.head("POST /v1/uploads", "transfer-encoding: chunked", "content-type: text/csv")
    with ExitStack() as held:
        for _ in range(HALF_OPEN):
            held.enter_context(wire.connect()).sendall(head + half)
        wait_until(lambda: len(_spooled(suite)) - before >= HALF_OPEN, within_s=60)

        with suite.client(f"other-{user}") as other:
            began = time.monotonic()
            assert upload(other, a_csv())["status"] == "queued"
            assert time.monotonic() - began < 10

    wait_until(lambda: len(_spooled(suite)) <= before, within_s=60)
    with suite.client(user) as client:
        assert client.get("/v1/uploads").json()["total_size"] == 0


def test_many_streams_on_one_connection_do_not_keep_others_out(suite: Suite, user: str) -> None:
    """A flood of requests that are given up at once, as in the rapid reset of HTTP/2."""
    stop = threading.Event()

    def flood() -> None:
        while not stop.is_set():
            with httpx.Client(base_url=suite.gateway, timeout=0.002) as hasty:
                for _ in range(20):
                    try:
                        hasty.get("/v1/uploads", headers={"authorization": suite.authorization("eve")})
                    except httpx.HTTPError:
                        continue

    thread = threading.Thread(target=flood)
    thread.start()
    try:
        with suite.client(user) as client:
            assert [client.get("/v1/models:active").status_code for _ in range(20)] == [200] * 20
    finally:
        stop.set()
        thread.join()
