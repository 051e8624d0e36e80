"""Ingest's calls to scoring: here is a prepared file, and forget it again."""

import grpc

from retainwise.scoring.v1 import prediction_service_pb2, prediction_service_pb2_grpc
from services.ingest.domain import PredictionId, Upload
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

    async def withdraw(self, user_id: str, prediction_id: PredictionId) -> None:
        """Make scoring remove the prediction; one that is not there is no fault. Raises ServiceUnavailable."""
        request = prediction_service_pb2.DeletePredictionRequest(prediction_id=str(prediction_id))
        async with channels.answered("scoring"):
            try:
                await self._stub.DeletePrediction(request, metadata=channels.metadata(self._tokens, user_id), timeout=DEADLINE_S)
            except grpc.aio.AioRpcError as error:
                if error.code() is not grpc.StatusCode.NOT_FOUND:
                    raise
