"""What predictions and trainings are: values only, no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Generic, NewType, Protocol, TypeVar
from uuid import UUID

PredictionId = NewType("PredictionId", UUID)
UploadId = NewType("UploadId", UUID)
TrainingId = NewType("TrainingId", UUID)
ModelId = NewType("ModelId", UUID)
ExperimentId = NewType("ExperimentId", UUID)
# What a training found, as the JSON of retainwise.catalog.v1.TrainingReport: figures and columns' names, and no cell.
Figures = Mapping[str, Any]


def folder_of(prediction_id: PredictionId) -> str:
    """Where the files of a prediction are in the bucket."""
    return f"scoring/predictions/{prediction_id}"


class JobStatus(Enum):
    """Where a job stands: a prediction, or a training."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Nothing follows."""
        return not ALLOWED_MOVES[self]


# RUNNING goes back to QUEUED when its worker gives it back, and to RUNNING when its lease is over and another worker takes it.
ALLOWED_MOVES: Mapping[JobStatus, frozenset[JobStatus]] = {
    JobStatus.QUEUED: frozenset({JobStatus.RUNNING, JobStatus.FAILED, JobStatus.CANCELLED}),
    JobStatus.RUNNING: frozenset(JobStatus),
    JobStatus.COMPLETED: frozenset(),
    JobStatus.FAILED: frozenset(),
    JobStatus.CANCELLED: frozenset(),
}


@dataclass(frozen=True)
class RiskCounts:
    """Customers by risk level."""

    high: int
    medium: int
    low: int


@dataclass(frozen=True)
class JobFailure:
    """Why a job failed: a code of the error catalogue, and words for the user."""

    code: str
    message: str


@dataclass(frozen=True)
class PredictionWarning:
    """Something about a file that its model did not learn from: a kind of services.scoring.fitness, the column, and words."""

    kind: str
    column: str
    message: str


@dataclass(frozen=True)
class Result:
    """A finished scoring: where its files are, and what they hold. ``csv_bytes`` is the size of the CSV.

    ``as_of`` is the day from which dates were counted, and ``has_labels`` says whether a column of the file tells who left.
    ``summary_key`` and ``as_of`` are None for what was scored before they were noted.
    ``warnings`` stand in the order of the model's features.
    ``holdout_count`` is how many rows are in the holdout of the experiment that ran, None without one.
    """

    csv_key: str
    scores_key: str
    summary_key: str | None
    csv_bytes: int
    counts: RiskCounts
    as_of: date | None = None
    has_labels: bool = False
    warnings: tuple[PredictionWarning, ...] = ()
    holdout_count: int | None = None


@dataclass(frozen=True)
class Order:
    """A prepared file to be scored, as ingest hands it over. ``prepared_key`` is its key in the bucket."""

    id: PredictionId
    upload_id: UploadId
    user_id: str
    filename: str
    row_count: int
    prepared_key: str


@dataclass(frozen=True)
class Prediction:
    """One scoring of one uploaded file. ``attempt`` counts the workers that took it, and fences their writes."""

    order: Order
    status: JobStatus
    attempt: int
    scored_count: int
    model_version: str | None
    experiment_id: ExperimentId | None
    result: Result | None
    failure: JobFailure | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True)
class TrainingOrder:
    """A model to be trained: on the customers of these predictions, or of all whose outcomes are known where there are none."""

    id: TrainingId
    user_id: str
    display_name: str
    prediction_ids: tuple[PredictionId, ...]
    created_at: datetime


@dataclass(frozen=True)
class Training:
    """One training. ``progress`` is the share done, 0 to 1; ``model_id`` is None where there were too few outcomes for one."""

    order: TrainingOrder
    status: JobStatus
    progress: float
    step: str
    report: Figures | None
    model_id: ModelId | None
    failure: JobFailure | None
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True)
class Labelled:
    """A prediction whose customers may be learned from, as they were on ``observed_on``."""

    prediction_id: PredictionId
    prepared_key: str
    observed_on: date
    has_labels: bool


class Work(Protocol):
    """What every kind of job has: an id of its own, and the user whom it is for."""

    @property
    def id(self) -> UUID:
        """The job's id."""

    @property
    def user_id(self) -> str:
        """Whom it is for."""


Asked = TypeVar("Asked", bound=Work)


@dataclass(frozen=True)
class Wake:
    """A job that a worker has to be told of. ``attempt`` is how many workers have taken it so far."""

    id: UUID
    user_id: str
    attempt: int


@dataclass(frozen=True)
class Claim(Generic[Asked]):
    """A worker's hold on a job: what to do, and the attempt that fences its writes.

    ``excused_count`` of the attempts so far ended through no fault of the job.
    """

    order: Asked
    attempt: int
    excused_count: int = 0

    @property
    def blamed_count(self) -> int:
        """How many attempts, this one included, the job may be the reason for."""
        return self.attempt - self.excused_count
