"""Customers scored in a call: alone, among others, from many threads; and what calls are refused for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from services.scoring import scorecard
from services.scoring.additive import AdditiveModel
from services.scoring.scorer import CustomerScore, Scorer
from tests.unit.scoring.customers import AS_OF, a_model, a_scorer, customers


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        a_scorer().score_customers({"customer_id": ["1", "2"], "tenure_months": [1.0]}, AS_OF)


def test_customers_without_ids_are_refused() -> None:
    with pytest.raises(KeyError):
        a_scorer().score_customers({"tenure_months": [1.0]}, AS_OF)


def test_unknown_fields_are_ignored_and_the_version_is_named() -> None:
    score = a_scorer().score_customers({"customer_id": ["1"], "shoe_size": [44.0]}, AS_OF)[0]
    assert score.model_version == "1"


@pytest.mark.parametrize("model", [scorecard.baseline(), a_model()], ids=["baseline", "with pairs"])
def test_a_customer_alone_gets_what_the_same_customer_gets_among_many(model: AdditiveModel) -> None:
    scorer, columns = Scorer(model, version="1"), customers(400)
    alone = [
        scorer.score_customers({name: [values[row]] for name, values in columns.items()}, AS_OF)[0]
        for row in range(len(columns["customer_id"]))
    ]
    assert alone == scorer.score_customers(columns, AS_OF)


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
