"""What every test has."""

import signal
from collections.abc import Iterator
from uuid import uuid4

import hypothesis
import pytest

from services.runtime import logs
from tests import running

# Whoever starts the tests in the background makes them and all their children deaf to Ctrl-C, which some tests send.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No test fails for the speed of the machine.
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def _json_logs() -> None:
    """Log as the services do, so that a test sees what an operator would."""
    logs.configure("info", "tests")


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[running.Suite]:
    """One suite for all tests that leave it whole: two scoring servers and two workers."""
    started = running.start(
        tmp_path_factory.mktemp("suite"), "--scoring-servers", "2", "--scoring-workers", "2", RETAINWISE_LEASE_SECONDS="5"
    )
    yield started
    assert started.stop() == 0


@pytest.fixture
def user() -> str:
    """A user whom no other test knows."""
    return f"user-{uuid4()}"
