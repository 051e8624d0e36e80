"""What a model is: values only, no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, NewType
from uuid import UUID

ModelId = NewType("ModelId", UUID)
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
