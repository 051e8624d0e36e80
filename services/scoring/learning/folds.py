"""Who trains and who is held out. A customer is never on both sides, however many rows it has."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Fold:
    """Positions of the rows that train, and of those that are held out."""

    train: Rows
    held_out: Rows


def stratified(labels: Bools, customers: Ints, count: int, *, seed: int) -> list[Fold]:
    """``count`` folds with about the same share of leavers; ``customers`` tells for each row whose it is."""
    distinct, row_of = np.unique(customers, return_inverse=True)
    has_left = np.zeros(len(distinct), dtype=np.bool_)
    np.logical_or.at(has_left, row_of, labels)
    random = np.random.default_rng(seed)
    fold_of = np.empty(len(distinct), dtype=np.intp)
    dealt = 0
    for group in (np.flatnonzero(has_left), np.flatnonzero(~has_left)):
        # Dealing goes on where the leavers ended, so that the folds differ by one customer at most.
        fold_of[random.permutation(group)] = (np.arange(len(group)) + dealt) % count
        dealt += len(group)
    fold_of_row = fold_of[row_of]
    return [Fold(np.flatnonzero(fold_of_row != fold), np.flatnonzero(fold_of_row == fold)) for fold in range(count)]


def latest_period(periods: Ints, labels: Bools, customers: Ints, *, fewest: int) -> Fold | None:
    """The rows of the latest period held out, and those of earlier ones training whose customers are not held out.

    A customer who is known again would tell what became of it. None where either side has fewer than ``fewest`` leavers or
    stayers. The arrays have one entry a row.
    """
    is_last = periods == periods.max(initial=0)
    is_known_again = np.isin(customers, customers[is_last])
    train, held_out = np.flatnonzero(~is_known_again), np.flatnonzero(is_last)
    if any(min(labels[side].sum(), (~labels[side]).sum()) < fewest for side in (train, held_out)):
        return None
    return Fold(train, held_out)
