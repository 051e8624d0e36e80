"""Thresholds under a grid: the same counts as by halving, wherever the thresholds and the values lie."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.scoring.additive import NumericFeature
from services.scoring.grid import Grid

FINITE = st.floats(allow_nan=False, allow_infinity=False)
THRESHOLDS = st.lists(FINITE | st.integers(-50, 50).map(float), min_size=2, max_size=60, unique=True).map(sorted)


@given(THRESHOLDS, st.lists(st.floats(allow_nan=False), max_size=30))
def test_a_grid_counts_like_halving(thresholds: list[float], others: list[float]) -> None:
    ascending = np.array(thresholds)
    try:
        grid = Grid(ascending)
    except ValueError:
        assume(False)
    with np.errstate(over="ignore"):
        near = [ascending, np.nextafter(ascending, -np.inf), np.nextafter(ascending, np.inf)]
    values = np.concatenate([*near, np.array(others, float)])

    assert grid.count_below(values).tolist() == np.searchsorted(ascending, values).tolist()


def test_nan_is_no_fault() -> None:
    assert Grid(np.array([1.0, 2.0])).count_below(np.array([np.nan, 1.5]))[1] == 1


@pytest.mark.parametrize("thresholds", [[-1.7e308, 1.7e308], [0.0, 5e-324], [*np.linspace(0, 1, 20), 1e9]])
def test_thresholds_that_no_grid_serves_are_refused(thresholds: list[float]) -> None:
    with pytest.raises(ValueError, match="thresholds"):
        Grid(np.array(thresholds))


@pytest.mark.parametrize("thresholds", [(), (3.0,), tuple(np.linspace(0, 9, 40)), (*np.linspace(0, 1, 20).tolist(), 1e9)])
def test_many_values_get_the_codes_that_few_get(thresholds: tuple[float, ...]) -> None:
    feature = NumericFeature("tenure_months", thresholds, minimum=-5, maximum=2e9)
    values = np.concatenate([np.linspace(-6, 11, 2000), [np.nan, np.inf, -np.inf], thresholds])

    few = np.concatenate([feature.codes(values[start : start + 100]) for start in range(0, len(values), 100)])

    assert feature.codes(values).tolist() == few.tolist()
