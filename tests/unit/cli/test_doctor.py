"""`retainwise doctor`: every part is asked, and every fault has a sentence."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_health.v1.health import HealthServicer

from services.cli import health
from services.cli.state import Part
from tests.unit.cli.conftest import Run
from tests.unit.cli.suite import Suite, an_error

SERVING, NOT_SERVING = health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING


@contextmanager
def a_grpc_part(**statuses: Any) -> Iterator[str]:
    """The address of a part that says SERVING of itself, and ``statuses`` of what it depends on."""
    servicer = HealthServicer()
    for name, status in {"": SERVING, **statuses}.items():
        servicer.set(name, status)
    server = grpc.server(ThreadPoolExecutor(2))
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(None).wait()


def a_part(address: str, *, kind: str = "grpc", process_id: int | None = None) -> Part:
    """A part that this process stands for."""
    return Part("ingest", kind, address, os.getpid() if process_id is None else process_id, "logs/ingest.log")


def a_free_address() -> str:
    """host:port where nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{taken.getsockname()[1]}"


def a_dead_process() -> int:
    """The id of a process that has ended."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_a_part_that_reaches_all_it_needs_is_well() -> None:
    with a_grpc_part(database=SERVING, storage=SERVING) as address:
        finding = health.examine(a_part(address))

    assert finding.is_well
    assert "reaches database, storage" in finding.words


@pytest.mark.parametrize(("name", "behind"), [("database", "postgres"), ("storage", "storage"), ("queue", "queue")])
def test_what_a_part_cannot_reach_is_named_with_where_to_look(name: str, behind: str) -> None:
    with a_grpc_part(**{"database": SERVING, name: NOT_SERVING}) as address:
        finding = health.examine(a_part(address))

    assert not finding.is_well
    assert f"its {name}" in finding.words
    assert behind in finding.advice
    assert "logs/ingest.log" in finding.advice


def test_a_part_that_takes_no_calls_is_at_fault() -> None:
    with a_grpc_part(**{"": NOT_SERVING}) as address:
        assert "no calls" in health.examine(a_part(address)).words


def test_a_process_that_is_gone_is_named() -> None:
    process_id = a_dead_process()

    finding = health.examine(a_part(a_free_address(), process_id=process_id))

    assert f"({process_id}) is gone" in finding.words


def test_a_port_where_nothing_listens_is_named() -> None:
    assert "nothing listens" in health.examine(a_part(a_free_address())).words


def test_a_part_that_speaks_no_grpc_is_at_fault(suite: Suite) -> None:
    address = suite.gateway.removeprefix("http://")

    assert "does not answer" in health.examine(a_part(address)).words
    assert health.examine(a_part(address, kind="envoy")).is_well


@pytest.fixture
def started(suite: Suite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Suite]:
    """A suite on this machine: a gateway and one part."""
    monkeypatch.delenv("RETAINWISE_GATEWAY")
    with a_grpc_part(database=SERVING) as address:
        parts = {"ingest": {"kind": "grpc", "address": address, "pid": os.getpid(), "log": "ingest.log"}}
        (tmp_path / ".retainwise").mkdir()
        (tmp_path / ".retainwise" / "suite.json").write_text(json.dumps({"gateway": suite.gateway, "parts": parts}))
        yield suite


def test_a_suite_in_order_ends_with_status_0(started: Suite, run: Run) -> None:
    done = run("doctor")

    assert done.exit_code == 0, done.output
    assert [line.split()[:2] for line in done.stdout.splitlines() if "✓" in line] == [
        ["✓", "disk"],
        ["✓", "ingest"],
        ["✓", "way"],
        ["✓", "token"],
    ]


def test_a_token_that_is_refused_is_a_fault(started: Suite, run: Run) -> None:
    started.token = "another"

    done = run("doctor")

    assert done.exit_code == 1
    assert "RETAINWISE_TOKEN" in done.stdout


def test_a_database_that_is_away_shows_in_the_call_with_a_token(started: Suite, run: Run) -> None:
    started.errors["/v1/predictions"] = [(503, an_error("ERR-9001", "The database does not answer."))]

    done = run("doctor")

    assert done.exit_code == 1
    assert "ERR-9001" in done.stdout


def test_a_gateway_that_is_not_well_is_a_fault(started: Suite, run: Run) -> None:
    started.healthz = 503

    assert run("doctor").exit_code == 1


def test_without_a_suite_it_says_how_to_start_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RETAINWISE_GATEWAY", raising=False)

    done = run("doctor")

    assert done.exit_code == 1
    assert "Start it with `retainwise up`." in done.stdout


def test_a_gateway_elsewhere_is_checked_without_a_local_suite(suite: Suite, run: Run) -> None:
    done = run("doctor")

    assert done.exit_code == 0
    assert suite.gateway in done.stdout


def test_a_gateway_that_was_named_and_is_away_is_no_reason_to_start_one_here(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETAINWISE_GATEWAY", f"http://{a_free_address()}")
    monkeypatch.setenv("RETAINWISE_TOKEN", "any")

    done = run("doctor")

    assert done.exit_code == 1
    assert "RETAINWISE_GATEWAY" in done.stdout
    assert "retainwise up" not in done.stdout
    assert "?." not in done.stdout
