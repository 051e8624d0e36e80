"""What a trained model is measured beside: the baseline, and a logistic regression on the same folds."""

import warnings
from collections.abc import Sequence

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from services.scoring import features, scorecard
from services.scoring.additive import CategoricalFeature, Floats
from services.scoring.learning.calibration import probabilities
from services.scoring.learning.columns import Column
from services.scoring.learning.examples import Examples
from services.scoring.learning.folds import Bools, Fold

_STEPS = 500


def baseline(examples: Examples) -> Floats:
    """What the baseline says of each example: probabilities."""
    model = scorecard.baseline()
    scores = [
        model.raw_scores(features.codes(model, part.customers, part.observed_on))
        for part in examples.parts
        if part.customers.row_count
    ]
    return probabilities(np.concatenate([np.zeros(0), *scores]))


def logistic(columns: Sequence[Column], labels: Bools, fold: Fold) -> Floats:
    """What a logistic regression says of those held out: probabilities.

    Numbers are standardised, with the mean for missing ones and a column that says so; texts are one-hot.
    """
    inputs = np.column_stack([block for column in columns for block in _blocks(column, fold)])
    regression = LogisticRegression(C=1.0, max_iter=_STEPS)
    with warnings.catch_warnings():
        # It is a yardstick: nearly converged is as good.
        warnings.simplefilter("ignore", ConvergenceWarning)
        regression.fit(inputs[fold.train], labels[fold.train])
    return np.asarray(regression.predict_proba(inputs[fold.held_out])[:, 1], dtype=np.float64)


def _blocks(column: Column, fold: Fold) -> list[Floats]:
    if isinstance(column.feature, CategoricalFeature):
        return [(column.values[:, None] == np.arange(column.feature.code_count)).astype(np.float64)]
    is_missing = np.isnan(column.values)
    known = column.values[fold.train][~is_missing[fold.train]]
    mean, spread = (float(known.mean()), float(known.std())) if len(known) else (0.0, 1.0)
    standard = np.where(is_missing, 0.0, (column.values - mean) / (spread or 1.0))
    return [np.clip(standard, -10, 10)[:, None], is_missing.astype(np.float64)[:, None]]
