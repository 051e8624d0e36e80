"""What the security tests have: signed-in clients of the running suite, and its bare wire."""

from collections.abc import Iterator

import httpx
import pytest

from tests.running import Suite
from tests.security.wire import Wire


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    """A REST client of a user whom nobody else knows."""
    with suite.client(user) as opened:
        yield opened


@pytest.fixture
def wire(suite: Suite, user: str) -> Wire:
    """Bytes to and from the gateway, signed in as the same user."""
    return Wire(suite.gateway, suite.authorization(user))
