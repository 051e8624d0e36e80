"""A scored file at a glance, as the suite sums it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.cli.faults import Fault

NOT_A_SUMMARY = "The answer is no summary of a scored file. Does RETAINWISE_GATEWAY hold the address of its gateway?"


@dataclass(frozen=True)
class Segment:
    """Some of the customers; ``paying_count`` of them have a known revenue, and revenues are a month's.

    ``mean_probability`` is 0..1.
    """

    name: str
    customer_count: int
    mean_probability: float
    paying_count: int
    revenue: float
    revenue_at_risk: float


@dataclass(frozen=True)
class Driver:
    """A reason to leave, and how many customers have it."""

    reason: str
    customer_count: int


@dataclass(frozen=True)
class Customer:
    """A customer at risk: ``percent`` is the probability as text, ``key_risks`` are separated by commas."""

    id: str
    percent: str
    level: str
    recommendation: str
    key_risks: str
    revenue_at_risk: float


@dataclass(frozen=True)
class Summary:
    """A scored file. ``levels`` go from High to Low, ``histogram`` counts customers in equal bins of probability from 0 to 1.

    Coverages are 0..1, and ``left_count`` have left already, as the file says. The other lists begin with what counts most, and
    may be empty.
    """

    total: Segment
    levels: tuple[Segment, ...]
    histogram: tuple[int, ...]
    drivers: tuple[Driver, ...]
    customers: tuple[Customer, ...]
    plans: tuple[Segment, ...]
    countries: tuple[Segment, ...]
    mean_coverage: float
    least_coverage: float
    left_count: int
    model_version: str

    @property
    def has_revenue(self) -> bool:
        """Whether anything is known of what customers pay."""
        return self.total.paying_count > 0


def summary(answer: Any) -> Summary:
    """A summary from its JSON. Raises Fault where it is none."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get("total"), Mapping):
        raise Fault(NOT_A_SUMMARY)
    return Summary(
        total=_segment(answer["total"]),
        levels=_segments(answer, "levels"),
        histogram=tuple(int(count) for count in answer.get("histogram", ())),
        drivers=tuple(Driver(str(one.get("reason", "")), int(one.get("customer_count", 0))) for one in answer.get("drivers", ())),
        customers=tuple(_customer(one) for one in answer.get("customers_at_risk", ())),
        plans=_segments(answer, "plans"),
        countries=_segments(answer, "countries"),
        mean_coverage=float(answer.get("mean_data_coverage", 0)),
        least_coverage=float(answer.get("least_data_coverage", 0)),
        left_count=int(answer.get("left_count", 0)),
        model_version=str(answer.get("model_version", "")),
    )


def _segments(answer: Mapping[str, Any], name: str) -> tuple[Segment, ...]:
    return tuple(_segment(one) for one in answer.get(name, ()))


def _segment(answer: Mapping[str, Any]) -> Segment:
    return Segment(
        name=str(answer.get("name", "")),
        customer_count=int(answer.get("customer_count", 0)),
        mean_probability=float(answer.get("mean_churn_probability", 0)),
        paying_count=int(answer.get("paying_count", 0)),
        revenue=float(answer.get("revenue", 0)),
        revenue_at_risk=float(answer.get("revenue_at_risk", 0)),
    )


def _customer(answer: Mapping[str, Any]) -> Customer:
    score = answer.get("score") or {}
    return Customer(
        id=str(score.get("customer_id", "")),
        percent=str(score.get("churn_risk_pct", "")),
        level=str(score.get("risk_level", "")).capitalize(),
        recommendation=str(score.get("recommendation", "")),
        key_risks=str(score.get("key_risks", "")),
        revenue_at_risk=float(answer.get("revenue_at_risk", 0)),
    )
