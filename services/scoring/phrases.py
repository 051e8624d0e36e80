"""Every text a scored customer may get, in one place.

A phrase is a fact about the customer in a band of a feature's values, true whichever way it counts, so the same phrase
serves as a risk or as a strength. No phrase contains a comma (they are listed with commas) and no two features share one.
"""

import math
import re
from dataclasses import dataclass

from services.scoring import own


@dataclass(frozen=True)
class NumberPhrases:
    """One phrase for each band between ``edges`` (a band includes its upper edge), lowest first; one for a missing value.

    ``action`` is what to do if the feature is the strongest risk, None where nobody can do anything about it; ``watch`` names the
    feature inside a sentence.
    """

    edges: tuple[float, ...]
    phrases: tuple[str, ...]
    missing: str
    watch: str
    action: str | None = None


@dataclass(frozen=True)
class CategoryPhrases:
    """One phrase for each category, one for an unknown text, one for a missing one; the rest as in NumberPhrases."""

    phrases: dict[str, str]
    unknown: str
    missing: str
    watch: str
    action: str | None = None


PHRASES: dict[str, NumberPhrases | CategoryPhrases] = {
    "contract_term": CategoryPhrases(
        {
            "free": "Free of charge",
            "flexible": "No fixed contract",
            "weekly": "Contract of a few weeks or less",
            "monthly": "Month-to-month contract",
            "quarterly": "Quarterly contract",
            "half_yearly": "Half-year contract",
            "yearly": "Yearly contract",
            "multi_year": "Contract of two years or more",
        },
        "Unusual contract term",
        "Contract term not given",
        "the contract term",
        "Offer a yearly contract with an incentive",
    ),
    "tenure_months": NumberPhrases(
        (1, 3, 6, 12, 24, 48),
        (
            "In the first month",
            "Customer for 3 months or less",
            "Customer for 3 to 6 months",
            "Customer for 6 to 12 months",
            "Customer for 1 to 2 years",
            "Customer for 2 to 4 years",
            "Customer for over 4 years",
        ),
        "Tenure not given",
        "the first months",
        "Call to make sure that onboarding has worked",
    ),
    "last_activity_days_ago": NumberPhrases(
        (7.5, 14.5, 29.5, 44.5, 89.5),
        (
            "Active in the last 7 days",
            "Last active 8 to 14 days ago",
            "Last active 15 to 29 days ago",
            "No login for 30+ days",
            "No login for 45+ days",
            "No login for 90+ days",
        ),
        "Last activity not given",
        "the days since the last login",
        "Reach out in person and win the customer back to the product",
    ),
    "logins_last_30d": NumberPhrases(
        (0.5, 4.5, 9.5, 19.5),
        (
            "No logins in the last 30 days",
            "Only 1 to 4 logins in the last 30 days",
            "5 to 9 logins in the last 30 days",
            "10 to 19 logins in the last 30 days",
            "20+ logins in the last 30 days",
        ),
        "Logins not given",
        "the number of logins",
        "Send a reason to come back: a tip or a new feature for their use",
    ),
    "feature_usage_score": NumberPhrases(
        (5, 20, 40, 60, 80),
        (
            "Feature usage of 5% or less",
            "Feature usage of 5% to 20%",
            "Feature usage of 20% to 40%",
            "Feature usage of 40% to 60%",
            "Feature usage of 60% to 80%",
            "Feature usage above 80%",
        ),
        "Feature usage not given",
        "feature usage",
        "Book a training on the features they do not use yet",
    ),
    "seat_utilisation": NumberPhrases(
        (30, 50, 80),
        (
            "30% of paid seats in use or less",
            "30% to 50% of paid seats in use",
            "50% to 80% of paid seats in use",
            "Over 80% of paid seats in use",
        ),
        "Paid seats not given",
        "unused seats",
        "Help to roll out the unused seats before the renewal",
    ),
    "seats_used": NumberPhrases(
        (0.5, 1.5, 9.5, 49.5),
        ("No user on board", "A single user", "2 to 9 users", "10 to 49 users", "50+ users"),
        "Number of users not given",
        "the number of users",
        "Bring more of their team on board",
    ),
    "support_tickets": NumberPhrases(
        (0.5, 2.5, 4.5),
        ("No support tickets", "1 or 2 support tickets", "3 or 4 support tickets", "5+ support tickets"),
        "Support tickets not given",
        "support tickets",
        "Have a senior agent settle the support tickets",
    ),
    "payment_kind": CategoryPhrases(
        {
            "electronic_check": "Pays by electronic check",
            "paper_check": "Pays by mailed check",
            "bank_debit": "Pays by direct debit",
            "bank_transfer": "Pays by bank transfer",
            "card": "Pays by card",
            "wallet": "Pays by online wallet",
            "invoice": "Pays by invoice",
            "one_off": "Pays by cash or voucher",
        },
        "Unusual payment method",
        "Payment method not given",
        "the way of paying",
        "Offer a benefit for switching to automatic payment",
    ),
    "nps_score": NumberPhrases(
        (3.5, 6.5, 8.5),
        ("Strong detractor (NPS 0 to 3)", "Detractor (NPS 4 to 6)", "Passive (NPS 7 or 8)", "Promoter (NPS 9 or 10)"),
        "NPS not given",
        "the NPS answer",
        "Call about the low NPS answer and agree on a fix",
    ),
    "csat_score": NumberPhrases(
        (30, 50, 70, 90),
        (
            "Satisfaction of 30% or less",
            "Satisfaction of 30% to 50%",
            "Satisfaction of 50% to 70%",
            "Satisfaction of 70% to 90%",
            "Satisfaction above 90%",
        ),
        "Satisfaction not given",
        "satisfaction",
        "Ask what disappointed them and agree on a fix",
    ),
    "plan_tier": CategoryPhrases(
        {"free": "Free or trial plan", "entry": "Entry-level plan", "middle": "Mid-level plan", "top": "Top-level plan"},
        "Plan of its own name",
        "Plan not given",
        "the plan",
        "Show what the next plan would do for them",
    ),
    "monthly_charges": NumberPhrases(
        (30, 65, 150, 500),
        (
            "Monthly charge of 30 or less",
            "Monthly charge of 30 to 65",
            "Monthly charge of 65 to 150",
            "Monthly charge of 150 to 500",
            "Monthly charge above 500",
        ),
        "Monthly charge not given",
        "the monthly charge",
        "Check that the plan fits their use before they compare prices",
    ),
    "discount": NumberPhrases(
        (0.5, 20),
        ("Pays the list price", "Discount of 20% or less", "Discount above 20%"),
        "Discount not given",
        "the discount",
        "Prepare for the end of the discount with an offer they can keep",
    ),
}

