"""From examples to verdict."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from services.scoring import features, fitness, model_file, pipeline
from services.scoring.learning import examples, train
from services.scoring.learning.examples import Source
from services.scoring.learning.report import Validation, Verdict, Window
from services.scoring.learning.train import Training
from services.scoring.scorer import Scorer
from tests.unit.scoring.learning import customers


def trained(folder: Path, **change: object) -> Training:
    """A training on made-up customers."""
    found = customers.some(folder, customers.columns(**change))  # type: ignore[arg-type] # passed on by name
    return train.train(found, name="June", created="2025-06-01", progress=lambda doing, share: None)


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


def test_where_several_days_were_observed_the_latest_is_held_out(tmp_path: Path) -> None:
    sources = [
        Source(customers.a_file(tmp_path / f"{month}.parquet", customers.columns(300, seed=month)), date(2025, month, 1))
        for month in (4, 5, 6)
    ]
    found = train.train(examples.read(sources), name="June", created="2025-06-01", progress=lambda doing, share: None)

    assert found.report.validation is Validation.LATER_PERIOD
    assert found.report.verdict is Verdict.WIN
    assert found.report.window == Window(date(2025, 4, 1), date(2025, 6, 1))


def test_a_column_that_knows_the_outcome_is_left_out_and_the_figures_stay_honest(tmp_path: Path, winner: Training) -> None:
    shown = customers.columns()
    leaking = {**shown, "Exit interview": shown["churned"], "Flag 7": shown["churned"], "x" * 81: shown["churned"]}
    found = train.train(customers.some(tmp_path, leaking), name="June", created="2025-06-01", progress=lambda doing, share: None)

    assert {each.name for each in found.report.left_out} == {"Exit interview", "Flag 7", "x" * 80}
    assert found.report.metrics == winner.report.metrics


def test_the_same_examples_give_the_same_file(tmp_path: Path, winner: Training) -> None:
    again = trained(tmp_path)
    assert winner.model is not None
    assert again.model is not None
    assert model_file.write(again.model) == model_file.write(winner.model)


def test_the_model_tells_what_it_was_trained_on(winner: Training) -> None:
    assert winner.model is not None
    manifest = winner.model.manifest
    assert manifest is not None
    assert [column.name for column in manifest.columns] == list(winner.model.feature_names)
    assert (manifest.row_count, manifest.positive_count) == (600, winner.report.positive_count)
    assert all(sum(column.shares) == pytest.approx(1) for column in manifest.columns)
    tenure = next(column for column in manifest.columns if column.name == "tenure_months")
    assert tenure.missing_share == pytest.approx(1 / 17, abs=0.01)
    assert tenure.least is not None
    assert tenure.most is not None
    assert 0 <= tenure.least < 1 < 59 < tenure.most <= 60


def test_a_file_like_the_training_file_fits_the_model_and_one_without_a_column_does_not(winner: Training) -> None:
    assert winner.model is not None
    scorer = Scorer(winner.model, version="2")
    model, cut = winner.model, scorer.book.model

    def doubted(shown: dict[str, list[object]]) -> list[str]:
        called = {name: values for name, values in shown.items() if name in features.CANONICAL_NUMBERS} | {
            "own": [
                {"Reports exported": str(exports), "Team": str(team)}
                for exports, team in zip(shown["Reports exported"], shown["Team"], strict=True)
            ],
            "contract_type": shown["contract_type"],
        }
        found = features.codes(cut, features.from_columns(called, 600, scorer.sources), customers.OBSERVED)
        counts = [np.bincount(codes, minlength=of.code_count) for codes, of in zip(found, cut.features, strict=True)]
        return [doubt.column for doubt in fitness.doubts(model, cut, counts) if doubt.column != "Beta"]

    assert doubted(customers.columns(seed=3)) == []
    assert doubted(customers.columns(seed=3) | {"Team": [""] * 600}) == ["Team"]


def test_a_stop_ends_the_fit(tmp_path: Path) -> None:
    class Stopped(Exception):
        """Somebody called it off."""

    def progress(doing: str, share: float) -> None:
        if share > 0.1:
            raise Stopped

    with pytest.raises(Stopped):
        train.train(customers.some(tmp_path), name="June", created="2025-06-01", progress=progress)
