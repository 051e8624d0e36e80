"""What no model may learn from."""

import numpy as np
import pytest

from services.scoring.additive import CategoricalFeature, NumericFeature
from services.scoring.learning import leaks
from services.scoring.learning.columns import Column

ROWS = 400
RANDOM = np.random.default_rng(4)
LABELS = RANDOM.random(ROWS) < 0.3
CUSTOMERS = np.arange(ROWS)


def a_number(header: str, values: np.ndarray | None = None) -> Column:
    """A column of the customer's own, harmless by default."""
    return Column(NumericFeature(f"own:{header}", ()), RANDOM.normal(size=ROWS) if values is None else values)


def reason(column: Column) -> str | None:
    """Why ``column`` is left out, None where it is not."""
    kept, left_out = leaks.sift([column], LABELS, CUSTOMERS)
    assert len(kept) + len(left_out) == 1
    return left_out[0].reason if left_out else None


def test_a_harmless_column_is_kept() -> None:
    assert reason(a_number("Reports exported")) is None


@pytest.mark.parametrize(
    "header",
    [
        "Churn reason", "churn_date", "ChurnScore", "Cancellation date", "Cancelled on", "Exit survey", "End date",
        "Last bill", "final_invoice", "Fecha de baja", "Kündigungsdatum", "Date résiliation", "data disdetta", "is_reactivation",
        "Opzegdatum", "Uppsägningsdatum", "Powód rezygnacji", "İptal nedeni",
        "Refund amount", "Attrition flag", "Winback offer", "Lost reason",
    ],
)  # fmt: skip
def test_what_is_known_after_the_fact_is_left_out_by_its_name(header: str) -> None:
    assert reason(a_number(header)) == "It is about leaving, and known only after the fact."


@pytest.mark.parametrize("header", ["Predicted value", "Risk segment", "prob_leave", "Naive_Bayes_1", "Propensity"])
def test_a_guess_of_somebody_is_left_out(header: str) -> None:
    assert reason(a_number(header)) is not None


@pytest.mark.parametrize(
    "header",
    ["Cancelled orders", "clases_canceladas_mes", "previous cancellations", "Lost calls", "Contract end date", "Left-handed"],
)
def test_counts_of_other_things_that_were_cancelled_may_teach(header: str) -> None:
    assert reason(a_number(header)) is None


def test_a_column_that_knows_the_outcome_is_left_out_with_its_auc() -> None:
    told = reason(a_number("Complaints", LABELS + RANDOM.normal(0, 0.2, ROWS)))
    assert told is not None
    assert told.startswith("It alone tells leavers from stayers almost perfectly (AUC ")


def test_a_column_that_is_filled_for_leavers_only_knows_the_outcome() -> None:
    told = reason(a_number("Account note", np.where(LABELS, RANDOM.normal(size=ROWS), np.nan)))
    assert told is not None
    assert "(AUC 1.000" in told


def test_a_strong_honest_column_is_kept() -> None:
    assert reason(a_number("Usage", LABELS + RANDOM.normal(0, 0.7, ROWS))) is None


def test_a_memory_of_single_rows_is_no_signal() -> None:
    column = a_number("Noise", RANDOM.normal(size=ROWS))
    assert abs(leaks.alone(column, LABELS, CUSTOMERS) - 0.5) < 0.1


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Row", np.arange(1, ROWS + 1)),
        ("Serial", 5_000_000 + RANDOM.permutation(ROWS) * 37),
        ("Account number", RANDOM.permutation(ROWS * 50)[:ROWS]),
    ],
)
def test_a_column_that_names_its_row_is_left_out(header: str, values: np.ndarray) -> None:
    assert reason(a_number(header, values.astype(float))) == "It names the customer: nearly every row has a value of its own."


def test_amounts_that_all_differ_are_no_names() -> None:
    assert reason(a_number("Income", np.round(np.exp(RANDOM.normal(9, 1.5, ROWS))))) is None


def test_a_constant_and_free_text_are_left_out() -> None:
    assert reason(a_number("Count", np.ones(ROWS))) == "It has the same value for every customer."
    text = Column(CategoricalFeature("own:Comment", ()), np.zeros(ROWS))
    assert reason(text) == "It is free text: no value is shared by 10 customers."


def test_a_canonical_field_is_not_judged_by_its_name() -> None:
    column = Column(NumericFeature("last_activity_days_ago", ()), RANDOM.normal(size=ROWS))
    assert reason(column) is None
