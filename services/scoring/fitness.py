"""Whether a file is like the one a model learned from: what is missing, in another unit, new, or has shifted.

A model scores any file without a word, so somebody has to compare. All that is needed of the file is how many rows have each
code of each feature, which scoring has at hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from services.scoring import bands, own
from services.scoring.additive import AdditiveModel, CategoricalFeature, Feature, Floats
from services.scoring.manifest import ColumnTraits

Counts = NDArray[np.int64]

# The population stability index above which a scorecard is to be looked at (Siddiqi, Credit Risk Scorecards, 2006).
SHIFT_LIMIT = 0.25
# Groups of at least a tenth of the training customers, as is usual for the index.
_GROUP_SHARE = 0.1
# Fewer rows show nothing about a distribution.
FEWEST_ROWS = 50
# Units that people mix up differ by 7 (days and weeks) or more; customers change by less.
UNIT_FACTOR = 5.0
# So many values in an end bin that held a fifth at most: the unit is another, or the customers are.
_PILED, _WAS_FEW = 0.8, 0.2
MORE_MISSING, MORE_UNSEEN = 0.2, 0.05
# Standard errors beyond chance: one file in a thousand would be further away by luck.
_SURE = 3.0


class Kind(Enum):
    """What does not fit."""

    MISSING_COLUMN = "missing_column"
    OTHER_UNIT = "other_unit"
    UNSEEN_CATEGORIES = "unseen_categories"
    MORE_MISSING = "more_missing"
    SHIFTED = "shifted"


@dataclass(frozen=True)
class Doubt:
    """Something about the column called ``column`` in the file that the model did not learn from, as a sentence."""

    kind: Kind
    column: str
    sentence: str


def doubts(model: AdditiveModel, scored: AdditiveModel, counts: Sequence[Counts]) -> tuple[Doubt, ...]:
    """What does not fit, one doubt per feature at most, in the order of the features; empty for a model without a manifest.

    ``counts`` has per feature the rows of each code of ``scored``, which is ``model`` or the same cut at the phrases' edges
    (``Scorer.book.model``): ``np.bincount(codes, minlength=feature.code_count)``, summed over all batches.
    """
    if model.manifest is None:
        return ()
    found = []
    for feature, cut, traits, of_cut in zip(model.features, scored.features, model.manifest.columns, counts, strict=True):
        of_codes = np.bincount(bands.old_codes(feature, cut), weights=of_cut, minlength=feature.code_count).astype(np.float64)
        doubt = _doubt(feature, traits, of_codes, model.manifest.row_count)
        if doubt is not None:
            found.append(doubt)
    return tuple(found)


def stability_index(expected: Floats, observed: Floats) -> float:
    """The population stability index of two distributions over the same groups, each with a sum of 1 and no 0."""
    return float(np.sum((observed - expected) * np.log(observed / expected)))


def _doubt(feature: Feature, traits: ColumnTraits, counts: Floats, trained_rows: int) -> Doubt | None:
    rows, name = counts.sum(), own.shown(feature.name)
    if not rows:
        return None
    missing, before = float(counts[-1] / rows), traits.missing_share
    if missing == 1 and before < 1:
        return Doubt(Kind.MISSING_COLUMN, name, f"{name}: the column is missing or empty, and the model learned from it.")
    is_text = isinstance(feature, CategoricalFeature)
    doubt = _unseen(name, traits, counts) if is_text else _other_unit(name, traits, counts[:-1])
    if doubt is None and missing - before > max(MORE_MISSING, _SURE * _error(before, rows)):
        told = f"{name}: {missing:.0%} of the customers have no value; in training it was {before:.0%}."
        doubt = Doubt(Kind.MORE_MISSING, name, told)
    return doubt or _shifted(name, traits, counts, trained_rows)


def _unseen(name: str, traits: ColumnTraits, counts: Floats) -> Doubt | None:
    rows = counts.sum()
    unseen, before = float(counts[-2] / rows), traits.shares[-2]
    if unseen - before <= max(MORE_UNSEEN, _SURE * _error(before, rows)):
        return None
    told = f"{name}: {unseen:.0%} of the customers have a value that the model has not learned; in training it was {before:.0%}."
    return Doubt(Kind.UNSEEN_CATEGORIES, name, told)


def _other_unit(name: str, traits: ColumnTraits, counts: Floats) -> Doubt | None:
    shares = np.array(traits.shares[:-1])
    if counts.sum() < FEWEST_ROWS or not shares.sum():
        return None
    before, now = _median(traits, shares), _median(traits, counts)
    if before and now and not 1 / UNIT_FACTOR < now / before < UNIT_FACTOR:
        told = f"{name}: its middle is about {_written(now)}, and was {_written(before)} in training. Is its unit another?"
        return Doubt(Kind.OTHER_UNIT, name, told)
    for end, beyond in ((0, "below"), (-1, "above")):
        if len(shares) > 1 and counts[end] > _PILED * counts.sum() and shares[end] < _WAS_FEW * shares.sum():
            told = f"{name}: most of its values are {beyond} nearly all of those in training. Is its unit another?"
            return Doubt(Kind.OTHER_UNIT, name, told)
    return None


def _written(number: float) -> str:
    """Three digits are enough, but nobody reads 1.17e+03."""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.3g}"


def _median(traits: ColumnTraits, weights: Floats) -> float | None:
    """About the median of numbers whose codes occur with ``weights``."""
    code = int(np.searchsorted(np.cumsum(weights), weights.sum() / 2))
    return traits.middles[code]


def _shifted(name: str, traits: ColumnTraits, counts: Floats, trained_rows: int) -> Doubt | None:
    """By the index, less what chance alone makes of it: its mean and spread are those of a scaled chi-square (Yurdakul and
    Naranjo, Journal of Risk Model Validation 14, 2020).
    """
    known, shares = counts[:-1], np.array(traits.shares[:-1])
    rows = known.sum()
    if rows < FEWEST_ROWS or not shares.sum():
        return None
    groups = _groups(shares / shares.sum())
    expected = _smoothed(np.bincount(groups, weights=shares * trained_rows))
    index = stability_index(expected, _smoothed(np.bincount(groups, weights=known)))
    freedom, scale = groups.max(), 1 / rows + 1 / trained_rows
    if index <= SHIFT_LIMIT + scale * (freedom + _SURE * np.sqrt(2 * freedom)):
        return None
    told = f"{name}: its values are spread unlike those in training (stability index {index:.2f}, a shift from {SHIFT_LIMIT})."
    return Doubt(Kind.SHIFTED, name, told)


def _groups(shares: Floats) -> NDArray[np.intp]:
    """A group for each code: neighbours until they have a tenth of all; the rest joins the last group."""
    groups, group, filled = np.zeros(len(shares), dtype=np.intp), 0, 0.0
    for code, share in enumerate(shares):
        groups[code] = group
        filled += share
        if filled >= _GROUP_SHARE and shares[code + 1 :].sum() >= _GROUP_SHARE:
            group, filled = group + 1, 0.0
    return groups


def _smoothed(counts: Floats | Counts) -> Floats:
    """Shares with half a row in every group, so that none is 0."""
    return np.asarray((counts + 0.5) / (counts + 0.5).sum(), dtype=np.float64)


def _error(share: float, rows: float) -> float:
    """The standard error of a share, with a row of doubt where it was 0 or 1."""
    bounded = min(max(share, 1 / (rows + 2)), 1 - 1 / (rows + 2))
    return float(np.sqrt(bounded * (1 - bounded) / rows))
