"""What the tests of the command share: a suite to talk to, and a way to run a command line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from services.cli.__main__ import app
from tests.unit.cli.suite import TOKEN, Suite, a_running_suite

Run = Callable[..., Result]


@pytest.fixture
def suite(monkeypatch: pytest.MonkeyPatch) -> Iterator[Suite]:
    """A suite that completes every prediction, named by RETAINWISE_GATEWAY."""
    with a_running_suite() as running:
        monkeypatch.setenv("RETAINWISE_GATEWAY", running.gateway)
        monkeypatch.setenv("RETAINWISE_TOKEN", TOKEN)
        yield running


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command line in an empty folder, in a terminal of 100 columns that is no terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def run_it(*words: str) -> Result:
        return CliRunner().invoke(app, words)

    return run_it


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    """A file of three customers."""
    path = tmp_path / "customers.csv"
    path.write_text("Customer ID,Name\nb,Ann\na,Ann\nc,Ann\n")
    return path
