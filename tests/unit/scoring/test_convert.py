"""What the messages of a call say, as columns."""

from typing import NoReturn

import pytest

from retainwise.scoring.v1 import customer_pb2
from services.scoring import convert
from services.scoring.failures import BadCustomer, WrongBatchSize

NUMBERS = frozenset({"support_tickets", "nps_score"})


def a_customer(**fields: object) -> customer_pb2.Customer:
    return customer_pb2.Customer(**{"customer_id": "1", **fields})  # type: ignore[arg-type]  # the names are those of the message


def test_zero_is_told_from_what_is_absent() -> None:
    columns = convert.columns([a_customer(support_tickets=0), a_customer(), a_customer(support_tickets=2)], NUMBERS)

    assert columns == {"customer_id": ("1", "1", "1"), "support_tickets": [0.0, None, 2.0]}


def test_a_field_in_which_everybody_has_zero_is_there() -> None:
    assert convert.columns([a_customer(nps_score=0)], NUMBERS)["nps_score"] == [0.0]


def test_only_fields_that_are_asked_for_are_read() -> None:
    sent = a_customer(nps_score=3, email="a@b.example", own={"Region": "North"})

    assert convert.columns([sent], NUMBERS) == {"customer_id": ("1",), "nps_score": (3.0,)}


def test_own_columns_are_there_where_a_customer_has_some() -> None:
    columns = convert.columns([a_customer(own={"Region": "North"}), a_customer()], frozenset({"own"}))

    assert [None if own is None else dict(own) for own in columns["own"]] == [{"Region": "North"}, None]


@pytest.mark.parametrize("nothing", ["", "  "])
def test_the_first_customer_without_an_id_is_named(nothing: str) -> None:
    with pytest.raises(BadCustomer, match=r"customers\[1\]\.customer_id is empty"):
        convert.columns([a_customer(), a_customer(customer_id=nothing), a_customer(customer_id=nothing)], NUMBERS)


@pytest.mark.parametrize("count", [0, 1001])
def test_a_call_takes_one_to_a_thousand_customers(count: int) -> None:
    with pytest.raises(WrongBatchSize, match=f"has {count}"):
        convert.columns([a_customer()] * count, NUMBERS)


class _Uncounted(list[customer_pb2.Customer]):
    """Customers nobody may look at one by one."""

    def __iter__(self) -> NoReturn:
        raise AssertionError("They were looked at.")


def test_too_many_customers_are_not_looked_at() -> None:
    with pytest.raises(WrongBatchSize):
        convert.columns(_Uncounted([a_customer()] * 1001), NUMBERS)
