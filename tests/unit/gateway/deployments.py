"""A deployment of the gateway that is valid by default."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from gateway.deployment import Deployment

ROOT = Path(__file__).resolve().parents[3]

A_DEPLOYMENT = Deployment(
    listen_host="127.0.0.1",
    listen_port=18080,
    admin_port=19901,
    ingest_address="127.0.0.1:15051",
    catalog_address="127.0.0.1:15053",
    scoring_addresses=("127.0.0.1:15061", "127.0.0.1:15062"),
    descriptor_set=ROOT / "protos" / "descriptors.binpb",
    issuer="https://issuer.retainwise.localhost",
    audience="retainwise-api",
    jwks="https://issuer.retainwise.localhost/jwks.json",
)


def a_deployment(**changes: Any) -> Deployment:
    """A valid deployment with ``changes``."""
    return replace(A_DEPLOYMENT, **changes)
