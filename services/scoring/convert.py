"""Between the API's messages and scoring's values."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any
from uuid import UUID

from retainwise.scoring.v1 import customer_pb2, prediction_pb2, prediction_service_pb2
from services.runtime.errors import BadRequest
from services.runtime.messages import timestamp
from services.scoring import own
from services.scoring.domain import ExperimentId, JobStatus, Order, Prediction, PredictionId, PredictionWarning, Result, UploadId
from services.scoring.failures import BadCustomer, PredictionNotFound, WrongBatchSize
from services.scoring.scorer import CustomerScore

MOST_CUSTOMERS = 1000

STATUSES = {
    prediction_pb2.Prediction.QUEUED: JobStatus.QUEUED,
    prediction_pb2.Prediction.RUNNING: JobStatus.RUNNING,
    prediction_pb2.Prediction.COMPLETED: JobStatus.COMPLETED,
    prediction_pb2.Prediction.FAILED: JobStatus.FAILED,
    prediction_pb2.Prediction.CANCELLED: JobStatus.CANCELLED,
}
STATUS_NUMBERS = {status: number for number, status in STATUSES.items()}
RISK_LEVELS = {
    "High": customer_pb2.CustomerScore.HIGH,
    "Medium": customer_pb2.CustomerScore.MEDIUM,
    "Low": customer_pb2.CustomerScore.LOW,
}


def prediction_id(text: str) -> PredictionId:
    """The id in ``text``. Raises PredictionNotFound where it is none, since no prediction has it."""
    try:
        return PredictionId(UUID(text))
    except ValueError:
        raise PredictionNotFound("There is no prediction with this id.") from None


def status(number: int) -> JobStatus | None:
    """The status to list, None for all. Raises BadRequest for a number that stands for none."""
    if number == prediction_pb2.Prediction.STATUS_UNSPECIFIED:
        return None
    try:
        return STATUSES[prediction_pb2.Prediction.Status.ValueType(number)]
    except KeyError:
        wrong = f"must be one of {', '.join(known.name for known in JobStatus)}"
        raise BadRequest(f"status {wrong}.", details=(("status", wrong),)) from None


def order(request: prediction_service_pb2.CreatePredictionRequest, user_id: str) -> Order:
    """The order that ingest hands over for ``user_id``. Raises BadRequest where an id is none."""
    try:
        return Order(
            id=PredictionId(UUID(request.prediction_id)),
            upload_id=UploadId(UUID(request.upload_id)),
            user_id=user_id,
            filename=request.filename,
            row_count=request.row_count,
            prepared_key=request.prepared_key,
        )
    except ValueError:
        raise BadRequest("prediction_id and upload_id must be UUIDs.") from None


def location_message(prediction: Prediction, result: Result) -> prediction_service_pb2.ScoresLocation:
    """Where the scores lie, for services. What was scored before as_of was noted counts as seen on the day it came."""
    return prediction_service_pb2.ScoresLocation(
        scores_key=result.scores_key,
        observed_on=(result.as_of or prediction.created_at.date()).isoformat(),
        model_version=prediction.model_version or "",
        experiment_id=str(prediction.experiment_id or ""),
    )


def experiment_id(text: str) -> ExperimentId:
    """The id in ``text``, which a service sent. Raises BadRequest where it is none."""
    try:
        return ExperimentId(UUID(text))
    except ValueError:
        raise BadRequest("experiment_id must be a UUID.") from None


def prediction_message(prediction: Prediction) -> prediction_pb2.Prediction:
    """The prediction as the API shows it."""
    message = prediction_pb2.Prediction(
        prediction_id=str(prediction.order.id),
        upload_id=str(prediction.order.upload_id),
        filename=prediction.order.filename,
        row_count=prediction.order.row_count,
        status=STATUS_NUMBERS[prediction.status],
        scored_count=prediction.scored_count,
        model_version=prediction.model_version or "",
        create_time=timestamp(prediction.created_at),
        start_time=timestamp(prediction.started_at),
        finish_time=timestamp(prediction.finished_at),
    )
    if prediction.result is not None:
        counts = prediction.result.counts
        message.warnings.extend(_warning(warning) for warning in prediction.result.warnings)
        message.risk_counts.CopyFrom(prediction_pb2.Prediction.RiskCounts(high=counts.high, medium=counts.medium, low=counts.low))
    if prediction.failure is not None:
        failure = prediction.failure
        message.failure.CopyFrom(prediction_pb2.Prediction.Failure(code=failure.code, message=failure.message))
    return message


def columns(customers: Sequence[customer_pb2.Customer], names: frozenset[str]) -> dict[str, Sequence[Any]]:
    """The customers' ids, and those of the fields ``names`` that somebody has: one value per customer, None where it is absent.

    ``names`` are one or more. Raises WrongBatchSize unless there are 1 to 1,000, and BadCustomer where one has no id.
    """
    if not 1 <= len(customers) <= MOST_CUSTOMERS:
        raise WrongBatchSize(f"A call takes 1 to {MOST_CUSTOMERS} customers; this one has {len(customers)}.")
    # In a list they stay: their container would make each anew each time.
    sent: list[Any] = list(customers)
    read = ("customer_id", *names)
    values = dict(zip(read, zip(*map(attrgetter(*read), sent), strict=True), strict=True))
    ids = values.pop("customer_id")
    if not all(map(str.strip, ids)):
        wrong = f"customers[{next(at for at, each in enumerate(ids) if not each.strip())}].customer_id"
        raise BadCustomer(f"{wrong} is empty; every customer needs an id.", details=((wrong, "must not be empty"),))
    given: dict[str, Sequence[Any]] = {"customer_id": ids}
    for name, found in values.items():
        if all(found):
            given[name] = found
        elif any(present := _present(name, found, sent)) or present.count(None) < len(sent):
            given[name] = present
    return given


def _present(name: str, values: Sequence[Any], customers: Sequence[Any]) -> list[Any]:
    """``values`` with None for what is absent: it reads as 0, "" or an empty map, and so does what is there and empty."""
    if name == own.FIELD:
        return [value or None for value in values]
    return [value if value or customer.HasField(name) else None for value, customer in zip(values, customers, strict=True)]


def write_score(score: CustomerScore, message: customer_pb2.CustomerScore) -> None:
    """Fill ``message`` with the score as the API shows it."""
    # Unpacked, and not as keywords: it takes half as long (measured).
    customer_id, probability, percent, level, recommendation, risks, strengths, coverage, version = score
    message.customer_id = customer_id
    message.churn_probability = probability
    message.churn_risk_pct = percent
    message.risk_level = RISK_LEVELS[level]
    message.recommendation = recommendation
    message.key_risks = risks
    message.strengths = strengths
    message.data_coverage = coverage
    message.model_version = version


def _warning(warning: PredictionWarning) -> prediction_pb2.Prediction.Warning:
    kind = prediction_pb2.Prediction.Warning.Kind.Value(warning.kind.upper())
    return prediction_pb2.Prediction.Warning(kind=kind, column=warning.column, message=warning.message)
