"""Every text a scored customer may get, in one place.

A phrase is a fact about the customer in a band of a feature's values, true whichever way it counts, so the same phrase
serves as a risk or as a strength. No phrase contains a comma (they are listed with commas) and no two features share one.
"""

from dataclasses import dataclass


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
# What is to be done about customers of each level in the holdout of an experiment.
LEFT_ALONE = tuple(f"{level.upper()} RISK: Leave alone for the experiment" for level in LEVELS)
LITTLE_DATA = "Little data: take this as a first guess. "


def recommendation(level: int, feature: NumberPhrases | CategoryPhrases | None, *, is_little: bool) -> str:
    """What to do: ``level`` is a position in LEVELS, ``feature`` the strongest risk that can be acted on, if any."""
    words = ASK[level] if feature is None else feature.action or ASK[level]
    if level == 0:
        words = NO_ACTION if feature is None else WATCH.format(watch=feature.watch)
    return f"{LEVELS[level].upper()} RISK: {LITTLE_DATA if is_little else ''}{words}"
