"""Columns and fields are matched one to one for the greatest sum."""

from itertools import permutations
from random import Random

from services.ingest.mapping import assignment

FIELDS = ["a", "b", "c"]


def test_each_field_takes_its_best_column() -> None:
    assert assignment.best({(0, "a"): 3.0, (1, "b"): 2.0}) == {"a": 0, "b": 1}


def test_a_column_that_two_fields_want_goes_where_the_sum_is_greatest() -> None:
    weights = {(0, "a"): 5.0, (0, "b"): 4.0, (1, "a"): 4.5}

    assert assignment.best(weights) == {"a": 1, "b": 0}


def test_a_field_goes_without_rather_than_take_a_worthless_column() -> None:
    assert assignment.best({(0, "a"): 1.0, (0, "b"): 0.5, (1, "b"): -2.0}) == {"a": 0}


def test_nothing_to_choose_from_is_no_fault() -> None:
    assert assignment.best({}) == {}


def test_the_sum_is_that_of_the_best_of_all_choices() -> None:
    random = Random(7)
    for _ in range(60):
        weights = {(column, field): random.uniform(0.1, 9) for column in range(4) for field in FIELDS if random.random() < 0.7}
        best = max(
            sum(weights.get(pair, 0.0) for pair in zip(columns, FIELDS, strict=True))
            for columns in permutations(range(4), len(FIELDS))
        )

        chosen = assignment.best(weights)

        assert len(set(chosen.values())) == len(chosen)
        assert abs(sum(weights[column, field] for field, column in chosen.items()) - best) < 1e-9
