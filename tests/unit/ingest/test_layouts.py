"""Layouts are recognised by their headers, and what has changed in them is told."""

import pytest

from services.ingest.domain import ColumnMapping, Decision, Mapping
from services.ingest.mapping.layouts import Recalled, nearest, recall, remember, signature
from tests.unit.ingest.mapped import a_column, a_mapping, in_doubt

IDS = [f"c{row}" for row in range(20)]
FEES = [str(20 + row) for row in range(20)]
LEFT = ["yes", "no"] * 10


def confirmed(*pairs: tuple[ColumnMapping, list[str]]) -> Mapping:
    """The mapping of confirmed columns with these cells."""
    return a_mapping(*remember([column for column, _ in pairs], [cells for _, cells in pairs]))


def recalled(mapping: Mapping, *pairs: tuple[ColumnMapping, list[str]]) -> Recalled:
    """The columns of another file with these cells, as ``mapping`` says."""
    return recall(mapping, [column for column, _ in pairs], [cells for _, cells in pairs])


def test_case_separators_accents_and_order_do_not_make_another_layout() -> None:
    assert signature(["Customer ID", "Prénom"]) == signature(["prenom", "customer_id"])
    assert signature(["Customer ID", "Plan"]) != signature(["Customer ID", "Plan", "Fee"])


def test_equal_and_blank_headers_are_told_apart_by_their_place() -> None:
    assert signature(["Fee", "Fee"]) != signature(["Fee"])
    assert signature(["", ""]) != signature([""])


def test_of_several_layouts_the_one_with_the_most_headers_in_common_is_the_nearest() -> None:
    near = confirmed(*[(a_column(index, None, header=header), []) for index, header in enumerate("abcde")])
    far = confirmed(*[(a_column(index, None, header=header), []) for index, header in enumerate("abxyz")])

    assert nearest(list("abcdf"), [far, near]) == near
    assert nearest(list("abuvw"), [far, near]) is None
    assert nearest(list("abc"), []) is None


def test_a_remembered_column_is_sure_with_its_unit_and_a_left_out_one_stays_out() -> None:
    mapping = confirmed((a_column(), IDS), (a_column(1, "monthly_charges", unit="currency/year"), FEES), (a_column(2, None), IDS))

    found, notices = recalled(
        mapping, (a_column(), IDS), (in_doubt(1, "monthly_charges", unit="currency/month"), FEES), (a_column(2, "plan"), IDS)
    )

    assert [column.decision for column in found] == [Decision.AUTO, Decision.AUTO, Decision.IGNORE]
    assert (found[1].unit, found[2].field) == ("currency/year", None)
    assert notices == ()


def test_numbers_of_another_size_are_asked_again() -> None:
    mapping = confirmed((a_column(0, "monthly_charges"), FEES))
    in_cents = [fee + "00" for fee in FEES]

    found, _ = recalled(mapping, (a_column(0, "monthly_charges"), in_cents))

    assert found[0].decision is Decision.ASK
    assert "larger" in found[0].reason


@pytest.mark.parametrize("factor", [3, 1 / 3, 4.348, 1 / 4.348, 12, 1 / 12, 30, 100, 0.01])
def test_charges_for_another_period_or_in_another_unit_are_asked_again_and_told(factor: float) -> None:
    mapping = confirmed((a_column(0, "monthly_charges"), FEES))

    found, notices = recalled(mapping, (a_column(0, "monthly_charges"), [f"{float(fee) * factor:.2f}" for fee in FEES]))

    assert found[0].decision is Decision.ASK
    assert 'The column "Column 0"' in notices[0]


@pytest.mark.parametrize("growth", [0.5, 0.8, 1.3, 2, 2.4])
def test_customers_who_pay_more_or_less_are_not_asked_about(growth: float) -> None:
    mapping = confirmed((a_column(0, "monthly_charges"), FEES))

    found, notices = recalled(mapping, (a_column(0, "monthly_charges"), [f"{float(fee) * growth:.2f}" for fee in FEES]))

    assert (found[0].decision, notices) == (Decision.AUTO, ())


