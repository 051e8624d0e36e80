"""What an upload is: values only, no I/O."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NewType
from uuid import UUID

UploadId = NewType("UploadId", UUID)
PredictionId = NewType("PredictionId", UUID)
MappingId = NewType("MappingId", UUID)
ErasureId = NewType("ErasureId", UUID)


class UploadStatus(Enum):
    """Where an upload stands."""

    ACCEPTED = "accepted"
    NEEDS_MAPPING = "needs_mapping"


class Decision(Enum):
    """What was decided about a column: mapped without asking, suggested, or left alone."""

    AUTO = "auto"
    ASK = "ask"
    IGNORE = "ignore"


@dataclass(frozen=True)
class Dialect:
    """How a CSV is written. ``header_row`` is the physical line of the header, counted from 1."""

    encoding: str
    delimiter: str
    header_row: int


@dataclass(frozen=True)
class ColumnMapping:
    """What one column was taken for.

    ``field`` is a canonical field or None, ``confidence`` is 0..1, and ``reason`` is for the user.
    """

    index: int
    header: str
    field: str | None
    decision: Decision
    confidence: float
    unit: str | None
    reason: str


@dataclass(frozen=True)
class Answer:
    """What a user says a column is. ``field`` "" leaves it out; ``unit`` "" takes the suggested or the field's own."""

    index: int
    field: str
    unit: str


@dataclass(frozen=True)
class Profile:
    """What the cells of a confirmed column were like, to notice when they change; it holds none of them.

    ``middle`` is the median of its numbers and ``spread`` their 10th and 90th percentile, where they are enough to have
    one; ``date_order`` is how its dates are written, and ``categories`` are digests of its values, sorted, where those are
    few; None or empty where there is no such thing.
    """

    middle: float | None = None
    date_order: str | None = None
    categories: tuple[str, ...] = ()
    spread: tuple[float, ...] = ()


@dataclass(frozen=True)
class RememberedColumn:
    """What a column was confirmed to be; ``field`` is None where it is left out."""

    header: str
    field: str | None
    unit: str | None
    profile: Profile = Profile()


@dataclass(frozen=True)
class Mapping:
    """The columns that a user confirmed, in file order. ``signature`` is the same for files with the same headers."""

    id: MappingId
    user_id: str
    signature: str
    filename: str
    columns: tuple[RememberedColumn, ...]
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Problem:
    """Something that was changed, emptied or kept out; it never repeats the value.

    ``line`` is physical and counted from 1; ``column`` is the header, "" where the whole row is meant.
    """

    line: int
    column: str
    rule: str
    message: str


@dataclass(frozen=True)
class ProblemCount:
    """How many cells of a column, or rows where ``column`` is "", a rule applied to, and the line of the first (from 1).

    A coercion is understood and read otherwise than it is written; anything else was lost, or is in doubt.
    """

    column: str
    rule: str
    count: int
    first_line: int
    is_coercion: bool
    message: str


@dataclass(frozen=True)
class Prepared:
    """What preparing a file yielded. ``problems`` are the first 100, faults before coercions; ``problem_count`` counts all."""

    row_count: int
    problem_count: int
    problems: tuple[Problem, ...]
    problem_counts: tuple[ProblemCount, ...] = ()


@dataclass(frozen=True)
class Upload:
    """One received file and what was understood of it.

    ``begun_at`` is when the receiving of what it holds began, by the database's clock; a correction has that of the one it
    corrects. ``handed_over_at`` is None until scoring has taken it. ``problems_key`` is "" where all problems are in
    ``problems``. ``notices`` say what has changed since the user confirmed the layout.
    """

    id: UploadId
    prediction_id: PredictionId
    user_id: str
    filename: str
    status: UploadStatus
    size_bytes: int
    sha256: str
    dialect: Dialect
    row_count: int
    columns: tuple[ColumnMapping, ...]
    problem_count: int
    problems: tuple[Problem, ...]
    raw_key: str
    prepared_key: str
    created_at: datetime
    begun_at: datetime
    handed_over_at: datetime | None = None
    problems_key: str = ""
    notices: tuple[str, ...] = ()
    problem_counts: tuple[ProblemCount, ...] = ()


@dataclass(frozen=True)
class Erasure:
    """One customer to be erased from what a user had sent, or was sending, at ``created_at``, by the database's clock.

    ``pseudonyms`` are the customer's, one for each key of the ring. ``done_count`` of ``upload_count`` uploads are done, all up
    to the one with the number ``done_to``, and ``row_count`` rows were removed. ``attempt`` counts the servers that took it on.
    ``finished_at`` is None while there is work.
    """

    id: ErasureId
    user_id: str
    pseudonyms: tuple[str, ...]
    created_at: datetime
    upload_count: int = 0
    done_count: int = 0
    row_count: int = 0
    done_to: int = 0
    attempt: int = 0
    finished_at: datetime | None = None
