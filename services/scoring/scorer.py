"""A model ready to score: what files and online calls share, so that both give the same numbers and words."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.scoring import explain, features, phrases, rowwise
from services.scoring.additive import AdditiveModel, Codes, Floats
from services.scoring.explain import Positions, Reasons
from services.scoring.rowwise import RowJudge

# Probabilities are rounded to a tenth of a percent once; percent and level follow from that one number.
PROBABILITY_STEPS = 1000
COVERAGE_STEPS = 100
# The steps of probability from which a customer is Medium and High.
_LEVELS_FROM = tuple(round(least * PROBABILITY_STEPS) for least in (explain.MEDIUM_FROM, explain.HIGH_FROM))
_LITTLE_BELOW = explain.LITTLE_DATA_BELOW * COVERAGE_STEPS

PERCENTS: tuple[str, ...] = tuple(f"{step / 10:.1f}%" for step in range(PROBABILITY_STEPS + 1))
LEVEL_BY_STEP: tuple[str, ...] = tuple(phrases.LEVELS[bisect_right(_LEVELS_FROM, step)] for step in range(PROBABILITY_STEPS + 1))


@dataclass(frozen=True)
class CustomerScore:
    """One customer's score: the result columns of a file, as values. ``churn_probability`` is rounded to 3 decimals."""

    customer_id: str
    churn_probability: float
    churn_risk_pct: str
    risk_level: str
    recommendation: str
    key_risks: str
    strengths: str
    data_coverage: float
    model_version: str


@dataclass(frozen=True, eq=False)
class Judgement:
    """What was found about each row. ``probability`` is not rounded, ``step`` is it in thousandths, ``coverage`` in hundredths.

    ``level`` is a position in phrases.LEVELS, ``recommendation`` one in the phrase book's recommendations; ``codes`` are those
    of each feature of the phrase book's model.
    """

    probability: Floats
    step: Positions
    level: Positions
    coverage: Positions
    recommendation: Positions
    reasons: Reasons
    codes: Sequence[Codes]


class _Row(NamedTuple):
    """What was found about one row, as in Judgement; -1 stands for no reason."""

    step: int
    level: int
    coverage: int
    recommendation: int
    risks: Sequence[int]
    strengths: Sequence[int]


class Scorer:
    """Scores customers with one model. Immutable: share one between any number of threads."""

    def __init__(self, model: AdditiveModel, *, version: str) -> None:
        """Prepare ``model``; ``version`` is what results call it."""
        self.model = model
        self.version = version
        self.book = explain.phrase_book(model)
        self.sources = features.sources(model)
        self._weights = self.book.model.weights()
        self._total_weight = float(self._weights.sum()) or 1.0
        self._row_judge = RowJudge(self.book, self._weights)

    def judge(self, canonical: features.Canonical, as_of: date) -> Judgement:
        """Score every row of ``canonical``; ``as_of`` is the day from which dates are counted back."""
        model = self.book.model
        codes = features.codes(model, canonical, as_of)
        contributions = model.contributions(codes)
        raw = contributions.sum(axis=0) + model.intercept
        probability = _probability(model.log_odds(raw))
        step = np.rint(probability * PROBABILITY_STEPS).astype(np.intp)
        level = _level(step)
        coverage = self._coverage(codes)
        reasons = self.book.reasons(contributions, codes)
        is_little = coverage < _LITTLE_BELOW
        recommendation = self.book.recommendation_positions(level, reasons.actions, is_little)
        return Judgement(probability, step, level, coverage, recommendation, reasons, codes)

    def score_customers(self, columns: Mapping[str, Sequence[Any]], as_of: date) -> list[CustomerScore]:
        """Score customers given as columns of canonical fields, in their order; equal to what a file with them would get.

        ``columns`` has one value per customer in each list (None: missing) and must have "customer_id"; fields no customer
        has are left out. Raises KeyError without ids and ValueError where the lists differ in length.
        """
        ids = columns["customer_id"]
        if any(len(values) != len(ids) for values in columns.values()):
            raise ValueError("The columns differ in length.")
        canonical = features.from_columns(columns, len(ids), self.sources)
        is_few = len(ids) <= rowwise.ROWS_AT_MOST
        rows = self._rows_one_by_one(canonical, as_of) if is_few else self._rows(self.judge(canonical, as_of))
        return [self._score(customer_id, row) for customer_id, row in zip(ids, rows, strict=True)]

    def listed(self, found: Positions) -> list[str]:
        """The phrases of each row as one text: ``found`` has shape (3, rows) as in explain.Reasons."""
        return [self._told(row) for row in found.T.tolist()]

    def _rows(self, judgement: Judgement) -> Iterator[_Row]:
        arrays = (judgement.step, judgement.level, judgement.coverage, judgement.recommendation)
        reasons = (judgement.reasons.risks.T, judgement.reasons.strengths.T)
        return map(_Row, *(array.tolist() for array in (*arrays, *reasons)))

    def _rows_one_by_one(self, canonical: features.Canonical, as_of: date) -> Iterator[_Row]:
        codes = [feature_codes.tolist() for feature_codes in features.codes(self.book.model, canonical, as_of)]
        for row_codes in zip(*codes, strict=True):
            found = self._row_judge.judge(row_codes)
            step = round(rowwise.probability(found.log_odds) * PROBABILITY_STEPS)
            level = bisect_right(_LEVELS_FROM, step)
            coverage = round(found.covered / self._total_weight * COVERAGE_STEPS)
            recommendation = self.book.recommendation_position(level, found.action, is_little=coverage < _LITTLE_BELOW)
            yield _Row(step, level, coverage, recommendation, found.risks, found.strengths)

    def _score(self, customer_id: str, row: _Row) -> CustomerScore:
        return CustomerScore(
            customer_id=customer_id,
            churn_probability=row.step / PROBABILITY_STEPS,
            churn_risk_pct=PERCENTS[row.step],
            risk_level=phrases.LEVELS[row.level],
            recommendation=self.book.recommendations[row.recommendation],
            key_risks=self._told(row.risks),
            strengths=self._told(row.strengths),
            data_coverage=row.coverage / COVERAGE_STEPS,
            model_version=self.version,
        )

    def _told(self, bands: Sequence[int]) -> str:
        texts = self.book.texts
        return ", ".join([texts[band] for band in bands if band >= 0])

    def _coverage(self, codes: Sequence[NDArray[np.uint16]]) -> Positions:
        covered = np.zeros(len(codes[0]))
        for weight, feature, feature_codes in zip(self._weights, self.book.model.features, codes, strict=True):
            covered += weight * (feature_codes < feature.known_codes)
        return np.rint(covered / self._total_weight * COVERAGE_STEPS).astype(np.intp)


def _probability(raw: Floats) -> Floats:
    # Beyond 500 the probability is 0 or 1 in float64 anyway, and exp would overflow.
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(raw, -500, 500))), dtype=np.float64)


def _level(step: Positions) -> Positions:
    medium, high = _LEVELS_FROM
    return (step >= medium).astype(np.intp) + (step >= high)
