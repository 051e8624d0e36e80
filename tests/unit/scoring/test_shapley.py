"""Shapley contributions of written tables against their definition."""

from collections.abc import Callable
from itertools import combinations
from math import factorial

import numpy as np
import pytest

from services.scoring import shapley
from services.scoring.additive import Floats


def test_a_pair_has_the_contributions_that_all_subsets_of_features_give() -> None:
    random = np.random.default_rng(3)
    effects, first, second = random.normal(size=(4, 3)), random.uniform(size=4), random.uniform(size=3)
    expectation, table = shapley.two_table(0, 1, effects, shares_first=first, shares_second=second)
    shares = (first / first.sum(), second / second.sum())
    for a in range(4):
        for b in range(3):
            value = _value_of_subset(effects, shares, (a, b))
            assert value(frozenset()) == pytest.approx(expectation, abs=1e-12)
            for feature in (0, 1):
                assert table.contributions[a, b, feature] == pytest.approx(_by_definition(value, feature, 2), abs=1e-12)


def test_the_contributions_of_a_pair_and_the_expectation_make_the_effect() -> None:
    effects = np.random.default_rng(4).normal(size=(5, 2))
    expectation, table = shapley.two_table(0, 1, effects, shares_first=np.ones(5), shares_second=np.array([3.0, 1.0]))
    assert np.abs(table.contributions.sum(axis=-1) + expectation - effects).max() < 1e-12


def test_a_single_feature_contributes_its_effect_less_the_expectation() -> None:
    expectation, table = shapley.one_table(0, np.array([1.0, 3.0]), np.array([3.0, 1.0]))
    assert expectation == pytest.approx(1.5)
    assert table.contributions.tolist() == pytest.approx([-0.5, 1.5])


@pytest.mark.parametrize("shares", [[0.0, 0.0], [-1.0, 2.0]])
def test_shares_that_are_no_shares_are_refused(shares: list[float]) -> None:
    with pytest.raises(ValueError, match="Shares"):
        shapley.one_table(0, np.array([1.0, 3.0]), np.array(shares))


def _value_of_subset(effects: Floats, shares: tuple[Floats, Floats], at: tuple[int, int]) -> Callable[[frozenset[int]], float]:
    def value(known: frozenset[int]) -> float:
        rows = np.eye(len(shares[0]))[at[0]] if 0 in known else shares[0]
        columns = np.eye(len(shares[1]))[at[1]] if 1 in known else shares[1]
        return float(rows @ effects @ columns)

    return value


def _by_definition(value: Callable[[frozenset[int]], float], feature: int, count: int) -> float:
    """The Shapley value by its formula: the weighted mean of what ``feature`` adds to every subset of the others."""
    others = [other for other in range(count) if other != feature]
    total = 0.0
    for size in range(count):
        weight = factorial(size) * factorial(count - size - 1) / factorial(count)
        subsets = [frozenset(subset) for subset in combinations(others, size)]
        total += weight * sum(value(subset | {feature}) - value(subset) for subset in subsets)
    return total
