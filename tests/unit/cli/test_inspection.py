"""`retainwise inspect`: what a file on this machine means, without a suite."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

ROWS = "\n".join(f"c{row:03},{row % 60 + 1},{row % 7}.5,x{row}" for row in range(30))
TEXT = f"Customer ID,Tenure (months),Amount,Colour of the sky\n{ROWS}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(TEXT)
    return path


def test_programs_get_the_dialect_and_every_column_with_field_decision_and_reason(run: Run, file: Path) -> None:
    done = run("inspect", str(file), "--json")

    answer = json.loads(done.stdout)
    assert (answer["delimiter"], answer["encoding"], answer["header_row"]) == (",", "utf-8", 1)
    assert [column["index"] for column in answer["columns"]] == [0, 1, 2, 3]
    assert answer["columns"][0].keys() == {"index", "header", "field", "decision", "confidence", "unit", "reason"}
    assert [(column["field"], column["decision"]) for column in answer["columns"][:2]] == [
        ("customer_id", "auto"),
        ("tenure_months", "auto"),
    ]
    assert answer["columns"][3]["field"] is None


def test_people_get_a_table_and_whether_the_file_can_be_scored(run: Run, file: Path) -> None:
    done = run("inspect", str(file))

    assert done.exit_code == 0, done.output
    assert "4 columns, divided by comma" in done.stdout
    assert "tenure_months" in done.stdout
    assert "Colour of the sky" in done.stdout
    assert "scored" in done.stdout


def test_a_file_that_is_no_csv_is_refused_with_its_code(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))

    done = run("inspect", str(path))

    assert done.exit_code == 1
    assert "ERR-1001" in done.stderr


def test_a_file_that_is_not_there_is_named(run: Run) -> None:
    done = run("inspect", "nowhere.csv")

    assert done.exit_code == 1
    assert "nowhere.csv cannot be read" in done.stderr
