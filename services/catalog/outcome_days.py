"""Reads the days of a list of outcomes: ISO 8601, with points, or with slashes where the list itself shows their order."""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum

_WITH_POINTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_WITH_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTHS = 12


class Order(Enum):
    """What stands first in a list's dates with slashes; what to say of a date where that is not known."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "no date of the list shows whether the day or the month stands first"
    MIXED = "some dates of the list have the day first, others the month"


def order_of(texts: Iterable[str]) -> Order:
    """The order that the dates with slashes among ``texts`` prove: a number above 12 is a day."""
    found = [match for text in texts if (match := _WITH_SLASHES.fullmatch(text.strip()))]
    is_day_first = any(int(match[2]) <= _MONTHS < int(match[1]) for match in found)
    is_month_first = any(int(match[1]) <= _MONTHS < int(match[2]) for match in found)
    if is_day_first and is_month_first:
        return Order.MIXED
    if is_day_first:
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if is_month_first else Order.UNKNOWN


def day(text: str, order: Order) -> date:
    """The day in ``text``; with points the day stands first, as in Excel of much of Europe. ValueError says what is wrong."""
    try:
        if match := _WITH_POINTS.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _WITH_SLASHES.fullmatch(text):
            return _with_slashes(match, order)
        return date.fromisoformat(text[:10])
    except _OrderUnknown:
        raise ValueError(f"date has slashes, and {order.value}. Write it as YYYY-MM-DD.") from None
    except ValueError:
        raise ValueError("date must be a day as YYYY-MM-DD or DD.MM.YYYY.") from None


class _OrderUnknown(Exception):
    """It cannot be told which number is the month."""


def _with_slashes(match: re.Match[str], order: Order) -> date:
    first, second, year = (int(number) for number in match.groups())
    # Of two equal numbers each may be the month.
    if order is Order.MONTH_FIRST or first == second:
        return date(year, first, second)
    if order is Order.DAY_FIRST:
        return date(year, second, first)
    raise _OrderUnknown
