"""What a user says of columns, applied to what was suggested."""

import pytest

from services.ingest.domain import Answer, Decision
from services.ingest.failures import BadMapping
from services.ingest.mapping.decisions import apply, is_as_decided
from tests.unit.ingest.mapped import a_column, in_doubt

COLUMNS = (a_column(), in_doubt(1, "monthly_charges", unit="currency/month"), a_column(2, None), a_column(3, "plan"))


def uses(*answers: Answer) -> list[tuple[str | None, str | None]]:
    """Field and unit of each column after ``answers``."""
    return [(column.field, column.unit) for column in apply(COLUMNS, answers)]


def refusal(*answers: Answer) -> BadMapping:
    """What is said of answers that cannot be."""
    with pytest.raises(BadMapping) as refused:
        apply(COLUMNS, answers)
    return refused.value


def test_what_was_sure_stays_and_what_was_in_doubt_and_not_named_is_left_out() -> None:
    assert uses() == [("customer_id", None), (None, None), (None, None), ("plan", None)]


def test_a_confirmed_suggestion_keeps_its_unit() -> None:
    assert uses(Answer(1, "monthly_charges", ""))[1] == ("monthly_charges", "currency/month")


def test_another_field_has_its_own_unit() -> None:
    assert uses(Answer(1, "total_charges", ""))[1] == ("total_charges", None)


def test_a_given_unit_wins() -> None:
    assert uses(Answer(1, "monthly_charges", "cents/year"))[1] == ("monthly_charges", "cents/year")


def test_a_field_that_is_given_to_another_column_leaves_the_one_it_had() -> None:
    assert uses(Answer(2, "plan", ""))[2:] == [("plan", None), (None, None)]


def test_a_column_without_a_field_is_left_out() -> None:
    left_out = apply(COLUMNS, [Answer(3, "", "")])[3]

    assert (left_out.field, left_out.decision) == (None, Decision.IGNORE)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(4, "age", ""), "no column 4"),
        (Answer(-1, "age", ""), "no column -1"),
        (Answer(2, "wealth", ""), 'Column 2 ("Column 2"): there is no field of this name'),
        (Answer(2, "tenure_months", "fortnights"), "days, weeks, months, quarters or years"),
        (Answer(2, "csat_score", "5-5"), "1-5"),
        (Answer(2, "signup_date", "undecided"), "day-first"),
        (Answer(2, "churned", "yes"), "inverted"),
        (Answer(2, "plan", "months"), "leave it empty"),
        (Answer(2, "", "months"), "no unit"),
    ],
)
def test_an_answer_that_cannot_be_names_its_column_and_what_can_be(answer: Answer, words: str) -> None:
    failure = refusal(answer)

    assert words in failure.message
    assert failure.details[0][0] == "columns[0]"


@pytest.mark.parametrize(
    ("field", "unit"),
    [
        ("age", "birth_year"),
        ("nps_score", "-100-100"),
        ("discount", "share"),
        ("churn_date", "excel-serial"),
        ("churned", "date"),
        ("last_activity_days_ago", "hours"),
        ("seats_used", "1"),
    ],
)
def test_every_unit_that_can_be_read_can_be_given(field: str, unit: str) -> None:
    assert uses(Answer(2, field, unit))[2] == (field, unit)


def test_a_field_given_to_two_columns_is_refused_for_both() -> None:
    failure = refusal(Answer(1, "age", ""), Answer(2, "age", ""))

    assert [name for name, _ in failure.details] == ["columns[0]", "columns[1]"]
    assert "only one" in failure.message


def test_a_column_named_twice_is_refused() -> None:
    assert "2 times" in refusal(Answer(2, "age", ""), Answer(2, "gender", "")).message


def test_the_same_answers_again_are_what_is_in_use_and_others_are_not() -> None:
    answers = [Answer(1, "monthly_charges", "currency/year")]
    in_use = apply(COLUMNS, answers)

    assert is_as_decided(in_use, answers)
    assert not is_as_decided(in_use, [Answer(1, "monthly_charges", "currency/month")])
    assert not is_as_decided(in_use, [Answer(1, "", "")])
