"""Inputs of models that follow from several fields, each told once: for the arrays of a file and for one customer's values."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar

from services.scoring.additive import Floats

V = TypeVar("V", float, Floats)

# The mean length of a month in the Gregorian calendar.
DAYS_PER_MONTH = 365.2425 / 12
# A time zone may put today's activity on tomorrow's date; what lies further ahead is a mistake.
DAYS_AHEAD_TOLERATED = 1


class Known(Protocol[V]):
    """What is known of customers; None is known of nobody."""

    def number(self, name: str) -> V | None:
        """The canonical number ``name``."""

    def days_since(self, name: str, as_of: date) -> V | None:
        """The days from the canonical date ``name`` to ``as_of``; none for a date that lies too far ahead."""

    def ratio(self, above: str, below: str) -> V | None:
        """One canonical number by another; none where the other is not positive."""

    def first(self, given: V | None, *others: Callable[[], V | None]) -> V | None:
        """What is ``given``, with what it lacks filled from the ``others`` in turn, each asked only while something lacks."""


def _tenure_months(known: Known[V], as_of: date) -> V | None:
    """Months as given, else since the signup, else what was charged in all by what is charged a month."""
    return known.first(
        known.number("tenure_months"),
        lambda: _months(known.days_since("signup_date", as_of)),
        lambda: known.ratio("total_charges", "monthly_charges"),
    )


def _monthly_charges(known: Known[V], as_of: date) -> V | None:
    """The charge a month as given, else what was charged in all by the months so far."""
    return known.first(known.number("monthly_charges"), lambda: known.ratio("total_charges", "tenure_months"))


def _last_activity_days_ago(known: Known[V], as_of: date) -> V | None:
    """Days as given, else the days from the last activity's date to ``as_of``."""
    return known.first(known.number("last_activity_days_ago"), lambda: known.days_since("last_activity_date", as_of))


def _seat_utilisation(known: Known[V], as_of: date) -> V | None:
    """Seats in use by seats paid for, in percent; more than 100 where more are in use."""
    share = known.ratio("seats_used", "seats_purchased")
    return None if share is None else share * 100


def _months(days: V | None) -> V | None:
    return None if days is None else days / DAYS_PER_MONTH


NUMBERS: Mapping[str, Callable[[Known[Any], date], Any]] = {
    "tenure_months": _tenure_months,
    "monthly_charges": _monthly_charges,
    "last_activity_days_ago": _last_activity_days_ago,
    "seat_utilisation": _seat_utilisation,
}
# Unit, least and greatest plausible value of what no canonical field holds.
RANGES: Mapping[str, tuple[str, float, float]] = {"seat_utilisation": ("percent", 0, 1000)}
SOURCES: Mapping[str, tuple[str, ...]] = {
    "tenure_months": ("tenure_months", "signup_date", "total_charges", "monthly_charges"),
    "monthly_charges": ("monthly_charges", "total_charges", "tenure_months"),
    "last_activity_days_ago": ("last_activity_days_ago", "last_activity_date"),
    "seat_utilisation": ("seats_used", "seats_purchased"),
}


def number(name: str, known: Known[V], as_of: date) -> V | None:
    """The number that a model knows as ``name``: derived, or the canonical field itself."""
    derive = NUMBERS.get(name)
    found: V | None = derive(known, as_of) if derive else known.number(name)
    return found
