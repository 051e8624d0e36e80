"""Makes Envoy's configuration of one deployment out of envoy.yaml, replies.yaml, the Lua scripts and the pages.

``python -m gateway.render`` reads the deployment from the environment and writes the configuration as JSON to stdout.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from gateway import certificates
from gateway.deployment import Deployment, from_environment, split_address
from gateway.fields import known_fields, lua_text
from gateway.pages import page_routes
from retainwise.error_codes import ERRORS

__all__ = ["Deployment", "render"]

HERE = Path(__file__).resolve().parent
# What envoy.yaml writes for this module instead of for Envoy.
PARTS = "x-parts"
CONDITION = "x-only-if"
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
SERVICES = ("ingest", "catalog", "scoring")
# Stands for a mapping that the deployment does not want.
ABSENT = object()
# sysexits.h: EX_CONFIG.
EXIT_BAD_CONFIGURATION = 78


def render(deployment: Deployment) -> dict[str, Any]:
    """The whole configuration, ready to be written as JSON or YAML and given to ``envoy --config-path``.

    Raises OSError where the descriptor set or Swagger UI is not there.
    """
    config: dict[str, Any] = yaml.safe_load((HERE / "envoy.yaml").read_text())
    del config[PARTS]
    values = {**deployment_values(deployment), **tls_values(deployment), **jwks_values(deployment), **reply_values()}
    values |= {"fields_lua": fields_script(deployment.descriptor_set), "pages": page_routes(deployment.descriptor_set)}
    filled: dict[str, Any] = fill(config, values)
    return filled


def fill(node: Any, values: Mapping[str, Any]) -> Any:
    """``node`` with its placeholders replaced, and without mappings whose condition is false. KeyError for an unknown name.

    A placeholder in a list that stands for a list becomes its items.
    """
    if isinstance(node, dict):
        if not fill(node.get(CONDITION, True), values):
            return ABSENT
        filled = {key: fill(value, values) for key, value in node.items() if key != CONDITION}
        return {key: value for key, value in filled.items() if value is not ABSENT}
    if isinstance(node, list):
        return [item for part in node for item in items(part, fill(part, values)) if item is not ABSENT]
    found = PLACEHOLDER.fullmatch(node) if isinstance(node, str) else None
    return values[found[1]] if found else node


def items(part: Any, filled: Any) -> list[Any]:
    """What a list has in place of its ``part``."""
    return filled if isinstance(part, str) and isinstance(filled, list) else [filled]


def deployment_values(deployment: Deployment) -> dict[str, Any]:
    """What the deployment says, in Envoy's terms."""
    return {
        "listen_host": deployment.listen_host,
        "listen_port": deployment.listen_port,
        "admin_port": deployment.admin_port,
        "ingest": endpoints([deployment.ingest_address]),
        "catalog": endpoints([deployment.catalog_address]),
        "scoring": endpoints(deployment.scoring_addresses),
        "descriptor_set": str(deployment.descriptor_set),
        "issuer": deployment.issuer,
        "audience": deployment.audience,
        "cors_origins": [{"exact": origin} for origin in deployment.cors_origins],
        "access_log": str(deployment.access_log_path),
        "user_per_minute": deployment.user_per_minute,
        "address_per_minute": deployment.address_per_minute,
    }


def tls_values(deployment: Deployment) -> dict[str, Any]:
    """How each service is spoken to; nothing where that is in the clear."""
    if deployment.tls_folder is None:
        return {f"{service}_tls": ABSENT for service in SERVICES}
    return {f"{service}_tls": certificates.upstream(service, deployment.tls_secrets) for service in SERVICES}


def jwks_values(deployment: Deployment) -> dict[str, Any]:
    """Where the keys of the issuer are: in a file, or at an address."""
    address = urlsplit(deployment.jwks)
    is_https = address.scheme == "https"
    is_address = is_https or address.scheme == "http"
    host = address.hostname or ""
    return {
        "jwks": deployment.jwks,
        "jwks_is_file": not is_address,
        "jwks_is_address": is_address,
        "jwks_is_https": is_https,
        "jwks_host": host,
        "jwks_refresh": f"{deployment.jwks_refresh_s}s",
        "jwks_endpoint": [endpoint(host, address.port or (443 if is_https else 80))],
        "ca_bundle": str(deployment.ca_bundle),
    }


def reply_values() -> dict[str, Any]:
    """The script that gives errors our shape, the table of answers it reads, and the answers that have to do without it."""
    codes: dict[int | str, str] = yaml.safe_load((HERE / "replies.yaml").read_text())
    return {
        "lua": script("json.lua", "errors.lua"),
        "replies": {str(occasion): {"code": code, "message": ERRORS[code].message} for occasion, code in codes.items()},
        "timeout_code": codes[504],
        "timeout_message": ERRORS[codes[504]].message,
        "absence_code": codes[503],
        "absence_message": ERRORS[codes[503]].message,
        "last_code": codes[500],
        "last_message": ERRORS[codes[500]].message,
    }


def fields_script(descriptor_set: Path) -> str:
    """The script that refuses unknown members of JSON bodies."""
    return lua_text(known_fields(descriptor_set)) + script("json.lua", "fields.lua")


def script(*names: str) -> str:
    """One script of these files; Envoy does not read a script again when its file changes, so it travels in the configuration."""
    return "\n".join((HERE / name).read_text() for name in names)


def endpoints(addresses: Iterable[str]) -> list[dict[str, Any]]:
    """Addresses (host:port) as Envoy's endpoints, in the same order."""
    return [endpoint(*split_address(address)) for address in addresses]


def endpoint(host: str, port: int) -> dict[str, Any]:
    """One endpoint of a cluster."""
    return {"endpoint": {"address": {"socket_address": {"address": host, "port_value": port}}}}


def main() -> None:
    """Write the configuration of the deployment that the environment describes; exit with 78 and the faults where it does not."""
    try:
        deployment = from_environment(os.environ)
        config = render(deployment)
        if deployment.tls_folder:
            certificates.write(deployment.tls_folder, deployment.tls_secrets)
    except (ValueError, OSError) as faults:
        print(faults, file=sys.stderr)  # noqa: T201 - this is a command
        sys.exit(EXIT_BAD_CONFIGURATION)
    json.dump(config, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
