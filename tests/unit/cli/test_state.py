"""Where the suite is, and who asks."""

import json
from pathlib import Path

import jwt
import pytest

from deploy.local import keys
from services.cli import state
from services.cli.faults import Fault
from tests.unit.cli.conftest import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The state folder of a suite that was started once."""
    place = tmp_path / ".retainwise"
    (place / "keys").mkdir(parents=True)
    keys.make_missing(keys.KeyFiles(place / "keys"), ())
    suite = {"gateway": "http://127.0.0.1:8080", "parts": {}}
    (place / "suite.json").write_text(json.dumps(suite))
    return place


def subject(token: str) -> str:
    """Whom a token is for."""
    return str(jwt.decode(token, options={"verify_signature": False})["sub"])


def test_the_gateway_of_the_environment_goes_before_the_local_one(folder: Path) -> None:
    assert state.gateway(folder, {}) == "http://127.0.0.1:8080"
    assert state.gateway(folder, {"RETAINWISE_GATEWAY": "https://api.example/"}) == "https://api.example"


def test_the_token_of_the_environment_is_used_unless_a_user_is_named(folder: Path) -> None:
    given = {"RETAINWISE_TOKEN": "given"}

    assert state.token(folder, given, None) == "given"
    assert subject(state.token(folder, given, "ann")) == "ann"
    assert subject(state.token(folder, {}, None)) == state.DEFAULT_USER


def test_the_token_command_prints_nothing_else(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")

    done = run("token", "--user", "ann", "--hours", "1")

    claims = jwt.decode(done.stdout.strip(), options={"verify_signature": False})
    assert done.stdout == f"{done.stdout.strip()}\n"
    assert done.stderr == ""
    assert claims["sub"] == "ann"
    assert claims["exp"] - claims["iat"] == 3600


def test_a_user_without_a_name_gets_no_token(folder: Path) -> None:
    with pytest.raises(Fault, match="name"):
        state.new_token(folder, "", 60)
