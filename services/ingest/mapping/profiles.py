"""What the cells of a column are like, in a few numbers, and whether that has changed since the user confirmed the column."""

import hashlib
from collections.abc import Sequence
from statistics import median, quantiles

from services.ingest.domain import Profile
from services.ingest.fields import FIELDS, Kind
from services.ingest.mapping import categories
from services.ingest.reading import dates, values
from services.ingest.reading.dates import Order

# Fewer numbers say nothing about their middle.
_FEWEST = 5
# Most units that people mix up differ by 7 (days and weeks) or more: 10, 12, 30, 100. Customers change by less in some months.
_UNIT_FACTOR = 5.0
# Units that differ by less, and where they occur: a quarter has 3 months, and a month 4.35 weeks, which many round to 4. Growth
# may reach these factors as well, but hardly all over a column at once, so that small and large numbers have to follow.
_SMALL_FACTORS = (3.0, 4.0, 4.348)
_IN_SMALL_FACTORS = frozenset({"monthly_charges", "tenure_months", "last_activity_days_ago", "logins_last_30d"})
_NEAR = 0.08
_FEWEST_FOR_SPREAD = 20
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
            return _of_numbers(cells)
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
    if field in _IN_SMALL_FACTORS and _is_in_another_unit(before, now):
        return "All its numbers are about as many times larger or smaller as another unit would make them."
    if _have_changed(field, set(before.categories), set(now.categories)):
        return "It has values that it did not have when you confirmed it."
    return None


def _have_changed(field: str, before: set[str], now: set[str]) -> bool:
    """A new value of the label may mean either; a new plan means little, unless most of them are new."""
    if FIELDS[field].kind is Kind.FLAG:
        # With one value only, the other one is to be expected some day.
        return len(before) >= _LEFT_AND_STAYED and bool(now - before)
    return bool(before) and len(now - before) > len(now & before)


def _is_in_another_unit(before: Profile, now: Profile) -> bool:
    """Low, middle and high numbers have all changed by one of the small factors between units."""
    if not (before.spread and now.spread and before.middle and now.middle):
        return False
    levels = zip((*before.spread, before.middle), (*now.spread, now.middle), strict=True)
    changes = [new / old for old, new in levels]
    factors = [factor for small in _SMALL_FACTORS for factor in (small, 1 / small)]
    return any(all(abs(change / factor - 1) < _NEAR for change in changes) for factor in factors)


def _of_numbers(cells: Sequence[str]) -> Profile:
    """Without zeros, which say nothing about the unit of the others."""
    found = [abs(number) for number in values.numbers(cells) if number]
    if len(found) < _FEWEST:
        return Profile()
    tenths = quantiles(found, n=10, method="inclusive") if len(found) >= _FEWEST_FOR_SPREAD else []
    return Profile(middle=float(median(found)), spread=(tenths[0], tenths[-1]) if tenths else ())


def _categories(cells: Sequence[str]) -> tuple[str, ...]:
    found = {categories.normal(cell) for cell in cells if not values.is_missing(cell)}
    if len(found) > _MOST_CATEGORIES:
        return ()
    return tuple(sorted(hashlib.sha256(cell.encode()).hexdigest()[:_DIGEST_LENGTH] for cell in found))
