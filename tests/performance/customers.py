"""A made-up export of any size: the same customers at every call, in the clean form that most systems write."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

CHUNK_ROWS = 100_000
CONTRACTS = ("Month-to-month", "One year", "Two year")
PAYMENTS = ("Electronic check", "Mailed check", "Bank transfer", "Credit card")


def write(path: Path, row_count: int) -> int:
    """Write a CSV of ``row_count`` customers in 11 columns to ``path``; its size in bytes."""
    dice = np.random.default_rng(1)
    with pa_csv.CSVWriter(path, _chunk(dice, 0, 0).schema, write_options=pa_csv.WriteOptions(quoting_style="needed")) as sink:
        for first in range(0, row_count, CHUNK_ROWS):
            sink.write_table(_chunk(dice, first, min(CHUNK_ROWS, row_count - first)))
    return path.stat().st_size


def _chunk(dice: np.random.Generator, first: int, count: int) -> pa.Table:
    tenure, charges = dice.integers(0, 72, count), dice.integers(1_800, 12_000, count) / 100
    numbers = {
        "Tenure (months)": tenure,
        "Monthly charges": charges,
        "Total charges": np.round(tenure * charges, 2),
        "Support tickets": dice.poisson(1.2, count),
        "Logins last 30 days": dice.poisson(9, count),
        "NPS score": dice.integers(0, 11, count),
    }
    return pa.table(
        {
            "Customer ID": pa.array([f"C{number:07d}" for number in range(first, first + count)], pa.string()),
            **{name: pa.array(values) for name, values in numbers.items()},
            "Contract": _some(dice, CONTRACTS, count),
            "Payment method": _some(dice, PAYMENTS, count),
            "Signup date": _days(dice, count, 2_000),
            "Last activity date": _days(dice, count, 60),
        }
    )


def _some(dice: np.random.Generator, words: tuple[str, ...], count: int) -> Any:
    return pa.array(words).take(pa.array(dice.integers(0, len(words), count)))


def _days(dice: np.random.Generator, count: int, most_days_ago: int) -> Any:
    return pa.array(np.datetime64("2025-06-01") - dice.integers(0, most_days_ago, count))
