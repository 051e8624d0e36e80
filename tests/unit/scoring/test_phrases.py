"""The table of texts."""

from collections import Counter

import pytest

from services.scoring import bands, explain, features, phrases, scorecard
from services.scoring.additive import AdditiveModel, CategoricalFeature, NumericFeature
from services.scoring.phrases import CategoryPhrases, NumberPhrases


def all_texts() -> list[str]:
    """Every phrase of every listed feature."""
    texts: list[str] = []
    for words in phrases.PHRASES.values():
        said = words.phrases if isinstance(words, NumberPhrases) else tuple(words.phrases.values())
        texts += [*said, words.missing] + ([words.unknown] if isinstance(words, CategoryPhrases) else [])
    return texts


def test_every_feature_of_the_baseline_has_phrases() -> None:
    assert {row.name for row in scorecard.SCORECARD} <= set(phrases.PHRASES)


def test_no_two_features_share_a_phrase() -> None:
    assert [text for text, count in Counter(all_texts()).items() if count > 1] == []


def test_no_phrase_has_a_comma_or_would_run_in_a_spreadsheet() -> None:
    assert [text for text in all_texts() if "," in text or text[0] in "=+-@"] == []


@pytest.mark.parametrize("words", [w for w in phrases.PHRASES.values() if isinstance(w, NumberPhrases)])
def test_there_is_one_phrase_per_band(words: NumberPhrases) -> None:
    assert len(words.phrases) == len(words.edges) + 1


@pytest.mark.parametrize("row", [r for r in scorecard.SCORECARD if isinstance(r, scorecard.Weights)])
def test_bands_of_the_baseline_are_edges_of_its_bins(row: scorecard.Weights) -> None:
    words = phrases.PHRASES[row.name]
    assert isinstance(words, NumberPhrases)
    assert set(words.edges) <= set(row.thresholds)


def test_a_column_of_the_customers_own_gets_phrases_from_its_name() -> None:
    number = NumericFeature("day_minutes, total", tuple(float(x) for x in range(10)))
    text = CategoricalFeature("intl_plan", ("yes", "no, never"))
    said = bands.texts_of(number, bands.phrases_of(number)) + bands.texts_of(text, bands.phrases_of(text))
    assert said[0] == "Day minutes total: up to 2"
    assert "Intl plan: yes" in said
    assert not any("," in phrase for phrase in said)
    assert len(set(said)) == len(said)


def test_a_count_is_said_in_whole_numbers() -> None:
    feature = NumericFeature("own:Reports exported", (0.5, 3.5, 4.5, 9.5), "")
    assert bands.texts_of(feature, bands.phrases_of(feature)) == (
        "Reports exported: none",
        "Reports exported: 1 to 3",
        "Reports exported: 4",
        "Reports exported: 5 to 9",
        "Reports exported: 10 or more",
        "Reports exported: not given",
    )


def test_thresholds_as_lightgbm_sets_them_are_said_as_counts() -> None:
    feature = NumericFeature("own:Calls", (1e-35, 1.5000000000000002, 2.5))
    assert bands.texts_of(feature, bands.phrases_of(feature))[:4] == ("Calls: none", "Calls: 1", "Calls: 2", "Calls: 3 or more")
    gaps = NumericFeature("own:Messages", (2.0, 17.5, 24.5))
    assert bands.texts_of(gaps, bands.phrases_of(gaps))[:2] == ("Messages: 2 or fewer", "Messages: 3 to 17")


@pytest.mark.parametrize(
    ("threshold", "said"),
    [(1e-35, "up to 0"), (0.12345, "up to 0.1235"), (123456.7, "up to 123500"), (-4.5e20, "up to -4.5e+20")],
)
def test_a_number_is_said_in_four_digits(threshold: float, said: str) -> None:
    feature = NumericFeature("own:Balance", (threshold,))
    assert bands.texts_of(feature, bands.phrases_of(feature))[0] == f"Balance: {said}"


def test_a_date_is_said_in_days() -> None:
    feature = NumericFeature("own:Renewal", (-90.0, -30.0, 10.0), features.DAYS_AGO)
    assert bands.texts_of(feature, bands.phrases_of(feature))[:4] == (
        "Renewal: in 90 days or later",
        "Renewal: in 30 to 90 days",
        "Renewal: at most 30 days ahead or 10 days past",
        "Renewal: over 10 days ago",
    )


def test_edges_that_would_be_said_alike_become_one() -> None:
    feature = NumericFeature("own:Ratio", (1.00001, 1.00002, 1.00003, 2.0, 3.0))
    said = bands.texts_of(feature, bands.phrases_of(feature))
    assert len(set(said)) == len(said)


def test_a_column_called_like_a_canonical_field_shares_no_phrase_with_it() -> None:
    both = [NumericFeature(name, (30.0, 60.0)) for name in ("age", "own:Age", "own:Ages")]
    said = [text for each in both for text in bands.texts_of(each, bands.phrases_of(each))]
    assert len(set(said)) == len(said)


def test_a_header_that_is_a_formula_makes_no_phrase_that_is_one() -> None:
    feature = CategoricalFeature("own:=HYPERLINK(1)", ("yes", "no"))
    said = bands.texts_of(feature, bands.phrases_of(feature))
    assert said[0] == "HYPERLINK(1): yes"


def test_a_number_without_bins_still_has_words() -> None:
    feature = NumericFeature("thing", ())
    assert bands.texts_of(feature, bands.phrases_of(feature)) == ("Thing: given", "Thing: not given")


@pytest.mark.parametrize("is_little", [True, False])
@pytest.mark.parametrize(("level", "begins"), [(0, "LOW RISK: "), (1, "MEDIUM RISK: "), (2, "HIGH RISK: ")])
def test_a_recommendation_begins_with_the_level_and_marks_little_data(level: int, begins: str, is_little: bool) -> None:
    for words in (None, *phrases.PHRASES.values()):
        text = phrases.recommendation(level, words, is_little=is_little)
        assert text.startswith(begins + ("Little data: " if is_little else ""))
        assert ("Little data" in text) == is_little


def test_all_recommendations_of_a_level_differ_by_feature() -> None:
    book = explain.phrase_book(AdditiveModel("m", "baseline", "2025-01-01", 0.0, scorecard.baseline().features))
    assert len(set(book.recommendations)) == len(book.recommendations)
