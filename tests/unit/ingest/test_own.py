"""What is told about the columns that are no canonical field."""

import json
from pathlib import Path

import pytest

from services.ingest.reading import numbers, own
from services.ingest.reading.cells import Cell
from tests.unit.ingest.builders import a_csv, prepared


def kind_of(*cells: str) -> str:
    """What a column of these cells is taken for."""
    return own.describe(["Thing"], [list(cells)], set(), delimiter=",")[0].kind


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("1", "2.5", "", "n/a"), "number"),
        (("$1,200.50", "$3"), "number"),
        (("yes", "No", ""), "flag"),
        (("0", "1"), "flag"),
        (("2024-01-31", "2024-02-01"), "date"),
        (("red", "blue", "red"), "category"),
        (("", "-"), "other"),
        (tuple(f"Customer number {index} said something" for index in range(300)), "other"),
        # Day and month cannot be told apart, so nothing is guessed.
        (("03/04/2024", "05/06/2024"), "category"),
    ],
)
def test_a_column_is_taken_for_what_its_cells_are(cells: tuple[str, ...], kind: str) -> None:
    assert kind_of(*cells) == kind


def test_of_a_file_of_very_many_columns_fewer_cells_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    read_one = numbers.read_one

    def noted(cell: str, decimal: numbers.Decimal) -> Cell:
        nonlocal looks
        looks += 1
        return read_one(cell, decimal)

    monkeypatch.setattr(numbers, "read_one", noted)
    columns = [[f"{number}.5" for number in range(250)]] * 4_000
    found = own.describe(["Thing"] * 4_000, columns, set(), delimiter=",")
    assert {each.kind for each in found} == {"number"}
    # A tenth of what two marks, each for every cell, take.
    assert looks <= 200_000


def test_the_prepared_file_tells_about_every_column_that_is_not_mapped(tmp_path: Path) -> None:
    table = [["id", "Score", "Seen", "MRR"], ["a", "1,5", "31.01.2024", "9,99"], ["b", "2,25", "01.02.2024", "5,00"]]
    _, found = prepared(tmp_path, a_csv(table, delimiter=";"), ("customer_id", None, None, "monthly_charges"))

    assert json.loads(found.schema.metadata[b"retainwise"])["own"] == [
        {"index": 1, "header": "Score", "kind": "number", "decimal": ",", "order": ""},
        {"index": 2, "header": "Seen", "kind": "date", "decimal": "", "order": "day-first"},
    ]
