"""The pure step of scoring a file: one Arrow batch of prepared customers in, its result columns out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from services.scoring import features, phrases
from services.scoring.explain import Positions
from services.scoring.scorer import COVERAGE_STEPS, LEVEL_BY_STEP, PERCENTS, PROBABILITY_STEPS, Judgement, Scorer

RESULT_COLUMNS: tuple[str, ...] = (
    "churn_probability",
    "churn_risk_pct",
    "risk_level",
    "recommendation",
    "key_risks",
    "strengths",
    "data_coverage",
    "model_version",
)


@dataclass(frozen=True, eq=False)
class ScoredBatch:
    """The result of one batch. ``columns`` are RESULT_COLUMNS in order, each a dictionary array of float64 or string.

    They are dictionary arrays because most rows share their words: ``.dictionary_decode()`` gives plain ones. Neighbours that
    follow from one number share the buffer of their positions.
    ``probabilities`` are float64, not rounded; ``judgement`` is what the columns say, as numbers.
    """

    columns: Mapping[str, pa.DictionaryArray]
    probabilities: pa.Array
    judgement: Judgement


def score(batch: pa.RecordBatch | pa.Table, scorer: Scorer, as_of: date) -> ScoredBatch:
    """Score the canonical columns of ``batch``; every row gets a result, in the order of the rows."""
    judgement = scorer.judge(features.from_batch(batch, scorer.sources), as_of)
    return ScoredBatch(
        columns=dict(zip(RESULT_COLUMNS, _columns(judgement, scorer), strict=True)),
        probabilities=pa.array(judgement.probability),
        judgement=judgement,
    )


def leave_alone(scored: ScoredBatch, is_held: NDArray[np.bool_]) -> ScoredBatch:
    """``scored``, with the advice to leave those rows alone that ``is_held`` marks: whoever is called is no holdout."""
    advice = scored.columns["recommendation"]
    texts = pa.concat_arrays([advice.dictionary, pa.array(phrases.LEFT_ALONE, pa.string())])
    found = np.where(is_held, len(advice.dictionary) + scored.judgement.level, advice.indices.to_numpy())
    return replace(scored, columns={**scored.columns, "recommendation": _coded(_positions(found), texts)})


def _columns(judgement: Judgement, scorer: Scorer) -> list[pa.DictionaryArray]:
    steps, coverage = _positions(judgement.step), _positions(judgement.coverage)
    version = pa.array([scorer.version] * (COVERAGE_STEPS + 1), pa.string())
    return [
        _coded(steps, _shares(PROBABILITY_STEPS)),
        _coded(steps, pa.array(PERCENTS, pa.string())),
        _coded(steps, pa.array(LEVEL_BY_STEP, pa.string())),
        _coded(_positions(judgement.recommendation), pa.array(scorer.book.recommendations, pa.string())),
        _listed(judgement.reasons.risks, scorer.book.texts),
        _listed(judgement.reasons.strengths, scorer.book.texts),
        _coded(coverage, _shares(COVERAGE_STEPS)),
        _coded(coverage, version),
    ]


def _shares(steps: int) -> pa.Array:
    """0, 1/steps, 2/steps … 1."""
    return pa.array([step / steps for step in range(steps + 1)], pa.float64())


def _positions(found: Positions) -> pa.Array:
    return pa.array(found.astype(np.int32))


def _coded(positions: pa.Array, texts: pa.Array) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(positions, texts)


def _listed(found: Positions, texts: Sequence[str]) -> pa.DictionaryArray:
    """The phrases of each row joined by ", ": each combination that occurs is put into words once."""
    base = len(texts) + 1
    combined = ((found[0] + 1) * base + found[1] + 1) * base + found[2] + 1
    encoded = pc.dictionary_encode(pa.array(combined))
    distinct = encoded.dictionary.to_numpy()
    first, further = pa.array(["", *texts]), pa.array(["", *(f", {text}" for text in texts)])
    ranks = (distinct // base**2, distinct // base % base, distinct % base)
    parts = [table.take(pa.array(rank)) for table, rank in zip((first, further, further), ranks, strict=True)]
    return pa.DictionaryArray.from_arrays(encoded.indices, pc.binary_join_element_wise(*parts, ""))
