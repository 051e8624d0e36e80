"""LightGBM in the form that becomes tables: every tree uses two features at most.

One fit is a bag: the customers are dealt into five folds, and five boosters are trained, each on four of them and stopped early
by the fifth. So every customer teaches, none stops the booster it taught, and the scores of each booster for its fifth are
out-of-fold scores, on which the bag is calibrated. The mean of the five is the model, and costs nothing at serving,
since tables add.
"""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np

from services.scoring.additive import CategoricalFeature, Feature, Floats
from services.scoring.curve import Curve
from services.scoring.learning import calibration, folds, tables
from services.scoring.learning.calibration import Line
from services.scoring.learning.folds import Bools, Fold, Ints
from services.scoring.learning.tables import Tables

BOOSTERS = 5
# Two cores serve everything on the smallest machine; training may take one of them.
THREADS = 1
ROUNDS_AT_MOST = 1000
PATIENCE = 40
MOST_PAIRS = 40
# With more features than this all pairs would be too many to choose from; pairs are sought among the strongest.
MOST_PAIRED = 25
# Where a strong prior says which way a number works, noise must not say the opposite: a happier, more active customer stays.
MONOTONE = {"nps_score": -1, "csat_score": -1, "last_activity_days_ago": 1}

_SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 12,
    "min_data_in_leaf": 15,
    "lambda_l2": 2.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    # 63 bins keep a pair of features in 64 KB of table.
    "max_bin": 63,
    "min_data_per_group": 10,
    "cat_smooth": 10.0,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}

Tell = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Bag:
    """Boosters whose mean, brought to log-odds by ``line`` and bent by ``curve``, is the model.

    ``features`` are in the order of their columns.
    """

    boosters: tuple[lightgbm.Booster, ...]
    features: tuple[Feature, ...]
    line: Line
    curve: Curve

    def raw_scores(self, values: Floats) -> Floats:
        """The sums of rows of ``values`` (rows, features) before the curve, float64."""
        return self.line.at(np.mean([_raw_scores(booster, values) for booster in self.boosters], axis=0))

    def probabilities(self, values: Floats) -> Floats:
        """The probabilities of leaving of rows of ``values`` (rows, features), float64."""
        return calibration.probabilities(self.curve.at(self.raw_scores(values)))

    def tables(self) -> Tables:
        """The raw scores as tables."""
        summed = tables.export([booster.dump_model() for booster in self.boosters], self.features)
        return summed.scaled(self.line.slope / len(self.boosters), self.line.shift)


def fit(features: Sequence[Feature], values: Floats, labels: Bools, customers: Ints, *, tell: Tell = lambda share: None) -> Bag:
    """Train a bag on rows of ``values`` (rows, features: numbers with NaN, codes of texts).

    ``customers`` says whose each row is. ``tell`` is called with the share done, 0 to 1, and may raise to stop.
    """
    training = _Training(tuple(features), values, labels)
    dealt = folds.stratified(labels, customers, BOOSTERS, seed=1)
    pairs = training.pairs(dealt[0])
    boosters, scores = [], np.zeros(len(labels))
    for at, fold in enumerate(dealt):
        tell((at + 1) / (BOOSTERS + 1))
        booster = training.booster(fold, pairs, seed=at)
        scores[fold.held_out] = _raw_scores(booster, values[fold.held_out])
        boosters.append(booster)
    line = calibration.platt(scores, labels)
    return Bag(tuple(boosters), training.features, line, calibration.curve(line.at(scores), labels))


class _Training:
    """The data of one fit, binned once, so that all boosters share their thresholds and the tables stay small."""

    def __init__(self, features: tuple[Feature, ...], values: Floats, labels: Bools) -> None:
        self.features = features
        self._labels = labels
        self._data = lightgbm.Dataset(
            values,
            labels,
            categorical_feature=[at for at, each in enumerate(features) if isinstance(each, CategoricalFeature)],
            params={**_SETTINGS, "num_threads": THREADS},
            free_raw_data=False,
        ).construct()

    def pairs(self, fold: Fold) -> list[list[int]]:
        """The pairs of features that gain the most together, in a booster that may use any."""
        count = len(self.features)
        ranked = range(count)
        if count > MOST_PAIRED:
            alone = self.booster(fold, [], seed=0)
            ranked = np.sort(np.argsort(-alone.feature_importance("gain"), kind="stable")[:MOST_PAIRED]).tolist()
        every = [[a, b] for a in ranked for b in ranked if a < b]
        if len(every) <= MOST_PAIRS:
            return every
        gains = _pair_gains(self.booster(fold, every, seed=0))
        best = sorted(gains, key=lambda pair: (-gains[pair], pair))[:MOST_PAIRS]
        return [list(pair) for pair in best]

    def booster(self, fold: Fold, pairs: Sequence[Sequence[int]], *, seed: int) -> lightgbm.Booster:
        """A booster of ``fold``, stopped by those held out, whose trees use one feature or one of ``pairs``."""
        settings = {
            **_SETTINGS,
            "num_threads": THREADS,
            "seed": seed,
            "interaction_constraints": [*([at] for at in range(len(self.features))), *map(list, pairs)],
            "monotone_constraints": [MONOTONE.get(feature.name, 0) for feature in self.features],
            "metric": "binary_logloss",
        }
        with warnings.catch_warnings():
            # It warns of parameters of the data that are given twice, although they are the same.
            warnings.simplefilter("ignore", UserWarning)
            return lightgbm.train(
                settings,
                self._data.subset(fold.train.tolist()),
                num_boost_round=ROUNDS_AT_MOST,
                valid_sets=[self._data.subset(fold.held_out.tolist())],
                callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
            )


def _raw_scores(booster: lightgbm.Booster, values: Floats) -> Floats:
    return np.asarray(booster.predict(values, raw_score=True, num_threads=THREADS), dtype=np.float64)


def _pair_gains(booster: lightgbm.Booster) -> dict[tuple[int, int], float]:
    """For each pair that occurs on a path, the gain of the splits below the first of its features."""
    gains: dict[tuple[int, int], float] = {}
    waiting: list[tuple[dict[str, Any], frozenset[int]]] = [
        (tree["tree_structure"], frozenset()) for tree in booster.dump_model()["tree_info"]
    ]
    while waiting:
        node, above = waiting.pop()
        if "split_feature" not in node:
            continue
        on_path = above | {node["split_feature"]}
        if len(on_path) > 1:
            first, second = sorted(on_path)
            gains[first, second] = gains.get((first, second), 0.0) + node["split_gain"]
        waiting += [(node["left_child"], on_path), (node["right_child"], on_path)]
    return gains
