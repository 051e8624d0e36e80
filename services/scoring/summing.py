"""Sums a scored file up while it is scored, batch by batch and with flat memory."""

import heapq
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from services.scoring import explain, fitness, phrases
from services.scoring.additive import Floats
from services.scoring.domain import PredictionWarning
from services.scoring.scorer import COVERAGE_STEPS, PROBABILITY_STEPS, Judgement, Scorer
from services.scoring.summary import CustomerAtRisk, Driver, Segment, Summary
from services.scoring.tallies import Rows, Segments, Tally

REVENUE = "monthly_charges"
PLAN, COUNTRY = "plan", "country"
LABEL = "churned"
# What is read of the customers beside their ids; no other cell can reach a summary.
SOURCES = frozenset({REVENUE, PLAN, COUNTRY, LABEL})

HISTOGRAM_BINS = 20
CUSTOMERS_AT_MOST = 20
DRIVERS_AT_MOST = 10
# The probabilities, in thousandths, at which the levels begin.
LEVEL_EDGES = (0, *(round(edge * PROBABILITY_STEPS) for edge in (explain.MEDIUM_FROM, explain.HIGH_FROM)), PROBABILITY_STEPS + 1)


class _Ranking:
    """The customers with the most to lose, of all batches so far."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._best: list[tuple[tuple[float, float, int], CustomerAtRisk]] = []
        self._seen_count = 0

    def add(self, ids: pa.Array, rows: Rows, is_aside: NDArray[np.bool_]) -> None:
        probability, at_risk = rows.judgement.probability, rows.at_risk
        # With less at risk than the least of the best nobody comes among them, and sorting all takes longer than finding these.
        enough = self._best[0][0][0] if len(self._best) == CUSTOMERS_AT_MOST else 0.0
        risky = np.flatnonzero((rows.judgement.level > 0) & (at_risk >= enough) & ~is_aside)
        order = np.lexsort((-probability[risky], -at_risk[risky]))
        for row in risky[order[:CUSTOMERS_AT_MOST]].tolist():
            # Of equal customers the earlier one stands first.
            key = (float(at_risk[row]), float(probability[row]), -(self._seen_count + row))
            if len(self._best) == CUSTOMERS_AT_MOST and key <= self._best[0][0]:
                break
            push = heapq.heappushpop if len(self._best) == CUSTOMERS_AT_MOST else heapq.heappush
            push(self._best, (key, self._customer(ids[row].as_py(), row, rows)))
        self._seen_count += len(ids)

    def customers(self) -> tuple[CustomerAtRisk, ...]:
        return tuple(customer for _, customer in sorted(self._best, key=lambda one: one[0], reverse=True))

    def _customer(self, customer_id: str, row: int, rows: Rows) -> CustomerAtRisk:
        revenue = float(rows.revenue[row])
        (score,) = self._scorer.scores([customer_id], rows.judgement.found(slice(row, row + 1)))
        return CustomerAtRisk(score, None if np.isnan(revenue) else revenue, float(rows.at_risk[row]))


class Summing:
    """The summary of a file in the making."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._by_step = Tally()
        self._by_reason = np.zeros((2, len(scorer.book.texts)))
        self._segments = {column: Segments(column) for column in (PLAN, COUNTRY)}
        self._ranking = _Ranking(scorer)
        self._by_code = [np.zeros(feature.code_count, np.int64) for feature in scorer.book.model.features]
        self._left_count = 0
        self._coverage_sum = 0
        self._least_coverage = COVERAGE_STEPS

    def add(self, batch: pa.RecordBatch, judgement: Judgement, is_held: NDArray[np.bool_] | None = None) -> None:
        """Add the rows of ``batch``, which were judged as ``judgement`` says.

        ``is_held`` (rows,) tells who has to be left alone for an experiment: they count, and are not among those to call, like
        those who have left already, if the file says so.
        """
        rows = Rows(judgement, _revenue(batch))
        self._by_step.add(judgement.step, rows)
        self._add_reasons(rows)
        for segments in self._segments.values():
            segments.add(batch, rows)
        has_left = _has_left(batch)
        self._left_count += int(has_left.sum())
        self._ranking.add(batch.column("customer_id"), rows, has_left if is_held is None else has_left | is_held)
        if self._scorer.model.manifest is not None:
            self._add_codes(judgement)
        self._coverage_sum += int(judgement.coverage.sum())
        self._least_coverage = min(self._least_coverage, int(judgement.coverage.min(initial=COVERAGE_STEPS)))

    def summary(self) -> Summary:
        """What was added so far."""
        total = self._by_step.segment("All", slice(None))
        bin_steps = PROBABILITY_STEPS // HISTOGRAM_BINS
        starts = [bin_steps * position for position in range(HISTOGRAM_BINS)]
        # The last bin has 1 itself too.
        ends = [*starts[1:], PROBABILITY_STEPS + 1]
        count = total.customer_count
        return Summary(
            total=total,
            levels=self._levels(),
            histogram=tuple(self._by_step.counts(slice(start, end)) for start, end in zip(starts, ends, strict=True)),
            drivers=self._drivers(),
            customers=self._ranking.customers(),
            plans=self._segments[PLAN].segments(),
            countries=self._segments[COUNTRY].segments(),
            mean_coverage=self._coverage_sum / COVERAGE_STEPS / count if count else 0.0,
            least_coverage=self._least_coverage / COVERAGE_STEPS if count else 0.0,
            left_count=self._left_count,
            model_version=self._scorer.version,
            warnings=self._warnings(),
        )

    def _add_codes(self, judgement: Judgement) -> None:
        for counts, codes in zip(self._by_code, judgement.codes, strict=True):
            counts += np.bincount(codes, minlength=len(counts))

    def _warnings(self) -> tuple[PredictionWarning, ...]:
        doubts = fitness.doubts(self._scorer.model, self._scorer.book.model, self._by_code)
        return tuple(PredictionWarning(doubt.kind.value, doubt.column, doubt.sentence) for doubt in doubts)

    def _levels(self) -> tuple[Segment, ...]:
        parts = zip(phrases.LEVELS, pairwise(LEVEL_EDGES), strict=True)
        return tuple(self._by_step.segment(name, slice(*part)) for name, part in parts)[::-1]

    def _add_reasons(self, rows: Rows) -> None:
        for found in rows.judgement.reasons.risks:
            has_one = found >= 0
            size = self._by_reason.shape[1]
            self._by_reason[0] += np.bincount(found[has_one], minlength=size)
            self._by_reason[1] += np.bincount(found[has_one], rows.at_risk[has_one], size)

    def _drivers(self) -> tuple[Driver, ...]:
        counts, at_risk = self._by_reason
        order = np.lexsort((-at_risk, -counts))[:DRIVERS_AT_MOST]
        texts = self._scorer.book.texts
        return tuple(Driver(texts[band], int(counts[band]), float(at_risk[band])) for band in order.tolist() if counts[band])


def _revenue(batch: pa.RecordBatch) -> Floats:
    if REVENUE not in batch.schema.names:
        return np.full(batch.num_rows, np.nan)
    revenue = batch.column(REVENUE).cast(pa.float64()).to_numpy(zero_copy_only=False)
    # A negative payment is a credit note, not revenue that could be lost.
    return np.where(revenue >= 0, revenue, np.nan)


def _has_left(batch: pa.RecordBatch) -> NDArray[np.bool_]:
    if LABEL not in batch.schema.names:
        return np.zeros(batch.num_rows, dtype=np.bool_)
    has_left: NDArray[np.bool_] = batch.column(LABEL).fill_null(False).to_numpy(zero_copy_only=False)
    return has_left
