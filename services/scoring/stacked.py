"""All tables of a model in one array, so that a few rows take a few calls of NumPy, however many tables there are."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Table = tuple[tuple[int, ...], Floats]

# A number to look up: the first feature, the stride of its codes, the second feature, the stride of its codes, and the start.
_LookUp = tuple[int, int, int, int, int]


class StackedTables:
    """Adds up what ``tables`` say of each feature, in their order. Immutable.

    A table is the positions of its one or two features, and its contributions as in additive.OneTable and additive.TwoTable.
    """

    def __init__(self, feature_count: int, tables: Iterable[Table]) -> None:
        """Prepare ``tables``, which tell of features 0 to ``feature_count`` - 1."""
        look_ups: list[list[_LookUp]] = [[] for _ in range(feature_count)]
        flat = [np.zeros(0)]
        for features, contributions in tables:
            start = sum(map(len, flat))
            for feature, look_up in _look_ups(features, contributions, start):
                look_ups[feature].append(look_up)
            flat.append(contributions.ravel())
        self._flat = np.concatenate(flat)
        # The features with most tables come first, so that those with an n-th table are always the first few.
        order = sorted(range(feature_count), key=lambda feature: -len(look_ups[feature]))
        self._place = np.argsort(order)
        self._counts = [sum(len(of) > rank for of in look_ups) for rank in range(len(look_ups[order[0]]))]
        listed = [look_ups[feature][rank] for rank, count in enumerate(self._counts) for feature in order[:count]]
        columns = np.array(listed, dtype=np.intp).reshape(-1, 5).T
        self._first, self._second = columns[0], columns[2]
        self._first_stride, self._second_stride, self._start = (columns[at][:, None] for at in (1, 3, 4))

    def contributions(self, codes: NDArray[np.intp]) -> Floats:
        """What each feature contributes in each row, float64; it and ``codes`` have shape (features, rows)."""
        at = codes[self._first] * self._first_stride
        at += codes[self._second] * self._second_stride
        at += self._start
        found = self._flat.take(at)
        sums = np.zeros(codes.shape)
        begin = 0
        for count in self._counts:
            sums[:count] += found[begin : begin + count]
            begin += count
        return sums[self._place]


def _look_ups(features: tuple[int, ...], contributions: Floats, start: int) -> Iterator[tuple[int, _LookUp]]:
    strides = [stride // contributions.itemsize for stride in contributions.strides]
    if len(features) == 1:
        yield features[0], (features[0], strides[0], features[0], 0, start)
        return
    for place, feature in enumerate(features):
        yield feature, (features[0], strides[0], features[1], strides[1], start + place * strides[2])
