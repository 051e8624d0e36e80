"""Customers scored in a call: alone, among others, from many threads; and what calls are refused for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from services.scoring import pipeline, scorecard
from services.scoring.additive import AdditiveModel
from services.scoring.scorer import CustomerScore, Scorer
from tests.unit.scoring.customers import AS_OF, a_batch, a_model, a_model_of_pairs, a_scorer, customers

NAN, INFINITY = float("nan"), float("inf")


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        a_scorer().score_customers({"customer_id": ["1", "2"], "tenure_months": [1.0]}, AS_OF)


def test_customers_without_ids_are_refused() -> None:
    with pytest.raises(KeyError):
        a_scorer().score_customers({"tenure_months": [1.0]}, AS_OF)


def test_unknown_fields_are_ignored_and_the_version_is_named() -> None:
    score = a_scorer().score_customers({"customer_id": ["1"], "shoe_size": [44.0]}, AS_OF)[0]
    assert score.model_version == "1"


MODELS = [scorecard.baseline(), a_model(), a_model_of_pairs()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
@pytest.mark.parametrize("count", [1, 8, 9, 100, 1000])
def test_a_call_of_any_size_gives_a_customer_what_a_file_does(model: AdditiveModel, count: int) -> None:
    scorer, columns = Scorer(model, version="1"), customers(3000)
    of_file = pipeline.score(a_batch(columns), scorer, AS_OF)
    called = []
    for first in range(0, min(3000, 300 * count), count):
        called += scorer.score_customers({name: values[first : first + count] for name, values in columns.items()}, AS_OF)

    for name in pipeline.RESULT_COLUMNS:
        assert [getattr(score, name) for score in called] == of_file.columns[name].to_pylist()[: len(called)]


def test_numbers_that_are_none_are_missing_for_one_customer_as_for_many() -> None:
    scorer, odd = a_scorer(), [NAN, INFINITY, -INFINITY, 0.0, 1e308, 1e-308, None]
    columns: dict[str, list[Any]] = {
        "customer_id": list("abcdefgh"),
        "tenure_months": [NAN, *odd],
        "total_charges": [5.0, *odd],
        "monthly_charges": [*odd, INFINITY],
        "seats_used": [*odd, 1.0],
        "seats_purchased": [*odd, NAN],
        "signup_date": ["2024-01-01", "0001-01-01", *[None] * 6],
    }

    alone = scorer.score_customers(columns, AS_OF)
    among_many = scorer.score_customers({name: values * 2 for name, values in columns.items()}, AS_OF)

    assert alone * 2 == among_many


def test_32_threads_on_one_scorer_give_what_one_gives() -> None:
    scorer = Scorer(a_model(), version="1")
    orders = [customers(count) for count in (1, 7, 100, 3000)] * 8
    expected = [scorer.score_customers(columns, AS_OF) for columns in orders]
    together = Barrier(len(orders))

    def score(columns: dict[str, Any]) -> list[CustomerScore]:
        together.wait()
        return scorer.score_customers(columns, AS_OF)

    with ThreadPoolExecutor(len(orders)) as threads:
        assert list(threads.map(score, orders)) == expected
