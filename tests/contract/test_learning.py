"""From a customer's CSV to a model that scores the next one: ingest, learning and scoring agree on the prepared file."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from services.ingest.mapping import mapper
from services.ingest.reading import dialect, prepare, samples
from services.scoring import pipeline
from services.scoring.learning import examples, train
from services.scoring.learning.examples import Source
from services.scoring.scorer import Scorer

TODAY = date(2025, 6, 1)
HEADERS = ["Customer ID", "Tenure (months)", "Reports exported", "Avg. basket", "Renewal", "Beta user", "Team", "Churned"]
COUNT = 500


def customers() -> list[list[str]]:
    """Rows as a program writes them, of whom those leave that export little and buy little."""
    random = np.random.default_rng(8)
    rows = []
    for number in range(COUNT):
        exports, basket, beta = int(random.poisson(3)), float(random.gamma(2, 800)), bool(random.random() < 0.5)
        score = 1.5 * (exports < 2) + 1.5 * (basket < 1000) - beta - 1
        left = random.random() < 1 / (1 + np.exp(-score))
        renewal = date.fromordinal(TODAY.toordinal() + int(random.integers(1, 300))).isoformat()
        team = str(random.choice(["Sales", "Support"]))
        shown = (number % 60, exports, f"{basket:.2f}", renewal, "yes" if beta else "no", team, "yes" if left else "no")
        rows.append([f"C{number:04d}", *map(str, shown)])
    return rows


def as_a_german_writes(row: Sequence[str]) -> list[str]:
    """The same customer with decimal commas, points for thousands, days first, and other words for yes and no."""
    name, tenure, exports, basket, renewal, beta, team, left = row
    year, month, day = renewal.split("-")
    money = f"{float(basket):,.2f}".translate(str.maketrans(",.", ".,"))
    return [name, tenure, exports, money, f"{day}.{month}.{year}", {"yes": "ja", "no": "nein"}[beta], team.upper(), left]


def prepared(path: Path, rows: Sequence[Sequence[str]], *, headers: Sequence[str] = HEADERS, delimiter: str = ",") -> Path:
    """The rows as ingest prepares them."""
    raw, target = path.with_suffix(".csv"), path.with_suffix(".parquet")
    with raw.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows([headers, *rows])
    written = dialect.of_file(raw)
    sample = samples.take(raw, written)
    prepare.prepare(raw, written, mapper.map_columns(sample.headers, sample.columns), sample, target=target)
    return target


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> tuple[train.Training, Path]:
    path = prepared(tmp_path_factory.mktemp("learning") / "june", customers())
    found = examples.read([Source(path, TODAY)])
    return train.train(found, name="June", created="2025-06-01", progress=lambda doing, share: None), path


def scores(training: train.Training, path: Path) -> dict[str, float]:
    """The probability of each customer in a prepared file."""
    assert training.model is not None
    table = pq.read_table(path)
    scored = pipeline.score(table, Scorer(training.model, version="2"), TODAY)
    return dict(zip(table.column("customer_id").to_pylist(), scored.probabilities.to_pylist(), strict=True))


def test_a_model_learns_from_the_columns_that_only_this_customer_has(learned: tuple[train.Training, Path]) -> None:
    training, _ = learned
    assert training.report.verdict.name == "WIN"
    assert {"Reports exported", "Avg. basket", "Beta user"} <= set(training.report.used)


def test_the_next_file_may_have_its_columns_elsewhere_and_written_otherwise(
    learned: tuple[train.Training, Path], tmp_path: Path
) -> None:
    training, path = learned
    turned = [list(reversed(as_a_german_writes(row))) for row in customers()]
    headers = ["churned", "team", "Beta_User", "RENEWAL", "avg basket", "reports-exported", "Tenure (months)", "Customer ID"]
    other = prepared(tmp_path / "july", turned, headers=headers, delimiter=";")

    before, after = scores(training, path), scores(training, other)
    assert len(set(before.values())) > COUNT / 4
    assert after == pytest.approx(before, abs=1e-12)


def test_a_call_scores_what_the_file_scores(learned: tuple[train.Training, Path]) -> None:
    training, path = learned
    assert training.model is not None
    rows = customers()[:50]
    columns: dict[str, Sequence[object]] = {
        "customer_id": [row[0] for row in rows],
        "tenure_months": [float(row[1]) for row in rows],
        "own": [dict(zip(HEADERS[2:7], row[2:7], strict=True)) for row in rows],
    }
    called = Scorer(training.model, version="2").score_customers(columns, TODAY)
    from_file = scores(training, path)

    assert [score.churn_probability for score in called] == [round(from_file[row[0]] * 1000) / 1000 for row in rows]
