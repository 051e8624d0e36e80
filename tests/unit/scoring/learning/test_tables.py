"""Tables against the boosters they come from."""

from typing import Any

import lightgbm
import numpy as np
import pytest
from numpy.typing import NDArray

from services.scoring import model_file
from services.scoring.additive import AdditiveModel, CategoricalFeature, Codes, Feature, Floats, NumericFeature
from services.scoring.learning import tables
from services.scoring.learning.trees import TreeTooWide

EXACT = 1e-9
FEATURES: tuple[Feature, ...] = (
    NumericFeature("own:with missing", ()),
    NumericFeature("own:never missing in training", ()),
    NumericFeature("own:counts", ()),
    CategoricalFeature("own:team", tuple("abcdefg")),
    CategoricalFeature("own:beta", ("no", "yes")),
    NumericFeature("own:constant", ()),
)
PAIRS = [[0, 1], [0, 3], [1, 2], [2, 3], [3, 4], [0], [1], [2], [3], [4], [5]]


def customers(count: int, *, seed: int, is_training: bool) -> Floats:
    """What a booster sees: numbers with NaN, and codes of categories, where the last two are unknown and missing.

    Outside training there are values that training never had: missing where none was, unknown texts, and far numbers.
    """
    random = np.random.default_rng(seed)
    values = np.column_stack(
        [
            np.where(random.random(count) < 0.2, np.nan, random.normal(size=count)),
            random.normal(size=count),
            random.poisson(2, size=count).astype(float),
            random.integers(0, 7, count).astype(float),
            random.integers(0, 2, count).astype(float),
            np.ones(count),
        ]
    )
    if not is_training:
        odd = random.random(values.shape) < 0.1
        values[:, :3] = np.where(odd[:, :3], random.choice([np.nan, -1e9, 1e9, 0.0], (count, 3)), values[:, :3])
        values[:, 3] = np.where(odd[:, 3], random.choice([7.0, 8.0], count), values[:, 3])
        values[:, 4] = np.where(odd[:, 4], random.choice([2.0, 3.0], count), values[:, 4])
    return values


def a_booster(seed: int, **settings: Any) -> lightgbm.Booster:
    """Trained on numbers and categories with effects of pairs."""
    values = customers(3000, seed=seed, is_training=True)
    score = np.nan_to_num(values[:, 0]) * (values[:, 3] % 3 - 1) + np.sin(values[:, 1]) * values[:, 2] + values[:, 4]
    labels = np.random.default_rng(seed).random(len(score)) < 1 / (1 + np.exp(1 - score))
    shape = {"num_leaves": 12, "min_data_in_leaf": 5, "max_bin": 63, "min_data_per_group": 5, "interaction_constraints": PAIRS}
    data = lightgbm.Dataset(values, labels, categorical_feature=[3, 4], params={"max_bin": 63, "verbosity": -1})
    return lightgbm.train(
        {"objective": "binary", "num_threads": 1, "verbosity": -1, "seed": seed, **shape, **settings}, data, num_boost_round=60
    )


def codes(model: AdditiveModel, values: Floats) -> list[Codes]:
    """The codes of what the boosters see."""
    column = {feature.name: position for position, feature in enumerate(FEATURES)}
    return [
        feature.codes(values[:, column[feature.name]])
        if isinstance(feature, NumericFeature)
        else values[:, column[feature.name]].astype(np.uint16)
        for feature in model.features
    ]


def a_model(*boosters: lightgbm.Booster) -> AdditiveModel:
    """The sum of ``boosters``."""
    found = tables.export([booster.dump_model() for booster in boosters], FEATURES)
    return AdditiveModel("m", "trained", "2025-01-01", found.intercept, found.features, found.ones, found.twos)


def contributions(model: AdditiveModel, values: Floats) -> NDArray[np.float64]:
    """The contributions in the booster's order, (rows, features), 0 for features that no tree uses."""
    spread = np.zeros((len(values), len(FEATURES)))
    names = [feature.name for feature in FEATURES]
    for found, name in zip(model.contributions(codes(model, values)), model.feature_names, strict=True):
        spread[:, names.index(name)] = found
    return spread


def close(ours: Any, theirs: Any) -> None:
    """Equal within 1e-9."""
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=EXACT)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_scores_and_contributions_are_the_boosters_own(seed: int) -> None:
    booster, values = a_booster(seed), customers(2000, seed=seed + 100, is_training=False)
    model = a_model(booster)
    theirs = np.asarray(booster.predict(values, pred_contrib=True, num_threads=1))

    close(model.raw_scores(codes(model, values)), booster.predict(values, raw_score=True, num_threads=1))
    close(contributions(model, values), theirs[:, :-1])
    close(model.intercept, theirs[0, -1])


def test_contributions_and_intercept_sum_to_the_score_of_each_row() -> None:
    model, values = a_model(a_booster(1)), customers(500, seed=9, is_training=False)
    found = codes(model, values)
    close(model.contributions(found).sum(axis=0) + model.intercept, model.raw_scores(found))


def test_boosters_add_up() -> None:
    boosters, values = [a_booster(seed) for seed in (1, 2, 3)], customers(500, seed=9, is_training=False)
    model = a_model(*boosters)
    scores = [booster.predict(values, raw_score=True, num_threads=1) for booster in boosters]
    theirs = [booster.predict(values, pred_contrib=True, num_threads=1) for booster in boosters]
    close(model.raw_scores(codes(model, values)), np.sum(scores, axis=0))
    close(contributions(model, values), np.sum(theirs, axis=0)[:, :-1])


def test_scaled_tables_are_the_scaled_score() -> None:
    found = tables.export([a_booster(1).dump_model()], FEATURES)
    model = AdditiveModel("m", "trained", "2025-01-01", found.intercept, found.features, found.ones, found.twos)
    scaled = found.scaled(0.7, -0.2)
    other = AdditiveModel("m", "trained", "2025-01-01", scaled.intercept, scaled.features, scaled.ones, scaled.twos)
    values = customers(500, seed=9, is_training=False)
    close(other.raw_scores(codes(other, values)), 0.7 * model.raw_scores(codes(model, values)) - 0.2)


def test_a_written_and_read_model_scores_the_same() -> None:
    model, values = a_model(a_booster(1)), customers(500, seed=9, is_training=False)
    read = model_file.read(model_file.write(model))
    np.testing.assert_array_equal(read.raw_scores(codes(read, values)), model.raw_scores(codes(model, values)))


def test_a_feature_that_no_tree_uses_is_no_feature_of_the_model() -> None:
    assert "own:constant" not in a_model(a_booster(1)).feature_names


def test_a_tree_of_three_features_is_refused() -> None:
    with pytest.raises(TreeTooWide):
        a_model(a_booster(1, interaction_constraints=[[0, 1, 2, 3, 4, 5]]))


def test_a_booster_that_takes_zero_for_missing_is_refused() -> None:
    with pytest.raises(TreeTooWide):
        a_model(a_booster(1, zero_as_missing=True))


def test_a_booster_that_found_nothing_is_its_intercept() -> None:
    booster, values = a_booster(1, min_data_in_leaf=5000), customers(5, seed=9, is_training=False)
    found = tables.export([booster.dump_model()], FEATURES)
    close(np.full(5, found.intercept), booster.predict(values, raw_score=True, num_threads=1))
