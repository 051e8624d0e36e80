"""Between the API's messages and the catalog's values."""

from uuid import UUID

from google.protobuf import json_format

from retainwise.catalog.v1 import model_pb2, model_service_pb2, report_pb2
from services.catalog.domain import Estimate, Model, ModelId, ModelKind, NewModel, TrainingId
from services.catalog.failures import ModelNotFound
from services.runtime.errors import BadRequest
from services.runtime.messages import timestamp

KINDS = {model_pb2.Model.BASELINE: ModelKind.BASELINE, model_pb2.Model.TRAINED: ModelKind.TRAINED}
KIND_NUMBERS = {kind: number for number, kind in KINDS.items()}


def model_id(text: str) -> ModelId:
    """The id in ``text``. Raises ModelNotFound where it is none, since no model has it."""
    try:
        return ModelId(UUID(text))
    except ValueError:
        raise ModelNotFound("There is no model with this id.") from None


def new_model(request: model_service_pb2.RegisterModelRequest) -> NewModel:
    """The model to register. Raises BadRequest where its kind or digest, or a trained one's training, is missing."""
    if request.kind not in KINDS or not request.digest:
        raise BadRequest("A model needs a kind and a digest.", details=(("kind", "must be set"), ("digest", "must be set")))
    if request.kind == model_pb2.Model.TRAINED and not request.training_id:
        raise BadRequest("A trained model needs its training.", details=(("training_id", "must be set"),))
    is_trained = request.kind == model_pb2.Model.TRAINED
    return NewModel(
        display_name=request.display_name,
        kind=KINDS[request.kind],
        digest=request.digest,
        features=tuple(request.features),
        report=json_format.MessageToDict(request.report, preserving_proto_field_name=True) if is_trained else None,
        training_id=TrainingId(UUID(request.training_id)) if is_trained else None,
    )


def model_message(model: Model) -> model_pb2.Model:
    """The model as the API shows it."""
    message = model_pb2.Model(
        model_id=str(model.id),
        version=model.version,
        display_name=model.display_name,
        kind=KIND_NUMBERS[model.kind],
        is_active=model.is_active,
        digest=model.digest,
        features=model.features,
        create_time=timestamp(model.created_at),
        training_id=str(model.training_id or ""),
    )
    if model.report is not None:
        # A figure that a later version noted is passed over by this one.
        json_format.ParseDict(dict(model.report), message.report, ignore_unknown_fields=True)
    return message


def estimate_message(estimate: Estimate | None) -> report_pb2.Estimate | None:
    """The estimate as the API shows it, None for none."""
    return report_pb2.Estimate(value=estimate.value, low=estimate.low, high=estimate.high) if estimate else None
