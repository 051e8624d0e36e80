"""LightGBM's trees as tables of exact Shapley contributions.

A leaf of value v that asks z_a of feature a and z_b of feature b (1 where a row meets the demand, else 0), and that a share r_a
and r_b of the training rows met, is the game v·z_a·z_b, in which an absent feature counts with its share. With two players the
contribution of a is the mean of what it changes when it comes first and last: v·(z_a - r_a)·(z_b + r_b)/2. Summed over all leaves
that is what TreeSHAP (Lundberg and others, Nature Machine Intelligence 2, 2020) finds row by row.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from services.scoring.additive import CategoricalFeature, Feature, Floats, NumericFeature, OneTable, TwoTable
from services.scoring.learning import trees
from services.scoring.learning.trees import Demand, Leaf, TreeTooWide

# A leaf by one feature, and by two.
ONE, TWO = 1, 2


@dataclass(frozen=True, eq=False)
class Tables:
    """A model's sum without its name: the features that trees use, and their tables."""

    intercept: float
    features: tuple[Feature, ...]
    ones: tuple[OneTable, ...]
    twos: tuple[TwoTable, ...]

    def scaled(self, slope: float, shift: float) -> "Tables":
        """The tables of slope · raw score + shift: contributions scale with the score, and the shift belongs to nobody."""
        return Tables(
            self.intercept * slope + shift,
            self.features,
            tuple(OneTable(one.feature, one.contributions * slope) for one in self.ones),
            tuple(TwoTable(two.first, two.second, two.contributions * slope) for two in self.twos),
        )


def export(dumps: Sequence[dict[str, Any]], features: Sequence[Feature]) -> Tables:
    """The sum of the boosters in ``dumps`` (``Booster.dump_model()``) as tables.

    ``features`` are what the boosters were trained with, in order; thresholds of numbers come from the trees. Features that no
    tree uses are left out; where none is used the first one stays, since a model has one. Raises TreeTooWide for a tree with
    more than two features on a path.
    """
    grown = [tree for dump in dumps for tree in dump["tree_info"]]
    thresholds = trees.used(grown)
    cut = {position: _cut(features[position], found) for position, found in sorted(thresholds.items())}
    place = {position: at for at, position in enumerate(cut)}
    intercept, by_features = 0.0, defaultdict[tuple[int, ...], list[Leaf]](list)
    for tree in grown:
        for leaf in trees.leaves(tree, cut):
            intercept += leaf.value * float(np.prod([demand.share for demand in leaf.demands.values()]))
            if leaf.demands:
                by_features[tuple(sorted(leaf.demands))].append(leaf)
    if any(len(positions) > TWO for positions in by_features):
        raise TreeTooWide("A tree uses more than two features on one path.")
    return Tables(
        intercept,
        tuple(cut.values()) or (features[0],),
        tuple(_one(place, of[0], found) for of, found in sorted(by_features.items()) if len(of) == ONE),
        tuple(_two(place, (of[0], of[1]), found) for of, found in sorted(by_features.items()) if len(of) == TWO),
    )


def _cut(feature: Feature, thresholds: set[float]) -> Feature:
    if isinstance(feature, CategoricalFeature):
        return feature
    return NumericFeature(feature.name, tuple(sorted(thresholds)), feature.unit, feature.minimum, feature.maximum)


def _one(place: Mapping[int, int], position: int, found: Sequence[Leaf]) -> OneTable:
    met, share = _demanded(found, position)
    return OneTable(place[position], _values(found) @ (met - share))


def _two(place: Mapping[int, int], positions: tuple[int, int], found: Sequence[Leaf]) -> TwoTable:
    (met_a, share_a), (met_b, share_b) = (_demanded(found, position) for position in positions)
    values = _values(found)[:, None]
    of_a = (values * (met_a - share_a)).T @ ((met_b + share_b) / 2)
    of_b = (values * (met_a + share_a) / 2).T @ (met_b - share_b)
    return TwoTable(place[positions[0]], place[positions[1]], np.stack([of_a, of_b], axis=-1))


def _values(found: Sequence[Leaf]) -> Floats:
    return np.array([leaf.value for leaf in found])


def _demanded(found: Sequence[Leaf], position: int) -> tuple[Floats, Floats]:
    """For each leaf whether each code meets its demand (leaves, codes), and the share that met it (leaves, 1)."""
    demands: list[Demand] = [leaf.demands[position] for leaf in found]
    return np.array([demand.codes for demand in demands], dtype=np.float64), np.array([[demand.share] for demand in demands])
