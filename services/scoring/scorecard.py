"""The baseline: a scorecard written by hand, which needs no labels and works on whatever fields a file has.

Every weight is a change of the log-odds of leaving against a typical customer (weight 0), with its reason and source beside
it. The sources give the direction and the rough size; the exact numbers are our judgement, rounded, and no optimiser found
them (docs/baseline.md says how they were checked). Age, gender, country and industry are left out on purpose: they say little
in general, and nobody should be treated worse for them.
"""

import math
from dataclasses import dataclass

import numpy as np

from services.scoring import derived, features, vocabulary
from services.scoring.additive import AdditiveModel, CategoricalFeature, Feature, NumericFeature, OneTable

BASELINE_NAME = "Baseline scorecard"
BASELINE_CREATED = "2025-01-01"

# Over a year, subscription businesses lose between less than a tenth (enterprise software) and two fifths (consumers) of their
# customers; a fifth lies between them, and is what a customer gets of whom nothing is known.
AVERAGE_CHURN = 0.2


@dataclass(frozen=True)
class Weights:
    """One row of the scorecard for a number: one weight more than thresholds, each of which belongs to the bin below it."""

    name: str
    thresholds: tuple[float, ...]
    weights: tuple[float, ...]
    reason: str
    source: str


@dataclass(frozen=True)
class CategoryWeights:
    """One row of the scorecard for a text: the weight of each category; any other text weighs 0."""

    name: str
    weights: dict[str, float]
    reason: str
    source: str


# Thresholds of counts lie between whole numbers, so that "5+" means what it says.
SCORECARD: tuple[Weights | CategoryWeights, ...] = (
    CategoryWeights(
        "contract_term",
        {
            "free": 0.5,
            "flexible": 0.9,
            "weekly": 1.0,
            "monthly": 0.8,
            "quarterly": 0.2,
            "half_yearly": -0.3,
            "yearly": -0.9,
            "multi_year": -1.7,
        },
        "Each renewal is a decision to stay; a longer term asks it less often and is chosen by the committed.",
        "ProfitWell, study of 941 SaaS companies (2016): 9 % monthly churn without annual contracts, 3 % with mostly annual ones",
    ),
    Weights(
        "tenure_months",
        (1, 3, 6, 12, 24, 48),
        (1.3, 1.0, 0.7, 0.35, 0.0, -0.4, -0.8),
        "The hazard is highest at the start and falls, since those who would leave have left.",
        "Fader and Hardie, How to Project Customer Retention (2007); Bolton, Marketing Science 17 (1998)",
    ),
    Weights(
        "last_activity_days_ago",
        (7.5, 14.5, 29.5, 44.5, 89.5),
        (-0.6, -0.3, 0.0, 0.5, 0.9, 1.3),
        "Who has stopped using a product has often already left in mind; recency is the strongest behavioural sign.",
        "Buckinx and Van den Poel, EJOR 164 (2005); Fader, Hardie and Lee, RFM and CLV (2005)",
    ),
    Weights(
        "logins_last_30d",
        (0.5, 4.5, 9.5, 19.5),
        (1.0, 0.4, 0.0, -0.3, -0.6),
        "Frequent use is habit; frequency is second to recency and overlaps with it, so it weighs less.",
        "Buckinx and Van den Poel, EJOR 164 (2005); Ascarza and Hardie, Marketing Science 32 (2013)",
    ),
    Weights(
        "feature_usage_score",
        (5, 10, 20, 40, 60, 80),
        (1.0, 0.8, 0.6, 0.3, 0.0, -0.4, -0.8),
        "Using little of a product means getting little for the price, and little to lose by leaving.",
        "Ascarza and Hardie, A Joint Model of Usage and Churn, Marketing Science 32 (2013)",
    ),
    Weights(
        "seat_utilisation",
        (30, 50, 80),
        (0.8, 0.4, 0.0, -0.4),
        "Unused seats are what a buyer cuts first at renewal.",
        "practice of B2B customer success; the size is a judgement, below that of recency",
    ),
    Weights(
        "seats_used",
        (0.5, 1.5, 9.5, 49.5),
        (0.5, 0.15, 0.0, -0.15, -0.3),
        "A product in the hands of a whole team survives the departure of one of them.",
        "practice of B2B customer success; kept small because the size of the customer is in it too",
    ),
    Weights(
        "support_tickets",
        (0.5, 2.5, 4.5),
        (-0.2, 0.0, 0.4, 0.8),
        "Core service failures and how they are met are the main stated cause of switching.",
        "Keaveney, Journal of Marketing 59 (1995), a study of 838 switching incidents",
    ),
    CategoryWeights(
        "payment_kind",
        {
            "electronic_check": 0.5,
            "paper_check": 0.1,
            "bank_debit": -0.5,
            "bank_transfer": -0.1,
            "card": -0.2,
            "wallet": 0.2,
            "invoice": 0.0,
            "one_off": 0.4,
        },
        "Automatic payments do not ask again and fail seldom; a payment made by hand is a decision, and cards expire.",
        "GoCardless and Zuora: yearly churn 4 % by bank debit, 14 % by card, 16 % by wallet; Burez and Van den Poel, Expert"
        " Systems with Applications 32 (2007), pay-TV",
    ),
    Weights(
        "nps_score",
        (3.5, 6.5, 8.5),
        (0.9, 0.6, 0.0, -0.5),
        "Detractors (0 to 6) leave more often than passives (7, 8), promoters (9, 10) less often.",
        "Reichheld, The One Number You Need to Grow, HBR 81 (2003)",
    ),
    Weights(
        "csat_score",
        (30, 50, 70, 90),
        (0.9, 0.6, 0.1, -0.3, -0.5),
        "Satisfaction lengthens relationships, most of all where it is low.",
        "Bolton, Marketing Science 17 (1998); Gustafsson, Johnson and Roos, Journal of Marketing 69 (2005)",
    ),
    CategoryWeights(
        "plan_tier",
        {"free": 0.3, "entry": 0.15, "middle": 0.0, "top": -0.2},
        "Who chose a bigger plan has more use for it. Names of plans differ, so the weight is small.",
        "ChartMogul and ProfitWell benchmarks: churn falls as the average revenue per account rises",
    ),
    Weights(
        "monthly_charges",
        (30, 65, 150, 500),
        (-0.2, 0.0, 0.4, 0.0, -0.3),
        "Among consumers the high bill is compared and left; far above it are business accounts, which stay. The currency is"
        " unknown, so the weight is small.",
        "Ahn, Han and Lee, Telecommunications Policy 30 (2006): heavy users leave more; ChartMogul: 6.8 % monthly churn at up to"
        " $10 an account, 1.9 % above $500",
    ),
    Weights(
        "discount",
        (0.5, 20),
        (0.0, -0.05, 0.15),
        "Customers won by deep discounts renew less when the discount ends.",
        "Lewis, Journal of Marketing Research 43 (2006), customer acquisition promotions and customer asset value",
    ),
)

