"""Mutual TLS between processes: who has no certificate is refused, and new certificates are taken up under way."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import grpc
import httpx
import pytest
from cryptography import x509

from gateway import certificates
from tests.builders import a_csv
from tests.running import Suite, wait_until
from tests.security import doors
from tests.security.made_certificates import Authority
from tests.security.test_tokens import METHODS, asked
from tests.system.jobs import finished, upload

NAMES = ("ingest", "scoring", "catalog", "gateway")


@dataclass(frozen=True)
class Guarded:
    """A gateway and services that speak TLS among themselves; ``folder`` has a folder of certificates for each."""

    gateway: str
    addresses: dict[str, str]
    authority: Authority
    folder: Path

    def serial(self, service: str) -> int:
        """The number of the certificate that a service shows to a new connection."""
        context = ssl.create_default_context(cadata=(self.folder / "gateway" / "ca.crt").read_text())
        context.load_cert_chain(self.folder / "gateway" / "tls.crt", self.folder / "gateway" / "tls.key")
        context.set_alpn_protocols(["h2"])
        host, port = self.addresses[service].split(":")
        with (
            socket.create_connection((host, int(port)), timeout=10) as plain,
            context.wrap_socket(plain, server_hostname=service) as secured,
        ):
            return x509.load_der_x509_certificate(secured.getpeercert(binary_form=True) or b"").serial_number


@pytest.fixture(scope="module")
def guarded(suite: Suite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """Further processes on the stores of the suite, each with its certificate."""
    folder, authority = tmp_path_factory.mktemp("tls"), Authority()
    for name in NAMES:
        authority.issue(folder / name, name)
    listen, admin, *ports = doors.free_ports(5)
    addresses = {name: f"127.0.0.1:{port}" for name, port in zip(NAMES, ports, strict=False)}
    others = {"RETAINWISE_SCORING_ADDRESS": addresses["scoring"], "RETAINWISE_CATALOG_ADDRESS": addresses["catalog"]}
    with ExitStack() as held:
        for name, part, port in zip(NAMES, ("ingest", "scoring-1", "catalog"), ports, strict=False):
            secured = {**others, "RETAINWISE_TLS_DIR": str(folder / name)}
            held.enter_context(doors.service(suite, part, port, folder / f"{name}.log", **secured))
        certificates.write(folder / "gateway", folder / "secrets")
        wanted = doors.deployment(
            suite,
            (listen, admin),
            folder,
            ingest_address=addresses["ingest"],
            scoring_addresses=(addresses["scoring"],),
            catalog_address=addresses["catalog"],
            tls_folder=folder / "gateway",
            tls_secrets=folder / "secrets",
        )
        address = held.enter_context(doors.gateway(wanted, folder))
        yield Guarded(address, addresses, authority, folder)


@pytest.fixture
def client(guarded: Guarded, suite: Suite, user: str) -> Iterator[httpx.Client]:
    """A client of the guarded gateway."""
    headers = {"authorization": suite.authorization(user)}
    with httpx.Client(base_url=guarded.gateway, headers=headers, timeout=60) as opened:
        wait_until(lambda: opened.get("/v1/uploads").status_code == opened.get("/v1/models:active").status_code == 200)
        yield opened


def test_mutual_tls_carries_the_whole_job(client: httpx.Client) -> None:
    """Gateway to all services, ingest to scoring, scoring to catalog."""
    prediction_id = upload(client, a_csv())["prediction_id"]

    assert finished(client, prediction_id)["status"] == "COMPLETED"
    # A scoring server that found no catalog at its start asks again within seconds, and says 503 until then.
    wait_until(lambda: client.post("/v1/customers:score", json={"customers": [{"customer_id": "1"}]}).status_code == 200)


@pytest.mark.parametrize("service", ["ingest", "scoring", "catalog"])
def test_a_client_without_a_certificate_of_the_authority_is_refused(
    guarded: Guarded, client: httpx.Client, suite: Suite, user: str, service: str, tmp_path: Path
) -> None:
    Authority().issue(tmp_path / "stranger", "gateway")
    ours = guarded.folder / "gateway"
    believed = (ours / "ca.crt").read_bytes()
    pairs = {
        "plain": None,
        "none": grpc.ssl_channel_credentials(believed),
        "of another authority": _credentials(believed, tmp_path / "stranger"),
    }
    token = ("authorization", suite.authorization(user))
    method = METHODS["scoring-1" if service == "scoring" else service]
    options = [("grpc.ssl_target_name_override", service)]
    for credentials in pairs.values():
        address = guarded.addresses[service]
        channel = grpc.secure_channel(address, credentials, options) if credentials else grpc.insecure_channel(address)
        with channel:
            assert asked(channel, method, token) is grpc.StatusCode.UNAVAILABLE
    with grpc.secure_channel(guarded.addresses[service], _credentials(believed, ours), options) as channel:
        assert asked(channel, method, token) is grpc.StatusCode.OK


def _credentials(believed: bytes, folder: Path) -> grpc.ChannelCredentials:
    return grpc.ssl_channel_credentials(believed, (folder / "tls.key").read_bytes(), (folder / "tls.crt").read_bytes())


def test_certificates_are_renewed_under_traffic_without_a_restart(guarded: Guarded, client: httpx.Client) -> None:
    statuses: list[int] = []
    stop = threading.Event()

    def traffic() -> None:
        while not stop.is_set():
            statuses.append(client.get("/v1/models:active").status_code)
            statuses.append(client.get("/v1/uploads").status_code)

    thread = threading.Thread(target=traffic)
    thread.start()
    try:
        wait_until(lambda: len(statuses) > 10)
        issued = {name: guarded.authority.issue(guarded.folder / name, name) for name in NAMES}
        for service in ("ingest", "scoring", "catalog"):
            wait_until(lambda name=service: guarded.serial(name) == issued[name], within_s=20)  # type: ignore[misc]
        upload(client, a_csv())
        seen = len(statuses)
        wait_until(lambda: len(statuses) > seen + 10)
    finally:
        stop.set()
        thread.join()

    assert set(statuses) == {200}


def test_a_pair_that_does_not_fit_is_left_aside(guarded: Guarded, client: httpx.Client) -> None:
    before = guarded.serial("catalog")
    key = guarded.folder / "catalog" / "tls.key"
    kept = key.read_bytes()
    key.write_bytes((guarded.folder / "ingest" / "tls.key").read_bytes())

    assert guarded.serial("catalog") == before
    assert client.get("/v1/models:active").status_code == 200
    key.write_bytes(kept)
