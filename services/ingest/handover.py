"""Ingest's call to scoring: here is a prepared file."""

import grpc

from retainwise.scoring.v1 import prediction_service_pb2, prediction_service_pb2_grpc
from services.ingest.domain import Upload
from services.runtime import channels
from services.runtime.auth import Tokens

# Whoever uploads waits for the first try; the relay makes all further ones.
DEADLINE_S = 2.0


class Handover:
    """Hands uploads over to scoring; the same one again is no fault."""

    def __init__(self, channel: grpc.aio.Channel, tokens: Tokens) -> None:
        self._stub: prediction_service_pb2_grpc.PredictionServiceAsyncStub = prediction_service_pb2_grpc.PredictionServiceStub(
            channel
        )
        self._tokens = tokens

    async def hand_over(self, upload: Upload) -> None:
        """Make scoring responsible for the upload's prediction. Raises ServiceUnavailable where it does not answer."""
        request = prediction_service_pb2.CreatePredictionRequest(
            prediction_id=str(upload.prediction_id),
            upload_id=str(upload.id),
            filename=upload.filename,
            row_count=upload.row_count,
            prepared_key=upload.prepared_key,
        )
        async with channels.answered("scoring"):
            await self._stub.CreatePrediction(
                request, metadata=channels.metadata(self._tokens, upload.user_id), timeout=DEADLINE_S
            )
