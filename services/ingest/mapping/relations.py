"""What columns say about each other: total charges are about tenure times monthly charges, and tenure began at the signup."""

from collections.abc import Sequence
from statistics import median

from services.ingest.reading import values

# So many rows tell; months in each unit of tenure.
_ROWS = 200
_FEWEST_ROWS = 8
# Spans that hardly differ lead to one day in any unit.
_FEWEST_SPANS = 4
_MONTH_DAYS = 365.2425 / 12
_MONTHS = {"days": 12 / 365.2425, "weeks": 84 / 365.2425, "months": 1.0, "quarters": 3.0, "years": 12.0}
# Prices change and months are broken off, so a product is right within a fifth.
_WITHIN = 0.2
_MOST_RIGHT = 0.6
# Rounding to months, say, moves a proportion by a few percent.
_SAME_WITHIN = 0.05
_MOST_SAME = 0.8


def say_the_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """The two columns (cells of the same rows, as written) have equal texts, equal flags, or numbers in one proportion."""
    one, other = list(one[:_ROWS]), list(other[:_ROWS])
    if one == other:
        return True
    flags = list(zip(values.flags(one), values.flags(other), strict=True))
    if all(None not in pair and pair[0] is pair[1] for pair in flags):
        return True
    pairs = [(a, b) for a, b in zip(values.numbers(one), values.numbers(other), strict=True) if a is not None and b is not None]
    ratios = [a / b for a, b in pairs if a and b]
    if len(ratios) < _FEWEST_ROWS:
        return False
    usual = median(ratios)
    # Of flags all that are not zero are equal, so that it counts where only one of two is.
    either = sum(1 for a, b in pairs if a or b)
    return sum(1 for ratio in ratios if abs(ratio / usual - 1) < _SAME_WITHIN) > _MOST_SAME * either


def tenure_unit_by_start(tenure: Sequence[str], signup: Sequence[str]) -> str | None:
    """The unit of ``tenure`` in which it leads from ``signup`` to about one day for most rows; None where no one unit does.

    Both are cells of the same rows, as written. That day is the one on which the file was exported.
    """
    spans, days = values.numbers(list(tenure[:_ROWS])), values.dates(list(signup[:_ROWS]))
    pairs = [(span, day.toordinal()) for span, day in zip(spans, days, strict=True) if span is not None and day]
    if len(pairs) < _FEWEST_ROWS or len({span for span, _ in pairs}) < _FEWEST_SPANS:
        return None
    fitting = [unit for unit, months in _MONTHS.items() if _lead_to_one_day(pairs, months * _MONTH_DAYS)]
    return fitting[0] if len(fitting) == 1 else None


def _lead_to_one_day(pairs: Sequence[tuple[float, int]], unit_days: float) -> bool:
    """The spans are cut to whole units or rounded, so that each may be off by one."""
    ends = [start + span * unit_days for span, start in pairs]
    usual = median(ends)
    return sum(1 for end in ends if abs(end - usual) <= unit_days + 1) >= _MOST_RIGHT * len(ends)


def tenure_unit(tenure: Sequence[str], monthly: Sequence[str], total: Sequence[str]) -> str | None:
    """The unit of ``tenure`` in which tenure times ``monthly`` yields ``total`` for most rows; None where no unit does.

    All three are cells of the same rows, as written. Rows with a zero or a missing number say nothing.
    """
    columns = [values.numbers(list(column[:_ROWS])) for column in (tenure, monthly, total)]
    ratios = [whole / (span * price) for span, price, whole in zip(*columns, strict=True) if span and price and whole]
    if len(ratios) < _FEWEST_ROWS:
        return None
    unit = min(_MONTHS, key=lambda each: abs(median(ratios) / _MONTHS[each] - 1))
    right = sum(1 for ratio in ratios if abs(ratio / _MONTHS[unit] - 1) < _WITHIN)
    return unit if right >= _MOST_RIGHT * len(ratios) else None