def test_large_customers_that_joined_are_no_other_unit() -> None:
    mapping = confirmed((a_column(0, "monthly_charges"), FEES))
    with_large_ones = [*FEES[:8], *[str(3 * int(fee)) for fee in FEES[:12]]]

    found, notices = recalled(mapping, (a_column(0, "monthly_charges"), with_large_ones))

    assert (found[0].decision, notices) == (Decision.AUTO, ())


def test_tickets_that_tripled_are_tickets_all_the_same() -> None:
    mapping = confirmed((a_column(0, "support_tickets"), FEES))

    found, _ = recalled(mapping, (a_column(0, "support_tickets"), [str(3 * int(fee)) for fee in FEES]))

    assert found[0].decision is Decision.AUTO


def test_numbers_that_grew_a_little_are_not() -> None:
    mapping = confirmed((a_column(0, "monthly_charges"), FEES))

    found, _ = recalled(mapping, (a_column(0, "monthly_charges"), [str(float(fee) * 2) for fee in FEES]))

    assert found[0].decision is Decision.AUTO


def test_dates_in_another_order_are_asked_again() -> None:
    mapping = confirmed((a_column(0, "signup_date"), ["13/02/2024", "25/03/2024"]))

    found, _ = recalled(mapping, (a_column(0, "signup_date"), ["02/13/2024", "03/25/2024"]))

    assert found[0].decision is Decision.ASK
    assert "month-first now" in found[0].reason


def test_dates_that_do_not_show_their_order_any_more_have_the_one_that_was_seen() -> None:
    mapping = confirmed((a_column(0, "signup_date"), ["13/02/2024", "25/03/2024"]))

    found, _ = recalled(mapping, (a_column(0, "signup_date"), ["02/03/2024", "04/05/2024"]))

    assert (found[0].decision, found[0].unit) == (Decision.AUTO, "day-first")


def test_a_new_value_of_the_label_is_asked_again() -> None:
    mapping = confirmed((a_column(0, "churned"), LEFT))

    found, _ = recalled(mapping, (a_column(0, "churned"), [*LEFT, "paused"]))

    assert found[0].decision is Decision.ASK


def test_new_plans_are_told_and_not_asked() -> None:
    mapping = confirmed((a_column(0, "plan"), ["basic", "pro"]))

    found, notices = recalled(mapping, (a_column(0, "plan"), ["gold", "silver", "pro"]))

    assert found[0].decision is Decision.AUTO
    assert "did not have" in found[0].reason
    assert notices == ('The column "Column 0": It has values that it did not have when you confirmed it.',)


def test_a_column_that_is_gone_is_told_also_by_the_one_that_takes_its_place() -> None:
    mapping = confirmed((a_column(), IDS), (a_column(1, "monthly_charges", header="Fee"), FEES))

    found, notices = recalled(mapping, (a_column(), IDS), (in_doubt(1, "monthly_charges", header="Amount"), FEES))

    assert notices == ('The column "Fee" is gone, which was monthly_charges.',)
    assert (found[1].decision, "Fee" in found[1].reason) == (Decision.ASK, True)


def test_a_new_column_does_not_take_a_confirmed_field() -> None:
    mapping = confirmed((a_column(), IDS), (a_column(1, "plan"), IDS))

    found, _ = recalled(mapping, (a_column(), IDS), (a_column(1, None), IDS), (a_column(2, "plan", header="Tier"), IDS))

    assert [column.field for column in found] == ["customer_id", "plan", None]


def test_nothing_of_what_customers_wrote_is_remembered() -> None:
    mapping = confirmed((a_column(), IDS), (a_column(1, "churned"), LEFT), (a_column(2, "plan"), ["secret"] * 20))

    assert all(cell not in repr(mapping.columns) for cell in ("secret", "'yes'", "c7"))
