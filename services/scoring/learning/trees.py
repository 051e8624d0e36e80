"""The trees of a LightGBM model as leaves: which codes of which features lead to each, and how likely that is.

Trees may use numbers (``<=``) and categories (``==``); a category's code is the number the booster sees, so that unknown and
missing texts are categories like any other, which the trees either know from training or send to the right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.scoring.additive import CategoricalFeature, Feature, NumericFeature

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Demand:
    """What a path asks of one feature: the codes it lets through, and the share of the training rows it lets through."""

    codes: Mask
    share: float


@dataclass(frozen=True)
class Leaf:
    """What a leaf adds to the raw score of rows that meet all its demands (feature position → demand)."""

    value: float
    demands: Mapping[int, Demand]


class TreeTooWide(ValueError):
    """A path uses more than two features, or one in a way that tables cannot hold."""


def used(trees: Sequence[dict[str, Any]]) -> dict[int, set[float]]:
    """The features that trees split on, and the thresholds of those that are numbers; ``trees`` as LightGBM dumps them."""
    found: dict[int, set[float]] = {}
    for tree in trees:
        for node in _splits(tree["tree_structure"]):
            thresholds = found.setdefault(node["split_feature"], set())
            if node["decision_type"] == "<=":
                thresholds.add(float(node["threshold"]))
    return found


def leaves(tree: dict[str, Any], features: Mapping[int, Feature]) -> Iterator[Leaf]:
    """The leaves of one tree as LightGBM dumps it; ``features`` by the booster's position, cut at every threshold of the tree."""
    waiting: list[tuple[dict[str, Any], dict[int, Demand]]] = [(tree["tree_structure"], {})]
    while waiting:
        node, demands = waiting.pop()
        if "split_feature" not in node:
            yield Leaf(float(node["leaf_value"]), demands)
            continue
        position = node["split_feature"]
        goes_left = _goes_left(node, features[position])
        before = demands.get(position, Demand(np.ones_like(goes_left), 1.0))
        for child, mask in ((node["left_child"], goes_left), (node["right_child"], ~goes_left)):
            share = before.share * _cover(child) / _cover(node)
            waiting.append((child, demands | {position: Demand(before.codes & mask, share)}))


def _splits(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "split_feature" in node:
        yield node
        yield from _splits(node["left_child"])
        yield from _splits(node["right_child"])


def _cover(node: dict[str, Any]) -> int:
    count: int = node["internal_count"] if "split_feature" in node else node["leaf_count"]
    return count


def _goes_left(node: dict[str, Any], feature: Feature) -> Mask:
    """Which codes of ``feature`` a split sends to the left."""
    mask = np.zeros(feature.code_count, dtype=np.bool_)
    if node["decision_type"] == "==" and isinstance(feature, CategoricalFeature):
        known = [int(code) for code in node["threshold"].split("||")]
        mask[[code for code in known if code < feature.code_count]] = True
    elif node["decision_type"] == "<=" and isinstance(feature, NumericFeature) and node["missing_type"] != "Zero":
        threshold = float(node["threshold"])
        mask[: feature.thresholds.index(threshold) + 1] = True
        # Where a booster has seen no missing value it takes one for 0.
        mask[-1] = node["default_left"] if node["missing_type"] == "NaN" else threshold >= 0
    else:
        raise TreeTooWide(f"A split on {feature.name} is of a kind that tables cannot hold.")
    return mask
