"""The made-up customer file."""

import csv
import io
from datetime import date
from pathlib import Path

from services.cli.sample import HEADERS, sample
from tests.unit.cli.conftest import Run

TODAY = date(2026, 3, 1)


def rows(row_count: int) -> list[dict[str, str]]:
    """The sample's rows by header."""
    return list(csv.DictReader(io.StringIO(sample(row_count, TODAY))))


def test_it_is_the_same_every_time() -> None:
    assert sample(50, TODAY) == sample(50, TODAY)


def test_a_longer_one_begins_like_a_shorter_one() -> None:
    assert sample(50, TODAY).startswith(sample(20, TODAY))


def test_every_customer_has_an_id_of_their_own() -> None:
    found = rows(500)

    assert tuple(found[0]) == HEADERS
    assert len({row["Customer ID"] for row in found}) == 500


def test_nothing_is_impossible() -> None:
    for row in rows(500):
        assert row["Signup Date"] <= row["Last Login"] <= TODAY.isoformat()
        assert 0 <= int(row["Seats Used"]) <= int(row["Seats Purchased"])
        assert float(row["MRR"]) > 0
        assert row["NPS Score"] == "" or 0 <= int(row["NPS Score"]) <= 10


def test_there_are_customers_of_all_kinds() -> None:
    found = rows(200)
    idle = sum((TODAY - date.fromisoformat(row["Last Login"])).days > 30 for row in found)

    assert 20 <= idle <= 120
    assert {row["Contract"] for row in found} == {"Annual", "Month-to-month"}
    assert any(row["NPS Score"] == "" for row in found)


def test_it_is_written_where_it_is_told(run: Run, tmp_path: Path) -> None:
    done = run("sample", "--rows", "3", "--output", "some.csv")

    assert done.exit_code == 0
    assert len((tmp_path / "some.csv").read_text().splitlines()) == 4


def test_it_replaces_no_file_of_yours(run: Run, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("id\nmine\n")

    done = run("sample")

    assert done.exit_code == 1
    assert "customers.csv is there already. Name another file with --output." in done.output
    assert (tmp_path / "customers.csv").read_text() == "id\nmine\n"
