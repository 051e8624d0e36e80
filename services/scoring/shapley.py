"""Effects of binned features turned into Shapley contributions, for tables that are written rather than trained.

An effect table says how much a combination of codes adds to the log-odds; ``shares`` say how common each code is among
the customers the contributions are measured against. With independent features, the expectation over the absent feature is the
path-dependent one of a tree whose covers are these shares.
"""

import numpy as np

from services.scoring.additive import Floats, OneTable, TwoTable


def one_table(feature: int, effects: Floats, shares: Floats) -> tuple[float, OneTable]:
    """The expectation of ``effects`` (codes,) under ``shares``, which belongs to the intercept, and the rest as a table."""
    expectation = float(effects @ _normalised(shares))
    return expectation, OneTable(feature, effects - expectation)


def two_table(first: int, second: int, effects: Floats, *, shares_first: Floats, shares_second: Floats) -> tuple[float, TwoTable]:
    """The expectation of ``effects`` (codes of first, codes of second), and the contributions of both features as a table.

    With two features there are two orders of telling them: each contribution is the mean of what the feature changes when
    it is told first and when it is told last (Shapley 1953), so the two sum to the effect less the expectation.
    """
    knowing_first = effects @ _normalised(shares_second)
    knowing_second = _normalised(shares_first) @ effects
    expectation = float(_normalised(shares_first) @ knowing_first)
    of_first = ((knowing_first - expectation)[:, None] + (effects - knowing_second[None, :])) / 2
    of_second = ((knowing_second - expectation)[None, :] + (effects - knowing_first[:, None])) / 2
    return expectation, TwoTable(first, second, np.stack([of_first, of_second], axis=-1))


def _normalised(shares: Floats) -> Floats:
    total = shares.sum()
    if total <= 0 or (shares < 0).any():
        raise ValueError("Shares are at least 0 and not all 0.")
    return np.asarray(shares / total, dtype=np.float64)
