"""A model's calibration curve."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from services.scoring.curve import Curve
from services.scoring.scorer import Scorer
from tests.unit.scoring.customers import AS_OF, a_model, customers


def some_columns() -> dict[str, list[Any]]:
    """Two fields of 200 customers."""
    of = customers(200)
    return {"customer_id": of["customer_id"], "tenure_months": of["tenure_months"]}


def test_it_is_straight_between_its_knots_and_shifts_what_lies_beyond() -> None:
    curve = Curve((-1.0, 1.0), (-3.0, 2.0))
    assert curve.at(np.array([-2.0, -1.0, 0.0, 1.0, 5.0])).tolist() == pytest.approx([-4.0, -3.0, -0.5, 2.0, 6.0])


@pytest.mark.parametrize("knots", [((), ()), ((0.0, 0.0), (1.0, 2.0)), ((0.0, 1.0), (2.0, 1.0)), ((0.0,), (np.nan,))])
def test_knots_that_turn_customers_around_are_refused(knots: tuple[tuple[float, ...], tuple[float, ...]]) -> None:
    with pytest.raises(ValueError, match="finite and ascending"):
        Curve(*knots)


def test_it_changes_probabilities_and_no_reason() -> None:
    straight = Scorer(a_model(), version="1")
    bent = Scorer(replace(a_model(), curve=Curve((-1.0, 1.0), (-3.0, 2.0))), version="1")
    columns = some_columns()
    before, after = straight.score_customers(columns, AS_OF), bent.score_customers(columns, AS_OF)

    assert [score.churn_probability for score in before] != [score.churn_probability for score in after]
    assert [(score.key_risks, score.strengths) for score in before] == [(score.key_risks, score.strengths) for score in after]


def test_a_few_rows_are_bent_like_many() -> None:
    scorer = Scorer(replace(a_model(), curve=Curve((-1.0, 1.0), (-3.0, 2.0))), version="1")
    columns = some_columns()
    one_by_one = [scorer.score_customers({name: [of[at]] for name, of in columns.items()}, AS_OF)[0] for at in range(200)]
    assert one_by_one == scorer.score_customers(columns, AS_OF)
