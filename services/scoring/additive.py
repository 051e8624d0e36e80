"""The one form of every scoring model: an intercept plus one-feature and two-feature tables over binned features.

All numbers are log-odds of leaving; a trained model has a curve that bends their sum to what was seen. A table holds Shapley
contributions, not plain effects: its entries already have their expectation taken out (it is part of the intercept), and a
two-feature table says for each pair of codes how much each of the two features contributes. So scoring and explaining are the
same look-ups, and the contributions of a row plus the intercept are its raw score exactly. Everything here is immutable, so one
model may serve any number of threads.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from services.scoring.curve import Curve
from services.scoring.grid import Grid
from services.scoring.manifest import Manifest
from services.scoring.stacked import StackedTables

# For fewer values halving is faster: a grid takes ten calls of NumPy.
_GRID_FROM = 512
# With more rows what is looked up leaves the processor's cache, and going table by table is faster (measured).
_STACKED_UP_TO = 512

Floats = NDArray[np.float64]
Codes = NDArray[np.uint16]


@dataclass(frozen=True)
class NumericFeature:
    """A number, binned by ascending thresholds.

    Its code is the number of thresholds below the value (so a threshold belongs to the bin beneath it, as in LightGBM), and one
    more than that for a missing value: len(thresholds) + 2 codes. A value outside minimum..maximum (None: open) is missing.
    """

    name: str
    thresholds: tuple[float, ...]
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None

    def __post_init__(self) -> None:
        """Refuse thresholds that are not finite and ascending, since look-ups would be wrong without a word."""
        if not np.isfinite(self.thresholds).all() or any(
            a >= b for a, b in zip(self.thresholds, self.thresholds[1:], strict=False)
        ):
            raise ValueError(f"The thresholds of {self.name} are not finite and ascending.")

    @property
    def code_count(self) -> int:
        """How many codes there are; the last is "missing"."""
        return len(self.thresholds) + 2

    @property
    def known_codes(self) -> int:
        """How many codes say something about the customer."""
        return len(self.thresholds) + 1

    def codes(self, values: Floats) -> Codes:
        """The codes of ``values``, uint16 of the same shape; NaN is missing."""
        codes = self._counts_below(values)
        codes[~self._is_present(values)] = self.code_count - 1
        return codes

    def code_of(self, value: float | None) -> int:
        """The code of one ``value``; None and NaN are missing."""
        if value is None or not self._low <= value <= self._high:
            return self.code_count - 1
        return bisect_left(self.thresholds, value)

    def _counts_below(self, values: Floats) -> Codes:
        if len(values) < _GRID_FROM or self._grid is None:
            return np.searchsorted(self._edges, values, side="left").astype(np.uint16)
        return self._grid.count_below(values)

    @cached_property
    def _edges(self) -> Floats:
        return np.array(self.thresholds, dtype=np.float64)

    @cached_property
    def _low(self) -> float:
        return -np.inf if self.minimum is None else self.minimum

    @cached_property
    def _high(self) -> float:
        return np.inf if self.maximum is None else self.maximum

    @cached_property
    def _grid(self) -> Grid | None:
        """None where it is of no use."""
        try:
            return Grid(self._edges) if len(self.thresholds) > 1 else None
        except ValueError:
            return None

    def _is_present(self, values: Floats) -> NDArray[np.bool_]:
        present: NDArray[np.bool_] = (values >= self._low) & (values <= self._high)
        return present


@dataclass(frozen=True)
class CategoricalFeature:
    """A text out of ``categories`` (already normalised): a code each, then one for unknown texts, then one for missing."""

    name: str
    categories: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a category named twice, since its second table entry could never be reached."""
        if len(set(self.categories)) != len(self.categories):
            raise ValueError(f"The categories of {self.name} are not distinct.")

    @property
    def code_count(self) -> int:
        """How many codes there are; the last but one is "unknown", the last is "missing"."""
        return len(self.categories) + 2

    @property
    def known_codes(self) -> int:
        """How many codes say something about the customer; an unknown text does not."""
        return len(self.categories)

    def codes_of(self, texts: Sequence[str | None]) -> Codes:
        """The codes of normalised ``texts``, uint16; None and "" are missing."""
        return np.array([self.code_of(text) for text in texts], dtype=np.uint16)

    def code_of(self, text: str | None) -> int:
        """The code of one normalised ``text``; None and "" are missing."""
        return self._code_by_text.get(text, len(self.categories)) if text else self.code_count - 1

    @cached_property
    def _code_by_text(self) -> dict[str, int]:
        return {text: code for code, text in enumerate(self.categories)}


Feature = NumericFeature | CategoricalFeature


