"""A model's calibration curve: which log-odds of leaving stand behind a raw score."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """Raw ``scores`` at its knots, and the ``log_odds`` there: finite and ascending, of one length, 1 at least.

    Straight between the knots; beyond them the first and the last shift hold on. So a higher score always has higher log-odds,
    and the curve changes no order. Raises ValueError for knots that are not so.
    """

    scores: tuple[float, ...]
    log_odds: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse knots that would turn customers around, or tie them."""
        knots = np.array([self.scores, self.log_odds], dtype=np.float64)
        if not knots.size or not np.isfinite(knots).all() or (np.diff(knots) <= 0).any():
            raise ValueError("The knots of the curve are not finite and ascending.")

    def at(self, raw: Floats) -> Floats:
        """The log-odds of ``raw`` scores, float64 of the same shape."""
        # The shift is interpolated rather than the log-odds, so that it goes on beyond the ends.
        return np.asarray(raw + np.interp(raw, *self._shifts), dtype=np.float64)

    @cached_property
    def _shifts(self) -> tuple[Floats, Floats]:
        """The raw scores at the knots, and what the curve adds to them."""
        scores = np.array(self.scores, dtype=np.float64)
        return scores, np.array(self.log_odds, dtype=np.float64) - scores
