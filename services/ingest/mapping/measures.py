"""The unit of a column, worked out from what the header says and what the cells allow; a doubt where they do not agree."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NamedTuple

from services.ingest.fields import FIELDS, Kind
from services.ingest.mapping import epochs
from services.ingest.mapping.evidence import Evidence
from services.ingest.mapping.headers import Header
from services.ingest.reading import states


class Measure(NamedTuple):
    """``unit`` is None for the field's own; ``doubt`` says in a sentence why somebody should look, None where nobody has to."""

    unit: str | None
    doubt: str | None = None


@dataclass(frozen=True)
class Surroundings:
    """What the rest of the file says about units.

    ``tenure_unit`` is the unit in which tenure times monthly charges yields total charges, or in which it leads from the
    signup to one day for most rows, None where that is not known;
    ``has_start`` says that there is a day of the signup; ``has_date_order`` says that some column shows whether the day or the
    month goes first.
    """

    tenure_unit: str | None = None
    has_date_order: bool = False
    has_start: bool = False


# As a header says them. A header that says two, such as "days per month", says nothing.
_SPANS = {"DAY": "days", "WEEK": "weeks", "MONTH": "months", "QUARTER": "quarters", "YEAR": "years"}
_PERIODS = {
    "DAILY": "day",
    "WEEKLY": "week",
    "WEEK": "week",
    "MONTH": "month",
    "MONTHLY": "month",
    "MRR": "month",
    "QUARTERLY": "quarter",
    "QUARTER": "quarter",
    "YEAR": "year",
    "YEARLY": "year",
    "ARR": "year",
}
# The greatest plausible value in each unit of tenure: a hundred years.
_LONGEST = {"days": 36_525, "weeks": 5_218, "months": 1_200, "quarters": 400, "years": 100}
_SINCE = ("hours", "days", "weeks", "months", "years")
# Nobody counts fewer than this many months as the longest tenure of a whole file, unless all customers are new; and
# more than this many are more likely days.
_FEWEST_MONTHS, _MOST_MONTHS = 15, 120
# In fewer rows a few customers who left or were made up may be most of them.
_ROWS_TO_AGREE = 20
# Nobody pays less than five for a month, and prices end so.
_FEWEST_CENTS = 500
_PRICE_ENDINGS = frozenset({49, 90, 95, 99})
# All less than this, they rather count subscriptions than say what one costs.
_FEWEST_PAID = 5
# The greatest values of the scales that surveys use. A scale from 0 is told from one from 1 by a 0 among the cells.
_SCALE_ENDS = (5, 7, 10)
_AS_NUMBERS = "The dates are written as numbers."
# Averages of many answers out of five come near it, and most are better than the middle; out of ten some go beyond nine.
_NEARLY_FIVE, _MIDDLE_OF_FIVE = 4.3, 3
_NEARLY_TEN = 9
# Of German school grades.
_WORST_GRADE = 6
# Of dates in mixed orders most can be read alone; of dates in one order that does not show, about one in twelve.
_MOSTLY_CLEAR = 0.5
UNDECIDED = "Day and month cannot be told apart: give day-first or month-first as its unit."


def measure(field: str, header: Header, column: Evidence, surroundings: Surroundings) -> Measure:
    """The unit of ``column`` as ``field``."""
    if field == "tenure_months":
        return _tenure(header, column, surroundings)
    if FIELDS[field].kind is Kind.DATE:
        return _date(header, column, has_order=surroundings.has_date_order)
    return _MEASURES[field](header, column) if field in _MEASURES and column.is_known else Measure(None)


def _by_cells(said: str | None, column: Evidence, *, known: Collection[str], is_each: bool = False) -> Measure:
    """The unit that the cells say, one of ``known``, where it is the same in all of them and no other than ``said``."""
    unit = column.unit
    if unit is None or unit.is_each != is_each or unit.span not in known:
        return Measure(said, "The cells do not all say the same unit, or one that it cannot be in.")
    contradicted = said not in (None, unit.span)
    return Measure(unit.span, f"The header says {said}, but the cells say {unit.span}." if contradicted else None)


def _said(header: Header, units: dict[str, str]) -> str | None:
    """The unit that the header says, None for none or several."""
    said = {unit for concept, unit in units.items() if concept in header.concepts}
    return said.pop() if len(said) == 1 else None


