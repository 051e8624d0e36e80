"""What the deployment changes in the configuration, and what Envoy says about it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from gateway.render import render
from tests.unit.gateway.deployments import ROOT, a_deployment

ENVOY = Path(str(files("envoy") / "_bin" / "envoy"))


def a_key_set() -> str:
    """A JWKS with one fresh RSA key."""
    public_key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    return json.dumps({"keys": [RSAAlgorithm.to_jwk(public_key, as_dict=True) | {"alg": "RS256", "kid": "a"}]})


def parts(node: Any) -> Iterator[Any]:
    """Every mapping, list and value in ``node``."""
    yield node
    if isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from parts(child)


def cluster(config: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The cluster of this name, or None."""
    found: list[dict[str, Any]] = [item for item in config["static_resources"]["clusters"] if item["name"] == name]
    return found[0] if found else None


def jwt_provider(config: dict[str, Any]) -> dict[str, Any]:
    """How users' tokens are checked."""
    provider: dict[str, Any] = next(part["users"] for part in parts(config) if isinstance(part, dict) and "users" in part)
    return provider


def assert_accepted(config: dict[str, Any], folder: Path) -> None:
    """Let Envoy judge ``config``; a field that its next version may drop is refused as well."""
    path = folder / "envoy.json"
    path.write_text(json.dumps(config))
    command = [str(ENVOY), "--mode", "validate", "--log-level", "warning", "--config-path", str(path)]
    verdict = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert verdict.returncode == 0, verdict.stderr
    assert "Deprecated" not in verdict.stderr, verdict.stderr


def test_envoy_takes_the_configuration_with_keys_in_a_file(tmp_path: Path) -> None:
    jwks = tmp_path / "jwks.json"
    jwks.write_text(a_key_set())
    access_log = tmp_path / "access.log"
    assert_accepted(render(a_deployment(jwks=str(jwks), access_log_path=access_log)), tmp_path)


def test_envoy_takes_the_configuration_with_keys_at_an_address(tmp_path: Path) -> None:
    config = render(a_deployment(jwks="http://issuer:8080/jwks.json", cors_origins=("https://app.example.com",)))
    assert_accepted(config, tmp_path)


def test_no_placeholder_and_no_instruction_for_us_is_left_over() -> None:
    config = render(a_deployment())
    left_over = [part for part in parts(config) if isinstance(part, str) and part.startswith("${")]
    ours = [
        key for part in parts(config) if isinstance(part, dict) for key in part if key.startswith("x-") and key != "x-user-id"
    ]
    assert left_over == []
    assert ours == []


def test_the_whole_configuration_can_be_written_as_json() -> None:
    assert json.loads(json.dumps(render(a_deployment())))["admin"]["address"]["socket_address"]["port_value"] == 19901


def test_the_admin_page_is_only_on_this_machine() -> None:
    config = render(a_deployment(listen_host="192.0.2.1"))
    assert config["admin"]["address"]["socket_address"]["address"] == "127.0.0.1"


def test_every_scoring_address_is_an_endpoint() -> None:
    config = render(a_deployment(scoring_addresses=("scoring-a:50051", "[::1]:50052")))
    scoring = cluster(config, "scoring")
    assert scoring is not None
    sockets = [
        item["endpoint"]["address"]["socket_address"] for item in scoring["load_assignment"]["endpoints"][0]["lb_endpoints"]
    ]
    assert sockets == [{"address": "scoring-a", "port_value": 50051}, {"address": "::1", "port_value": 50052}]


def test_keys_in_a_file_need_no_cluster() -> None:
    config = render(a_deployment(jwks="keys/jwks.json"))
    assert jwt_provider(config)["local_jwks"] == {"filename": "keys/jwks.json"}
    assert "remote_jwks" not in jwt_provider(config)
    assert cluster(config, "jwks") is None


def test_keys_at_an_https_address_are_fetched_over_tls_from_that_host_only() -> None:
    config = render(a_deployment(jwks="https://issuer.example.com/keys"))
    jwks = cluster(config, "jwks")
    assert "local_jwks" not in jwt_provider(config)
    assert jwks is not None
    tls = jwks["transport_socket"]["typed_config"]
    assert tls["sni"] == "issuer.example.com"
    names = tls["common_tls_context"]["validation_context"]["match_typed_subject_alt_names"]
    assert names == [{"san_type": "DNS", "matcher": {"exact": "issuer.example.com"}}]
    socket = jwks["load_assignment"]["endpoints"][0]["lb_endpoints"][0]["endpoint"]["address"]["socket_address"]
    assert socket == {"address": "issuer.example.com", "port_value": 443}


def test_keys_at_an_http_address_are_fetched_without_tls() -> None:
    jwks = cluster(render(a_deployment(jwks="http://127.0.0.1:9000/keys")), "jwks")
    assert jwks is not None
    assert "transport_socket" not in jwks


def test_the_token_stays_in_the_request_for_the_services() -> None:
    provider = jwt_provider(render(a_deployment()))
    assert provider["forward"] is True
    assert provider["require_expiration"] is True
    assert provider["max_lifetime"] == "86400s"


@pytest.mark.parametrize("origins", [(), ("https://app.example.com", "http://localhost:5173")])
def test_only_the_listed_origins_are_allowed(origins: tuple[str, ...]) -> None:
    config = render(a_deployment(cors_origins=origins))
    policy = next(part for part in parts(config) if isinstance(part, dict) and "allow_origin_string_match" in part)
    assert policy["allow_origin_string_match"] == [{"exact": origin} for origin in origins]


def test_the_command_writes_the_configuration_of_the_environment() -> None:
    variables = {
        "INGEST_ADDRESS": "ingest:50051",
        "CATALOG_ADDRESS": "catalog:50051",
        "SCORING_ADDRESSES": "scoring-a:50051, scoring-b:50051",
        "DESCRIPTOR_SET": "protos/descriptors.binpb",
        "ISSUER": "https://issuer.retainwise.localhost",
        "AUDIENCE": "retainwise-api",
        "JWKS": "jwks.json",
    }
    written = command({f"RETAINWISE_GATEWAY_{name}": value for name, value in variables.items()})
    assert written.returncode == 0, written.stderr
    assert json.loads(written.stdout)["static_resources"]["listeners"][0]["address"]["socket_address"]["port_value"] == 8080


def test_the_command_names_every_variable_that_is_missing_or_malformed_at_once() -> None:
    written = command({"RETAINWISE_GATEWAY_INGEST_ADDRESS": "no-port"})
    assert written.returncode == 78
    assert written.stdout == ""
    assert "RETAINWISE_GATEWAY_INGEST_ADDRESS is not" in written.stderr
    assert "RETAINWISE_GATEWAY_SCORING_ADDRESSES is not" in written.stderr
    assert "RETAINWISE_GATEWAY_CORS_ORIGINS" not in written.stderr


def command(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What `python -m gateway.render` does with these variables and nothing else of ours."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("RETAINWISE_")}
    return subprocess.run(
        [sys.executable, "-m", "gateway.render"],
        env=rest | variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
