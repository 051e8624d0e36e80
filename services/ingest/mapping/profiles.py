"""What the cells of a column are like, in a few numbers, and whether that has changed since the user confirmed the column."""

import hashlib
from collections.abc import Sequence
from statistics import median

from services.ingest.domain import Profile
from services.ingest.fields import FIELDS, Kind
from services.ingest.mapping import categories
from services.ingest.reading import dates, values
from services.ingest.reading.dates import Order

# Fewer numbers say nothing about their middle.
_FEWEST = 5
# Units that people mix up differ by 7 (days and weeks) or more: 10, 12, 30, 100. Customers change by less in some months.
_UNIT_FACTOR = 5.0
# A column with more values than this has no categories, but texts.
_MOST_CATEGORIES = 30
# Eight hexadecimal digits tell thirty values apart well enough, and do not keep what customers wrote.
_DIGEST_LENGTH = 8
_LEFT_AND_STAYED = 2
_WITH_CATEGORIES = frozenset({"churned", "contract_type", "payment_method", "plan"})


def profile(field: str, cells: Sequence[str]) -> Profile:
    """What the text ``cells`` of a column that was confirmed to be ``field`` are like."""
    match FIELDS[field].kind:
        case Kind.NUMBER:
            return Profile(middle=_middle(cells))
        case Kind.DATE:
            order = dates.order_of(cells)
            return Profile(date_order=None if order in (None, Order.UNDECIDED) else order.value)
        case Kind.FLAG | Kind.TEXT if field in _WITH_CATEGORIES:
            return Profile(categories=_categories(cells))
        case _:
            return Profile()


def drift(field: str, before: Profile, now: Profile) -> str | None:
    """What has changed in a column since it was confirmed to be ``field``, as a sentence; None for nothing that shows."""
    if before.middle and now.middle and not 1 / _UNIT_FACTOR < now.middle / before.middle < _UNIT_FACTOR:
        larger = now.middle / before.middle >= _UNIT_FACTOR
        size = "larger" if larger else "smaller"
        return f"Its numbers are many times {size} than when you confirmed it: its unit may be another."
    if before.date_order and now.date_order and before.date_order != now.date_order:
        return f"Its dates were written {before.date_order} when you confirmed it, and are {now.date_order} now."
    if _have_changed(field, set(before.categories), set(now.categories)):
        return "It has values that it did not have when you confirmed it."
    return None


def _have_changed(field: str, before: set[str], now: set[str]) -> bool:
    """A new value of the label may mean either; a new plan means little, unless most of them are new."""
    if FIELDS[field].kind is Kind.FLAG:
        # With one value only, the other one is to be expected some day.
        return len(before) >= _LEFT_AND_STAYED and bool(now - before)
    return bool(before) and len(now - before) > len(now & before)


def _middle(cells: Sequence[str]) -> float | None:
    """The median of the numbers that are not zero, which says the most about their unit."""
    found = [abs(number) for number in values.numbers(cells) if number]
    return float(median(found)) if len(found) >= _FEWEST else None


def _categories(cells: Sequence[str]) -> tuple[str, ...]:
    found = {categories.normal(cell) for cell in cells if not values.is_missing(cell)}
    if len(found) > _MOST_CATEGORIES:
        return ()
    return tuple(sorted(hashlib.sha256(cell.encode()).hexdigest()[:_DIGEST_LENGTH] for cell in found))
