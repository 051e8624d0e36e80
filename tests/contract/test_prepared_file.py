"""The prepared file: what ingest writes is what scoring reads."""

import csv
from datetime import date
from pathlib import Path

import pytest

from services.ingest.mapping import mapper
from services.ingest.reading import dialect, prepare, samples
from services.scoring import results, scorecard
from services.scoring.prepared import reference_date
from services.scoring.scorer import Scorer

TODAY = date(2026, 6, 1)
ROWS = [
    ["00123", "Acme, Inc.", "24", "1.250,50 €", "Monthly", "2026-05-20"],
    ["1E5", "=Evil", "3", "99,00 €", "Two years", "2026-02-01"],
]
HEADERS = ["Customer ID", "Company", "Tenure (months)", "MRR", "Contract", "Last Login"]


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    raw, target = tmp_path / "raw.csv", tmp_path / "prepared.parquet"
    with raw.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows([HEADERS, *ROWS])
    written = dialect.of_file(raw)
    sample = samples.take(raw, written)
    prepare.prepare(raw, written, mapper.map_columns(sample.headers, sample.columns), sample, target=target)
    return target


def test_scoring_gives_back_every_cell_as_ingest_read_it(prepared: Path, tmp_path: Path) -> None:
    files = results.ResultFiles.within(tmp_path)
    scorer = Scorer(scorecard.baseline(), version="baseline-1")
    *_, last = results.score_file(prepared, files, scorer, as_of=TODAY)

    # Divided as the upload was.
    with files.csv.open(newline="", encoding="utf-8-sig") as file:
        header, *rows = list(csv.reader(file, delimiter=";"))
    assert header[: len(HEADERS)] == HEADERS
    assert [row[: len(HEADERS)] for row in rows] == [ROWS[0], [*ROWS[1][:1], "'=Evil", *ROWS[1][2:]]]
    assert last.rows_done == 2


def test_scoring_scores_an_old_export_as_of_its_newest_day(prepared: Path) -> None:
    assert reference_date(prepared, TODAY) == TODAY
    assert reference_date(prepared, date(2030, 1, 1)) == date(2026, 5, 20)
