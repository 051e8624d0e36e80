"""Whether fewer customers left of one group than of another, in figures and in words.

The interval of a share is Wilson's (1927), that of a difference of two is made of these (Newcombe 1998, method 10).
"""

import math
from dataclasses import dataclass
from enum import Enum

from services.catalog.domain import Estimate, GroupCounts
from services.catalog.quality import wilson

# Below this a single customer moves the rate by more than three points.
LEAST_OUTCOMES = 30


class Verdict(Enum):
    """What the outcomes of an experiment say; see retainwise.catalog.v1.ExperimentResults."""

    TOO_FEW = "too few"
    UNCLEAR = "unclear"
    HELPS = "helps"
    HARMS = "harms"


@dataclass(frozen=True)
class Group:
    """One group; ``churn_rate`` is None while no outcome is known."""

    counts: GroupCounts
    churn_rate: Estimate | None


@dataclass(frozen=True)
class Comparison:
    """Both groups, and the holdout's churn rate less the treatment group's: None until an outcome of each is known."""

    treatment: Group
    holdout: Group
    difference: Estimate | None
    verdict: Verdict
    sentence: str


def of(treatment: GroupCounts, holdout: GroupCounts) -> Comparison:
    """The comparison of two groups."""
    treated, held = (Group(counts, _rate(counts)) for counts in (treatment, holdout))
    difference = newcombe(held.churn_rate, treated.churn_rate) if held.churn_rate and treated.churn_rate else None
    is_early = difference is None or min(treatment.outcome_count, holdout.outcome_count) < LEAST_OUTCOMES
    verdict = Verdict.TOO_FEW if is_early or difference is None else _verdict(difference)
    return Comparison(treated, held, difference, verdict, _sentence(verdict, treated, held, difference))


def newcombe(first: Estimate, second: Estimate) -> Estimate:
    """``first`` less ``second``, two independent shares with Wilson's intervals."""
    value = first.value - second.value
    below = math.hypot(first.value - first.low, second.high - second.value)
    above = math.hypot(first.high - first.value, second.value - second.low)
    return Estimate(value, value - below, value + above)


def _rate(counts: GroupCounts) -> Estimate | None:
    return wilson(counts.churned_count, counts.outcome_count) if counts.outcome_count else None


def _verdict(difference: Estimate) -> Verdict:
    if difference.low > 0:
        return Verdict.HELPS
    return Verdict.HARMS if difference.high < 0 else Verdict.UNCLEAR


def _sentence(verdict: Verdict, treated: Group, held: Group, difference: Estimate | None) -> str:
    if difference is None or verdict is Verdict.TOO_FEW or treated.churn_rate is None or held.churn_rate is None:
        return (
            f"Too few outcomes to say anything: {treated.counts.outcome_count} are known of the treatment group and "
            f"{held.counts.outcome_count} of the holdout, and each needs {LEAST_OUTCOMES} at least."
        )
    figures = (
        f"{100 * treated.churn_rate.value:.1f} % of the treatment group left, and {100 * held.churn_rate.value:.1f} % of the "
        f"holdout: a difference of {100 * difference.value:+.1f} points (95 % interval {100 * difference.low:+.1f} to "
        f"{100 * difference.high:+.1f})."
    )
    if verdict is Verdict.HELPS:
        return f"The treatment keeps customers. {figures}"
    if verdict is Verdict.HARMS:
        return f"The treatment drives customers away. {figures}"
    return f"No difference that chance would not explain. {figures}"
