"""What a call says of a customer is read as the same cells of a file are."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retainwise.scoring.v1.customer_pb2 import Customer
from services.ingest.domain import ColumnMapping, Decision
from services.ingest.reading import cells, dialect, prepare, samples
from services.scoring import convert, features, results, scorecard, vocabulary
from services.scoring.additive import AdditiveModel, CategoricalFeature, OneTable
from services.scoring.scorer import Scorer

TODAY = date(2026, 11, 1)
USUAL = {
    "tenure_months": "20",
    "signup_date": "2025-01-15",
    "monthly_charges": "40",
    "total_charges": "800",
    "seats_purchased": "10",
    "seats_used": "9",
    "last_activity_days_ago": "12",
    "last_activity_date": "2026-10-20",
    "nps_score": "9",
    "contract_type": "Yearly",
    "country": "Germany",
}
ODD = [
    {"tenure_months": "99999", "signup_date": "2026-10-01"},
    {"tenure_months": "-1", "signup_date": "2020-10-01"},
    {"monthly_charges": "1e9", "tenure_months": "24", "total_charges": "2400"},
    {"total_charges": "1e12", "monthly_charges": "50"},
    {"seats_purchased": "20000000", "seats_used": "5"},
    {"seats_purchased": "10", "seats_used": "-3"},
    {"last_activity_days_ago": "-5", "last_activity_date": "2026-08-01"},
    {"last_activity_days_ago": "99999", "last_activity_date": "2026-08-01"},
    {"nps_score": "11"},
    *({"signup_date": day, "monthly_charges": "20", "total_charges": "40"} for day in ("0001-01-01", "1900-01-01", "9999-12-31")),
    *({"last_activity_date": day} for day in ("1900-01-01", "1900-01-02", "2026-08-01T10:00:00", "2026-8-1", "2026/08/01")),
    *({"last_activity_date": day} for day in (" 2026-08-01", "20260801", "2026-02-30", "2026-13-01", "soon", "2026-08-01 x")),
    *({"country": text, "contract_type": text} for text in ("N/A", "null", "-", "?", "#N/A", "(none)", "NA", "none", "G" * 100)),
]


def a_model() -> AdditiveModel:
    """The baseline with the country, which it does not use."""
    baseline = scorecard.baseline()
    country = CategoricalFeature("country", ("germany",))
    table = OneTable(len(baseline.features), np.array([0.5, -0.5, 0.1]))
    return AdditiveModel("m", "trained", "2026-01-01", 0.1, (*baseline.features, country), (*baseline.ones, table), baseline.twos)


@pytest.mark.parametrize("count", [1, 20])
def test_an_odd_customer_gets_in_a_call_what_they_get_in_a_file(tmp_path: Path, count: int) -> None:
    customers = [{"customer_id": str(number)} | said for number, said in enumerate([*ODD, *[USUAL] * 200])]
    scorer = Scorer(a_model(), version="1")

    of_file = _of_file(customers, scorer, tmp_path)
    called = [
        scorer.score_customers(convert.columns([_message(customer)] * count, scorer.fields), TODAY)[0] for customer in customers
    ]

    assert [(one.churn_probability, one.data_coverage, one.key_risks, one.strengths) for one in called] == of_file


def test_nothing_is_nothing_for_both() -> None:
    assert vocabulary.NOTHING == cells.STRICT_MARKERS


def _message(customer: dict[str, str]) -> Customer:
    return Customer(**{name: float(cell) if name in features.CANONICAL_NUMBERS else cell for name, cell in customer.items()})  # type: ignore[arg-type]


def _of_file(customers: list[dict[str, str]], scorer: Scorer, folder: Path) -> list[tuple[float, float, str, str]]:
    raw, prepared, files = folder / "raw.csv", folder / "prepared.parquet", results.ResultFiles.within(folder)
    names = ["customer_id", *USUAL]
    with raw.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(customers)
    written = dialect.of_file(raw)
    columns = [ColumnMapping(index, name, name, Decision.AUTO, 1.0, None, "") for index, name in enumerate(names)]
    prepare.prepare(raw, written, columns, samples.take(raw, written), target=prepared)
    for _ in results.score_file(prepared, files, scorer, as_of=TODAY):
        pass
    with files.csv.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return [(float(row["churn_probability"]), float(row["data_coverage"]), row["key_risks"], row["strengths"]) for row in rows]
