"""What differs from one deployment of the gateway to the next, and where the environment says it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "RETAINWISE_GATEWAY_"
# Where Debian's images keep the authorities they trust.
CA_BUNDLE = "/etc/ssl/certs/ca-certificates.crt"

ADDRESS = r"[^\s,]+:\d+"
PORT = r"\d+"
NUMBER = r"[1-9]\d{0,8}"
ANYTHING = r".+"
LIST_OF_ANYTHING = r".*"
# Every variable after the prefix: its default ("" where it must be set) and its form.
VARIABLES = {
    "LISTEN": ("0.0.0.0:8080", ADDRESS),
    "ADMIN_PORT": ("9901", PORT),
    "INGEST_ADDRESS": ("", ADDRESS),
    "CATALOG_ADDRESS": ("", ADDRESS),
    "SCORING_ADDRESSES": ("", rf"{ADDRESS}(\s*,\s*{ADDRESS})*"),
    "DESCRIPTOR_SET": ("", ANYTHING),
    "ISSUER": ("", ANYTHING),
    "AUDIENCE": ("", ANYTHING),
    "JWKS": ("", ANYTHING),
    "JWKS_REFRESH_S": ("60", NUMBER),
    "TLS_DIR": ("", LIST_OF_ANYTHING),
    "TLS_SECRETS": ("/var/run/retainwise", ANYTHING),
    "CORS_ORIGINS": ("", LIST_OF_ANYTHING),
    "ACCESS_LOG": ("/dev/stdout", ANYTHING),
    "CA_BUNDLE": (CA_BUNDLE, ANYTHING),
    # A hundred calls a second are a frontend at its busiest many times over.
    "USER_PER_MINUTE": ("6000", NUMBER),
    # Many users may share one address.
    "ADDRESS_PER_MINUTE": ("30000", NUMBER),
}


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """Where the gateway listens, whom it calls, and whose tokens it trusts.

    Addresses are host:port, and a host may be a name that resolves to several. ``jwks`` is the path of a JWKS file, or an
    http or https address of one, which is read again every ``jwks_refresh_s`` seconds;
    ``ca_bundle`` proves the https one. ``tls_folder`` has the certificate for
    calls to the services, None for calls in the clear; ``tls_secrets`` is where Envoy is told of it.
    ``cors_origins`` are exact origins such as
    "https://app.example.com"; empty allows no other origin. ``user_per_minute`` and ``address_per_minute`` are calls.
    """

    listen_host: str
    listen_port: int
    admin_port: int
    ingest_address: str
    catalog_address: str
    scoring_addresses: tuple[str, ...]
    descriptor_set: Path
    issuer: str
    audience: str
    jwks: str
    jwks_refresh_s: int = int(VARIABLES["JWKS_REFRESH_S"][0])
    cors_origins: tuple[str, ...] = ()
    access_log_path: Path = Path("/dev/stdout")
    ca_bundle: Path = Path(CA_BUNDLE)
    tls_folder: Path | None = None
    tls_secrets: Path = Path(VARIABLES["TLS_SECRETS"][0])
    user_per_minute: int = int(VARIABLES["USER_PER_MINUTE"][0])
    address_per_minute: int = int(VARIABLES["ADDRESS_PER_MINUTE"][0])


def from_environment(environment: Mapping[str, str]) -> Deployment:
    """The deployment that RETAINWISE_GATEWAY_… variables describe; lists are separated by commas.

    Raises ValueError, one line for each variable that is missing or malformed.
    """
    texts = read(environment, VARIABLES)
    listen_host, listen_port = split_address(texts["LISTEN"])
    return Deployment(
        listen_host=listen_host,
        listen_port=listen_port,
        admin_port=int(texts["ADMIN_PORT"]),
        ingest_address=texts["INGEST_ADDRESS"],
        catalog_address=texts["CATALOG_ADDRESS"],
        scoring_addresses=listed(texts["SCORING_ADDRESSES"]),
        descriptor_set=Path(texts["DESCRIPTOR_SET"]),
        issuer=texts["ISSUER"],
        audience=texts["AUDIENCE"],
        jwks=texts["JWKS"],
        jwks_refresh_s=int(texts["JWKS_REFRESH_S"]),
        cors_origins=listed(texts["CORS_ORIGINS"]),
        access_log_path=Path(texts["ACCESS_LOG"]),
        ca_bundle=Path(texts["CA_BUNDLE"]),
        tls_folder=Path(texts["TLS_DIR"]) if texts["TLS_DIR"] else None,
        tls_secrets=Path(texts["TLS_SECRETS"]),
        user_per_minute=int(texts["USER_PER_MINUTE"]),
        address_per_minute=int(texts["ADDRESS_PER_MINUTE"]),
    )


def read(environment: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The texts of these variables, or their defaults. Raises ValueError, one line for each that is not as it should be."""
    texts = {name: environment.get(PREFIX + name, "").strip() or VARIABLES[name][0] for name in names}
    if faults := [name for name, text in texts.items() if not re.fullmatch(VARIABLES[name][1], text)]:
        raise ValueError("\n".join(f"{PREFIX}{name} is not set as it should be." for name in faults))
    return texts


def split_address(address: str) -> tuple[str, int]:
    """The host and the port of host:port; an IPv6 host loses its brackets."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def listed(text: str) -> tuple[str, ...]:
    """The parts of a list separated by commas, without blanks; empty for an empty text."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
