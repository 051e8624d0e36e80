"""Lists of outcomes that trainings send: whatever a file's ids are, the catalog takes them."""

from datetime import date

from services.catalog import outcome_list
from services.catalog.domain import Outcome
from services.scoring.outcomes_client import LONGEST_ID, lists

DAY = date(2026, 6, 30)


def _read(labels: dict[str, bool]) -> list[list[Outcome]]:
    contents = list(lists(labels, DAY))
    assert all(len(content) <= outcome_list.LARGEST_BYTES for content in contents)
    return [outcome_list.read_csv(content, DAY) for content in contents]


def test_an_id_longer_than_the_catalog_reads_is_left_out() -> None:
    labels = {"1": True, "x" * (LONGEST_ID + 1): True, "y" * LONGEST_ID: False}

    assert _read(labels) == [[Outcome("1", True, DAY), Outcome("y" * LONGEST_ID, False, DAY)]]


def test_long_ids_go_in_as_many_lists_as_the_catalog_takes_bytes() -> None:
    # 24 MB, and 36 MB with the marks doubled.
    labels = {f"{number}" + 'é"' * 3000: True for number in range(3000)}

    read = _read(labels)

    assert len(read) > 1
    assert [outcome.customer_id for part in read for outcome in part] == list(labels)


def test_ids_with_marks_of_a_csv_arrive_as_they_are() -> None:
    labels = {'a"b,c;d': True, "e\r\nf": False, "'@g": True}

    (read,) = _read(labels)

    assert {outcome.customer_id: outcome.has_churned for outcome in read} == labels


def test_of_nothing_no_list_is_sent() -> None:
    assert _read({"x" * (LONGEST_ID + 1): True}) == []
