"""From examples to verdict."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from services.scoring import model_file, pipeline
from services.scoring.learning import train
from services.scoring.learning.report import Validation, Verdict
from services.scoring.learning.train import Training
from services.scoring.scorer import Scorer
from tests.unit.scoring.learning import customers


def trained(folder: Path, **change: object) -> Training:
    """A training on made-up customers."""
    examples = customers.some(folder, customers.columns(**change))  # type: ignore[arg-type] # passed on by name
    return train.train(examples, name="June", created="2025-06-01", progress=lambda doing, share: None)


@pytest.fixture(scope="module")
def winner(tmp_path_factory: pytest.TempPathFactory) -> Training:
    return trained(tmp_path_factory.mktemp("winner"))


def test_a_model_that_learned_something_wins_and_says_by_how_much(winner: Training) -> None:
    told = winner.report

    assert told.verdict is Verdict.WIN
    assert told.validation is Validation.CROSS_VALIDATION
    assert told.gain is not None
    assert told.gain.low > 0
    assert told.metrics["trained"]["auc"].low < told.metrics["trained"]["auc"].value < told.metrics["trained"]["auc"].high
    assert set(told.metrics) == {"trained", "baseline", "logistic"}
    assert {"Reports exported", "Team", "tenure_months"} <= set(told.used)
    assert told.sentence.startswith("The trained model beats the baseline: AUC 0.")


def test_the_model_scores_a_file_and_gives_reasons_in_words(winner: Training, tmp_path: Path) -> None:
    assert winner.model is not None
    scorer = Scorer(model_file.read(model_file.write(winner.model)), version="2")
    shown = customers.columns(200, seed=5)
    turned = dict(reversed(shown.items()))
    batch = pq.read_table(customers.a_file(tmp_path / "next.parquet", turned))
    scored = pipeline.score(batch, scorer, customers.OBSERVED)

    probabilities, left = scored.probabilities.to_numpy(), np.array(shown["churned"])
    assert probabilities[left].mean() > probabilities[~left].mean() + 0.2
    assert any("Reports exported: " in risks for risks in scored.columns["key_risks"].dictionary.to_pylist())


def test_without_signal_it_says_so(tmp_path: Path) -> None:
    found = trained(tmp_path, signal=0.0)

    assert found.report.verdict is Verdict.NO_SIGNAL
    assert found.report.sentence.startswith("There is not enough signal to beat the baseline. AUC 0.")


def test_too_few_leavers_are_named_with_the_number_needed(tmp_path: Path) -> None:
    found = trained(tmp_path, count=40)

    assert found.model is None
    assert found.report.verdict is Verdict.TOO_FEW
    assert "at least 30 customers who left" in found.report.sentence


def test_a_stop_ends_the_fit(tmp_path: Path) -> None:
    class Stopped(Exception):
        """Somebody called it off."""

    def progress(doing: str, share: float) -> None:
        if share > 0.1:
            raise Stopped

    with pytest.raises(Stopped):
        train.train(customers.some(tmp_path), name="June", created="2025-06-01", progress=progress)
