"""Labelled customers out of prepared files."""

from datetime import date
from pathlib import Path

import pytest

from services.scoring.learning import examples
from services.scoring.learning.examples import Source
from tests.unit.scoring.learning import customers


def shown(count: int = 4, **change: list[object]) -> dict[str, list[object]]:
    """A few customers, of whom some left."""
    return {name: values[:count] for name, values in customers.columns(10).items()} | change


def test_rows_without_an_outcome_are_left_out(tmp_path: Path) -> None:
    found = customers.some(tmp_path, shown(churned=[True, None, False, None]))

    assert found.labels.tolist() == [True, False]
    assert found.row_count == 2
    assert found.parts[0].customers.row_count == 2


def test_outcomes_given_by_id_count_instead_of_the_files_own(tmp_path: Path) -> None:
    path = customers.a_file(tmp_path / "a.parquet", shown(churned=[True] * 4))
    found = examples.read([Source(path, customers.OBSERVED, {"C1-1": False, "C1-3": True, "somebody else": True})])

    assert found.labels.tolist() == [False, True]


def test_a_file_without_a_label_teaches_by_outcomes_only(tmp_path: Path) -> None:
    unlabelled = {name: values for name, values in shown().items() if name != "churned"}
    path = customers.a_file(tmp_path / "a.parquet", unlabelled)

    assert examples.read([Source(path, customers.OBSERVED)]).labels.tolist() == []
    assert examples.read([Source(path, customers.OBSERVED, {"C1-2": True})]).labels.tolist() == [True]


def test_nothing_is_read_of_no_file() -> None:
    assert examples.read([]).row_count == 0


def test_several_files_stand_in_the_order_of_their_days_and_know_a_customer_again(tmp_path: Path) -> None:
    later = customers.a_file(tmp_path / "later.parquet", shown())
    earlier = customers.a_file(tmp_path / "earlier.parquet", shown(2))
    found = examples.read([Source(later, date(2025, 7, 1)), Source(earlier, date(2025, 6, 1))])

    assert [part.observed_on for part in found.parts] == [date(2025, 6, 1), date(2025, 7, 1)]
    assert found.customers.tolist() == [0, 1, 0, 1, 2, 3]
    assert found.days.tolist() == [20240] * 2 + [20270] * 4


def test_of_very_many_rows_some_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "MOST_ROWS", 100)
    found = customers.some(tmp_path, customers.columns(1000))

    assert (len(found.labels), found.row_count) == (100, 1000)
