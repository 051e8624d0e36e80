"""What a user is told about a limit."""

from datetime import timedelta

import pytest

from services.runtime.rates import standing
from tests.builders import NOON


@pytest.mark.parametrize(
    ("ages_s", "remaining", "reset_s"),
    [
        ([0], 2, 60),
        ([0.1, 20, 59.5], 0, 1),
        ([0, 59.999, 61], 1, 1),
        ([0, 10, 60], 1, 50),
    ],
)
def test_the_standing_counts_what_is_younger_than_a_minute(ages_s: list[float], remaining: int, reset_s: int) -> None:
    stands = standing([NOON - timedelta(seconds=age) for age in ages_s], NOON, 3, is_allowed=True)

    assert (stands.remaining, stands.reset_s) == (remaining, reset_s)


def test_a_refusal_says_when_to_try_again() -> None:
    stands = standing([NOON - timedelta(seconds=50.5)], NOON, 1, is_allowed=False)

    assert stands.refusal().retry_after_s == 10
    assert "10 seconds" in stands.refusal().message
