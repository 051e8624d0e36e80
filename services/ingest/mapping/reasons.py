"""Says to the user why a column was taken for a field, or why not. Never repeats a cell."""

from services.ingest.mapping.odds import CONFIRMS
from services.ingest.mapping.readings import Reading

# From here a header names its field rather than hints at it.
_BEYOND_DOUBT = 2.5

# What each field is called in a sentence.
LABELS: dict[str, str] = {
    "customer_id": "the customer's id",
    "customer_name": "the customer's name",
    "email": "an e-mail address",
    "tenure_months": "the time as a customer",
    "monthly_charges": "the charge per month",
    "total_charges": "all charges so far",
    "contract_type": "the kind of contract or billing interval",
    "payment_method": "how the customer pays",
    "plan": "the plan or tier",
    "seats_purchased": "the seats paid for",
    "seats_used": "the seats in use",
    "feature_usage_score": "how much of the product is used",
    "last_activity_days_ago": "the days since the last activity",
    "last_activity_date": "the day of the last activity",
    "logins_last_30d": "the logins of the last 30 days",
    "support_tickets": "the number of support tickets",
    "nps_score": "the Net Promoter answer",
    "csat_score": "the satisfaction score",
    "discount": "the discount",
    "country": "the country",
    "industry": "the industry",
    "age": "the customer's age",
    "gender": "the gender",
    "signup_date": "the day of the signup",
    "churned": "whether the customer left",
    "churn_date": "the day on which the customer left",
}


def by_header(reading: Reading) -> str:
    """What the header says, as the beginning of a sentence."""
    label = LABELS[reading.field]
    if reading.unknown:
        words = ", ".join(f'"{word}"' for word in reading.unknown[:3])
        return f"The header suggests {label}, but {words} may change its meaning"
    if reading.strength >= _BEYOND_DOUBT:
        return f"The header names {label}"
    return f"The header may mean {label}" if reading.strength >= 0 else f"The header does not say so, but this may be {label}"


def by_cells(fit: float, *, are_known: bool) -> str:
    """How well the cells suit, as the end of a sentence that begins with the header."""
    if not are_known:
        return "and there are no cells to check it by"
    if fit >= CONFIRMS - 0.5:
        return "and the cells confirm it"
    return "and the cells suit it" if fit >= 0 else "but the cells are unusual for it"


def as_good(header: str) -> str:
    """Another column fits the same field about as well."""
    return f'The column "{header}" fits as well.'


def also(field: str) -> str:
    """The column fits another field about as well."""
    return f"It may also be {LABELS[field]}."


def taken(field: str, header: str) -> str:
    """The column was left alone because another one fits its field better."""
    return f'It may be {LABELS[field]}, but the column "{header}" fits better.'


NOTHING = "Neither the header nor the cells say that this is a field that scoring knows."
EMPTY = "The column is empty."
LIKELY_ID = "No header names the customer's id, but the cells differ from row to row as ids do."
IDENTITY_AS_ID = {
    "customer_name": "No column is the customer's id. Names differ from row to row, so they may serve as ids.",
    "email": "No column is the customer's id. The e-mail addresses differ from row to row, so they may serve as ids.",
}
ROW_NUMBER = "No header names the customer's id. These are row numbers, which serve as ids only until the file is sorted anew."
