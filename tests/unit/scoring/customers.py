"""Customers and models for the scoring tests: valid by default, one thing changed at a time."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from services.scoring import features, scorecard, summing
from services.scoring.additive import AdditiveModel, CategoricalFeature, Floats, NumericFeature, OneTable, TwoTable
from services.scoring.scorer import Scorer

AS_OF = date(2025, 6, 1)


def a_model() -> AdditiveModel:
    """Three features, one-feature tables for two of them, and two tables of pairs, with random numbers."""
    random = np.random.default_rng(7)
    shown = (
        NumericFeature("tenure_months", (3.0, 12.0, 40.0), "months", 0.0, 1200.0),
        NumericFeature("support_tickets", (1.5,), "1", 0.0, 1000.0),
        CategoricalFeature("contract_term", ("monthly", "yearly")),
    )
    counts = [feature.code_count for feature in shown]
    return AdditiveModel(
        name="A model",
        kind="trained",
        created="2025-06-01",
        intercept=-0.7,
        features=shown,
        ones=(OneTable(0, random.normal(size=counts[0])), OneTable(2, random.normal(size=counts[2]))),
        twos=(
            TwoTable(0, 1, random.normal(size=(counts[0], counts[1], 2))),
            TwoTable(1, 2, random.normal(size=(counts[1], counts[2], 2))),
        ),
        metrics={"auc": 0.8},
    )


def a_model_of_pairs() -> AdditiveModel:
    """Ten features, a table for each, and one for most of their pairs, with random numbers of which many are equal."""
    random = np.random.default_rng(8)
    names = list(features.CANONICAL_NUMBERS)[:10]
    shown = tuple(NumericFeature(name, (1.0, 10.0, 100.0)) for name in names)

    def some(*shape: int) -> Floats:
        return random.integers(-2, 3, shape) / 10

    pairs = [(first, second) for second in range(len(shown)) for first in range(second) if (first + second) % 4]
    return AdditiveModel(
        name="A model of pairs",
        kind="trained",
        created="2025-06-01",
        intercept=0.1,
        features=shown,
        ones=tuple(OneTable(feature, some(5)) for feature in range(len(shown))),
        twos=tuple(TwoTable(first, second, some(5, 5, 2)) for first, second in pairs),
    )


def a_scorer() -> Scorer:
    """The baseline, called version 1."""
    return Scorer(scorecard.baseline(), version="1")


def customers(count: int = 500) -> dict[str, list[Any]]:
    """``count`` customers in canonical fields, with missing, implausible and unheard-of values among them."""
    random = np.random.default_rng(count)

    def some(values: list[Any]) -> list[Any]:
        return [values[position] for position in random.integers(0, len(values), count)]

    return {
        "customer_id": [f"00{number}" for number in range(count)],
        "tenure_months": some([0.0, 1.0, 3.0, 3.5, 30.0, 900.0, 99999.0, -1.0, None]),
        "monthly_charges": some([9.0, 70.0, 400.0, 5000.0, None]),
        "total_charges": some([0.0, 80.0, 4000.0, None]),
        "contract_type": some(["Month-to-month", "Two year", "jährlich", "whatever", "", None]),
        "payment_method": some(["Electronic check", "SEPA-Lastschrift", "PayPal", "?", None]),
        "plan": some(["Basic", "Enterprise", "Blue", None]),
        "seats_purchased": some([0.0, 10.0, 100.0, None]),
        "seats_used": some([0.0, 1.0, 9.0, 80.0, None]),
        "feature_usage_score": some([0.0, 20.0, 55.5, 100.0, None]),
        "last_activity_days_ago": some([0.0, 45.0, 400.0, None, None]),
        "last_activity_date": some([date(2025, 5, 30), date(2025, 1, 1), date(2030, 1, 1), None]),
        "signup_date": some([date(2020, 1, 1), date(2025, 5, 1), None]),
        "support_tickets": some([0.0, 1.0, 5.0, None]),
        "nps_score": some([0.0, 8.0, 10.0, 11.0, None]),
        "csat_score": some([0.0, 60.0, 100.0, None]),
        "discount": some([0.0, 50.0, None]),
    }


def a_batch(columns: dict[str, list[Any]]) -> pa.RecordBatch:
    """``columns`` as ingest prepares them: what is implausible is missing."""
    return pa.RecordBatch.from_pydict({name: _prepared(name, values) for name, values in columns.items()})


def a_prepared_file(
    path: Path,
    headers: list[str],
    own: Sequence[Sequence[str | None]],
    canonical: dict[str, list[Any]],
    *,
    group_rows: int = 65_536,
    are_coded: bool = True,
    **written: str,
) -> Path:
    """A prepared file at ``path``: the customer's ``own`` columns under ``headers``, then the ``canonical`` ones.

    The first own column is the customer id, if that is among the canonical ones. ``are_coded`` says whether columns are written
    as dictionaries, and ``written`` is how its result is to be written.
    """
    fields = {"customer_id": {"index": 0}} if "customer_id" in canonical else {}
    names = [*fields, *(f"column_{position}" for position in range(len(fields), len(own)))]
    columns = {name: pa.array(values, pa.string()) for name, values in zip(names, own, strict=True)}
    columns |= {name: _prepared(name, values) for name, values in canonical.items() if name not in fields}
    described = json.dumps({"format": 2, "headers": headers, "fields": fields, **written}).encode()
    table = pa.table(columns).replace_schema_metadata({b"retainwise": described})
    pq.write_table(table, path, row_group_size=group_rows, compression="zstd", use_dictionary=are_coded)
    return path


def _prepared(name: str, values: Sequence[Any]) -> pa.Array:
    if name in features.CANONICAL_NUMBERS:
        values = [features.plausible(name, value) for value in values]
    return pa.array(values, _type_of(name))


def _type_of(name: str) -> pa.DataType:
    if name in features.CANONICAL_NUMBERS:
        return pa.float64()
    if name == summing.LABEL:
        return pa.bool_()
    return pa.date32() if name in features.CANONICAL_DATES else pa.string()
