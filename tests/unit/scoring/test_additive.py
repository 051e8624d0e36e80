"""The model form: codes, contributions and their sum."""

import numpy as np
import pytest

from services.scoring.additive import AdditiveModel, CategoricalFeature, NumericFeature, OneTable
from tests.unit.scoring.customers import a_model

NAN = float("nan")


def test_a_threshold_belongs_to_the_bin_below_it() -> None:
    feature = NumericFeature("x", (1.0, 2.0))
    assert feature.codes(np.array([0.5, 1.0, 1.5, 2.0, 2.5])).tolist() == [0, 0, 1, 1, 2]


def test_missing_and_implausible_numbers_have_the_last_code() -> None:
    feature = NumericFeature("x", (1.0,), minimum=0.0, maximum=10.0)
    assert feature.codes(np.array([NAN, -0.1, 10.1, np.inf, 10.0])).tolist() == [2, 2, 2, 2, 1]


def test_unknown_and_missing_categories_have_codes_of_their_own() -> None:
    feature = CategoricalFeature("x", ("a", "b"))
    assert feature.codes_of(["b", "c", None, "", "a"]).tolist() == [1, 2, 3, 3, 0]


def test_contributions_and_intercept_make_the_raw_score() -> None:
    model, random = a_model(), np.random.default_rng(1)
    codes = [random.integers(0, feature.code_count, 1000).astype(np.uint16) for feature in model.features]
    by_hand = [
        model.intercept
        + model.ones[0].contributions[a]
        + model.ones[1].contributions[c]
        + model.twos[0].contributions[a, b].sum()
        + model.twos[1].contributions[b, c].sum()
        for a, b, c in zip(*codes, strict=True)
    ]
    assert np.abs(model.raw_scores(codes) - by_hand).max() < 1e-9
    assert np.abs(model.contributions(codes).sum(axis=0) + model.intercept - by_hand).max() < 1e-9


def test_a_feature_without_a_table_contributes_nothing_and_weighs_nothing() -> None:
    model = AdditiveModel("m", "trained", "2025-01-01", 0.0, (NumericFeature("x", ()), NumericFeature("y", (1.0,))))
    codes = [np.zeros(2, np.uint16), np.zeros(2, np.uint16)]
    assert not model.contributions(codes).any()
    assert model.weights().tolist() == [0.0, 0.0]


def test_a_feature_weighs_the_spread_of_all_its_tables() -> None:
    model = a_model()
    pair = model.twos[0].contributions[:4, :2, 0]
    assert model.weights()[0] == pytest.approx(np.ptp(model.ones[0].contributions[:4]) + np.ptp(pair))


def test_the_code_for_missing_does_not_count_towards_the_weight() -> None:
    feature = NumericFeature("x", (1.0,))
    model = AdditiveModel("m", "trained", "2025-01-01", 0.0, (feature,), (OneTable(0, np.array([-1.0, 2.0, 50.0])),))
    assert model.weights().tolist() == [3.0]


def test_tables_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        a_model().ones[0].contributions[0] = 1.0


@pytest.mark.parametrize("numbers", [[0.0, 1.0], [0.0, 1.0, NAN]])
def test_a_table_that_does_not_fit_is_refused(numbers: list[float]) -> None:
    with pytest.raises(ValueError, match="is not a finite table"):
        AdditiveModel("m", "trained", "2025-01-01", 0.0, (NumericFeature("x", (1.0,)),), (OneTable(0, np.array(numbers)),))


@pytest.mark.parametrize("thresholds", [(2.0, 1.0), (1.0, 1.0), (1.0, NAN)])
def test_thresholds_out_of_order_are_refused(thresholds: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="not finite and ascending"):
        NumericFeature("x", thresholds)


def test_a_model_without_features_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one feature"):
        AdditiveModel("m", "trained", "2025-01-01", 0.0, ())


def test_a_category_named_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="not distinct"):
        CategoricalFeature("x", ("a", "a"))
