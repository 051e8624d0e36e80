"""Whether a file is like the one a model learned from."""

from collections.abc import Sequence

import numpy as np
import pytest

from services.scoring import bands, fitness, model_file
from services.scoring.additive import AdditiveModel, CategoricalFeature, NumericFeature, OneTable
from services.scoring.fitness import Doubt, Kind
from services.scoring.manifest import ColumnTraits, Manifest, Measured

TENURE = NumericFeature("tenure_months", (6.0, 12.0, 24.0, 36.0, 48.0, 71.0), "months", 0.0, 1200.0)
TEAM = CategoricalFeature("own:Team", ("it", "sales"))
USUAL = np.random.default_rng(1).uniform(0, 72, 5000)
TEAMS = np.repeat([0, 1, 2, 3], [2400, 2400, 50, 150])


def a_manifest() -> Manifest:
    """Of 5,000 customers with tenures from 0 to 72 months, in two teams."""
    codes = TENURE.codes(USUAL)
    counts = np.bincount(codes, minlength=TENURE.code_count) / len(codes)
    middles = tuple(float(np.median(USUAL[codes == code])) for code in range(TENURE.known_codes))
    return Manifest(
        first_day="2025-01-01",
        last_day="2025-01-01",
        row_count=5000,
        positive_count=1000,
        validation="cross_validation",
        columns=(
            ColumnTraits("tenure_months", tuple(counts.tolist()), middles, 0.0, 72.0),
            ColumnTraits("own:Team", tuple((np.bincount(TEAMS) / len(TEAMS)).tolist())),
        ),
        metrics={"trained": {"auc": Measured(0.8, 0.7, 0.9)}},
        left_out=(("Churn date", "It is about leaving."),),
        libraries={"lightgbm": "4.7.0"},
    )


def a_model(manifest: Manifest | None) -> AdditiveModel:
    """Tenure and team."""
    tables = (OneTable(0, np.arange(8.0)), OneTable(1, np.arange(4.0)))
    return AdditiveModel("m", "trained", "2025-01-01", 0.0, (TENURE, TEAM), tables, manifest=manifest)


def doubts(tenure: np.ndarray = USUAL, teams: Sequence[int] | np.ndarray = TEAMS) -> list[tuple[Kind, str]]:
    """What is doubted about a file with these values, scored by the model cut at the phrases' edges."""
    model = a_model(a_manifest())
    cut = bands.cut(model)
    numbers = cut.features[0]
    assert isinstance(numbers, NumericFeature)
    counts = [np.bincount(numbers.codes(tenure), minlength=numbers.code_count), np.bincount(teams, minlength=4)]
    return [(doubt.kind, doubt.column) for doubt in fitness.doubts(model, cut, counts)]


def test_a_file_like_the_training_file_raises_no_doubt() -> None:
    assert doubts() == []
    assert doubts(np.random.default_rng(2).uniform(0, 72, 60), TEAMS[::83]) == []


def test_a_column_that_is_gone_is_named() -> None:
    assert doubts(np.full(5000, np.nan)) == [(Kind.MISSING_COLUMN, "tenure_months")]
    assert doubts(teams=np.full(5000, 3)) == [(Kind.MISSING_COLUMN, "Team")]


@pytest.mark.parametrize("factor", [30.4, 1 / 12, 7.0])
def test_another_unit_is_asked_about(factor: float) -> None:
    assert doubts(USUAL * factor) == [(Kind.OTHER_UNIT, "tenure_months")]


def test_a_shifted_range_is_told() -> None:
    assert doubts(np.random.default_rng(2).uniform(0, 24, 5000)) == [(Kind.SHIFTED, "tenure_months")]


def test_unseen_categories_are_told() -> None:
    assert doubts(teams=np.repeat([0, 2], [4000, 1000])) == [(Kind.UNSEEN_CATEGORIES, "Team")]


def test_more_missing_values_than_in_training_are_told() -> None:
    assert doubts(np.where(np.arange(5000) % 2, USUAL, np.nan)) == [(Kind.MORE_MISSING, "tenure_months")]


def test_other_shares_of_the_same_categories_are_a_shift() -> None:
    assert doubts(teams=np.repeat([0, 1, 3], [4700, 150, 150])) == [(Kind.SHIFTED, "Team")]


def test_a_few_rows_are_not_doubted_for_their_values() -> None:
    assert doubts(np.full(20, 71.5), [0] * 20) == []


def test_an_empty_file_and_a_model_without_a_manifest_raise_no_doubt() -> None:
    assert doubts(np.zeros(0), np.zeros(0, dtype=np.int64)) == []
    bare = a_model(None)
    assert fitness.doubts(bare, bare, [np.zeros(8, dtype=np.int64), np.zeros(4, dtype=np.int64)]) == ()


def test_a_doubt_says_what_was_and_what_is() -> None:
    model = a_model(a_manifest())
    found = fitness.doubts(model, model, [np.bincount(TENURE.codes(USUAL), minlength=8), np.array([4000, 0, 1000, 0])])
    told = "Team: 20% of the customers have a value that the model has not learned; in training it was 1%."
    assert found == (Doubt(Kind.UNSEEN_CATEGORIES, "Team", told),)


def test_the_manifest_travels_in_the_file() -> None:
    model = a_model(a_manifest())
    content = model_file.write(model)

    assert model_file.read(content).manifest == a_manifest()
    assert model_file.write(model_file.read(content)) == content
    assert b"trained_on" not in model_file.write(a_model(None))


def test_the_index_of_equal_distributions_is_nothing() -> None:
    assert fitness.stability_index(np.array([0.2, 0.8]), np.array([0.2, 0.8])) == 0.0
    assert fitness.stability_index(np.array([0.5, 0.5]), np.array([0.9, 0.1])) == pytest.approx(0.8789, abs=1e-4)
