"""Reasons: which facts are named, in which order, and when none is."""

from typing import Any

import numpy as np
import pytest

from services.scoring import bands, explain, scorecard
from services.scoring.additive import AdditiveModel, NumericFeature, OneTable
from services.scoring.scorer import Scorer
from tests.unit.scoring.customers import AS_OF, a_model, a_scorer

NAMES = ("tenure_months", "support_tickets", "nps_score", "discount", "age")


def a_scorer_of(*contributions: float) -> Scorer:
    """A scorer whose features, NAMES in order, contribute ``contributions`` whenever they are given."""
    tables = tuple(OneTable(position, np.array([value, 0.0])) for position, value in enumerate(contributions))
    features = tuple(NumericFeature(name, ()) for name in NAMES[: len(contributions)])
    return Scorer(AdditiveModel("m", "trained", "2025-01-01", 0.0, features, tables), version="7")


def a_constant(raw: float) -> AdditiveModel:
    """A model that gives everybody ``raw`` log-odds."""
    return AdditiveModel("m", "trained", "2025-01-01", raw, (NumericFeature("age", ()),))


def reasons_of(*contributions: float) -> tuple[list[str], list[str]]:
    """Risks and strengths of a customer with tenure 5, 3 tickets, NPS 5, discount 10 and age 40."""
    columns: dict[str, list[Any]] = {"customer_id": ["1"], **dict(zip(NAMES, ([5.0], [3.0], [5.0], [10.0], [40.0]), strict=True))}
    score = a_scorer_of(*contributions).score_customers(columns, AS_OF)[0]
    return score.key_risks.split(", "), score.strengths.split(", ")


def test_the_strongest_reason_stands_first() -> None:
    risks, strengths = reasons_of(0.5, 0.9, -0.2, -0.7)
    assert risks == ["3 or 4 support tickets", "Customer for 3 to 6 months"]
    assert strengths == ["Discount of 20% or less", "Detractor (NPS 4 to 6)"]


def test_at_most_three_reasons_are_given() -> None:
    risks, strengths = reasons_of(0.5, 0.4, 0.3, 0.2, 0.6)
    assert risks == ["Age: given", "Customer for 3 to 6 months", "3 or 4 support tickets"]
    assert strengths == [""]


def test_what_changes_the_odds_by_less_than_a_tenth_is_no_reason() -> None:
    assert reasons_of(0.0999, -0.0999) == ([""], [""])
    assert reasons_of(explain.REASON_THRESHOLD, -explain.REASON_THRESHOLD) == (
        ["Customer for 3 to 6 months"],
        ["3 or 4 support tickets"],
    )


def test_of_equal_reasons_the_earlier_feature_stands_first() -> None:
    assert reasons_of(0.5, 0.5, 0.5)[0] == ["Customer for 3 to 6 months", "3 or 4 support tickets", "Detractor (NPS 4 to 6)"]


def test_the_recommendation_follows_the_strongest_risk_that_can_be_acted_on() -> None:
    columns: dict[str, list[Any]] = {
        "customer_id": ["1"],
        "age": [40.0],
        "nps_score": [5.0],
        "tenure_months": [5.0],
        "support_tickets": [0.0],
    }
    score = a_scorer_of(0.3, -0.1, 0.6, 0.0, 2.0).score_customers(columns, AS_OF)[0]
    assert score.key_risks.startswith("Age: given")
    assert score.recommendation.endswith("Call about the low NPS answer and agree on a fix")


def test_a_risk_that_nobody_can_act_on_leads_to_a_question() -> None:
    score = a_scorer_of(0.0, 0.0, 0.0, 0.0, 2.0).score_customers({"customer_id": ["1"], "age": [40.0]}, AS_OF)[0]
    assert score.recommendation.endswith("Call and ask what is missing")


@pytest.mark.parametrize(
    ("raw", "level"),
    [(np.log(0.6 / 0.4), "High"), (np.log(0.599 / 0.401), "Medium"), (np.log(0.3 / 0.7), "Medium"), (-0.852, "Low")],
)
def test_levels_begin_at_sixty_and_thirty_percent(raw: float, level: str) -> None:
    scorer = Scorer(a_constant(float(raw)), version="1")
    assert scorer.score_customers({"customer_id": ["1"]}, AS_OF)[0].risk_level == level


def test_percent_and_level_agree_with_the_probability_for_every_rounding() -> None:
    for step in range(1, 1000):
        raw = np.log(step / (1000 - step)) + 1e-4
        score = Scorer(a_constant(float(raw)), version="1").score_customers({"customer_id": ["1"]}, AS_OF)[0]
        percent = float(score.churn_risk_pct.removesuffix("%"))
        assert percent == pytest.approx(score.churn_probability * 100, abs=1e-9)
        assert score.risk_level == ("High" if percent >= 60 else "Medium" if percent >= 30 else "Low")


def test_little_data_is_said_in_the_recommendation() -> None:
    columns: dict[str, list[Any]] = {"customer_id": ["1", "2"], "tenure_months": [1.0, 1.0], "contract_type": ["monthly", None]}
    columns |= {"last_activity_days_ago": [60.0, None], "nps_score": [1.0, None]}
    enough, little = a_scorer().score_customers(columns, AS_OF)
    assert enough.data_coverage >= 0.3 > little.data_coverage
    assert "Little data: " in little.recommendation
    assert "Little data: " not in enough.recommendation


def test_a_reason_states_the_customers_own_band() -> None:
    columns: dict[str, list[Any]] = {
        "customer_id": ["1", "2"],
        "last_activity_days_ago": [45.0, 44.0],
        "contract_type": ["Monatlich", "Two year"],
    }
    first, second = a_scorer().score_customers(columns, AS_OF)
    assert first.key_risks == "No login for 45+ days, Month-to-month contract"
    assert (second.key_risks, second.strengths) == ("No login for 30+ days", "Contract of two years or more")


def test_cutting_a_model_at_the_edges_of_phrases_changes_no_score() -> None:
    model = a_model()
    cut, random = bands.cut(model), np.random.default_rng(5)
    values = random.choice([0.0, 1.0, 3.0, 3.1, 5.9, 6.0, 12.0, 24.0, 40.0, 41.0, 50.0, np.nan, -1.0], size=(2, 2000))
    terms = cut.features[2].codes_of([str(text) for text in random.choice(["monthly", "yearly", "?"], 2000)])  # type: ignore[union-attr]  # the third is a category
    of_model = [feature.codes(row) for feature, row in zip(model.features[:2], values, strict=True)]  # type: ignore[union-attr]  # the first two are numbers
    of_cut = [feature.codes(row) for feature, row in zip(cut.features[:2], values, strict=True)]  # type: ignore[union-attr]  # the first two are numbers
    assert np.array_equal(model.contributions([*of_model, terms]), cut.contributions([*of_cut, terms]))


def test_the_phrase_of_a_band_is_true_of_every_value_in_it() -> None:
    feature = bands.cut(scorecard.baseline()).features[1]
    assert isinstance(feature, NumericFeature)
    band_of_code = bands.bands_of(feature, bands.phrases_of(feature))
    said = bands.texts_of(feature, bands.phrases_of(feature))
    values = np.array([1.0, 1.1, 3.0, 6.0, 6.1, 48.0, 48.1, np.nan])
    assert [said[band_of_code[code]] for code in feature.codes(values)] == [
        "In the first month",
        "Customer for 3 months or less",
        "Customer for 3 months or less",
        "Customer for 3 to 6 months",
        "Customer for 6 to 12 months",
        "Customer for 2 to 4 years",
        "Customer for over 4 years",
        "Tenure not given",
    ]