def _tenure(header: Header, column: Evidence, surroundings: Surroundings) -> Measure:
    unit, by_others = _said(header, _SPANS), surroundings.tenure_unit
    if column.has_units:
        return _by_cells(unit, column, known=_LONGEST)
    if not column.is_number:
        return Measure(unit)
    if unit:
        contradicted = by_others not in (None, unit) or column.high > _LONGEST[unit]
        return Measure(unit, f"The header says {unit}, but the numbers do not look like it." if contradicted else None)
    return Measure(by_others) if by_others else _tenure_by_size(column, has_start=surroundings.has_start)


def _tenure_by_size(column: Evidence, *, has_start: bool) -> Measure:
    """The unit that the numbers look like, in doubt where they are few or a signup says nothing of the kind."""
    if column.high < _FEWEST_MONTHS:
        return Measure("years", "It does not say whether it counts months or years.")
    if column.high > _LONGEST["months"]:
        return Measure("days")
    if column.high > _MOST_MONTHS:
        return Measure("days", "It does not say whether it counts days or months.")
    disagrees = has_start and len(column.looked_at) >= _ROWS_TO_AGREE
    return Measure("months", "It agrees with the day of the signup in no unit." if disagrees else None)


def _days_ago(header: Header, column: Evidence) -> Measure:
    said = _said(header, {"DAY": "days", "WEEK": "weeks", "MONTH": "months", "HOUR": "hours"})
    return _by_cells(said, column, known=_SINCE) if column.has_units else Measure(said)


def _monthly_charges(header: Header, column: Evidence) -> Measure:
    coin = "cents" if "CENTS" in header.concepts else "currency"
    period = _said(header, _PERIODS)
    if column.has_units:
        said, doubt = _by_cells(f"{period}s" if period else None, column, known=_LONGEST, is_each=True)
        return Measure(f"{coin}/{(said or 'months')[:-1]}", doubt)
    if coin == "currency" and {"MRR", "ARR"} & header.concepts and _look_like_cents(column):
        return Measure(f"cents/{period or 'month'}", "The amounts look like cents, but the header does not say so.")
    if column.is_whole and column.high < _FEWEST_PAID and not {"MONEY", "MRR", "ARR"} & header.concepts:
        return Measure(f"{coin}/{period or 'month'}", "It does not say whether it is an amount or a number of something.")
    if period is None:
        return Measure(f"{coin}/month", "It does not say for which period the amount is.")
    return Measure(f"{coin}/{period}")


def _look_like_cents(column: Evidence) -> bool:
    """Whole amounts as billing systems export them: 4900, 9900, or 1999 for 19.99."""
    if not column.is_whole or column.currency_share or column.middle < _FEWEST_CENTS:
        return False
    amounts = [number for number in column.numbers if number]
    endings = [int(number) % 100 for number in amounts]
    priced = sum(ending in _PRICE_ENDINGS for ending in endings)
    return not any(endings) or priced > len(amounts) / 2


def _total_charges(header: Header, column: Evidence) -> Measure:
    return Measure("cents" if "CENTS" in header.concepts else None)


def _percentage(header: Header, column: Evidence) -> Measure:
    """A percentage that may be written as a share, or on a scale that the header says."""
    says_percent, says_share = "PERCENT" in header.concepts, "SHARE" in header.concepts
    if header.scale:
        return _on_scale(header.scale, column)
    if not column.is_number or column.percent_share > 0.5:
        return Measure(None)
    if column.high <= 1 and not column.is_whole:
        return Measure("share", None if says_share and not says_percent else "It does not say whether 1 means 1 % or 100 %.")
    if says_percent or says_share or column.high > 10:
        return Measure(None)
    return Measure("0-10", "It does not say which number is the greatest possible one.")


def _discount(header: Header, column: Evidence) -> Measure:
    found = _percentage(header, column)
    if found.unit == "share" or header.scale or not column.is_number:
        return found
    is_said = {"PERCENT", "SHARE"} & header.concepts or column.percent_share > 0.5
    is_round = column.is_whole and all(number % 5 == 0 and number <= 100 for number in column.numbers)
    is_percent = is_said or (is_round and not header.concepts & {"CURRENCY_CODE", "MONEY", "ONE_AMOUNT"})
    return Measure(None, None if is_percent else "It does not say whether it is a percentage or an amount.")


