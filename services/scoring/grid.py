"""Ascending thresholds under an even grid, so that a value is compared with those near it only.

Halving takes eight steps for 255 thresholds, each of which the processor guesses wrong half of the time; this takes a fifteenth
of its time on blocks of thousands of values (measured).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Finer is hardly faster, and the tables must stay in the processor's cache.
_CELLS_PER_THRESHOLD = 8
# With more thresholds in one cell, halving is as fast.
_MOST_IN_A_CELL = 8


class Grid:
    """Finds how many of some finite, ascending ``thresholds`` lie below a value. Immutable."""

    def __init__(self, thresholds: Floats) -> None:
        """Prepare two thresholds or more. Raises ValueError where they lie so unevenly that halving is as fast."""
        self._last = _CELLS_PER_THRESHOLD * len(thresholds)
        self._low = thresholds[0]
        with np.errstate(over="ignore", divide="ignore"):
            self._scale = self._last / (thresholds[-1] - self._low)
        if not 0 < self._scale < np.inf:
            raise ValueError("The thresholds lie too far apart, or too near to each other.")
        cells = self._cells(thresholds)
        self._before = np.searchsorted(cells, np.arange(self._last + 1)).astype(np.uint16)
        counts = np.bincount(cells, minlength=self._last + 1)
        if counts.max() > _MOST_IN_A_CELL:
            raise ValueError("Many thresholds lie close together, far from the others.")
        # The first threshold of each cell, the second of each, and so on; nothing is above infinity.
        self._within = np.full((counts.max(), self._last + 1), np.inf)
        self._within[np.arange(len(thresholds)) - self._before[cells], cells] = thresholds

    def count_below(self, values: Floats) -> NDArray[np.uint16]:
        """How many thresholds are less than each value, uint16; anything for NaN."""
        cells = self._cells(values)
        counts: NDArray[np.uint16] = self._before.take(cells)
        for thresholds in self._within:
            counts += thresholds.take(cells) < values
        return counts

    def _cells(self, values: Floats) -> NDArray[np.int32]:
        """The cell of each value. Rounding may move a cell's edge, but a greater value never gets an earlier cell."""
        with np.errstate(over="ignore"):
            places: Floats = (values - self._low) * self._scale
        # Unlike the smaller and the greater of two, these pass over NaN.
        np.fmin(places, self._last, out=places)
        np.fmax(places, 0, out=places)
        return places.astype(np.int32)
