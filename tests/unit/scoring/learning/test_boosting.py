"""Bags of boosters in the form that becomes tables."""

import numpy as np
import pytest

from services.scoring.additive import AdditiveModel, CategoricalFeature, NumericFeature
from services.scoring.learning import boosting
from services.scoring.learning.boosting import Bag

ROWS = 2000
FEATURES = (
    NumericFeature("own:a", ()),
    NumericFeature("last_activity_days_ago", (), "days", 0.0, 36500.0),
    CategoricalFeature("own:team", ("it", "sales")),
)


def values(count: int = ROWS, *, seed: int = 1) -> np.ndarray:
    """Numbers with missing ones, and codes of a text with unknown and missing ones."""
    random = np.random.default_rng(seed)
    number = np.where(random.random(count) < 0.1, np.nan, random.normal(size=count))
    return np.column_stack([number, random.uniform(0, 90, count), random.integers(0, 4, count)])


@pytest.fixture(scope="module")
def bag() -> Bag:
    shown = values()
    score = np.nan_to_num(shown[:, 0]) * np.where(shown[:, 2] == 1, 2, -1) + shown[:, 1] / 45 - 1
    labels = np.random.default_rng(2).random(ROWS) < 1 / (1 + np.exp(-score))
    return boosting.fit(FEATURES, shown, labels, np.arange(ROWS))


def as_model(bag: Bag) -> AdditiveModel:
    found = bag.tables()
    return AdditiveModel("m", "trained", "2025-01-01", found.intercept, found.features, found.ones, found.twos)


def test_its_tables_are_its_scores(bag: Bag) -> None:
    model, shown = as_model(bag), values(seed=7)
    codes = [
        feature.codes(column) if isinstance(feature, NumericFeature) else column.astype(np.uint16)
        for feature, column in zip(model.features, shown.T, strict=True)
    ]
    np.testing.assert_allclose(model.raw_scores(codes), bag.raw_scores(shown), rtol=0, atol=1e-9)


def test_it_is_calibrated(bag: Bag) -> None:
    assert 0.7 < bag.line.slope < 1.4


def test_boosters_share_their_thresholds_so_that_tables_stay_small(bag: Bag) -> None:
    assert max(feature.code_count for feature in as_model(bag).features) <= 64 + 1


def test_a_longer_absence_never_lowers_the_risk(bag: Bag) -> None:
    shown = np.column_stack([np.full(50, 0.3), np.linspace(0, 90, 50), np.full(50, 1)])
    assert (np.diff(bag.raw_scores(shown)) >= -1e-12).all()


def test_the_same_customers_give_the_same_bag() -> None:
    labels = np.random.default_rng(2).random(ROWS) < 0.3
    first, second = (boosting.fit(FEATURES, values(), labels, np.arange(ROWS)) for _ in range(2))
    np.testing.assert_array_equal(first.raw_scores(values(seed=3)), second.raw_scores(values(seed=3)))


@pytest.mark.parametrize("count", [12, 30])
def test_of_many_pairs_those_that_gain_most_are_used(count: int) -> None:
    random = np.random.default_rng(5)
    shown = random.normal(size=(1500, count))
    labels = random.random(1500) < 1 / (1 + np.exp(-3 * shown[:, 3] * shown[:, 7] - shown[:, 3]))
    many = boosting.fit([NumericFeature(f"own:{at}", ()) for at in range(count)], shown, labels, np.arange(1500))
    model = as_model(many)
    used = {(model.feature_names[two.first], model.feature_names[two.second]) for two in model.twos}

    assert len(used) <= boosting.MOST_PAIRS
    assert ("own:3", "own:7") in used
