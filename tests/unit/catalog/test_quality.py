"""Realised quality: figures by hand, by other libraries, and intervals that hold what they promise."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from services.catalog import quality
from services.catalog.quality import Scored
from tests.builders import scored_customers


def test_a_share_has_wilsons_interval() -> None:
    # By hand: 8 of 10.
    share = quality.wilson(8, 10)

    assert (share.value, share.low, share.high) == pytest.approx((0.8, 0.4901625, 0.9433178), abs=1e-6)


def test_the_auc_is_the_usual_one_with_ties() -> None:
    random = np.random.default_rng(1)
    probabilities = random.integers(0, 20, 500) / 20
    churned = random.random(500) < probabilities

    found = quality.auc(scored_customers(probabilities, churned))

    assert found.value == pytest.approx(roc_auc_score(churned, probabilities), abs=1e-12)
    assert found.low < found.value < found.high


def test_intervals_hold_the_truth_in_about_95_of_100_draws() -> None:
    random = np.random.default_rng(2)
    everybody = random.random(200_000)
    left = random.random(200_000) < everybody**2
    truth = scored_customers(everybody, left)
    true_auc, true_lift = quality.auc(truth).value, quality.lift(truth).value
    held_auc = held_lift = 0
    for _ in range(300):
        drawn = random.integers(0, len(everybody), 600)
        scored = scored_customers(everybody[drawn], left[drawn])
        auc, lift = quality.auc(scored), quality.lift(scored)
        held_auc += auc.low <= true_auc <= auc.high
        held_lift += lift.low <= true_lift <= lift.high

    assert 0.91 <= held_auc / 300 <= 0.99
    assert 0.91 <= held_lift / 300 <= 1


def test_calibrated_probabilities_have_a_small_error_and_bands_of_one_size() -> None:
    random = np.random.default_rng(3)
    probabilities = random.random(20_000)

    good = quality.of(scored_customers(probabilities, random.random(20_000) < probabilities))
    bad = quality.of(scored_customers(probabilities / 2, random.random(20_000) < probabilities))

    assert good.calibration_error < 0.02 < 0.2 < bad.calibration_error
    assert [band.count for band in good.bands] == [2000] * 10


@pytest.mark.parametrize("churned", [[], [True], [False, False]])
def test_without_both_outcomes_there_is_no_auc(churned: list[bool]) -> None:
    found = quality.of(scored_customers(np.full(len(churned), 0.5), np.array(churned, np.bool_)))

    assert (found.outcome_count, found.auc, found.lift) == (len(churned), None, None)


@pytest.mark.parametrize("leavers", [slice(50), slice(150, 200)], ids=["first", "last"])
def test_of_equal_scores_no_figure_depends_on_the_order_of_rows(leavers: slice) -> None:
    churned = np.zeros(200, np.bool_)
    churned[leavers] = True

    found = quality.of(scored_customers(np.full(200, 0.5), churned))

    assert found.lift is not None
    assert found.lift.value == pytest.approx(1.0)
    assert found.calibration_error == pytest.approx(0.25)
    assert [(band.count, band.predicted, band.observed.value) for band in found.bands] == [(200, 0.5, 0.25)]


def test_a_group_at_the_cut_counts_by_its_share_and_a_band_has_whole_groups() -> None:
    # By hand: of the top tenth, 10 customers, 6 have 0.9 and all left; 4 are of the 20 with 0.8, a quarter of whom left.
    found = quality.of(Scored(np.array([0.1, 0.8, 0.9]), np.array([74, 20, 6]), np.array([9, 5, 6])))

    assert found.lift is not None
    assert found.lift.value == pytest.approx((6 + 4 / 4) / 10 / 0.2)
    assert [band.count for band in found.bands] == [74, 20, 6]
    assert found.calibration_error == pytest.approx((74 * abs(0.1 - 9 / 74) + 20 * 0.55 + 6 * 0.1) / 100)
