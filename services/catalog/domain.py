"""What a model is: values only, no I/O."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NewType
from uuid import UUID

ModelId = NewType("ModelId", UUID)

# The owner of what everybody may use.
EVERYBODY = ""


class ModelKind(Enum):
    """How a model came to be."""

    BASELINE = "baseline"
    TRAINED = "trained"


@dataclass(frozen=True)
class NewModel:
    """A model file to be registered. ``digest`` is its SHA-256 in hexadecimal; ``features`` are in the model's order."""

    display_name: str
    kind: ModelKind
    digest: str
    features: tuple[str, ...]


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
