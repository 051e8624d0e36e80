"""What online calls are refused for."""

import pytest

from tests.unit.scoring.customers import AS_OF, a_scorer


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        a_scorer().score_customers({"customer_id": ["1", "2"], "tenure_months": [1.0]}, AS_OF)


def test_customers_without_ids_are_refused() -> None:
    with pytest.raises(KeyError):
        a_scorer().score_customers({"tenure_months": [1.0]}, AS_OF)


def test_unknown_fields_are_ignored_and_the_version_is_named() -> None:
    score = a_scorer().score_customers({"customer_id": ["1"], "shoe_size": [44.0]}, AS_OF)[0]
    assert score.model_version == "1"