_CATEGORIES: dict[str, tuple[str, ...]] = {
    "contract_term": vocabulary.CONTRACT_TERMS,
    "payment_kind": vocabulary.PAYMENT_KINDS,
    "plan_tier": vocabulary.PLAN_TIERS,
}


def baseline() -> AdditiveModel:
    """The scorecard as a model: one one-feature table per row; missing and unknown contribute 0. The same at every call."""
    tables = tuple(OneTable(position, np.array([*_known(row), *_silent(row)])) for position, row in enumerate(SCORECARD))
    return AdditiveModel(
        name=BASELINE_NAME,
        kind="baseline",
        created=BASELINE_CREATED,
        intercept=math.log(AVERAGE_CHURN / (1 - AVERAGE_CHURN)),
        features=tuple(_feature(row) for row in SCORECARD),
        ones=tables,
    )


def _known(row: Weights | CategoryWeights) -> tuple[float, ...]:
    return row.weights if isinstance(row, Weights) else tuple(row.weights[category] for category in _CATEGORIES[row.name])


def _silent(row: Weights | CategoryWeights) -> tuple[float, ...]:
    return (0.0,) if isinstance(row, Weights) else (0.0, 0.0)


def _feature(row: Weights | CategoryWeights) -> Feature:
    if isinstance(row, CategoryWeights):
        return CategoricalFeature(row.name, _CATEGORIES[row.name])
    unit, minimum, maximum = {**features.CANONICAL_NUMBERS, **derived.RANGES}[row.name]
    return NumericFeature(row.name, tuple(map(float, row.thresholds)), unit, float(minimum), float(maximum))