LEVELS = ("Low", "Medium", "High")
NO_ACTION = "No action needed"
WATCH = "No action needed beyond an eye on {watch}"
ASK = ("Keep in touch as usual", "Check in and ask how things are going", "Call and ask what is missing")
LITTLE_DATA = "Little data: take this as a first guess. "


# LightGBM's thresholds lie a hair above the middle between two values, and above 0.
_HAIR = 1e-9
_CASE_CHANGE = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_LEADING_MARKS = re.compile(r"^[\W_]+")
# Fields that no phrase is listed for, but that a trained model may use; their labels are taken.
_CANONICAL_KEYS = frozenset(
    {"totalcharges", "seatspurchased", "country", "industry", "age", "gender", "plan", "contracttype", "paymentmethod"}
)


def recommendation(level: int, feature: NumberPhrases | CategoryPhrases | None, *, is_little: bool) -> str:
    """What to do: ``level`` is a position in LEVELS, ``feature`` the strongest risk that can be acted on, if any."""
    words = ASK[level] if feature is None else feature.action or ASK[level]
    if level == 0:
        words = NO_ACTION if feature is None else WATCH.format(watch=feature.watch)
    return f"{LEVELS[level].upper()} RISK: {LITTLE_DATA if is_little else ''}{words}"


def unlisted_category(name: str, categories: tuple[str, ...]) -> CategoryPhrases:
    """Phrases for a text feature that PHRASES does not list, such as a column of the customer's own that a trained model uses."""
    label = _label(name)
    texts = {category: f"{label}: {' '.join(category.replace(',', ' ').split())}" for category in categories}
    return CategoryPhrases(texts, f"{label}: an unusual value", f"{label}: not given", label)


