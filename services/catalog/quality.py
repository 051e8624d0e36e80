"""How good probabilities were, once outcomes are known.

The interval of the AUC is DeLong's (DeLong, DeLong and Clarke-Pearson 1988, by mid-ranks as in Sun and Xu 2014), those of shares
are Wilson's (1927), and that of the lift is by the delta method on its logarithm.
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
Bools = NDArray[np.bool_]


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


def of(probabilities: Floats, churned: Bools) -> Quality:
    """The quality of ``probabilities`` (0 to 1) by what happened, one entry for each customer; of none at all it is all zero."""
    bands = _bands(probabilities, churned)
    has_both = bool(churned.any()) and not churned.all()
    return Quality(
        outcome_count=len(churned),
        churned_count=int(churned.sum()),
        auc=auc(probabilities, churned) if has_both else None,
        lift=lift(probabilities, churned) if has_both else None,
        calibration_error=sum(band.count * abs(band.predicted - band.observed.value) for band in bands) / max(len(churned), 1),
        bands=bands,
    )


def wilson(successes: int, count: int) -> Estimate:
    """The share of ``successes`` among ``count`` (at least 1), with Wilson's score interval."""
    share = successes / count
    centre = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
    half = Z * math.sqrt(share * (1 - share) / count + Z**2 / (4 * count**2)) / (1 + Z**2 / count)
    return Estimate(share, max(0.0, centre - half), min(1.0, centre + half))


def auc(probabilities: Floats, churned: Bools) -> Estimate:
    """The share of pairs of a leaver and a stayer in the right order, ties half. Needs both."""
    left, stayed = probabilities[churned], probabilities[~churned]
    among_all = _mid_ranks(np.concatenate([left, stayed]))
    # For each leaver the share of stayers below, and for each stayer the share of leavers above.
    below = (among_all[: len(left)] - _mid_ranks(left)) / len(stayed)
    above = 1 - (among_all[len(left) :] - _mid_ranks(stayed)) / len(left)
    value = float(below.mean())
    variance = sum(float(np.var(part, ddof=1)) / len(part) for part in (below, above) if len(part) > 1)
    half = Z * math.sqrt(variance)
    return Estimate(value, max(0.0, value - half), min(1.0, value + half))


def lift(probabilities: Floats, churned: Bools) -> Estimate:
    """The share of leavers in the top tenth over the share among all. Needs a leaver."""
    top_count = max(1, math.ceil(TOP_SHARE * len(churned)))
    top = churned[np.argsort(-probabilities, kind="stable")[:top_count]]
    rest_count = len(churned) - top_count
    # Half a leaver on each side keeps the interval finite where the top or the rest has none.
    inside, outside = float(top.sum()) + 0.5, float(churned.sum() - top.sum()) + 0.5
    value = float(top.mean() / churned.mean())
    share_inside, share_outside = inside / (top_count + 1), outside / (rest_count + 1)
    weight = 1 / (inside + outside)
    variance = (1 / inside - weight) ** 2 * top_count * share_inside * (1 - share_inside)
    variance += weight**2 * rest_count * share_outside * (1 - share_outside)
    half = Z * math.sqrt(variance)
    centre = math.log(share_inside * (len(churned) + 1) / (inside + outside))
    return Estimate(value, min(value, math.exp(centre - half)), max(value, math.exp(centre + half)))


def _bands(probabilities: Floats, churned: Bools) -> tuple[Band, ...]:
    order = np.argsort(probabilities, kind="stable")
    pieces = [piece for piece in np.array_split(order, BANDS) if len(piece)]
    return tuple(
        Band(len(piece), float(probabilities[piece].mean()), wilson(int(churned[piece].sum()), len(piece))) for piece in pieces
    )


def _mid_ranks(values: Floats) -> Floats:
    """Ranks from 1, equal values sharing the mean of theirs."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: Floats = (ends - (counts - 1) / 2)[which]
    return ranks
