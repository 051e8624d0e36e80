"""What came of a training, for people: what was measured, what it means, and what was left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from services.scoring.learning.leaks import LeftOut
from services.scoring.learning.metrics import Estimate

Metrics = Mapping[str, Mapping[str, Estimate]]


class Verdict(Enum):
    """Whether a model may be used."""

    WIN = "win"
    NO_SIGNAL = "no_signal"
    TOO_FEW = "too_few"


class Validation(Enum):
    """Who was held out: the customers of the latest observation day, or every customer in turn."""

    LATER_PERIOD = "later_period"
    CROSS_VALIDATION = "cross_validation"
    NONE = "none"


@dataclass(frozen=True)
class Window:
    """The first and the last day on which the customers were observed."""

    first: date
    last: date


@dataclass(frozen=True)
class Report:
    """``metrics`` by model ("trained", "baseline", "logistic") and measure (services.scoring.learning.metrics.MEASURES).

    ``gain`` is the paired difference in AUC of the trained model to the baseline. ``window`` is None where nothing is known of
    anybody. ``used`` are the columns of the model, strongest first.
    """

    verdict: Verdict
    sentence: str
    validation: Validation
    row_count: int
    positive_count: int
    window: Window | None
    left_out: tuple[LeftOut, ...] = ()
    used: tuple[str, ...] = ()
    metrics: Metrics = field(default_factory=dict)
    gain: Estimate | None = None
