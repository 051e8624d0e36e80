"""Canonical columns to the inputs of a model."""

import tracemalloc
from datetime import date

import numpy as np
import pyarrow as pa

from services.scoring import features, scorecard
from services.scoring.additive import AdditiveModel, CategoricalFeature, Feature, NumericFeature
from tests.unit.scoring.customers import AS_OF, a_batch, customers

NAMES = frozenset({*features.CANONICAL_NUMBERS, *features.CANONICAL_TEXTS, *features.CANONICAL_DATES})


def codes_of(feature: Feature, **columns: list[object]) -> list[int]:
    """The codes of one feature for a few customers."""
    model = AdditiveModel("m", "trained", "2025-01-01", 0.0, (feature,))
    count = len(next(iter(columns.values())))
    return [int(code) for code in features.codes(model, features.from_columns(columns, count, NAMES), AS_OF)[0]]


def test_days_since_the_last_activity_are_counted_back_from_the_given_day() -> None:
    feature = NumericFeature("last_activity_days_ago", (9.5, 10.5), "days", 0.0, 36500.0)
    days = [date(2025, 5, 22), "2025-05-22", date(2025, 5, 1), None, "yesterday"]
    assert codes_of(feature, last_activity_date=days) == [1, 1, 2, 3, 3]


def test_given_days_count_before_the_date_and_the_date_fills_what_is_missing() -> None:
    feature = NumericFeature("last_activity_days_ago", (9.5,), "days", 0.0, 36500.0)
    assert codes_of(feature, last_activity_days_ago=[1.0, None], last_activity_date=["2024-01-01", "2024-01-01"]) == [0, 1]


def test_activity_tomorrow_is_today_and_activity_next_year_is_missing() -> None:
    feature = NumericFeature("last_activity_days_ago", (0.0,), "days", 0.0, 36500.0)
    assert codes_of(feature, last_activity_date=["2025-06-02", "2026-06-01"]) == [0, 2]


def test_tenure_comes_from_the_signup_or_from_the_charges_where_it_is_absent() -> None:
    feature = NumericFeature("tenure_months", (11.0, 13.0), "months", 0.0, 1200.0)
    assert codes_of(feature, signup_date=["2024-06-01"]) == [1]
    assert codes_of(feature, total_charges=[120.0, 120.0], monthly_charges=[10.0, 0.0]) == [1, 3]


def test_the_monthly_charge_comes_from_the_total_where_it_is_absent() -> None:
    assert codes_of(NumericFeature("monthly_charges", (10.0,)), total_charges=[120.0], tenure_months=[10.0]) == [1]


def test_seat_utilisation_needs_paid_seats() -> None:
    feature = NumericFeature("seat_utilisation", (49.0, 51.0), "percent", 0.0, 1000.0)
    assert codes_of(feature, seats_used=[5.0, 5.0, None], seats_purchased=[10.0, 0.0, 10.0]) == [1, 3, 3]
    assert codes_of(feature, seats_used=[5.0]) == [3]


def test_a_text_without_meaning_is_unknown_and_a_blank_one_missing() -> None:
    feature = CategoricalFeature("contract_term", ("monthly",))
    assert codes_of(feature, contract_type=["Monatlich", "xyz", "  ", "", None]) == [0, 1, 2, 2, 2]


def test_a_text_feature_of_a_trained_model_is_read_in_its_normalised_spelling() -> None:
    assert codes_of(CategoricalFeature("country", ("espana",)), country=["España ", "ESPANA", "France"]) == [0, 0, 1]


def test_a_field_nobody_has_is_missing_in_every_row() -> None:
    assert codes_of(NumericFeature("nps_score", (6.5,)), tenure_months=[1.0, 2.0]) == [2, 2]


def test_a_batch_and_plain_columns_give_the_same_codes() -> None:
    model, columns = scorecard.baseline(), customers()
    of_batch = features.codes(model, features.from_batch(a_batch(columns), features.sources(model)), AS_OF)
    of_table = features.codes(model, features.from_batch(pa.table(a_batch(columns).to_pydict()), features.sources(model)), AS_OF)
    of_lists = features.codes(model, features.from_columns(columns, 500, features.sources(model)), AS_OF)
    assert all(np.array_equal(a, b) and np.array_equal(a, c) for a, b, c in zip(of_batch, of_lists, of_table, strict=True))


def test_a_slice_of_a_batch_is_read_from_where_it_begins() -> None:
    model, columns = scorecard.baseline(), customers()
    whole = features.codes(model, features.from_batch(a_batch(columns), features.sources(model)), AS_OF)
    part = features.codes(model, features.from_batch(a_batch(columns).slice(100, 50), features.sources(model)), AS_OF)
    assert all(np.array_equal(a[100:150], b) for a, b in zip(whole, part, strict=True))


def test_the_label_is_no_source_of_the_baseline() -> None:
    assert not features.sources(scorecard.baseline()) & {"churned", "churn_date", "age", "gender", "country", "customer_name"}


def test_texts_longer_than_any_category_are_unknown_and_not_kept() -> None:
    shown = (CategoricalFeature("country", ("espana",)), CategoricalFeature("contract_term", ("monthly",)))
    tracemalloc.start()
    try:
        for number in range(20):
            long = f"{number} monthly " * 100_000
            assert [codes_of(feature, country=[long], contract_type=[long]) for feature in shown] == [[1], [1]]
        kept_bytes, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept_bytes < 5_000_000
