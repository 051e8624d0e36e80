"""Columns that depend on each other give each other's unit away."""

from services.ingest.mapping import relations

MONTHLY = [f"{20 + n}.50" for n in range(20)]
TENURE = [str(1 + n % 9) for n in range(20)]


def totals(months_each: float) -> list[str]:
    return [f"{float(price) * int(span) * months_each * 1.03:.2f}" for price, span in zip(MONTHLY, TENURE, strict=True)]


def test_charges_show_that_tenure_is_in_months() -> None:
    assert relations.tenure_unit(TENURE, MONTHLY, totals(1)) == "months"


def test_charges_show_that_tenure_is_in_years() -> None:
    assert relations.tenure_unit(TENURE, MONTHLY, totals(12)) == "years"


def test_charges_that_do_not_follow_show_nothing() -> None:
    assert relations.tenure_unit(TENURE, MONTHLY, [str(7 ** (n % 9)) for n in range(20)]) is None


def test_too_few_rows_show_nothing() -> None:
    assert relations.tenure_unit(TENURE[:3], MONTHLY[:3], totals(1)[:3]) is None


def test_flags_in_two_spellings_say_the_same() -> None:
    assert relations.say_the_same(["yes", "no", "no"], ["1", "0", "0"])


def test_days_and_months_of_one_span_say_the_same() -> None:
    assert relations.say_the_same([str(30 * n) for n in range(1, 20)], [str(n) for n in range(1, 20)])


def test_flags_that_differ_do_not_say_the_same() -> None:
    assert not relations.say_the_same(["1", "1", "0", "0"] * 10, ["1", "0", "1", "0"] * 10)


def test_unlike_numbers_do_not_say_the_same() -> None:
    assert not relations.say_the_same([str(n) for n in range(1, 20)], [str(20 - n) for n in range(1, 20)])
