"""The suite's answers as values; fields that a newer suite adds are passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.cli.faults import Fault

FINAL = frozenset({"COMPLETED", "FAILED", "CANCELLED"})
NOT_OURS = "The answer is not one of RetainWise. Does RETAINWISE_GATEWAY hold the address of its gateway?"


@dataclass(frozen=True)
class RiskCounts:
    """Customers by risk level."""

    high: int
    medium: int
    low: int


@dataclass(frozen=True)
class Prediction:
    """One scoring of one file. ``status`` is a name of the API's enum; ``risk_counts`` is None before it is COMPLETED.

    ``failure`` is (code, message), None unless it is FAILED; ``model_version`` is empty before a worker began. What of the file
    the model did not learn from is in ``warnings``.
    """

    id: str
    upload_id: str
    filename: str
    status: str
    row_count: int
    scored_count: int
    model_version: str
    risk_counts: RiskCounts | None
    failure: tuple[str, str] | None
    created_at: datetime | None
    warnings: tuple[str, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether nothing will change any more."""
        return self.status in FINAL


@dataclass(frozen=True)
class Column:
    """What one column of a file was taken for. ``decision`` is AUTO, ASK or IGNORE; ``field`` is empty for none."""

    index: int
    header: str
    field: str
    decision: str
    confidence: float
    unit: str
    reason: str


@dataclass(frozen=True)
class ProblemCount:
    """How often one rule applied to one column, whose header is empty where rows are meant.

    ``first_line`` counts from 1; a coercion was understood, only otherwise than it is written.
    """

    column: str
    rule: str
    count: int
    first_line: int
    is_coercion: bool
    message: str


@dataclass(frozen=True)
class Upload:
    """What became of a file that was sent.

    ``problems`` say where the first ones are and what they are; ``problem_kinds`` count all, and are empty for old uploads.
    """

    id: str
    filename: str
    prediction_id: str
    needs_mapping: bool
    row_count: int
    columns: tuple[Column, ...]
    problem_count: int
    problems: tuple[str, ...]
    problem_kinds: tuple[ProblemCount, ...] = ()


@dataclass(frozen=True)
class Page:
    """Some predictions, newest first, the token of the next page (empty on the last), and how many there are in all."""

    predictions: tuple[Prediction, ...]
    next_token: str
    total_count: int


def prediction(answer: Any) -> Prediction:
    """A prediction from its JSON. Raises Fault where it is none."""
    if not isinstance(answer, Mapping) or not answer.get("prediction_id"):
        raise Fault(NOT_OURS)
    counts, failure = answer.get("risk_counts"), answer.get("failure")
    return Prediction(
        id=str(answer["prediction_id"]),
        upload_id=str(answer.get("upload_id", "")),
        filename=str(answer.get("filename", "")),
        status=str(answer.get("status", "")),
        row_count=int(answer.get("row_count", 0)),
        scored_count=int(answer.get("scored_count", 0)),
        model_version=str(answer.get("model_version", "")),
        risk_counts=RiskCounts(*(int(counts.get(level, 0)) for level in ("high", "medium", "low"))) if counts else None,
        failure=(str(failure.get("code", "")), str(failure.get("message", ""))) if failure else None,
        created_at=_instant(answer.get("create_time")),
        warnings=tuple(str(warning.get("message", "")) for warning in answer.get("warnings", ())),
    )


def page(answer: Any) -> Page:
    """A page of predictions from its JSON. Raises Fault where it is none."""
    if not isinstance(answer, Mapping):
        raise Fault(NOT_OURS)
    return Page(
        predictions=tuple(prediction(one) for one in answer.get("predictions", ())),
        next_token=str(answer.get("next_page_token", "")),
        total_count=int(answer.get("total_size", 0)),
    )


def created(answer: Any) -> Upload:
    """What became of a file that was sent, from the answer to it. Raises Fault where it is none."""
    if not isinstance(answer, Mapping):
        raise Fault(NOT_OURS)
    ids = {name: answer.get(name) for name in ("upload_id", "prediction_id")}
    status = "NEEDS_MAPPING" if answer.get("status") == "needs_mapping" else "ACCEPTED"
    return upload({**(answer.get("upload") or {}), **ids, "status": status})


def upload(answer: Any) -> Upload:
    """An upload from its JSON. Raises Fault where it is none."""
    if not isinstance(answer, Mapping) or not answer.get("prediction_id"):
        raise Fault(NOT_OURS)
    return Upload(
        id=str(answer.get("upload_id", "")),
        filename=str(answer.get("filename", "")),
        prediction_id=str(answer["prediction_id"]),
        needs_mapping=answer.get("status") == "NEEDS_MAPPING",
        row_count=int(answer.get("row_count", 0)),
        columns=tuple(_column(one) for one in answer.get("columns", ())),
        problem_count=int(answer.get("problem_count", 0)),
        problems=tuple(str(one.get("message", "")) for one in answer.get("problems", ())),
        problem_kinds=tuple(_problem_count(one) for one in answer.get("problem_counts", ())),
    )


def _column(answer: Mapping[str, Any]) -> Column:
    return Column(
        index=int(answer.get("index", 0)),
        header=str(answer.get("header", "")),
        field=str(answer.get("field", "")),
        decision=str(answer.get("decision", "")),
        confidence=float(answer.get("confidence", 0)),
        unit=str(answer.get("unit", "")),
        reason=str(answer.get("reason", "")),
    )


def _problem_count(answer: Mapping[str, Any]) -> ProblemCount:
    return ProblemCount(
        column=str(answer.get("column", "")),
        rule=str(answer.get("rule", "")),
        count=int(answer.get("count", 0)),
        first_line=int(answer.get("first_line", 0)),
        is_coercion=bool(answer.get("is_coercion")),
        message=str(answer.get("message", "")),
    )


def _instant(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None
