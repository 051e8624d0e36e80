"""Every cell that is read otherwise than it is written is a problem: with its line, its rule, and exactly counted."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ingest.domain import Prepared
from services.ingest.reading import problems, ranges
from services.ingest.reading.cells import Finding
from services.ingest.reading.numbers import Decimal, Numbers
from services.ingest.reading.rules import COERCIONS
from tests.unit.ingest.builders import a_csv, faults, lines_of, listed, prepared

LINE_OF_FIRST = 2


def counts(answer: Prepared) -> dict[str, int]:
    return {each.rule: each.count for each in answer.problem_counts}


@pytest.mark.parametrize(
    ("field", "unit", "cells", "rules"),
    [
        ("total_charges", None, ["1,5", "12", "3,25"], {"decimal_comma": 2}),
        ("total_charges", None, ["$1,500.00", "$2", "$3.50"], {"thousands_mark": 1, "money_sign": 3}),
        ("total_charges", None, ["1.500,00 EUR", "2,00 EUR"], {"decimal_comma": 2, "thousands_mark": 1, "money_sign": 2}),
        ("total_charges", None, ["1 500", "7", "2'000'000.5"], {"thousands_mark": 2}),
        ("total_charges", None, ["21.3K", "7", "2M"], {"abbreviated_number": 2}),
        ("nps_score", "-100-100", ["(12)", "7-", "-3"], {"accounting_negative": 2, "converted_unit": 3}),
        ("discount", None, ["12.5%", "5%", "7"], {"percent_sign": 2}),
        ("csat_score", None, ["52/100", "1"], {"out_of": 1}),
        ("tenure_months", "years", ["1", "2", "", "9999"], {"out_of_range": 1, "converted_unit": 2}),
        ("signup_date", None, ["25.04.2024", "2024-04-25", "20240425", "4 May 2024"], {"local_date": 2}),
        ("signup_date", None, ["2024-04-25T10:00:00Z", "2024-04-26 11:30"], {"time_of_day": 2}),
        ("signup_date", None, ["25/04/2024 10:00", "26/04/2024"], {"local_date": 2, "time_of_day": 1}),
        ("signup_date", None, ["Jun 2022", "2022-06", "06/2022", "junho de 2022", "2022-06-03"], {"month_as_date": 4}),
        ("signup_date", "excel-serial", ["45000", "45001"], {"excel_serial": 2}),
        ("signup_date", "unix-s", ["1700000000", "N/A"], {"unix_time": 1, "missing_marker": 1}),
        ("churned", None, ["true", "0", "ja", "Cancelled"], {"flag_word": 2}),
        ("churned", "inverted", ["yes", "no", "churned"], {"inverted_flag": 2, "flag_word": 1}),
        ("churned", "date", ["2024-04-25", ""], {"flag_by_date": 2}),
        ("plan", None, ["Pro", "N/A", ""], {"missing_marker": 1}),
    ],
)
def test_each_coercion_has_its_rule(
    tmp_path: Path, field: str, unit: str | None, cells: list[str], rules: dict[str, int]
) -> None:
    table = [["id", "value"], *([f"K{number}", cell] for number, cell in enumerate(cells))]
    answer, _ = prepared(tmp_path, a_csv(table), ("customer_id", field), units={field: unit} if unit else None)
    assert counts(answer) == rules
    assert answer.problem_count == sum(rules.values())


def test_what_is_written_as_programs_do_is_no_problem(tmp_path: Path) -> None:
    table = [["id", "mrr", "joined", "left"], ["1", "-1.5e3", "2024-01-31", "true"], ["2", "+7", "", "0"]]
    answer, _ = prepared(tmp_path, a_csv(table), ("customer_id", "nps_score", "signup_date", "churned"))
    assert set(counts(answer)) <= {"out_of_range"}


def test_a_cell_that_is_lost_is_no_coercion_as_well(tmp_path: Path) -> None:
    answer, _ = prepared(tmp_path, a_csv([["id", "age"], ["1", "1,200"], ["2", "30%"], ["3", "40"]]), ("customer_id", "age"))
    assert counts(answer) == {"out_of_range": 1, "unexpected_percent": 1}


def test_faults_go_before_coercions_in_the_answer(tmp_path: Path) -> None:
    table = [["id", "mrr"], *([f"K{number}", "1,5"] for number in range(300)), ["K", "x"], ["K1", "2,5"]]
    answer, _ = prepared(tmp_path, a_csv(table, delimiter=";"), ("customer_id", "total_charges"))
    assert faults(answer) == [(302, "mrr", "not_a_number"), (303, "id", "duplicate_customer_id")]
    assert [(problem.line, problem.rule) for problem in answer.problems[2:]] == [
        (line, "decimal_comma") for line in range(2, 100)
    ]
    assert [(each.rule, each.count, each.first_line, each.is_coercion) for each in answer.problem_counts] == [
        ("duplicate_customer_id", 1, 303, False),
        ("not_a_number", 1, 302, False),
        ("decimal_comma", 301, 2, True),
    ]


def test_a_column_of_coercions_takes_one_row_of_the_list(tmp_path: Path) -> None:
    table = [["id", "mrr"], *([f"K{number}", "1,5"] for number in range(200_000))]
    prepared(tmp_path, a_csv(table, delimiter=";"), ("customer_id", "total_charges"), problems=True)
    assert listed(tmp_path) == [
        {
            "line": "2",
            "column": "mrr",
            "rule": "decimal_comma",
            "message": 'Column "mrr", 200,000 cells: the comma is read as the decimal mark.',
            "lines": "2..200001",
            "cells": "200000",
        }
    ]


def test_a_range_means_the_rows_that_begin_in_it(tmp_path: Path) -> None:
    content = b'id;note;mrr\n1;"two\nlines";1,5\n\n2;x;2,5\n;y;3,5\n3;y;4,5\n4;y;5\n'
    prepared(tmp_path, content, ("customer_id", None, "total_charges"), problems=True)
    assert [(row["line"], row["rule"], row["lines"], row["cells"]) for row in listed(tmp_path)] == [
        ("2", "decimal_comma", "2..7", "3"),
        ("6", "no_customer_id", "6", "1"),
    ]


WRITTEN: dict[str, Callable[[int], str]] = {
    "": lambda number: f"{number % 700}.5",
    "thousands_mark": lambda number: f"1,{number % 1000:03d}.5",
    "abbreviated_number": lambda number: f"{number % 90}.5K",
    "accounting_negative": lambda number: f"({number % 90}.5)",
    "missing_marker": lambda _: "N/A",
    "not_a_number": lambda _: "x",
}


@settings(max_examples=60, deadline=None)
@given(kinds=st.lists(st.sampled_from(sorted(WRITTEN)), min_size=1, max_size=80), most=st.sampled_from([1, 3, 10_000]))
def test_the_list_names_every_line_of_every_rule_and_the_counts_are_exact(kinds: list[str], most: int) -> None:
    table = [["id", "balance"], *([f"K{row}", WRITTEN[kind](row)] for row, kind in enumerate(kinds))]
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        # Whatever goes to disk early, and however long a row of the list may be.
        patch.setattr(problems, "_MOST_PENDING", most)
        patch.setattr(ranges, "_MOST_RANGES", most)
        answer, _ = prepared(
            folder, a_csv(table), ("customer_id", "nps_score"), units={"nps_score": "-10000-100000"}, problems=True
        )
        rows = listed(folder)
    expected = {
        rule: [row + LINE_OF_FIRST for row, kind in enumerate(kinds) if kind == rule]
        for rule in WRITTEN
        if rule and rule in kinds
    }
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row["rule"], []).extend(lines_of(row))
        assert int(row["cells"]) == len(lines_of(row))
        assert int(row["line"]) == lines_of(row)[0]
    found.pop("converted_unit", None)
    assert found == expected
    assert [int(row["line"]) for row in rows] == sorted(int(row["line"]) for row in rows)
    assert answer.problem_count == sum(int(row["cells"]) for row in rows)
    assert {rule: count for rule, count in counts(answer).items() if rule != "converted_unit"} == {
        rule: len(lines) for rule, lines in expected.items()
    }


def test_ranges_grow_from_block_to_block_and_end_where_a_cell_is_as_written(tmp_path: Path) -> None:
    plain = {70_000, 150_000}
    table = [["id", "mrr"], *([f"K{number}", "7" if number in plain else "1,5"] for number in range(200_000))]
    prepared(tmp_path, a_csv(table, delimiter=";"), ("customer_id", "total_charges"), problems=True)
    assert [row["lines"] for row in listed(tmp_path)] == ["2..70001 70003..150001 150003..200001"]


def test_every_rule_says_what_was_done() -> None:
    assert all(message.endswith(".") for message in COERCIONS.values())


def test_reading_each_different_cell_once_finds_the_same_as_reading_all() -> None:
    texts = ["12", "$5", "", None, "x", "12", "73%", "x", "$5", "N/A"]
    cells = pa.array(texts, pa.string())
    reader = Numbers(Decimal.POINT)

    found = reader.read(cells.dictionary_encode().dictionary).at(cells.dictionary_encode().indices)

    expected = Numbers(Decimal.POINT).read(cells)
    assert found.values.equals(expected.values)
    assert found.is_share is not None
    assert expected.is_share is not None
    assert found.is_share.tolist() == expected.is_share.tolist()
    assert _listed(found.faults) == _listed(expected.faults)
    assert _listed(found.coercions) == _listed(expected.coercions)


def _listed(findings: tuple[Finding, ...]) -> set[tuple[str, tuple[int, ...]]]:
    return {(finding.rule, tuple(finding.rows.tolist())) for finding in findings}
