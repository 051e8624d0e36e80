"""Measures and their intervals."""

import numpy as np
import pytest
from sklearn import metrics as theirs

from services.catalog import quality
from services.scoring.learning import metrics
from services.scoring.learning.metrics import HeldOut
from tests.builders import scored_customers

ONCE = np.ones((1, 400))


def some(count: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Labels, and probabilities that are right about them, with ties."""
    random = np.random.default_rng(1)
    score = random.normal(size=count).round(1) * 1.5
    probabilities = 1 / (1 + np.exp(-score))
    return random.random(count) < probabilities, probabilities


def held_out(training_rows: float = 1e9, **probabilities: np.ndarray) -> HeldOut:
    """One fold of customers with a row each; so many trained that only chance among those held out counts."""
    labels, _ = some()
    return HeldOut(labels, np.arange(len(labels)), np.zeros(len(labels), dtype=np.int64), probabilities, training_rows)


def test_measures_are_those_of_others() -> None:
    labels, probabilities = some()
    assert metrics.auc(labels, probabilities, ONCE)[0] == pytest.approx(theirs.roc_auc_score(labels, probabilities))
    assert metrics.log_loss(labels, probabilities, ONCE)[0] == pytest.approx(theirs.log_loss(labels, probabilities))
    assert metrics.brier(labels, probabilities, ONCE)[0] == pytest.approx(theirs.brier_score_loss(labels, probabilities))


def test_a_row_that_counts_twice_is_two_rows() -> None:
    labels, probabilities = some()
    weights = np.random.default_rng(2).integers(0, 3, (1, len(labels))).astype(float)
    twice = np.repeat(np.arange(len(labels)), weights[0].astype(int))
    for measure in (metrics.auc, metrics.log_loss, metrics.brier, metrics.lift):
        once = np.ones((1, len(twice)))
        assert measure(labels, probabilities, weights)[0] == pytest.approx(
            measure(labels[twice], probabilities[twice], once)[0], abs=1e-12
        )


def test_lift_is_the_top_tenth_against_the_average() -> None:
    labels = np.arange(100) < 20
    best = 1 - np.arange(100) / 100
    assert metrics.lift(labels, best, np.ones((1, 100)))[0] == pytest.approx(5.0)
    assert metrics.lift(labels, 1 - best, np.ones((1, 100)))[0] == 0.0


def test_the_calibration_error_is_the_mean_gap_of_ten_groups() -> None:
    labels = np.arange(1000) % 2 == 0
    assert metrics.calibration_error(labels, np.full(1000, 0.5), np.ones((1, 1000)))[0] == pytest.approx(0.0)
    assert metrics.calibration_error(labels, np.full(1000, 0.8), np.ones((1, 1000)))[0] == pytest.approx(0.3)


@pytest.mark.parametrize("leavers", [slice(50), slice(150, 200)], ids=["first", "last"])
def test_of_equal_predictions_no_measure_depends_on_the_order_of_rows(leavers: slice) -> None:
    labels = np.zeros(200, dtype=bool)
    labels[leavers] = True
    assert metrics.lift(labels, np.full(200, 0.5), np.ones((1, 200)))[0] == pytest.approx(1.0)
    assert metrics.calibration_error(labels, np.full(200, 0.5), np.ones((1, 200)))[0] == pytest.approx(0.25)


def test_of_predictions_with_ties_the_measures_are_those_of_realised_quality() -> None:
    labels, probabilities = some()
    realised = quality.of(scored_customers(probabilities, labels))
    assert realised.auc is not None
    assert realised.lift is not None
    assert metrics.auc(labels, probabilities, ONCE)[0] == pytest.approx(realised.auc.value)
    assert metrics.lift(labels, probabilities, ONCE)[0] == pytest.approx(realised.lift.value)
    assert metrics.calibration_error(labels, probabilities, ONCE)[0] == pytest.approx(realised.calibration_error)


def test_without_leavers_there_is_no_auc() -> None:
    assert np.isnan(metrics.auc(np.zeros(5, dtype=bool), np.arange(5.0), np.ones((1, 5)))[0])


def test_intervals_hold_the_value_and_are_as_wide_as_theory_says() -> None:
    labels, probabilities = some()
    found, _ = metrics.measured([held_out(ours=probabilities, theirs=probabilities)], better_than=("ours", "theirs"))
    brier = found["ours"]["brier"]
    losses = (probabilities - labels) ** 2

    assert brier.low < brier.value < brier.high
    assert (brier.high - brier.low) / 2 == pytest.approx(1.96 * losses.std() / np.sqrt(len(losses)), rel=0.15)


def test_the_interval_of_the_calibration_error_is_about_its_value() -> None:
    # Calibrated as well as can be, so that a draw of draws shows more error than there is.
    _, probabilities = some(5000)
    labels = np.random.default_rng(4).random(5000) < probabilities
    one_fold = HeldOut(labels, np.arange(5000), np.zeros(5000, np.int64), {"ours": probabilities, "theirs": probabilities}, 1e9)
    found = metrics.measured([one_fold], better_than=("ours", "theirs"))[0]["ours"]["calibration_error"]

    assert 0 <= found.low < found.value < found.high
    assert found.high - found.value == pytest.approx(found.value - found.low, rel=0.4)


def test_intervals_are_wider_where_few_have_trained() -> None:
    _, probabilities = some()
    many, few = (
        metrics.measured([held_out(rows, ours=probabilities, theirs=probabilities)], better_than=("ours", "theirs"))[0]
        for rows in (1e9, 320)
    )
    of_many, of_few = many["ours"]["brier"], few["ours"]["brier"]
    assert of_few.high - of_few.value == pytest.approx(1.5 * (of_many.high - of_many.value))


def test_the_difference_of_a_model_to_itself_is_nothing() -> None:
    _, probabilities = some()
    _, gain = metrics.measured([held_out(ours=probabilities, theirs=probabilities)], better_than=("ours", "theirs"))
    assert (gain.value, gain.low, gain.high) == (0.0, 0.0, 0.0)


def test_differences_are_paired() -> None:
    _, probabilities = some()
    slightly_worse = probabilities + np.random.default_rng(3).normal(0, 0.05, len(probabilities))
    found, gain = metrics.measured([held_out(ours=probabilities, theirs=slightly_worse)], better_than=("ours", "theirs"))
    alone = found["ours"]["auc"].high - found["ours"]["auc"].low
    assert gain.high - gain.low < alone / 2


def test_rankings_are_compared_within_folds_only() -> None:
    labels = np.array([True, False] * 50)
    folds = np.repeat([0, 1], 50)
    # The second fold's scores are all higher, which says nothing about its customers.
    probabilities = np.where(labels, 0.4, 0.3) + folds * 0.5
    of = HeldOut(labels, np.arange(100), folds, {"ours": probabilities, "theirs": probabilities}, 1e9)
    assert metrics.measured([of], better_than=("ours", "theirs"))[0]["ours"]["auc"].value == 1.0
