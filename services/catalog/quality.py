"""How good probabilities were, once outcomes are known.

The interval of the AUC is DeLong's (DeLong, DeLong and Clarke-Pearson 1988, by mid-ranks as in Sun and Xu 2014), those of shares
are Wilson's (1927), and that of the lift is by the delta method on its logarithm.

Customers with the same score are one group, whose order says nothing: the part of a group that lies in the top tenth has the
group's share of leavers, and a group is in one band as a whole. So no figure depends on the order of rows. Trainings do the same
(services/scoring/learning/metrics.py).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.catalog.domain import Estimate

# The normal quantile of a two-sided interval of 95 %.
Z = 1.959963984540054
BANDS = 10
TOP_SHARE = 0.1

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Scored:
    """Customers by score: distinct ``probabilities`` (0 to 1) from the lowest, how many have each, and how many of them left."""

    probabilities: Floats
    counts: Ints
    left: Ints

    @property
    def stayed(self) -> Ints:
        """How many of each score did not leave."""
        return self.counts - self.left


@dataclass(frozen=True)
class Band:
    """Customers with a similar probability: how many, their mean probability, and the share who left."""

    count: int
    predicted: float
    observed: Estimate


@dataclass(frozen=True)
class Quality:
    """``auc`` and ``lift`` are None while nobody left or nobody stayed."""

    outcome_count: int
    churned_count: int
    auc: Estimate | None
    lift: Estimate | None
    calibration_error: float
    bands: tuple[Band, ...]


def of(scored: Scored) -> Quality:
    """The quality of probabilities by what happened; of no customer at all it is all zero."""
    bands = _bands(scored)
    total, left = int(scored.counts.sum()), int(scored.left.sum())
    has_both = 0 < left < total
    return Quality(
        outcome_count=total,
        churned_count=left,
        auc=auc(scored) if has_both else None,
        lift=lift(scored) if has_both else None,
        calibration_error=sum(band.count * abs(band.predicted - band.observed.value) for band in bands) / max(total, 1),
        bands=bands,
    )


def wilson(successes: int, count: int) -> Estimate:
    """The share of ``successes`` among ``count`` (at least 1), with Wilson's score interval."""
    share = successes / count
    centre = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
    half = Z * math.sqrt(share * (1 - share) / count + Z**2 / (4 * count**2)) / (1 + Z**2 / count)
    return Estimate(share, max(0.0, centre - half), min(1.0, centre + half))


def auc(scored: Scored) -> Estimate:
    """The share of pairs of a leaver and a stayer in the right order, ties half. Needs both."""
    left, stayed = scored.left, scored.stayed
    # For a leaver of each score the share of stayers below, and for a stayer the share of leavers above, ties half.
    below = (np.cumsum(stayed) - stayed / 2) / stayed.sum()
    above = 1 - (np.cumsum(left) - left / 2) / left.sum()
    value = float(below @ left / left.sum())
    half = Z * math.sqrt(_variance_of_mean(below, left) + _variance_of_mean(above, stayed))
    return Estimate(value, max(0.0, value - half), min(1.0, value + half))


def lift(scored: Scored) -> Estimate:
    """The share of leavers in the top tenth over the share among all. Needs a leaver."""
    total, left = int(scored.counts.sum()), int(scored.left.sum())
    top_count = TOP_SHARE * total
    top = _leavers_in_top(scored, top_count)
    # Half a leaver on each side keeps the interval finite where the top or the rest has none.
    inside, outside = top + 0.5, left - top + 0.5
    value = top / top_count * total / left
    share_inside, share_outside = inside / (top_count + 1), outside / (total - top_count + 1)
    weight = 1 / (inside + outside)
    variance = (1 / inside - weight) ** 2 * top_count * share_inside * (1 - share_inside)
    variance += weight**2 * (total - top_count) * share_outside * (1 - share_outside)
    half = Z * math.sqrt(variance)
    centre = math.log(share_inside * (total + 1) / (inside + outside))
    return Estimate(value, min(value, math.exp(centre - half)), max(value, math.exp(centre + half)))


def _leavers_in_top(scored: Scored, top_count: float) -> float:
    """The leavers among the ``top_count`` customers with the highest scores; of a group that is cut, its share."""
    counts, left = scored.counts[::-1], scored.left[::-1]
    room = np.clip(top_count - (np.cumsum(counts) - counts), 0, counts)
    return float((room * left / counts).sum())


def _bands(scored: Scored) -> tuple[Band, ...]:
    """Groups of equal scores by the tenth of customers that the group's middle is in; a tenth without a group is no band."""
    counts, total = scored.counts, int(scored.counts.sum())
    tenth = (2 * np.cumsum(counts) - counts) * BANDS // max(2 * total, 1)
    return tuple(_band(scored, tenth == number) for number in np.unique(tenth))


def _band(scored: Scored, chosen: Bools) -> Band:
    counts = scored.counts[chosen]
    count = int(counts.sum())
    return Band(count, float(scored.probabilities[chosen] @ counts / count), wilson(int(scored.left[chosen].sum()), count))


def _variance_of_mean(values: Floats, counts: Ints) -> float:
    """The variance of the mean of ``values``, each of which ``counts`` times; 0 of a single one, which shows none."""
    count = int(counts.sum())
    mean = values @ counts / count
    return float((values - mean) ** 2 @ counts / (count - 1) / count) if count > 1 else 0.0
