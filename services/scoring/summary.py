"""What a scored file says as a whole: who stands where, what drives it, and how much money is at risk.

Revenue is what customers pay a month (monthly_charges), in the currency of the file. Revenue at risk is each customer's times the
probability that the result shows for that customer, so it can be checked by hand. A customer whose payment is not known
counts as a customer, and adds nothing to revenues.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from services.scoring.domain import PredictionWarning
from services.scoring.scorer import CustomerScore


class SummaryUnreadable(ValueError):
    """The bytes are not a summary that we wrote."""


@dataclass(frozen=True)
class Segment:
    """Some of the customers. ``mean_probability`` is 0..1, ``paying_count`` have a known revenue; revenues are monthly."""

    name: str
    customer_count: int
    high_count: int
    mean_probability: float
    paying_count: int
    revenue: float
    revenue_at_risk: float


@dataclass(frozen=True)
class Driver:
    """A reason, how many customers have it among their strongest, and their revenue at risk."""

    reason: str
    customer_count: int
    revenue_at_risk: float


@dataclass(frozen=True)
class CustomerAtRisk:
    """A customer of level High or Medium with the score of the file. ``revenue`` is None where it is not known."""

    score: CustomerScore
    revenue: float | None
    revenue_at_risk: float


@dataclass(frozen=True)
class Summary:
    """A scored file at a glance.

    ``levels`` go from High to Low. ``histogram`` counts customers in equal bins of probability from 0 to 1. ``drivers`` begin
    with the most common; ``customers`` with the greatest revenue at risk, and the highest probability among equals, without those
    whom an experiment leaves alone, and without the ``left_count`` who have left already, as the file says. ``plans`` and
    ``countries`` begin with the greatest revenue at risk, then the most customers, and are empty where the file has none.
    Coverages are 0..1, 0 for a file without customers. ``warnings`` say what of the file the model did not learn from.
    """

    total: Segment
    levels: tuple[Segment, ...]
    histogram: tuple[int, ...]
    drivers: tuple[Driver, ...]
    customers: tuple[CustomerAtRisk, ...]
    plans: tuple[Segment, ...]
    countries: tuple[Segment, ...]
    mean_coverage: float
    least_coverage: float
    model_version: str
    warnings: tuple[PredictionWarning, ...]
    # A summary of before it was counted does not say.
    left_count: int = 0


def write(summary: Summary) -> bytes:
    """The summary as JSON."""
    entry = asdict(summary)
    entry["customers"] = [{**each, "score": each["score"]._asdict()} for each in entry["customers"]]
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


def read(content: bytes) -> Summary:
    """The summary in ``content``. Raises SummaryUnreadable for anything but what ``write`` made."""
    try:
        return _summary(json.loads(content))
    except (KeyError, TypeError, ValueError) as error:
        raise SummaryUnreadable("The summary is damaged.") from error


def _summary(entry: Mapping[str, Any]) -> Summary:
    segments = {name: tuple(Segment(**each) for each in entry[name]) for name in ("levels", "plans", "countries")}
    customers = tuple(CustomerAtRisk(**{**each, "score": CustomerScore(**each["score"])}) for each in entry["customers"])
    return Summary(
        **{
            **entry,
            **segments,
            "total": Segment(**entry["total"]),
            "histogram": tuple(entry["histogram"]),
            "drivers": tuple(Driver(**each) for each in entry["drivers"]),
            "customers": customers,
            # A summary of before there were warnings has none.
            "warnings": tuple(PredictionWarning(**each) for each in entry.get("warnings", ())),
        }
    )
