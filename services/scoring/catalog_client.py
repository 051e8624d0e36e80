"""Scoring's calls to the catalog."""

from dataclasses import dataclass
from uuid import UUID

import grpc
from google.protobuf import json_format

from retainwise.catalog.v1 import (
    experiment_service_pb2,
    experiment_service_pb2_grpc,
    model_pb2,
    model_service_pb2,
    model_service_pb2_grpc,
    report_pb2,
)
from services.runtime import channels
from services.runtime.auth import Tokens
from services.scoring.assignment import Assignment
from services.scoring.domain import ExperimentId, Figures, ModelId, TrainingId

# A look-up takes milliseconds; a caller of ours waits several seconds.
DEADLINE_S = 3.0


@dataclass(frozen=True)
class ActiveModel:
    """Which model to score with: the digest of its file, and the version that results name."""

    digest: str
    version: str


@dataclass(frozen=True)
class RunningExperiment:
    """An experiment that a user's customers are assigned in, and how."""

    id: ExperimentId
    assignment: Assignment


@dataclass(frozen=True)
class NewModel:
    """A trained model to be registered. ``features`` are in the model's order."""

    display_name: str
    digest: str
    features: tuple[str, ...]
    report: Figures
    training_id: TrainingId


class CatalogClient:
    """The catalog's models and experiments. Every method raises its refusals, and ServiceUnavailable where it does not answer."""

    def __init__(self, channel: grpc.aio.Channel, tokens: Tokens) -> None:
        self._stub: model_service_pb2_grpc.ModelServiceAsyncStub = model_service_pb2_grpc.ModelServiceStub(channel)
        self._experiments: experiment_service_pb2_grpc.ExperimentServiceAsyncStub = (
            experiment_service_pb2_grpc.ExperimentServiceStub(channel)
        )
        self._tokens = tokens

    async def active_model(self, user_id: str) -> ActiveModel:
        """The model that the user's next prediction is scored with."""
        async with channels.answered("catalog"):
            model = await self._stub.GetActiveModel(
                model_service_pb2.GetActiveModelRequest(),
                metadata=channels.metadata(self._tokens, user_id),
                timeout=DEADLINE_S,
            )
        return ActiveModel(model.digest, f"{model_pb2.Model.Kind.Name(model.kind).lower()}-{model.version}")

    async def running_experiment(self, user_id: str) -> RunningExperiment | None:
        """The user's running experiment, None without one."""
        async with channels.answered("catalog"):
            found = await self._experiments.GetRunningExperiment(
                experiment_service_pb2.GetRunningExperimentRequest(),
                metadata=channels.metadata(self._tokens, user_id),
                timeout=DEADLINE_S,
            )
        if not found.experiment_id:
            return None
        return RunningExperiment(ExperimentId(UUID(found.experiment_id)), Assignment(found.salt, found.holdout_share))

    async def register_baseline(self, name: str, digest: str, features: tuple[str, ...]) -> None:
        """Make the baseline known for everybody; again is no fault."""
        request = model_service_pb2.RegisterModelRequest(
            display_name=name, kind=model_pb2.Model.BASELINE, digest=digest, features=features
        )
        async with channels.answered("catalog"):
            await self._stub.RegisterModel(request, metadata=channels.metadata(self._tokens, ""), timeout=DEADLINE_S)

    async def register_trained(self, user_id: str, new: NewModel) -> ModelId:
        """Make a user's trained model known; again is no fault."""
        request = model_service_pb2.RegisterModelRequest(
            display_name=new.display_name,
            kind=model_pb2.Model.TRAINED,
            digest=new.digest,
            features=new.features,
            report=json_format.ParseDict(dict(new.report), report_pb2.TrainingReport()),
            training_id=str(new.training_id),
        )
        async with channels.answered("catalog"):
            model = await self._stub.RegisterModel(request, metadata=channels.metadata(self._tokens, user_id), timeout=DEADLINE_S)
        return ModelId(UUID(model.model_id))
