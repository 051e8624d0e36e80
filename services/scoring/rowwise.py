"""Judges one customer at a time in plain Python: for a few rows NumPy's calls cost more than its arithmetic saves.

It adds the same numbers in the same order as ``Scorer.judge`` does for many rows, so that both say the same of a customer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from services.scoring import days, derived, explain, features, vocabulary
from services.scoring.additive import CategoricalFeature, Feature, Floats, NumericFeature
from services.scoring.explain import PhraseBook

# Up to here it is faster than NumPy (measured: 20 µs a row against 140 µs and 1 µs a row).
ROWS_AT_MOST = 8
_KEPT_CODES = 1024


class RowJudgement(NamedTuple):
    """What was found about one row: the ``log_odds`` of leaving, ``covered`` the weight of what is known of the customer.

    ``risks`` and ``strengths`` are positions in the phrase book's texts, strongest first; ``action`` is of the strongest risk
    that can be acted on, -1 for none.
    """

    log_odds: float
    covered: float
    risks: Sequence[int]
    strengths: Sequence[int]
    action: int


@dataclass(frozen=True, eq=False)
class _Customer:
    """One customer by canonical field, None for missing."""

    cells: Mapping[str, Any]

    def number(self, name: str) -> float | None:
        """As derived.Known says."""
        return features.plausible(name, self.cells.get(name))

    def days_since(self, name: str, as_of: date) -> float | None:
        """As derived.Known says."""
        day = self.cells.get(name)
        since = days.of(as_of) - days.of(day)
        # What is no day is NaN, and no number is less than it or more.
        return max(since, 0.0) if since >= -derived.DAYS_AHEAD_TOLERATED else None

    def ratio(self, above: str, below: str) -> float | None:
        """As derived.Known says."""
        numerator, denominator = self.number(above), self.number(below)
        if numerator is None or denominator is None or denominator <= 0:
            return None
        return numerator / denominator

    def first(self, given: float | None, *others: Callable[[], float | None]) -> float | None:
        """As derived.Known says."""
        found = given
        for other in others:
            if found is None:
                found = other()
        return found


_CodeOf = Callable[[Mapping[str, Any], date], int]


class RowJudge:
    """Judges by the model of one phrase book, which reads no own columns. Immutable, and holds no copy of the tables."""

    def __init__(self, book: PhraseBook, weights: Floats) -> None:
        """Prepare ``book``; ``weights`` (features,) is what knowing each feature counts for."""
        model = book.model
        self._codes = [_reading(feature) for feature in model.features]
        self._intercept = model.intercept
        self._curve = model.curve
        # Memoryviews give plain floats, and faster than arrays do; those of one dimension in two thirds of the time (measured).
        self._ones = [(one.feature, one.contributions.data) for one in model.ones]
        self._twos = [
            (two.first, two.second, 2 * two.contributions.shape[1], two.contributions.reshape(-1).data) for two in model.twos
        ]
        self._known = [(feature.known_codes, float(weight)) for feature, weight in zip(model.features, weights, strict=True)]
        self._bands = [bands.tolist() for bands in book.bands]
        self._actionable = frozenset(book.actionable)
        self._action_by_band = book.action_by_band.tolist()

    def judge(self, cells: Mapping[str, Any], as_of: date) -> RowJudgement:
        """Judge the customer with these ``cells`` by field, as in features.from_columns; ``as_of`` is as in Scorer.judge."""
        codes = [code_of(cells, as_of) for code_of in self._codes]
        contributions = self._contributions(codes)
        # Not sum(), which newer versions of Python round otherwise than NumPy does.
        raw = contributions[0]
        for contribution in contributions[1:]:
            raw += contribution
        covered = 0.0
        for code, (known_codes, weight) in zip(codes, self._known, strict=True):
            if code < known_codes:
                covered += weight
        risks, strengths, action = self._reasons(contributions, codes)
        return RowJudgement(self._log_odds(raw + self._intercept), covered, risks, strengths, action)

    def _log_odds(self, raw: float) -> float:
        return raw if self._curve is None else float(self._curve.at(np.array(raw)))

    def _contributions(self, codes: Sequence[int]) -> list[float]:
        contributions = [0.0] * len(codes)
        for feature, table in self._ones:
            contributions[feature] += table[codes[feature]]
        for first, second, width, table in self._twos:
            at = codes[first] * width + 2 * codes[second]
            contributions[first] += table[at]
            contributions[second] += table[at + 1]
        return contributions

    def _reasons(self, contributions: Sequence[float], codes: Sequence[int]) -> tuple[list[int], list[int], int]:
        risks, strengths, actions = [], [], []
        for feature, contribution in enumerate(contributions):
            strength = round(contribution * explain.SCALE)
            if abs(strength) < explain.THRESHOLD:
                continue
            # Of two equal ones the earlier band stands first.
            ranked = (-abs(strength), self._bands[feature][codes[feature]])
            if strength < 0:
                strengths.append(ranked)
                continue
            risks.append(ranked)
            if feature in self._actionable:
                actions.append(ranked)
        action = self._action_by_band[min(actions)[1]] if actions else -1
        return _strongest(risks), _strongest(strengths), action


def _reading(feature: Feature) -> _CodeOf:
    return _number_reading(feature) if isinstance(feature, NumericFeature) else _text_reading(feature)


def _number_reading(feature: NumericFeature) -> _CodeOf:
    name = feature.name
    least, most = features.plausible_range(name)

    def code_of(cells: Mapping[str, Any], as_of: date) -> int:
        given = cells.get(name)
        # What is given needs no derivation: the other fields are only asked for what lacks.
        if given is not None and least <= given <= most:
            return feature.code_of(given)
        return feature.code_of(derived.number(name, _Customer(cells), as_of))

    return code_of


def _text_reading(feature: CategoricalFeature) -> _CodeOf:
    source, meaning_of = features.read_text(feature)
    # Calls ask for the same few texts again and again.
    code_of = lru_cache(maxsize=_KEPT_CODES)(lambda text: feature.code_of(meaning_of(text)))

    def code_of_cell(cells: Mapping[str, Any], _: date) -> int:
        text = cells.get(source)
        # Of a longer text than any category the beginning says as much.
        return code_of(text and text[: vocabulary.LONGEST_CATEGORY + 1])

    return code_of_cell


def probability(log_odds: float) -> float:
    """The probability of ``log_odds``, by NumPy's exponential, which rounds otherwise than Python's."""
    # Beyond 500 the probability is 0 or 1 in float64 anyway, and exp would overflow.
    return 1.0 / (1.0 + float(np.exp(-min(max(log_odds, -500.0), 500.0))))


def _strongest(ranked: list[tuple[int, int]]) -> list[int]:
    return [band for _, band in sorted(ranked)[: explain.REASONS_AT_MOST]]
