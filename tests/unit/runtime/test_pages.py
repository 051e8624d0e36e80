"""Page tokens and page sizes."""

from datetime import UTC, datetime

import pytest

from services.runtime import pages
from services.runtime.clock import new_id
from services.runtime.errors import BadPageToken, BadRequest


def test_a_token_gives_back_the_position_it_was_made_of() -> None:
    position = pages.Position(datetime(2026, 5, 1, 12, 30, 15, 123456, tzinfo=UTC), new_id())

    assert pages.decode(pages.encode(position, "all"), "all") == position


def test_an_empty_token_means_the_first_page() -> None:
    assert pages.decode("", "all") is None


def test_a_token_of_another_query_is_refused() -> None:
    token = pages.encode(pages.Position(datetime.now(UTC), new_id()), "completed")

    with pytest.raises(BadPageToken, match="another query"):
        pages.decode(token, "failed")


@pytest.mark.parametrize("token", ["x", "%%%", "bm90IGpzb24", "W10", "eyJhIjoxfQ", "WyJ4IiwieSIsInoiXQ", "é", "a" * 5000])
def test_a_token_that_is_not_ours_is_refused(token: str) -> None:
    with pytest.raises(BadPageToken):
        pages.decode(token, "all")


@pytest.mark.parametrize(("asked", "given"), [(0, 100), (1, 1), (1000, 1000)])
def test_a_page_has_100_rows_unless_asked_otherwise(asked: int, given: int) -> None:
    assert pages.asked(asked, "", "all").size == given


@pytest.mark.parametrize("asked", [-1, 1001])
def test_an_impossible_page_size_is_refused_by_field(asked: int) -> None:
    with pytest.raises(BadRequest) as refused:
        pages.asked(asked, "", "all")

    assert refused.value.details[0][0] == "page_size"


@pytest.mark.parametrize(("found", "shown", "is_last"), [(0, 0, True), (2, 2, True), (3, 2, False)])
def test_a_page_names_the_next_one_only_where_there_is_one(found: int, shown: int, is_last: bool) -> None:
    rows = [pages.Position(datetime(2026, 5, 1, tzinfo=UTC), new_id()) for _ in range(found)]
    page = pages.asked(2, "", "all")

    kept, token = pages.cut(rows, page, lambda row: row)

    assert kept == rows[:shown]
    assert (token == "") is is_last
    assert pages.decode(token, "all") == (None if is_last else rows[shown - 1])
