"""A LightGBM model of the made-up customers, and the same model as our tables, for both sides to score with."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import pyarrow.parquet as pq

from services.scoring import model_file
from services.scoring.additive import AdditiveModel, CategoricalFeature
from services.scoring.learning import columns, examples, tables
from services.scoring.learning.columns import Column

TREES, LEAVES = 300, 31
# Fewer than learning takes, so that it takes them in their order.
MOST_TAUGHT = 50_000
LIGHTGBM, OURS, INPUTS, VALUES = "model.txt", "model.retainwise", "inputs.json", "values.json"
# What one online call asks for at most.
VALUES_KEPT = 100
# Where the export has what a feature is made of.
HEADERS = {
    "tenure_months": "Tenure (months)",
    "monthly_charges": "Monthly charges",
    "total_charges": "Total charges",
    "support_tickets": "Support tickets",
    "logins_last_30d": "Logins last 30 days",
    "nps_score": "NPS score",
    "last_activity_days_ago": "Last activity date",
    "contract_term": "Contract",
    "contract_type": "Contract",
    "payment_kind": "Payment method",
    "payment_method": "Payment method",
}
_WRITTEN = {"Contract": "contract_type", "Payment method": "payment_method"}


def make(prepared: Path, folder: Path, as_of: date) -> None:
    """Train on the first of ``prepared``; write the files named above to ``folder``.

    inputs.json has headers and codes, values.json the first rows as LightGBM takes them.
    """
    table = pq.read_table(prepared).slice(0, MOST_TAUGHT)
    taught = folder / "taught.parquet"
    pq.write_table(table, taught)
    labels = _labels(table.column("tenure_months").to_numpy(), table.column("nps_score").to_numpy())
    ids = table.column("customer_id").to_pylist()
    known = dict(zip(ids, labels.tolist(), strict=True))
    found = columns.of(examples.read([examples.Source(taught, as_of, known)]))
    values = np.column_stack([column.values for column in found])
    booster = _trained(found, values, labels)
    booster.save_model(folder / LIGHTGBM)
    (folder / VALUES).write_text(json.dumps(values[:VALUES_KEPT].astype(float).tolist()))
    exported = tables.export([booster.dump_model()], [column.feature for column in found])
    model = AdditiveModel(
        name="Bench",
        kind="trained",
        created=as_of.isoformat(),
        intercept=exported.intercept,
        features=exported.features,
        ones=exported.ones,
        twos=exported.twos,
    )
    (folder / OURS).write_bytes(model_file.write(model))
    (folder / INPUTS).write_text(json.dumps([_input(column, table) for column in found]))


def _trained(found: list[Column], values: Any, labels: Any) -> lightgbm.Booster:
    """A booster of the size that scripts use, with two features a tree at most, so that tables hold it exactly."""
    count = len(found)
    texts = [at for at, column in enumerate(found) if isinstance(column.feature, CategoricalFeature)]
    settings = {
        "objective": "binary",
        "num_leaves": LEAVES,
        "learning_rate": 0.05,
        "max_bin": 63,
        "interaction_constraints": [[a, b] for a in range(count) for b in range(a + 1, count)],
        "verbosity": -1,
        "num_threads": 1,
    }
    data = lightgbm.Dataset(values, labels, categorical_feature=texts)
    return lightgbm.train(settings, data, num_boost_round=TREES)


def _labels(tenure: Any, nps: Any) -> Any:
    """Who left: the newer and the unhappier the likelier."""
    chance = 1 / (1 + np.exp(0.04 * tenure + 0.3 * (nps - 5)))
    return np.random.default_rng(2).random(len(tenure)) < chance


def _input(column: Column, table: Any) -> dict[str, Any]:
    header = HEADERS[column.feature.name]
    entry: dict[str, Any] = {"header": header, "is_date": header == "Last activity date", "codes": None}
    if isinstance(column.feature, CategoricalFeature):
        texts = table.column(_WRITTEN[header]).to_pylist()
        entry["codes"] = dict(zip(texts, column.values.tolist(), strict=True))
    return entry
