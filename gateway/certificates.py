"""The gateway's certificates towards the services: a secret each, in files that Envoy reads again when a certificate changes."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TLS = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3"
OWN, AUTHORITY = "own", "authority"


def upstream(service: str, secrets: Path) -> dict[str, Any]:
    """The transport socket of a cluster: show our certificate, and accept one of the authority's that names ``service``."""
    return {
        "name": "envoy.transport_sockets.tls",
        "typed_config": {
            "@type": f"{TLS}.UpstreamTlsContext",
            "sni": service,
            "common_tls_context": {
                # gRPC's servers insist on it.
                "alpn_protocols": ["h2"],
                "tls_certificate_sds_secret_configs": [_reference(OWN, secrets)],
                "combined_validation_context": {
                    "default_validation_context": {
                        "match_typed_subject_alt_names": [{"san_type": "DNS", "matcher": {"exact": service}}]
                    },
                    "validation_context_sds_secret_config": _reference(AUTHORITY, secrets),
                },
            },
        },
    }


def write(folder: Path, secrets: Path) -> None:
    """Write what says where the certificates in ``folder`` are (tls.crt, tls.key, ca.crt) into the folder ``secrets``."""
    secrets.mkdir(parents=True, exist_ok=True)
    watched = {"path": str(folder)}
    pair = {
        "certificate_chain": _file(folder / "tls.crt"),
        "private_key": _file(folder / "tls.key"),
        "watched_directory": watched,
    }
    trusted = {"trusted_ca": _file(folder / "ca.crt"), "watched_directory": watched}
    for name, secret in ((OWN, {"tls_certificate": pair}), (AUTHORITY, {"validation_context": trusted})):
        resources: Sequence[dict[str, Any]] = [{"@type": f"{TLS}.Secret", "name": name, **secret}]
        (secrets / f"{name}.json").write_text(json.dumps({"resources": resources}))


def _reference(name: str, secrets: Path) -> dict[str, Any]:
    return {
        "name": name,
        "sds_config": {"resource_api_version": "V3", "path_config_source": {"path": str(secrets / f"{name}.json")}},
    }


def _file(path: Path) -> dict[str, str]:
    return {"filename": str(path)}
