"""What a trained model is measured beside."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from services.scoring import pipeline, scorecard
from services.scoring.additive import CategoricalFeature, NumericFeature
from services.scoring.learning import rivals
from services.scoring.learning.columns import Column
from services.scoring.learning.folds import Fold
from services.scoring.scorer import Scorer
from tests.unit.scoring.learning import customers

ROWS = 1000


def test_the_baseline_says_what_it_says_in_scoring(tmp_path: Path) -> None:
    found = customers.some(tmp_path)
    batch = pq.read_table(tmp_path / "prepared.parquet")
    scored = pipeline.score(batch, Scorer(scorecard.baseline(), version="1"), customers.OBSERVED)

    np.testing.assert_allclose(rivals.baseline(found), scored.probabilities.to_numpy(), atol=1e-12)


def test_a_logistic_regression_finds_linear_effects_and_those_of_texts_and_gaps() -> None:
    random = np.random.default_rng(1)
    number, team = random.normal(1000, 300, ROWS), random.integers(0, 2, ROWS)
    is_missing = random.random(ROWS) < 0.3
    labels = random.random(ROWS) < 1 / (1 + np.exp(-((number - 1000) / 150 * ~is_missing + 3 * team + 2 * is_missing - 2)))
    columns = [
        Column(NumericFeature("own:a", ()), np.where(is_missing, np.nan, number)),
        Column(CategoricalFeature("own:b", ("x", "y")), team.astype(float)),
    ]
    fold = Fold(np.arange(800), np.arange(800, ROWS))
    said = rivals.logistic(columns, labels, fold)

    held_out = labels[fold.held_out]
    assert said[held_out].mean() - said[~held_out].mean() > 0.4


def test_what_is_held_out_teaches_nothing() -> None:
    column = [Column(NumericFeature("own:a", ()), np.random.default_rng(1).normal(size=ROWS))]
    labels = np.arange(ROWS) % 3 == 0
    fold, other = Fold(np.arange(800), np.arange(800, ROWS)), labels.copy()
    other[800:] = ~other[800:]

    np.testing.assert_array_equal(rivals.logistic(column, labels, fold), rivals.logistic(column, other, fold))
