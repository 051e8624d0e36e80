"""Phrases for features that the table of phrases does not list, such as columns of a customer's own: from name and value band."""

import math
import re

from services.scoring import own
from services.scoring.phrases import CategoryPhrases, NumberPhrases

# LightGBM's thresholds lie a hair above the middle between two values, and above 0.
_HAIR = 1e-9
# Whole numbers beyond this are not kept apart by a float's hair.
_LARGEST_COUNT = 1e6
_CASE_CHANGE = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_LEADING_MARKS = re.compile(r"^[\W_]+")
# Fields that no phrase is listed for, but that a trained model may use; their labels are taken.
_CANONICAL_KEYS = frozenset(
    {"totalcharges", "seatspurchased", "country", "industry", "age", "gender", "plan", "contracttype", "paymentmethod"}
)


def category(name: str, categories: tuple[str, ...]) -> CategoryPhrases:
    """Phrases for a text feature that PHRASES does not list, such as a column of the customer's own that a trained model uses."""
    label = _label(name)
    texts = {category: f"{label}: {' '.join(category.replace(',', ' ').split())}" for category in categories}
    return CategoryPhrases(texts, f"{label}: an unusual value", f"{label}: not given", label)


def number(name: str, thresholds: tuple[float, ...], *, is_days_ago: bool = False) -> NumberPhrases:
    """Phrases for a number that PHRASES does not list: five bands at most, taken evenly from the model's own bins.

    ``is_days_ago``: it is the days from a date to the day of scoring, negative for a date to come.
    """
    label = _label(name)
    words = _days_ago if is_days_ago else _count if _are_counts(thresholds) else _amount
    # Edges that would be said alike make one band.
    said = {words(None, edge): edge for edge in thresholds}
    apart = sorted(said.values())
    edges = sorted({apart[len(apart) * part // 5] for part in range(1, 5)}) if apart else []
    bands = zip([None, *edges], [*edges, None], strict=True)
    texts = tuple(f"{label}: {words(low, high)}" for low, high in bands) if edges else (f"{label}: given",)
    return NumberPhrases(tuple(edges), texts, f"{label}: not given", label)


def _are_counts(thresholds: tuple[float, ...]) -> bool:
    """Whether ``thresholds`` lie in the middle between whole numbers, as those of counts do.

    That is at halves, and where a number does not occur at whole numbers too; above 0 LightGBM cuts right at 0.
    """
    halves = [round(edge * 2) for edge in thresholds if abs(edge) < _LARGEST_COUNT]
    is_between = [abs(edge * 2 - half) < _HAIR for edge, half in zip(thresholds, halves, strict=False)]
    return len(halves) == len(thresholds) and all(is_between) and any(half % 2 for half in halves)


def _count(low: float | None, high: float | None) -> str:
    """The whole numbers above ``low`` and up to ``high``, None for open ends."""
    least = None if low is None else math.floor(low + _HAIR) + 1
    most = None if high is None else math.floor(high + _HAIR)
    if least is None:
        return "none" if most == 0 else f"{most} or fewer"
    if most is None:
        return f"{least} or more"
    return f"{least}" if least == most else f"{least} to {most}"


def _amount(low: float | None, high: float | None) -> str:
    """The same of numbers of any kind."""
    if low is None:
        return "given" if high is None else f"up to {_shown(high)}"
    return f"above {_shown(low)}" if high is None else f"{_shown(low)} to {_shown(high)}"


def _days_ago(low: float | None, high: float | None) -> str:
    """The same of days since a date."""
    if low is None:
        return "given" if high is None else f"{high:.0f} days ago or later" if high >= 0 else f"in {-high:.0f} days or later"
    if high is None:
        return f"over {low:.0f} days ago" if low >= 0 else f"in less than {-low:.0f} days or past"
    if low < 0 <= high:
        return f"at most {-low:.0f} days ahead or {high:.0f} days past"
    return f"{low:.0f} to {high:.0f} days ago" if low >= 0 else f"in {-high:.0f} to {-low:.0f} days"


def _shown(number: float) -> str:
    """A number in four digits, without exponents as far as people write none."""
    return f"{float(f'{number:.4g}'):.0f}" if 1000 <= abs(number) < 1e15 else f"{0.0 if abs(number) < _HAIR else number:.4g}"


def _label(name: str) -> str:
    """A feature's name in words that begin with a letter or digit, so that no spreadsheet would run them.

    A column of the customer's own that is called like a canonical field is told apart from it.
    """
    is_own = name.startswith(own.PREFIX)
    spaced = _CASE_CHANGE.sub(" ", name.removeprefix(own.PREFIX).replace("_", " ").replace(",", " "))
    words = _LEADING_MARKS.sub("", " ".join(spaced.split())) or "Column"
    label = words[:1].upper() + words[1:]
    return f"{label} (your column)" if is_own and own.key(name).removeprefix(own.PREFIX) in _CANONICAL_KEYS else label
