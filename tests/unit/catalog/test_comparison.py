"""Comparing two groups: intervals against published values, and what the words say."""

import pytest

from services.catalog import comparison, quality
from services.catalog.comparison import Verdict
from services.catalog.domain import GroupCounts


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = comparison.newcombe(quality.wilson(*first), quality.wilson(*second))

    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-4)


@pytest.mark.parametrize(
    ("treated", "held", "verdict", "words"),
    [
        ((1000, 100), (500, 100), Verdict.HELPS, "10.0 % of the treatment group left, and 20.0 % of the holdout"),
        ((1000, 200), (500, 50), Verdict.HARMS, "a difference of -10.0 points"),
        ((1000, 100), (500, 52), Verdict.UNCLEAR, "chance"),
        ((1000, 100), (29, 29), Verdict.TOO_FEW, "29 of the holdout, and each needs 30"),
    ],
)
def test_the_words_follow_the_interval(treated: tuple[int, int], held: tuple[int, int], verdict: Verdict, words: str) -> None:
    found = comparison.of(GroupCounts(2000, *treated), GroupCounts(800, *held))

    assert found.verdict is verdict
    assert words in found.sentence
    assert found.difference is not None
    assert found.difference.low < found.difference.value < found.difference.high


def test_without_outcomes_there_are_no_rates() -> None:
    found = comparison.of(GroupCounts(2000, 40, 4), GroupCounts(800, 0, 0))

    assert (found.holdout.churn_rate, found.difference, found.verdict) == (None, None, Verdict.TOO_FEW)
    assert found.treatment.churn_rate is not None
