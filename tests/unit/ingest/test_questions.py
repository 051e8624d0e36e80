"""What has to be asked, and what is left out without asking."""

import pytest

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.mapping.questions import open_questions, settled, with_date_doubts
from tests.unit.ingest.mapped import a_column, in_doubt


def asked(*columns: ColumnMapping) -> list[int]:
    """The indexes of the columns that have to be confirmed."""
    return [column.index for column in open_questions(columns, row_count=40)]


def test_a_file_whose_columns_are_sure_asks_nothing() -> None:
    assert asked(a_column(), a_column(1, "monthly_charges"), a_column(2, None)) == []


@pytest.mark.parametrize("field", ["monthly_charges", "total_charges", "churned", "signup_date", "churn_date", "tenure_months"])
def test_likely_money_dates_label_and_measures_are_asked(field: str) -> None:
    assert asked(a_column(), in_doubt(1, field)) == [1]


@pytest.mark.parametrize("field", ["plan", "gender", "country", "logins_last_30d", "customer_name", "age"])
def test_what_scoring_can_do_without_is_not_asked(field: str) -> None:
    assert asked(a_column(), in_doubt(1, field)) == []


def test_an_unlikely_suggestion_is_not_asked() -> None:
    assert asked(a_column(), in_doubt(1, "monthly_charges", confidence=0.35)) == []


def test_a_measure_in_doubt_is_not_asked_of_a_few_rows_but_money_is() -> None:
    columns = [a_column(), in_doubt(1, "tenure_months"), in_doubt(2, "monthly_charges")]

    assert [column.index for column in open_questions(columns, row_count=3)] == [2]


def test_an_id_in_doubt_is_asked_however_unlikely_it_is() -> None:
    assert asked(in_doubt(0, "customer_id", confidence=0.2), a_column(1, "plan")) == [0]


def test_a_likely_id_is_asked_of_a_few_rows_too_since_somebody_can_say_it() -> None:
    columns = [in_doubt(0, "customer_id", confidence=0.5)]

    assert [column.index for column in open_questions(columns, row_count=2)] == [0]


def test_a_file_in_which_nothing_may_be_an_id_asks_nothing_else() -> None:
    assert asked(a_column(0, None), in_doubt(1, "monthly_charges")) == []


def test_a_harmless_doubt_is_left_out_and_says_so() -> None:
    left_out = settled([a_column(), in_doubt(1, "plan")])[1]

    assert (left_out.field, left_out.decision) == ("plan", Decision.IGNORE)
    assert "left out" in left_out.reason


UNDECIDED = ["01/02/2024", "03/04/2024", "05/06/2024"]
DAY_FIRST = ["13/02/2024", "03/04/2024", "25/06/2024"]


def decisions(*samples: list[str]) -> list[Decision]:
    """Of one column of dates for each of ``samples``."""
    fields = ["signup_date", "last_activity_date"]
    columns = [a_column(index, field) for index, field in enumerate(fields[: len(samples)])]
    return [column.decision for column in with_date_doubts(columns, samples)]


def test_dates_whose_day_and_month_cannot_be_told_apart_are_in_doubt() -> None:
    assert decisions(UNDECIDED) == [Decision.ASK]


def test_dates_that_another_column_decides_are_not_in_doubt() -> None:
    assert decisions(UNDECIDED, DAY_FIRST) == [Decision.AUTO, Decision.AUTO]


def test_dates_whose_order_was_given_are_not_in_doubt() -> None:
    column = a_column(0, "signup_date", unit="day-first")

    assert with_date_doubts([column], [UNDECIDED]) == (column,)
