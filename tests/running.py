"""A running suite, as the tests start it and see it: a launcher in a process of its own, and addresses."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import httpx

from deploy.local import tokens

# A cold start takes 6 s on two idle cores; coverage and other work make it slower.
PATIENCE_S = 90.0
# Tests call more often than people do; those that are about limits set their own.
NO_LIMITS = {
    "RETAINWISE_RATE_UPLOADS": "100000",
    "RETAINWISE_RATE_INSPECTIONS": "100000",
    "RETAINWISE_GATEWAY_USER_PER_MINUTE": "10000000",
    "RETAINWISE_GATEWAY_ADDRESS_PER_MINUTE": "10000000",
}
# A frontend of another origin, which may call.
FRONTEND = "https://app.example.com"


@dataclass
class Suite:
    """A suite whose state is in ``state``; ``launcher`` is the process that holds it."""

    state: Path
    launcher: subprocess.Popen[str]

    @property
    def description(self) -> dict[str, Any]:
        """What the launcher says of its parts."""
        described: dict[str, Any] = json.loads((self.state / "suite.json").read_text())
        return described

    @property
    def gateway(self) -> str:
        """The gateway's address for HTTP."""
        return str(self.description["gateway"])

    def process_id(self, part: str) -> int:
        """The process of one part."""
        return int(self.description["parts"][part]["pid"])

    def address(self, part: str) -> str:
        """host:port of one part."""
        return str(self.description["parts"][part]["address"])

    def database_url(self, service: str, role: str = "app", database: str = "") -> str:
        """A service's database for its "app" or "owner" role, as SQLAlchemy wants it."""
        password = self._passwords[f"{role}s"][service]
        return f"postgresql+asyncpg://{service}_{role}:{password}@{self.address('postgres')}/{database or service}"

    @property
    def administrator_url(self) -> str:
        """The cluster, for the one who may do everything."""
        return f"postgresql://postgres:{self._passwords['superuser']}@{self.address('postgres')}/postgres"

    @property
    def _passwords(self) -> dict[str, Any]:
        passwords: dict[str, Any] = json.loads((self.state / "passwords.json").read_text())
        return passwords

    def authorization(self, user: str) -> str:
        """The header value that proves ``user``."""
        return f"Bearer {tokens.issue(self.state, user, 3600)}"

    def client(self, user: str) -> httpx.Client:
        """A REST client signed in as ``user``."""
        return httpx.Client(base_url=self.gateway, headers={"authorization": self.authorization(user)}, timeout=60)

    def channel(self, part: str = "gateway") -> grpc.Channel:
        """A plain gRPC channel to a part; the gateway takes gRPC on its one port."""
        return grpc.insecure_channel(self.gateway.removeprefix("http://") if part == "gateway" else self.address(part))

    def kill(self, part: str) -> None:
        """kill -9 one part."""
        os.kill(self.process_id(part), signal.SIGKILL)

    def stop(self) -> int:
        """Ctrl-C; the launcher's exit status."""
        self.launcher.send_signal(signal.SIGINT)
        return self.ended()

    def ended(self) -> int:
        """Wait for the launcher's end; its exit status."""
        self.launcher.communicate(timeout=PATIENCE_S)
        return self.launcher.returncode


def start(state: Path, *options: str, **environment: str) -> Suite:
    """Start a suite on free ports and wait until it is ready."""
    command = [sys.executable, "-m", "deploy.local", "--state", str(state), "--gateway-port", "0", *options]
    # A launcher that was killed leaves its description behind.
    (state / "suite.json").unlink(missing_ok=True)
    settings = {**NO_LIMITS, "RETAINWISE_GATEWAY_CORS_ORIGINS": FRONTEND}
    launcher = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**settings, **os.environ, **environment}
    )
    suite = Suite(state, launcher)
    try:
        wait_until(lambda: (state / "suite.json").exists() or launcher.poll() is not None)
        assert launcher.poll() is None, launcher.communicate()[0]
    except BaseException:
        launcher.kill()
        raise
    return suite


def wait_until(is_so: Callable[[], object], *, within_s: float = PATIENCE_S) -> None:
    """Return as soon as ``is_so``; AssertionError where it is not within the time."""
    until = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < until, f"It is not so within {within_s} s."
        time.sleep(0.1)