def unlisted_number(name: str, thresholds: tuple[float, ...], *, is_days_ago: bool = False) -> NumberPhrases:
    """Phrases for a number that PHRASES does not list: five bands at most, taken evenly from the model's own bins.

    ``is_days_ago``: it is the days from a date to the day of scoring, negative for a date to come.
    """
    label = _label(name)
    words = _days_ago if is_days_ago else _count if _are_counts(thresholds) else _amount
    # Edges that would be said alike make one band.
    said = {words(None, edge): edge for edge in thresholds}
    apart = sorted(said.values())
    edges = sorted({apart[len(apart) * part // 5] for part in range(1, 5)}) if apart else []
    bands = zip([None, *edges], [*edges, None], strict=True)
    texts = tuple(f"{label}: {words(low, high)}" for low, high in bands) if edges else (f"{label}: given",)
    return NumberPhrases(tuple(edges), texts, f"{label}: not given", label)


def _are_counts(thresholds: tuple[float, ...]) -> bool:
    """Whether ``thresholds`` lie between whole numbers, as those of counts do; between 0 and 1 LightGBM cuts right above 0."""
    between = [abs(edge % 1 - 0.5) < _HAIR for edge in thresholds]
    return any(between) and all(half or 0 <= edge < _HAIR for half, edge in zip(between, thresholds, strict=True))


def _count(low: float | None, high: float | None) -> str:
    """The whole numbers above ``low`` and up to ``high``, None for open ends."""
    least = None if low is None else math.floor(low + _HAIR) + 1
    most = None if high is None else math.floor(high + _HAIR)
    if least is None:
        return "none" if most == 0 else f"{most} or fewer"
    if most is None:
        return f"{least} or more"
    return f"{least}" if least == most else f"{least} to {most}"


def _amount(low: float | None, high: float | None) -> str:
    """The same of numbers of any kind."""
    if low is None:
        return "given" if high is None else f"up to {_shown(high)}"
    return f"above {_shown(low)}" if high is None else f"{_shown(low)} to {_shown(high)}"


def _days_ago(low: float | None, high: float | None) -> str:
    """The same of days since a date."""
    if low is None:
        return "given" if high is None else f"{high:.0f} days ago or later" if high >= 0 else f"in {-high:.0f} days or later"
    if high is None:
        return f"over {low:.0f} days ago" if low >= 0 else f"in less than {-low:.0f} days or past"
    if low < 0 <= high:
        return f"at most {-low:.0f} days ahead or {high:.0f} days past"
    return f"{low:.0f} to {high:.0f} days ago" if low >= 0 else f"in {-high:.0f} to {-low:.0f} days"


def _shown(number: float) -> str:
    """A number in four digits, without exponents as far as people write none."""
    return f"{float(f'{number:.4g}'):.0f}" if 1000 <= abs(number) < 1e15 else f"{0.0 if abs(number) < _HAIR else number:.4g}"


def _label(name: str) -> str:
    """A feature's name in words that begin with a letter or digit, so that no spreadsheet would run them.

    A column of the customer's own that is called like a canonical field is told apart from it.
    """
    is_own = name.startswith(own.PREFIX)
    spaced = _CASE_CHANGE.sub(" ", name.removeprefix(own.PREFIX).replace("_", " ").replace(",", " "))
    words = _LEADING_MARKS.sub("", " ".join(spaced.split())) or "Column"
    label = words[:1].upper() + words[1:]
    return f"{label} (your column)" if is_own and own.key(name).removeprefix(own.PREFIX) in _CANONICAL_KEYS else label
