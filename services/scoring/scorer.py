"""A model ready to score: what files and online calls share, so that both give the same numbers and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.scoring import explain, features, phrases
from services.scoring.additive import AdditiveModel, Codes, Floats
from services.scoring.explain import Positions, Reasons

# Probabilities are rounded to a tenth of a percent once; percent and level follow from that one number.
PROBABILITY_STEPS = 1000
COVERAGE_STEPS = 100

PERCENTS: tuple[str, ...] = tuple(f"{step / 10:.1f}%" for step in range(PROBABILITY_STEPS + 1))


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

    def judge(self, canonical: features.Canonical, as_of: date) -> Judgement:
        """Score every row of ``canonical``; ``as_of`` is the day from which dates are counted back."""
        model = self.book.model
        codes = features.codes(model, canonical, as_of)
        contributions = model.contributions(codes)
        raw = contributions.sum(axis=0) + model.intercept
        probability = _probability(raw)
        step = np.rint(probability * PROBABILITY_STEPS).astype(np.intp)
        level = _level(step)
        coverage = self._coverage(codes)
        reasons = self.book.reasons(contributions, codes)
        is_little = coverage < explain.LITTLE_DATA_BELOW * COVERAGE_STEPS
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
        judgement = self.judge(features.from_columns(columns, len(ids), self.sources), as_of)
        return self._scores(ids, judgement)

    def listed(self, found: Positions) -> list[str]:
        """The phrases of each row as one text: ``found`` has shape (3, rows) as in explain.Reasons."""
        texts = self.book.texts
        return [", ".join([texts[band] for band in row if band >= 0]) for row in found.T.tolist()]

    def _scores(self, ids: Sequence[str], judgement: Judgement) -> list[CustomerScore]:
        rows = zip(
            ids,
            judgement.step.tolist(),
            judgement.level.tolist(),
            judgement.recommendation.tolist(),
            self.listed(judgement.reasons.risks),
            self.listed(judgement.reasons.strengths),
            judgement.coverage.tolist(),
            strict=True,
        )
        return [
            CustomerScore(
                customer_id=customer_id,
                churn_probability=step / PROBABILITY_STEPS,
                churn_risk_pct=PERCENTS[step],
                risk_level=phrases.LEVELS[level],
                recommendation=self.book.recommendations[recommendation],
                key_risks=risks,
                strengths=strengths,
                data_coverage=coverage / COVERAGE_STEPS,
                model_version=self.version,
            )
            for customer_id, step, level, recommendation, risks, strengths, coverage in rows
        ]

    def _coverage(self, codes: Sequence[NDArray[np.uint16]]) -> Positions:
        covered = np.zeros(len(codes[0]))
        for weight, feature, feature_codes in zip(self._weights, self.book.model.features, codes, strict=True):
            covered += weight * (feature_codes < feature.known_codes)
        return np.rint(covered / self._total_weight * COVERAGE_STEPS).astype(np.intp)


def _probability(raw: Floats) -> Floats:
    # Beyond 500 the probability is 0 or 1 in float64 anyway, and exp would overflow.
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(raw, -500, 500))), dtype=np.float64)


def _level(step: Positions) -> Positions:
    medium, high = round(explain.MEDIUM_FROM * PROBABILITY_STEPS), round(explain.HIGH_FROM * PROBABILITY_STEPS)
    return (step >= medium).astype(np.intp) + (step >= high)
