"""A model ready to score: what files and online calls share, so that both give the same numbers and words."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from services.scoring import explain, features, own, phrases, rowwise
from services.scoring.additive import AdditiveModel, Codes, Floats
from services.scoring.explain import Positions, Reasons
from services.scoring.rowwise import RowJudge

# Probabilities are rounded to a tenth of a percent once; percent and level follow from that one number.
PROBABILITY_STEPS = 1000
COVERAGE_STEPS = 100
# The steps of probability from which a customer is Medium and High.
_LEVELS_FROM = tuple(round(least * PROBABILITY_STEPS) for least in (explain.MEDIUM_FROM, explain.HIGH_FROM))
_LITTLE_BELOW = explain.LITTLE_DATA_BELOW * COVERAGE_STEPS

PROBABILITIES: tuple[float, ...] = tuple(step / PROBABILITY_STEPS for step in range(PROBABILITY_STEPS + 1))
COVERAGES: tuple[float, ...] = tuple(step / COVERAGE_STEPS for step in range(COVERAGE_STEPS + 1))
PERCENTS: tuple[str, ...] = tuple(f"{step / 10:.1f}%" for step in range(PROBABILITY_STEPS + 1))
LEVEL_BY_STEP: tuple[str, ...] = tuple(phrases.LEVELS[bisect_right(_LEVELS_FROM, step)] for step in range(PROBABILITY_STEPS + 1))


class CustomerScore(NamedTuple):
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


# Customers share few combinations of reasons, and a worker or server may hold dozens of scorers.
KEPT_TEXTS = 4096

# Step, coverage and recommendation of each row as in Judgement, and its risks and strengths; -1 stands for no reason.
Found = tuple[Sequence[int], Sequence[int], Sequence[int], Iterable[tuple[int, ...]], Iterable[tuple[int, ...]]]


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

    def found(self, at: slice = slice(None)) -> Found:
        """What was found about the rows ``at`` the given places."""
        step, coverage, recommendation = (array[at].tolist() for array in (self.step, self.coverage, self.recommendation))
        risks, strengths = (zip(*ranks[:, at].tolist(), strict=True) for ranks in (self.reasons.risks, self.reasons.strengths))
        return step, coverage, recommendation, risks, strengths


class Scorer:
    """Scores customers with one model. Immutable: share one between any number of threads."""

    def __init__(self, model: AdditiveModel, *, version: str) -> None:
        """Prepare ``model``; ``version`` is what results call it."""
        self.model = model
        self.version = version
        self.book = explain.phrase_book(model)
        self.sources = features.sources(model)
        self.fields = features.fields(self.sources)
        self.reads_own = own.FIELD in self.fields
        self._weights = self.book.model.weights()
        self._known_codes = np.array([[feature.known_codes] for feature in self.book.model.features])
        self._total_weight = float(self._weights.sum()) or 1.0
        # Own columns are read by Arrow, which takes as long for one row as for hundreds.
        self._row_judge = None if self.reads_own else RowJudge(self.book, self._weights)
        self._told = lru_cache(maxsize=KEPT_TEXTS)(partial(_listed, self.book.texts))

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
        if self._row_judge and len(ids) <= rowwise.ROWS_AT_MOST:
            found = self._found_one_by_one(self._row_judge, columns, as_of)
        else:
            found = self.judge(features.from_columns(columns, len(ids), self.sources), as_of).found()
        return self.scores(ids, found)

    def scores(self, ids: Sequence[str], found: Found) -> list[CustomerScore]:
        """What was ``found`` about the customers with these ``ids``, as values of a result."""
        steps, coverages, recommendations, risks, strengths = found
        of_step = (map(table.__getitem__, steps) for table in (PROBABILITIES, PERCENTS, LEVEL_BY_STEP))
        told = (map(self.book.recommendations.__getitem__, recommendations), map(self._told, risks), map(self._told, strengths))
        values = zip(ids, *of_step, *told, map(COVERAGES.__getitem__, coverages), repeat(self.version), strict=False)
        return list(map(CustomerScore._make, values))

    def _found_one_by_one(self, judge: RowJudge, columns: Mapping[str, Sequence[Any]], as_of: date) -> Found:
        rows = []
        for cells in zip(*columns.values(), strict=True):
            found = judge.judge(dict(zip(columns, cells, strict=True)), as_of)
            step = round(rowwise.probability(found.log_odds) * PROBABILITY_STEPS)
            level = bisect_right(_LEVELS_FROM, step)
            coverage = round(found.covered / self._total_weight * COVERAGE_STEPS)
            recommendation = self.book.recommendation_position(level, found.action, is_little=coverage < _LITTLE_BELOW)
            rows.append((step, coverage, recommendation, tuple(found.risks), tuple(found.strengths)))
        steps, coverages, recommendations, risks, strengths = zip(*rows, strict=True)
        return steps, coverages, recommendations, risks, strengths

    def _coverage(self, codes: Sequence[Codes]) -> Positions:
        is_known = np.array(codes) < self._known_codes
        covered: Floats = (is_known * self._weights[:, None]).sum(axis=0)
        return np.rint(covered / self._total_weight * COVERAGE_STEPS).astype(np.intp)


def _listed(texts: Sequence[str], bands: Sequence[int]) -> str:
    return ", ".join([texts[band] for band in bands if band >= 0])


def _probability(raw: Floats) -> Floats:
    # Beyond 500 the probability is 0 or 1 in float64 anyway, and exp would overflow.
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(raw, -500, 500))), dtype=np.float64)


def _level(step: Positions) -> Positions:
    medium, high = _LEVELS_FROM
    return (step >= medium).astype(np.intp) + (step >= high)
