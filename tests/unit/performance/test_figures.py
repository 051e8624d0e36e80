"""What a bench prints of what it measured."""

import json

from tests.performance import figures
from tests.performance.figures import Found

PAIRS = [(10.0, 5.0), (30.0, 10.0), (20.0, 4.0)]


def test_a_ratio_is_the_median_of_the_rounds_and_not_the_ratio_of_the_medians() -> None:
    found = figures.of("ours", "theirs", "rows/s", PAIRS)

    assert (found.ours, found.theirs, found.ratio) == (20.0, 5.0, 3.0)
    assert found.is_met is None


def test_a_target_holds_for_the_ratio_as_it_is_shown() -> None:
    assert figures.of("a", "b", "s", [(2.996, 1.0)], at_least=3.0).is_met is True
    assert figures.of("a", "b", "s", [(2.99, 1.0)], at_least=3.0).is_met is False
    assert figures.of("a", "b", "s", [(1.004, 1.0)], at_most=1.0).is_met is True
    assert figures.of("a", "b", "s", [(1.02, 1.0)], at_most=1.0).is_met is False


def test_the_table_has_a_line_for_each_figure_and_says_what_is_absent() -> None:
    missed = Found([figures.of("score", "script", "rows/s", PAIRS, at_least=300)])

    title, line, absent = figures.table(missed + Found(absent={"MLServer": "could not be installed"}))

    assert title.split() == ["what", "beside", "unit", "ours", "theirs", "ratio", "target", "met"]
    assert line.split() == ["score", "script", "rows/s", "20.00", "5.00", "3.00", ">=", "300", "NO"]
    assert absent == "MLServer: not measured, could not be installed"


def test_programs_get_the_same_as_json() -> None:
    written = json.loads(json.dumps(figures.as_json(Found([figures.of("score", "script", "s", PAIRS, at_most=4)], {"x": "y"}))))

    assert written["absent"] == {"x": "y"}
    assert written["figures"][0]["ratio"] == 3.0
    assert written["figures"][0]["is_met"] is True
