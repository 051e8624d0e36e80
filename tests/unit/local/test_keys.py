"""Signing keys and the tokens made with them."""

import json
import time
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from deploy.local import keys, tokens
from deploy.local.faults import LaunchFault
from deploy.local.keys import KeyFiles

SERVICES = ("ingest", "scoring")


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with keys."""
    state = tmp_path_factory.mktemp("state")
    (state / "keys").mkdir()
    keys.make_missing(KeyFiles(state / "keys"), SERVICES)
    return state


@pytest.fixture
def files(state: Path) -> KeyFiles:
    """Where the keys are."""
    return KeyFiles(state / "keys")


def key_set(path: Path) -> dict[str, Any]:
    """The keys of a JWKS file by their id."""
    return {key.key_id: key.key for key in jwt.PyJWKSet.from_dict(json.loads(path.read_text())).keys if key.key_id}


def test_a_service_signs_with_a_key_that_the_set_knows_by_its_name(files: KeyFiles) -> None:
    public = key_set(files.service_set)
    assert set(public) == set(SERVICES)
    for service in SERVICES:
        signed = jwt.encode({"sub": "x"}, files.service(service).read_text(), algorithm="RS256")
        assert jwt.decode(signed, public[service], algorithms=["RS256"]) == {"sub": "x"}


def test_one_service_cannot_sign_for_another(files: KeyFiles) -> None:
    signed = jwt.encode({"sub": "x"}, files.service("ingest").read_text(), algorithm="RS256")
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(signed, key_set(files.service_set)["scoring"], algorithms=["RS256"])


def test_the_key_sets_hold_no_private_part(files: KeyFiles) -> None:
    for path in (files.issuer_set, files.service_set):
        assert all("d" not in key and key["use"] == "sig" for key in json.loads(path.read_text())["keys"])


def test_keys_are_for_their_owner_only(files: KeyFiles) -> None:
    assert {path.stat().st_mode & 0o777 for path in files.folder.iterdir()} == {0o600}


def test_keys_stay_and_lost_ones_are_made_again(files: KeyFiles) -> None:
    issuer, ingest = files.issuer.read_text(), files.service("ingest").read_text()
    files.service("ingest").unlink()
    keys.make_missing(files, SERVICES)
    assert files.issuer.read_text() == issuer
    assert files.service("ingest").read_text() != ingest


def test_a_spoilt_key_is_told_by_its_file(tmp_path: Path) -> None:
    files = KeyFiles(tmp_path)
    files.issuer.write_text("nothing")
    with pytest.raises(LaunchFault, match=r"issuer\.pem is not a private key"):
        keys.make_missing(files, ())


def test_another_key_has_another_id() -> None:
    first, second = (generate_private_key(public_exponent=65_537, key_size=2048) for _ in range(2))
    assert keys.key_id(first) == keys.key_id(first) != keys.key_id(second)
    assert len(keys.key_id(first)) == 43


def test_a_token_is_what_the_suite_expects(state: Path, files: KeyFiles) -> None:
    token = tokens.issue(state, "ada", 60)
    header = jwt.get_unverified_header(token)
    public = key_set(files.issuer_set)[header["kid"]]
    claims = jwt.decode(token, public, algorithms=["RS256"], issuer=keys.ISSUER, audience="retainwise-api")
    assert claims["sub"] == "ada"
    assert claims["exp"] - claims["iat"] == 60
    assert abs(claims["iat"] - time.time()) < 5


@pytest.mark.parametrize("lifetime_s", [0, -1, 86_401])
def test_a_token_for_no_time_or_too_long_is_refused(state: Path, lifetime_s: int) -> None:
    with pytest.raises(LaunchFault, match=f"not {lifetime_s}"):
        tokens.issue(state, "ada", lifetime_s)


def test_a_token_for_nobody_is_refused(state: Path) -> None:
    with pytest.raises(LaunchFault, match="needs a user"):
        tokens.issue(state, "", 60)


def test_a_state_without_keys_is_told_what_makes_them(tmp_path: Path) -> None:
    with pytest.raises(LaunchFault, match="retainwise up"):
        tokens.issue(tmp_path, "ada", 60)
