"""Between the API's trainings and scoring's."""

from uuid import UUID

from google.protobuf import json_format

from retainwise.scoring.v1 import training_pb2, training_service_pb2
from services.runtime.errors import BadRequest
from services.runtime.messages import timestamp
from services.scoring import convert
from services.scoring.domain import JobStatus, PredictionId, Training, TrainingId
from services.scoring.failures import TrainingNotFound
from services.scoring.sources import MOST_SOURCES

LONGEST_NAME = 100

STATUSES = {status: training_pb2.Training.Status.Value(status.name) for status in JobStatus}


def training_id(text: str) -> TrainingId:
    """The id in ``text``. Raises TrainingNotFound where it is none, since no training has it."""
    try:
        return TrainingId(UUID(text))
    except ValueError:
        raise TrainingNotFound("There is no training with this id.") from None


def asked(request: training_service_pb2.TrainModelRequest) -> tuple[str, list[PredictionId]]:
    """The name and the predictions of a training to be. Raises BadRequest and PredictionNotFound."""
    name = request.display_name.strip()
    if len(name) > LONGEST_NAME:
        wrong = f"must have at most {LONGEST_NAME} characters"
        raise BadRequest(f"display_name {wrong}.", details=(("display_name", wrong),))
    if len(request.prediction_ids) > MOST_SOURCES:
        wrong = f"must be at most {MOST_SOURCES}"
        raise BadRequest(f"prediction_ids {wrong}.", details=(("prediction_ids", wrong),))
    return name, [convert.prediction_id(text) for text in request.prediction_ids]


def training_message(training: Training) -> training_pb2.Training:
    """The training as the API shows it."""
    message = training_pb2.Training(
        training_id=str(training.order.id),
        display_name=training.order.display_name,
        prediction_ids=[str(each) for each in training.order.prediction_ids],
        status=STATUSES[training.status],
        progress=training.progress,
        step=training.step,
        model_id=str(training.model_id or ""),
        create_time=timestamp(training.order.created_at),
        start_time=timestamp(training.started_at),
        finish_time=timestamp(training.finished_at),
    )
    if training.report is not None:
        # A figure that a later version noted is passed over by this one.
        json_format.ParseDict(dict(training.report), message.report, ignore_unknown_fields=True)
    if training.failure is not None:
        failure = training.failure
        message.failure.CopyFrom(training_pb2.Training.Failure(code=failure.code, message=failure.message))
    return message
