"""What a model is: values only, no I/O."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, NewType
from uuid import UUID

ModelId = NewType("ModelId", UUID)
PredictionId = NewType("PredictionId", UUID)
ExperimentId = NewType("ExperimentId", UUID)
TrainingId = NewType("TrainingId", UUID)
# What a training found, as the JSON of retainwise.catalog.v1.TrainingReport: figures and columns' names, and no cell.
Report = Mapping[str, Any]

# The owner of what everybody may use.
EVERYBODY = ""


class ModelKind(Enum):
    """How a model came to be."""

    BASELINE = "baseline"
    TRAINED = "trained"


@dataclass(frozen=True)
class NewModel:
    """A model file to be registered. ``digest`` is its SHA-256 in hexadecimal; ``features`` are in the model's order.

    A trained model has the ``report`` of its training.
    """

    display_name: str
    kind: ModelKind
    digest: str
    features: tuple[str, ...]
    report: Report | None = None
    training_id: TrainingId | None = None


@dataclass(frozen=True)
class Model:
    """A registered model. ``user_id`` is EVERYBODY for a shared one; ``version`` counts from 1."""

    id: ModelId
    user_id: str
    version: int
    display_name: str
    kind: ModelKind
    digest: str
    features: tuple[str, ...]
    is_active: bool
    created_at: datetime
    report: Report | None
    training_id: TrainingId | None

    @property
    def may_be_promoted(self) -> bool:
        """It beats the baseline, or is the baseline."""
        return self.kind is ModelKind.BASELINE or (self.report or {}).get("verdict") == "WIN"


@dataclass(frozen=True)
class Promotion:
    """A model became its user's active one. ``previous_model_id`` was active before, None for everybody's model."""

    id: UUID
    user_id: str
    model_id: ModelId
    previous_model_id: ModelId | None
    created_at: datetime


@dataclass(frozen=True)
class Estimate:
    """A measure with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Outcome:
    """What really happened: whether the customer left, as known ``on`` that day, None where no day was told."""

    customer_id: str
    has_churned: bool
    on: date | None


@dataclass(frozen=True)
class TrainingRow:
    """What was predicted of a customer and what happened. ``older_keys`` are the pseudonym under the ring's other keys.

    ``outcome_on`` is None where no day was told.
    """

    customer_key: str
    older_keys: Sequence[str]
    predicted_probability: float
    actual_churn: bool
    experiment_group: str | None
    outcome_on: date | None


@dataclass(frozen=True)
class OutcomeReceipt:
    """What became of a list of outcomes; see retainwise.catalog.v1.OutcomeReceipt."""

    prediction_id: PredictionId
    outcome_count: int
    matched_count: int
    unmatched_count: int
    repeated_count: int
    new_count: int
    changed_count: int


@dataclass(frozen=True)
class OutcomeTotals:
    """What is known of a user's customers; the days are None where nothing is."""

    outcome_count: int
    churned_count: int
    prediction_count: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class Experiment:
    """A trial with a holdout. ``salt`` draws the groups and is no user's to see; ``finished_at`` is None while it runs."""

    id: ExperimentId
    user_id: str
    display_name: str
    holdout_share: float
    salt: bytes
    created_at: datetime
    finished_at: datetime | None = None


@dataclass(frozen=True)
class GroupCounts:
    """Customers of one group: rows in scored files, customers whose outcome is known, and those of them who left."""

    scored_count: int
    outcome_count: int
    churned_count: int
