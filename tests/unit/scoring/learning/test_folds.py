"""Who trains and who is held out."""

import numpy as np

from services.scoring.learning import folds


def test_every_row_is_held_out_once_and_never_trains_for_itself() -> None:
    labels = np.arange(100) % 4 == 0
    dealt = folds.stratified(labels, np.arange(100), 5, seed=1)

    assert sorted(np.concatenate([fold.held_out for fold in dealt])) == list(range(100))
    for fold in dealt:
        assert not set(fold.train) & set(fold.held_out)
        assert len(fold.train) + len(fold.held_out) == 100


def test_folds_have_about_the_same_share_of_leavers() -> None:
    labels = np.arange(103) % 4 == 0
    counts = [int(labels[fold.held_out].sum()) for fold in folds.stratified(labels, np.arange(103), 5, seed=1)]
    assert max(counts) - min(counts) <= 1


def test_a_customer_with_several_rows_is_on_one_side() -> None:
    customers = np.repeat(np.arange(40), 3)
    labels = np.tile([False, False, True], 40)
    for fold in folds.stratified(labels, customers, 5, seed=1):
        assert not set(customers[fold.train]) & set(customers[fold.held_out])


def test_the_latest_period_is_held_out_where_both_sides_have_enough() -> None:
    days = np.repeat([10, 20, 30], 40)
    labels = np.arange(120) % 2 == 0
    customers = np.arange(120)
    fold = folds.latest_period(days, labels, customers, fewest=20)

    assert fold is not None
    assert set(days[fold.train]) == {10, 20}
    assert set(days[fold.held_out]) == {30}
    assert folds.latest_period(days, labels, customers, fewest=21) is None
    assert folds.latest_period(np.full(120, 10), labels, customers, fewest=1) is None


def test_a_customer_of_the_latest_period_does_not_train_with_earlier_rows() -> None:
    days, customers = np.repeat([10, 20], 40), np.array([*range(40), *range(20, 60)])
    labels = np.arange(80) % 2 == 0
    fold = folds.latest_period(days, labels, customers, fewest=10)

    assert fold is not None
    assert set(customers[fold.train]) == set(range(20))
    assert set(customers[fold.held_out]) == set(range(20, 60))


def test_a_latest_period_of_the_same_customers_proves_nothing() -> None:
    days, customers = np.repeat([10, 20], 40), np.tile(np.arange(40), 2)

    assert folds.latest_period(days, np.arange(80) % 2 == 0, customers, fewest=1) is None
