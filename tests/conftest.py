"""What every test has."""

import pytest

from services.runtime import logs


@pytest.fixture(scope="session", autouse=True)
def _json_logs() -> None:
    """Log as the services do, so that a test sees what an operator would."""
    logs.configure("info", "tests")
