"""A prepared file, and the day from which it is counted."""

from datetime import date
from pathlib import Path

import pytest

from services.scoring import prepared
from tests.unit.scoring.customers import AS_OF, a_prepared_file


@pytest.mark.parametrize(
    ("newest", "expected"),
    [(date(2025, 5, 20), AS_OF), (date(2023, 2, 1), date(2023, 2, 1)), (None, AS_OF)],
)
def test_an_old_export_is_counted_from_its_own_newest_day(tmp_path: Path, newest: date | None, expected: date) -> None:
    days = [newest and newest.replace(year=2020), newest, None]
    path = a_prepared_file(
        tmp_path / "p", ["id"], [["1", "2", "3"]], {"customer_id": ["1", "2", "3"], "last_activity_date": days}
    )
    assert prepared.reference_date(path, AS_OF) == expected


def test_a_day_to_come_does_not_make_an_old_export_a_new_one(tmp_path: Path) -> None:
    days = [date(2023, 1, 1), date(2023, 2, 1), date(2042, 5, 1)]
    path = a_prepared_file(
        tmp_path / "p", ["id"], [["1", "2", "3"]], {"customer_id": ["1", "2", "3"], "last_activity_date": days}
    )
    assert prepared.reference_date(path, AS_OF) == date(2023, 2, 1)


def test_an_export_without_dates_is_counted_from_today(tmp_path: Path) -> None:
    path = a_prepared_file(tmp_path / "p", ["id"], [["1"]], {"customer_id": ["1"]})
    assert prepared.reference_date(path, AS_OF) == AS_OF
