"""The list of problems: rows of the same fault by ranges of lines, never longer than a spreadsheet, exact in its counts."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ingest.reading import problems
from tests.unit.ingest.builders import HEADER, a_csv, a_row, faults, lines_of, listed, prepared

FIELDS = ("customer_id", "monthly_charges")


def test_lines_that_hold_only_a_space_make_a_list_of_two_rows(tmp_path: Path) -> None:
    content = a_csv([HEADER, a_row(1), a_row(2)]) + b" \n" * 100_000 + a_csv([a_row(3)])
    answer, _ = prepared(tmp_path, content, problems=True)
    assert answer.problem_count == 200_000
    assert [(row["line"], row["rule"], row["lines"], row["cells"], row["message"]) for row in listed(tmp_path)] == [
        (
            "4",
            "blank_row",
            "4..100003",
            "100000",
            "100,000 rows: the row has nothing but delimiters, so it is kept out.",
        ),
        (
            "4",
            "short_row",
            "4..100003",
            "100000",
            "100,000 rows: the row has fewer cells than the header; the ones at its end count as missing.",
        ),
    ]
    assert faults(answer)[:3] == [(4, "", "blank_row"), (4, "", "short_row"), (5, "", "blank_row")]


def test_rows_whose_id_came_before_share_a_row_of_the_list(tmp_path: Path) -> None:
    ids = ["a", "a", "b", "a", "b", "c", "b"]
    prepared(tmp_path, a_csv([["id", "mrr"], *([name, "1"] for name in ids)]), FIELDS, problems=True)
    (row,) = listed(tmp_path)
    assert (row["line"], row["lines"], row["cells"]) == ("3", "3 5..6 8", "4")
    assert row["message"] == 'Column "id", 4 cells: an earlier row has the same customer id; both are kept.'


def test_a_range_of_rows_with_a_repeated_id_goes_over_rows_that_are_kept_out(tmp_path: Path) -> None:
    prepared(tmp_path, a_csv([["id", "mrr"], ["a", "1"], ["a", "2"], ["", "3"], ["a", "4"]]), FIELDS, problems=True)
    assert [(row["rule"], row["lines"], row["cells"]) for row in listed(tmp_path)] == [
        ("duplicate_customer_id", "3..5", "2"),
        ("no_customer_id", "4", "1"),
    ]


def test_a_clean_block_between_two_faulty_ones_is_in_no_range(tmp_path: Path) -> None:
    table = [["id", "mrr"], *([f"K{number}" if number % 100_000 > 99 else "", "7"] for number in range(300_000))]
    prepared(tmp_path, a_csv(table), FIELDS, problems=True)
    (row,) = listed(tmp_path)
    assert row["lines"] == "2..101 100002..100101 200002..200101"


def test_a_list_that_would_be_too_long_ends_with_how_many_more_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "MOST_LISTED", 5)
    table = [["id", "mrr"], *([f"K{number}", "x"] for number in range(7)), ["K1", "y"], ["K2", "z"]]
    answer, _ = prepared(tmp_path, a_csv(table), FIELDS, problems=True)
    rows = listed(tmp_path)
    assert answer.problem_count == 11
    assert [row["line"] for row in rows] == ["2", "3", "4", "5", "6", "7"]
    assert (rows[-1]["rule"], rows[-1]["cells"], rows[-1]["lines"]) == ("not_listed", "6", "")
    assert rows[-1]["message"] == "From line 7 on 6 more problems are not listed: a list has 5 rows."


ROWS: dict[str, Callable[[int], list[str]]] = {
    "plain": lambda number: [f"K{number}", "7"],
    "not_a_number": lambda number: [f"K{number}", "x"],
    "blank_row": lambda _: ["", ""],
    "no_customer_id": lambda _: ["", "7"],
    "duplicate_customer_id": lambda _: ["K", "7"],
    "short_row": lambda number: [f"K{number}"],
    "abbreviated_number": lambda number: [f"K{number}", "0.01K"],
}
KEPT_OUT = ("blank_row", "no_customer_id")


@settings(max_examples=200, deadline=None)
@given(
    kinds=st.lists(st.sampled_from(sorted(ROWS)), min_size=1, max_size=60),
    most_pending=st.sampled_from([1, 3, 10_000]),
    most_listed=st.sampled_from([1, 4, 10_000]),
)
def test_the_list_is_in_file_order_and_names_every_line_up_to_where_it_ends(
    kinds: list[str], most_pending: int, most_listed: int
) -> None:
    # Each file has two customers first, and ends with two, so that nothing is a footer.
    table = [["id", "mrr"], ["K", "7"], ["A", "7"], *(ROWS[kind](row) for row, kind in enumerate(kinds)), ["B", "7"], ["C", "7"]]
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(problems, "_MOST_PENDING", most_pending)
        patch.setattr(problems, "MOST_LISTED", most_listed)
        answer, _ = prepared(Path(name), a_csv(table), FIELDS, problems=True)
        rows = listed(Path(name))
    expected = {(line, kind) for line, kind in enumerate(kinds, 4) if kind != "plain"}
    # A range goes over rows that are kept out, unless it is of them.
    out = {line for line, kind in enumerate(kinds, 4) if kind in KEPT_OUT}
    found = {(line, row["rule"]) for row in rows for line in lines_of(row) if row["rule"] in KEPT_OUT or line not in out}
    assert answer.problem_count == len(expected) == sum(int(row["cells"]) for row in rows)
    assert [int(row["line"]) for row in rows] == sorted(int(row["line"]) for row in rows)
    if len(rows) <= most_listed:
        assert found == expected
    else:
        assert len(rows) == most_listed + 1
        assert found < expected
        assert min(line for line, _ in expected - found) == int(rows[-1]["line"])
