"""Labelled customers in prepared files: valid by default, one thing changed at a time."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from services.scoring.learning import examples
from services.scoring.learning.examples import Examples, Source

OBSERVED = date(2025, 6, 1)
Shown = Mapping[str, Sequence[object]]


def columns(count: int = 600, *, seed: int = 1, signal: float = 2.0) -> dict[str, list[object]]:
    """``count`` customers: canonical fields, columns of their own, and who left, for which usage and plan are to blame."""
    random = np.random.default_rng(seed)
    tenure, exports = random.uniform(0, 60, count), random.poisson(3, count)
    team = random.choice(["Sales", "Support", "IT"], count)
    score = signal * ((exports < 2) * 1.5 - tenure / 30 + (team == "IT")) - signal / 2
    left = random.random(count) < 1 / (1 + np.exp(-score))
    return {
        "customer_id": [f"C{seed}-{number}" for number in range(count)],
        "tenure_months": [None if number % 17 == 0 else float(months) for number, months in enumerate(tenure)],
        "contract_type": random.choice(["Monthly", "Yearly"], count).tolist(),
        "churned": left.tolist(),
        "Reports exported": [str(number) for number in exports],
        "Team": team.tolist(),
        "Beta": random.choice(["yes", "no"], count).tolist(),
    }


def a_file(path: Path, shown: Shown | None = None, *, kinds: Mapping[str, str] | None = None) -> Path:
    """A prepared file of ``shown``: names of canonical fields are such, any other is a header of the customer's own."""
    shown = columns() if shown is None else shown
    canonical = {"customer_id", "tenure_months", "contract_type", "churned", "monthly_charges", "last_activity_date"}
    headers, fields, listed, arrays = list(shown), {}, [], {}
    for index, (name, values) in enumerate(shown.items()):
        own = "customer_id" if name == "customer_id" else f"column_{index}"
        arrays[own] = pa.array([None if value is None else str(value) for value in values], pa.string())
        if name in canonical:
            fields[name] = {"index": index, "unit": None}
        else:
            listed.append({"index": index, "header": name, "kind": (kinds or {}).get(name, ""), "decimal": ".", "order": "iso"})
    for name in fields:
        arrays[name] = pa.array(shown[name])
    about = {"format": 2, "headers": headers, "fields": fields, "own": listed}
    pq.write_table(pa.table(arrays).replace_schema_metadata({b"retainwise": json.dumps(about).encode()}), path)
    return path


def some(
    folder: Path, shown: Mapping[str, Sequence[object]] | None = None, *, kinds: Mapping[str, str] | None = None
) -> Examples:
    """The examples in one such file."""
    return examples.read([Source(a_file(folder / "prepared.parquet", shown, kinds=kinds), OBSERVED)])
