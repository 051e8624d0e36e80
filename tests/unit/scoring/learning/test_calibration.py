"""Scores brought to probabilities by a line and a curve."""

import numpy as np
import pytest

from services.scoring.learning import calibration


def labels_of(log_odds: np.ndarray) -> np.ndarray:
    """Who leaves at these odds."""
    return np.random.default_rng(1).random(len(log_odds)) < calibration.probabilities(log_odds)


def test_the_line_finds_the_odds_behind_scores_that_are_too_sure() -> None:
    truth = np.random.default_rng(2).normal(-1, 1.5, 100_000)
    line = calibration.platt(truth * 3 + 2, labels_of(truth))

    assert line.slope == pytest.approx(1 / 3, rel=0.03)
    assert line.shift == pytest.approx(-2 / 3, abs=0.05)
    assert line.at(np.array([2.0])).tolist() == pytest.approx([line.slope * 2 + line.shift])


def test_scores_that_are_right_stay_as_they_are() -> None:
    truth = np.random.default_rng(2).normal(-1, 1.5, 100_000)
    line = calibration.platt(truth, labels_of(truth))
    assert [line.slope, line.shift] == pytest.approx([1.0, 0.0], abs=0.03)


def test_scores_that_rank_the_wrong_way_round_are_never_turned_around() -> None:
    truth = np.random.default_rng(2).normal(-1, 1.5, 1000)
    line = calibration.platt(-truth, labels_of(truth))
    share = labels_of(truth).mean()

    assert line.slope == 0.0
    assert calibration.probabilities(line.at(np.array([5.0])))[0] == pytest.approx(share, abs=0.01)


def test_equal_scores_get_the_average() -> None:
    labels = np.arange(1000) < 200
    line = calibration.platt(np.full(1000, 4.0), labels)
    assert calibration.probabilities(line.at(np.array([4.0])))[0] == pytest.approx(0.2, abs=0.002)


def test_a_few_customers_told_apart_perfectly_are_not_certain() -> None:
    labels = np.arange(20) < 5
    line = calibration.platt(np.where(labels, 3.0, -3.0), labels)
    assert calibration.probabilities(line.at(np.array([3.0])))[0] < 0.95


def bend_of(truth: np.ndarray, scores: np.ndarray) -> tuple[float, float]:
    """How far probabilities by the line alone, and by line and curve, are from ``truth`` on the mean."""
    labels = np.random.default_rng(3).random(len(truth)) < truth
    straight = calibration.platt(scores, labels).at(scores)
    bent = calibration.curve(straight, labels).at(straight)
    return tuple(float(np.abs(calibration.probabilities(each) - truth).mean()) for each in (straight, bent))  # type: ignore[return-value]


def test_a_risk_that_rises_in_steps_is_met_by_the_curve() -> None:
    scores = np.random.default_rng(2).normal(size=5000)
    straight, bent = bend_of(np.select([scores < -0.3, scores < 0.8], [0.001, 0.33], 0.7), scores)
    assert straight > 0.05
    assert bent < straight / 2


def test_where_the_line_fits_the_curve_hardly_bends_it() -> None:
    scores = np.random.default_rng(2).normal(-1, 1.5, 5000)
    _, bent = bend_of(calibration.probabilities(scores), scores)
    assert bent < 0.015


def test_few_customers_bend_little() -> None:
    scores = np.linspace(-1, 1, 60)
    labels = np.arange(60) % 2 == 0
    bent = calibration.curve(scores, labels)
    assert np.abs(bent.at(scores) - scores).max() < 0.5


def test_the_curve_keeps_the_order_of_scores_within_and_beyond_what_it_saw() -> None:
    random = np.random.default_rng(5)
    bent = calibration.curve(random.normal(size=400), random.random(400) < 0.3)
    assert (np.diff(bent.at(np.linspace(-9, 9, 1001))) > 0).all()


def test_equal_scores_make_a_curve_of_one_knot() -> None:
    labels = np.arange(1000) < 200
    bent = calibration.curve(np.full(1000, np.log(0.25)), labels)
    assert len(bent.scores) == 1
    assert calibration.probabilities(bent.at(np.array([np.log(0.25)])))[0] == pytest.approx(0.2, abs=0.01)
