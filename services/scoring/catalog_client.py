"""Scoring's calls to the catalog."""

from dataclasses import dataclass

import grpc

from retainwise.catalog.v1 import model_pb2, model_service_pb2, model_service_pb2_grpc
from services.runtime import channels
from services.runtime.auth import Tokens

# A look-up takes milliseconds; a caller of ours waits several seconds.
DEADLINE_S = 3.0


@dataclass(frozen=True)
class ActiveModel:
    """Which model to score with: the digest of its file, and the version that results name."""

    digest: str
    version: str


class CatalogClient:
    """The catalog's model service. Every method raises ServiceUnavailable where it does not answer."""

    def __init__(self, channel: grpc.aio.Channel, tokens: Tokens) -> None:
        self._stub: model_service_pb2_grpc.ModelServiceAsyncStub = model_service_pb2_grpc.ModelServiceStub(channel)
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

    async def register_baseline(self, name: str, digest: str, features: tuple[str, ...]) -> None:
        """Make the baseline known for everybody; again is no fault."""
        request = model_service_pb2.RegisterModelRequest(
            display_name=name, kind=model_pb2.Model.BASELINE, digest=digest, features=features
        )
        async with channels.answered("catalog"):
            await self._stub.RegisterModel(request, metadata=channels.metadata(self._tokens, ""), timeout=DEADLINE_S)
