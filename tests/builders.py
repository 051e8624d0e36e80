"""Valid values for tests; a test changes the one thing it is about."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from math import exp
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.catalog.domain import ModelKind, NewModel, TrainingId
from services.catalog.quality import Scored
from services.ingest import domain as ingest
from services.runtime.clock import new_id
from services.scoring import domain as scoring

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def an_upload(user_id: str, **changes: Any) -> ingest.Upload:
    """An accepted upload of two customers."""
    mapping = ingest.ColumnMapping(0, "Customer ID", "customer_id", ingest.Decision.AUTO, 0.99, None, "The header says so.")
    upload = ingest.Upload(
        id=ingest.UploadId(new_id()),
        prediction_id=ingest.PredictionId(new_id()),
        user_id=user_id,
        filename="customers.csv",
        status=ingest.UploadStatus.ACCEPTED,
        size_bytes=40,
        sha256="0" * 64,
        dialect=ingest.Dialect("utf-8", ",", 1),
        row_count=2,
        columns=(mapping,),
        problem_count=1,
        problems=(ingest.Problem(3, "tenure", "not_a_number", "It is not a number."),),
        raw_key="ingest/raw",
        prepared_key="ingest/prepared",
        created_at=NOON,
        begun_at=NOON,
    )
    return replace(upload, **changes)


def an_order(user_id: str, **changes: Any) -> scoring.Order:
    """A prepared file of two customers."""
    order = scoring.Order(
        id=scoring.PredictionId(new_id()),
        upload_id=scoring.UploadId(new_id()),
        user_id=user_id,
        filename="customers.csv",
        row_count=2,
        prepared_key="ingest/prepared",
    )
    return replace(order, **changes)


def a_result() -> scoring.Result:
    """A result of two customers."""
    return scoring.Result(
        "scoring/1.csv",
        "scoring/1.parquet",
        summary_key="scoring/1.json",
        csv_bytes=100,
        counts=scoring.RiskCounts(1, 0, 1),
        warnings=(scoring.PredictionWarning("shifted", "Seats", "Unlike before."),),
    )


def a_model(**changes: Any) -> NewModel:
    """A trained model that beats the baseline."""
    report = {"verdict": "WIN", "sentence": "It is better.", "trained": {"auc": {"value": 0.8, "low": 0.75, "high": 0.85}}}
    model = NewModel("Spring", ModelKind.TRAINED, new_id().hex * 2, ("tenure_months",), report, TrainingId(new_id()))
    return replace(model, **changes)


HEADERS = ("Customer ID", "Tenure", "Monthly Charges", "Contract")


def a_csv(rows: int = 3, headers: Sequence[str] = HEADERS) -> bytes:
    """A clean CSV of so many customers, with leading zeros in their ids."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headers)
    contracts = ("Month-to-month", "One year", "Two year")
    writer.writerows((f"{row:05}", row % 72 + 1, 20 + row % 90, contracts[row % 3]) for row in range(rows))
    return text.getvalue().encode()


def a_labelled_csv(rows: int, *, has_signal: bool = True) -> bytes:
    """Customers of whom is known who left: by tenure, charges and the customer's own column, or by lot. Always the same bytes."""
    random = Random(rows)
    lines = ["Customer ID,Tenure,Monthly Charges,Calls To The Hotline,Churn"]
    for row in range(rows):
        tenure, charges, calls = random.randint(1, 72), random.randint(20, 110), random.randint(0, 9)
        leaning = 0.45 * calls - 0.05 * tenure + 0.01 * charges - 1.5 if has_signal else -1.0
        left = random.random() < 1 / (1 + exp(-leaning))
        lines.append(f"{row:05},{tenure},{charges},{calls},{'Yes' if left else 'No'}")
    return ("\n".join(lines) + "\n").encode()


def scored_customers(probabilities: NDArray[np.float64], churned: NDArray[np.bool_]) -> Scored:
    """Customers, one entry each, by score as the catalog's quality wants them."""
    distinct, which, counts = np.unique(probabilities, return_inverse=True, return_counts=True)
    return Scored(distinct, counts, np.bincount(which[churned], minlength=len(distinct)))
