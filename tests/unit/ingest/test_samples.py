"""A sample of a file: enough rows to understand its columns, and no more cells than are looked at in a moment."""

from pathlib import Path

import pytest

from services.ingest.reading import dialect, samples
from tests.unit.ingest.builders import a_csv, a_file


def _sampled(folder: Path, columns: int, rows: int) -> int:
    """How many rows the sample of such a table has."""
    table = [[f"m{column}" for column in range(columns)], *([f"{row}"] * columns for row in range(rows))]
    path = a_file(folder, a_csv(table))
    return len(samples.take(path, dialect.of_file(path)).columns[0])


@pytest.mark.parametrize("columns", [5, 60])
def test_a_sample_of_an_ordinary_table_has_two_thousand_rows(tmp_path: Path, columns: int) -> None:
    assert _sampled(tmp_path, columns, 3_000) == 2_000


def test_a_sample_of_a_table_of_very_many_columns_has_fewer_rows(tmp_path: Path) -> None:
    assert _sampled(tmp_path, 4_000, 400) <= 250
