"""Scores brought to probabilities by a line."""

import numpy as np
import pytest

from services.scoring.learning import calibration


def labels_of(log_odds: np.ndarray, *, seed: int = 1) -> np.ndarray:
    """Who leaves at these odds."""
    return np.random.default_rng(seed).random(len(log_odds)) < calibration.probabilities(log_odds)


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
