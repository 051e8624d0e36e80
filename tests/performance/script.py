"""The script a user would write, for its own environment: `python script.py FOLDER`. pandas, LightGBM, and shap for the reasons.

Reads customers.csv, model.txt and inputs.json in FOLDER, writes script.csv, and prints the seconds of the work without imports.
"""

import json
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import lightgbm
import numpy as np
import pandas as pd
import shap

AS_OF = pd.Timestamp(date(2025, 6, 1))
REASONS = 3


def main(folder: Path) -> None:
    """Score the customers in ``folder`` with probability, level and the strongest reasons for and against."""
    started = perf_counter()
    booster = lightgbm.Booster(model_file=folder / "model.txt")
    inputs = json.loads((folder / "inputs.json").read_text())
    customers = pd.read_csv(folder / "customers.csv", parse_dates=["Last activity date"])
    values = pd.DataFrame({position: _input(customers, entry) for position, entry in enumerate(inputs)})
    probability = booster.predict(values)
    contributions = shap.TreeExplainer(booster).shap_values(values)
    names = np.array([entry["header"] for entry in inputs])
    customers["churn_probability"] = probability.round(3)
    customers["risk_level"] = np.select([probability >= 0.6, probability >= 0.3], ["High", "Medium"], "Low")
    customers["key_risks"] = _strongest(contributions, names)
    customers["strengths"] = _strongest(-contributions, names)
    customers.to_csv(folder / "script.csv", index=False)
    print(json.dumps({"seconds": perf_counter() - started}))  # noqa: T201 - this is its output


def _input(customers: pd.DataFrame, entry: dict[str, Any]) -> Any:
    column = customers[entry["header"]]
    if entry["codes"]:
        return column.map(entry["codes"])
    return (AS_OF - column).dt.days if entry["is_date"] else column


def _strongest(contributions: Any, names: Any) -> list[str]:
    order = np.argsort(-contributions, axis=1)[:, :REASONS]
    strong = np.take_along_axis(contributions, order, axis=1) > 0
    return [", ".join(names[row][keep]) for row, keep in zip(order, strong, strict=True)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
