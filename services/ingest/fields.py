"""The canonical fields: what each measures. A contract test holds this table to the Customer message."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What the cells of a field are read as."""

    ID = "id"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"


@dataclass(frozen=True)
class Field:
    """A canonical field. ``unit`` and the plausible range, both ends included, stand for numbers only."""

    name: str
    kind: Kind
    unit: str | None = None
    minimum: float = float("-inf")
    maximum: float = float("inf")


# Read from the columns as they are, and never written twice: nobody scores by them.
IDENTITY_ONLY = frozenset({"customer_name", "email"})

_ALL = (
    Field("customer_id", Kind.ID),
    Field("customer_name", Kind.TEXT),
    Field("email", Kind.TEXT),
    Field("tenure_months", Kind.NUMBER, "months", 0, 1200),
    Field("monthly_charges", Kind.NUMBER, "currency/month", 0, 100_000_000),
    Field("total_charges", Kind.NUMBER, "currency", 0, 10_000_000_000),
    Field("contract_type", Kind.TEXT),
    Field("payment_method", Kind.TEXT),
    Field("plan", Kind.TEXT),
    Field("seats_purchased", Kind.NUMBER, "1", 0, 10_000_000),
    Field("seats_used", Kind.NUMBER, "1", 0, 10_000_000),
    Field("feature_usage_score", Kind.NUMBER, "percent", 0, 100),
    Field("last_activity_days_ago", Kind.NUMBER, "days", 0, 36_500),
    Field("last_activity_date", Kind.DATE),
    Field("logins_last_30d", Kind.NUMBER, "1", 0, 1_000_000),
    Field("support_tickets", Kind.NUMBER, "1", 0, 1_000_000),
    Field("nps_score", Kind.NUMBER, "1", 0, 10),
    Field("csat_score", Kind.NUMBER, "percent", 0, 100),
    Field("discount", Kind.NUMBER, "percent", 0, 100),
    Field("country", Kind.TEXT),
    Field("industry", Kind.TEXT),
    Field("age", Kind.NUMBER, "years", 0, 130),
    Field("gender", Kind.TEXT),
    Field("signup_date", Kind.DATE),
    Field("churned", Kind.FLAG),
    Field("churn_date", Kind.DATE),
)

FIELDS: dict[str, Field] = {field.name: field for field in _ALL}
