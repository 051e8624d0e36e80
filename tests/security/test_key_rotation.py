"""The issuer's keys come from a server: new ones are taken up, withdrawn ones refused, and the server may be down."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from jwt.algorithms import RSAAlgorithm

from deploy.local import keys
from deploy.local.ports import HOST
from tests.running import Suite
from tests.security import doors
from tests.security.test_tokens import METHODS, asked
from tests.security.tokens import a_key, signed

REFRESH_S = "1"


@dataclass
class Issuer:
    """A server of a key set, which can go and come back."""

    port: int
    keys: list[RSAPrivateKey]
    _server: list[ThreadingHTTPServer] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the key set is."""
        return f"http://{HOST}:{self.port}/keys"

    def come(self) -> None:
        """Listen."""
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                shown = [RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": keys.key_id(key)} for key in issuer.keys]
                body = json.dumps({"keys": [entry | {"alg": "RS256"} for entry in shown]}).encode()
                self.send_response(200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
                """Nothing."""

        server = ThreadingHTTPServer((HOST, self.port), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self._server.append(server)

    def go(self) -> None:
        """Stop listening."""
        while self._server:
            server = self._server.pop()
            server.shutdown()
            server.server_close()


@dataclass(frozen=True)
class Doors:
    """A gateway and a catalog that both read the issuer's server."""

    gateway: str
    catalog: str

    def open_to(self, key: RSAPrivateKey) -> tuple[bool, bool]:
        """Whether a token of this key opens the gateway, and the catalog reached directly."""
        token = signed(key)
        answer = httpx.get(f"{self.gateway}/v1/models:active", headers={"authorization": f"Bearer {token}"})
        assert answer.status_code in (200, 401), answer.text
        with grpc.insecure_channel(self.catalog) as channel:
            code = asked(channel, METHODS["catalog"], ("authorization", f"Bearer {token}"))
        assert code in (grpc.StatusCode.OK, grpc.StatusCode.UNAUTHENTICATED)
        return answer.status_code == 200, code is grpc.StatusCode.OK


BOTH, NONE = (True, True), (False, False)


@contextmanager
def _doors(suite: Suite, issuer: Issuer, folder: Path) -> Iterator[Doors]:
    listen, admin, catalog_port = doors.free_ports(3)
    settings = {"RETAINWISE_AUTH_JWKS": issuer.address, "RETAINWISE_AUTH_JWKS_REFRESH_S": REFRESH_S}
    with doors.service(suite, "catalog", catalog_port, folder / "catalog.log", **settings) as catalog:
        # The gateway sends nothing to a service whose first check of health failed, until the next one.
        with grpc.insecure_channel(catalog) as channel:
            grpc.channel_ready_future(channel).result(timeout=30)
        keys_from: dict[str, Any] = {"jwks": issuer.address, "jwks_refresh_s": int(REFRESH_S)}
        wanted = doors.deployment(suite, (listen, admin), folder, catalog_address=catalog, **keys_from)
        with doors.gateway(wanted, folder) as address:
            yield Doors(address, catalog)


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    [port] = doors.free_ports(1)
    made = Issuer(port, [a_key()])
    yield made
    made.go()


def test_jwks_rotation_takes_a_new_key_soon_and_refuses_a_withdrawn_one(suite: Suite, issuer: Issuer, tmp_path: Path) -> None:
    issuer.come()
    old, new = issuer.keys[0], a_key()
    with _doors(suite, issuer, tmp_path) as both:
        doors.soon(lambda: both.open_to(old) == BOTH)
        assert both.open_to(new) == NONE

        issuer.keys = [old, new]
        doors.soon(lambda: both.open_to(new) == BOTH)
        assert both.open_to(old) == BOTH

        issuer.keys = [new]
        doors.soon(lambda: both.open_to(old) == NONE)
        assert both.open_to(new) == BOTH


def test_a_jwks_server_that_is_down_leaves_known_keys_good_and_the_suite_answering(
    suite: Suite, issuer: Issuer, tmp_path: Path
) -> None:
    known = issuer.keys[0]
    # It is down while gateway and service start: they answer, and refuse.
    with _doors(suite, issuer, tmp_path) as both:
        assert both.open_to(known) == NONE

        issuer.come()
        doors.soon(lambda: both.open_to(known) == BOTH)

        issuer.go()
        # Longer than the keys are good for without being read again.
        for _ in range(8):
            assert both.open_to(known) == BOTH
            threading.Event().wait(0.5)
        assert both.open_to(a_key()) == NONE
