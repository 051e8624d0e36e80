"""Groups of an experiment: the same for a customer in every file, and of the size that was asked for."""

import math

import numpy as np
import pyarrow as pa
import pytest

from services.scoring.assignment import Assignment, is_held

SALT = bytes(range(32))


def groups(ids: list[str], share: float = 0.3, salt: bytes = SALT) -> list[str]:
    found: list[str] = Assignment(salt, share).groups(pa.array(ids, pa.string())).to_pylist()
    return found


def test_a_customer_is_in_the_same_group_whatever_else_the_file_holds() -> None:
    ids = [f"customer {number}" for number in range(1000)]
    whole = dict(zip(ids, groups(ids), strict=True))

    assert groups(ids[::-7]) == [whole[each] for each in ids[::-7]]
    assert groups(["\tcustomer 5 ", "customer 5"]) == [whole["customer 5"]] * 2


def test_groups_stay_what_they_were_when_the_code_changes() -> None:
    # From the definition: BLAKE2b of 8 bytes, keyed with the salt, below 0.5 of all 64-bit numbers is the holdout.
    assert groups(["1", "2", "3", "00123", "é"], share=0.5) == ["treatment", "holdout", "holdout", "holdout", "treatment"]


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_the_holdout_has_its_share_within_sampling_error(share: float) -> None:
    count = 100_000
    found = Assignment(SALT, share).groups(pa.array([str(number) for number in range(count)]))

    assert abs(is_held(found).sum() - share * count) < 4 * math.sqrt(count * share * (1 - share))


def test_another_salt_draws_other_groups_independently() -> None:
    ids = [str(number) for number in range(20_000)]
    first, second = (np.array(groups(ids, 0.5, salt)) for salt in (SALT, bytes(32)))

    assert abs((first == second).mean() - 0.5) < 4 * 0.5 / math.sqrt(len(ids))


def test_a_batch_without_customers_has_no_groups() -> None:
    found = Assignment(SALT, 0.5).groups(pa.array([], pa.string()))

    assert (len(found), is_held(found).sum()) == (0, 0)