def _satisfaction(header: Header, column: Evidence) -> Measure:
    if _is_school_grade(header):
        worst = header.scale[1] if header.scale else max(_WORST_GRADE, int(column.high)) if column.is_number else _WORST_GRADE
        return Measure(f"{worst}-1", "In school grades 1 is best, and it does not say whether it is so here.")
    if header.scale:
        return _on_scale(header.scale, column)
    if column.percent_share > 0.5 or not column.is_number:
        return Measure(None)
    if column.high in _SCALE_ENDS and column.low >= 0:
        return Measure(f"{min(1, int(column.low))}-{int(column.high)}")
    if 1 < column.high < 10:
        doubt = (
            None
            if _reaches_far(column) and "IN_GERMAN" not in header.concepts
            else "It does not say the greatest possible score."
        )
        return Measure("1-5" if column.high < 5 else "0-10", doubt)
    return _percentage(header, column)


def _reaches_far(column: Evidence) -> bool:
    """Many averages end just below 5, most of them high, or go on to nearly 10: of five stars, or of ten.

    In German they may be grades, of which 1 is the best.
    """
    is_of_five = _NEARLY_FIVE <= column.high < 5 <= column.low + 4 and column.middle > _MIDDLE_OF_FIVE
    is_of_ten = column.high > _NEARLY_TEN
    return len(column.looked_at) >= _ROWS_TO_AGREE and (is_of_five or is_of_ten)


def _is_school_grade(header: Header) -> bool:
    """It says so, or it is a "Note" in German."""
    is_note = any(word.text in ("note", "noten") for word in header.words)
    return "SCHOOL_GRADE" in header.concepts or (is_note and "IN_GERMAN" in header.concepts)


def _promoters(header: Header, column: Evidence) -> Measure:
    if header.scale:
        return _on_scale(header.scale, column)
    if not column.is_number or (column.low >= 0 and column.high <= 10):
        return Measure(None)
    if column.low < 0:
        # Only the score of a group runs below zero: promoters less detractors, in percent.
        return Measure("-100-100")
    return Measure("0-100", "Answers go from 0 to 10, and these numbers go further.")


def _on_scale(scale: tuple[int, int], column: Evidence) -> Measure:
    low, high = scale
    fits = not column.is_number or (low <= column.low and column.high <= high)
    return Measure(f"{low}-{high}", None if fits else f"The header says {low} to {high}, but some numbers lie beyond.")


def _age(header: Header, column: Evidence) -> Measure:
    if column.has_units:
        return _by_cells(None, column, known=("years", "months"))
    says_birth = bool({"BIRTH", "BIRTH_YEAR"} & header.concepts)
    if column.is_number and column.low > 1900:
        return Measure("birth_year", None if says_birth else "The numbers look like years of birth.")
    return Measure(None, "It is a year of birth by its header, but not by its numbers." if says_birth else None)


def _date(header: Header, column: Evidence, *, has_order: bool) -> Measure:
    """None where the cells themselves, or other dates of the file, say whether the day or the month goes first."""
    order = column.date_order
    if order in epochs.SECOND:
        return Measure(order, None if epochs.are_surely_seconds(header, column, order) else _AS_NUMBERS)
    if order == "excel-serial":
        return Measure(order, _AS_NUMBERS)
    if order == "undecided" and not has_order and column.clear_date_share < _MOSTLY_CLEAR:
        return Measure(None, UNDECIDED)
    return Measure(None)


def _churned(header: Header, column: Evidence) -> Measure:
    """States say what they mean whatever the header is; a yes means the opposite under "active", "retained" or "renewed"."""
    says_state = column.state_words & (states.LEFT | states.STAYED)
    says_churn = "CHURN" in header.concepts
    says_stay = {"RETAINED", "ACTIVE", "RENEWED"} & header.concepts or _names_subscriber(header)
    is_inverted = not says_state and not says_churn and says_stay
    unread = column.state_words - states.KNOWN
    doubt = "Some of its values do not say who left, and would count as missing." if unread else None
    return Measure("inverted" if is_inverted else None, doubt)


def _names_subscriber(header: Header) -> bool:
    """A yes says that somebody is a subscriber, and nothing else."""
    return "SUBSCRIBER" in header.concepts and header.concepts <= {"SUBSCRIBER", "CUSTOMER", "IS", "LABEL", "STOP"}


_MEASURES: dict[str, Callable[[Header, Evidence], Measure]] = {
    "last_activity_days_ago": _days_ago,
    "monthly_charges": _monthly_charges,
    "total_charges": _total_charges,
    "feature_usage_score": _percentage,
    "csat_score": _satisfaction,
    "discount": _discount,
    "nps_score": _promoters,
    "age": _age,
    "churned": _churned,
}