@dataclass(frozen=True, eq=False)
class OneTable:
    """What one feature contributes: float64, shape (codes of the feature,)."""

    feature: int
    contributions: Floats


@dataclass(frozen=True, eq=False)
class TwoTable:
    """What a pair of features contributes: float64, shape (codes of first, codes of second, 2), last axis = (first, second)."""

    first: int
    second: int
    contributions: Floats


@dataclass(frozen=True, eq=False)
class AdditiveModel:
    """A scoring model. ``features`` are in the model's order, tables refer to them by position; ``kind`` is baseline or trained.

    ``created`` is an ISO 8601 day. ``manifest`` tells what a trained model was trained on; its shares are by the codes of the
    model as it was trained. ``curve`` turns raw scores into log-odds; None leaves them as they are.
    Raises ValueError without features, and for a table that does not fit them or is not finite.
    """

    name: str
    kind: str
    created: str
    intercept: float
    features: tuple[Feature, ...]
    ones: tuple[OneTable, ...] = ()
    twos: tuple[TwoTable, ...] = ()
    metrics: Mapping[str, float] = field(default_factory=dict)
    manifest: Manifest | None = None
    curve: Curve | None = None

    def __post_init__(self) -> None:
        """Check the tables once and make them read-only, so that no thread can change a shared model."""
        if not self.features:
            raise ValueError("A model has at least one feature.")
        counts = [feature.code_count for feature in self.features]
        ones = [replace(one, contributions=_sealed(one.contributions, (counts[one.feature],))) for one in self.ones]
        twos = [
            replace(two, contributions=_sealed(two.contributions, (counts[two.first], counts[two.second], 2)))
            for two in self.twos
        ]
        object.__setattr__(self, "ones", tuple(ones))
        object.__setattr__(self, "twos", tuple(twos))

    @property
    def feature_names(self) -> tuple[str, ...]:
        """The names of the features in the model's order."""
        return tuple(feature.name for feature in self.features)

    def weights(self) -> Floats:
        """How much each feature can matter: the spread of its contributions over its known codes, float64 (features,)."""
        known = [feature.known_codes for feature in self.features]
        weights = np.zeros(len(self.features))
        for one in self.ones:
            weights[one.feature] += np.ptp(one.contributions[: known[one.feature]]) if known[one.feature] else 0.0
        for two in self.twos:
            both = two.contributions[: known[two.first], : known[two.second]]
            if both.size:
                weights[two.first] += np.ptp(both[..., 0])
                weights[two.second] += np.ptp(both[..., 1])
        return weights

    def contributions(self, codes: Sequence[Codes]) -> Floats:
        """The contributions of each feature in each row: float64, shape (features, rows).

        ``codes`` has one uint16 array per feature, in the model's order, all of the same length. A row's sum plus the
        intercept is its raw score, in log-odds before the curve.
        """
        if len(codes[0]) <= _STACKED_UP_TO:
            return self._stacked.contributions(np.array(codes, dtype=np.intp))
        contributions = np.zeros((len(self.features), len(codes[0])))
        for one in self.ones:
            contributions[one.feature] += one.contributions[codes[one.feature]]
        positions = [feature_codes.astype(np.intp) for feature_codes in codes] if self.twos else []
        for two in self.twos:
            # A complex number is two floats side by side, so that one look-up fetches both contributions.
            pairs = two.contributions.view(np.complex128).ravel()
            at = positions[two.first] * two.contributions.shape[1]
            at += positions[two.second]
            found = pairs.take(at)
            contributions[two.first] += found.real
            contributions[two.second] += found.imag
        return contributions

    @cached_property
    def _stacked(self) -> StackedTables:
        ones = (((one.feature,), one.contributions) for one in self.ones)
        twos = (((two.first, two.second), two.contributions) for two in self.twos)
        return StackedTables(len(self.features), (*ones, *twos))

    def raw_scores(self, codes: Sequence[Codes]) -> Floats:
        """The sum of each row, float64 (rows,)."""
        scores: Floats = self.contributions(codes).sum(axis=0) + self.intercept
        return scores

    def log_odds(self, raw: Floats) -> Floats:
        """The log-odds of leaving of ``raw`` scores, float64 of the same shape."""
        return raw if self.curve is None else self.curve.at(raw)


def _sealed(contributions: Floats, shape: tuple[int, ...]) -> Floats:
    sealed = np.array(contributions, dtype=np.float64, order="C")
    if sealed.shape != shape or not np.isfinite(sealed).all():
        raise ValueError(f"A table of shape {sealed.shape} is not a finite table of shape {shape}.")
    sealed.flags.writeable = False
    return sealed
