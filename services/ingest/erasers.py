"""Ingest's calls to the services that hold what came of an upload: erase this customer there."""

import grpc

from retainwise.catalog.v1 import erasure_service_pb2 as catalog_pb2
from retainwise.catalog.v1 import erasure_service_pb2_grpc as catalog_grpc
from retainwise.scoring.v1 import erasure_service_pb2 as scoring_pb2
from retainwise.scoring.v1 import erasure_service_pb2_grpc as scoring_grpc
from services.ingest.domain import Erasure, PredictionId
from services.runtime import channels
from services.runtime.auth import Tokens

# The result of a million customers is read and written anew in some 20 s.
DEADLINE_S = 120.0


class Erasers:
    """Erases in scoring and in the catalog; again is no fault. Raises ServiceUnavailable where they do not answer."""

    def __init__(self, scoring: grpc.aio.Channel, catalog: grpc.aio.Channel, tokens: Tokens) -> None:
        self._scoring: scoring_grpc.ErasureServiceAsyncStub = scoring_grpc.ErasureServiceStub(scoring)
        self._catalog: catalog_grpc.ErasureServiceAsyncStub = catalog_grpc.ErasureServiceStub(catalog)
        self._tokens = tokens

    async def erase_prediction(self, erasure: Erasure, prediction_id: PredictionId, *, row_count: int) -> None:
        """Erase from a prediction, whose prepared file has so many rows now; one that is not there is no fault."""
        request = scoring_pb2.EraseFromPredictionRequest(
            prediction_id=str(prediction_id), pseudonyms=erasure.pseudonyms, row_count=row_count
        )
        async with channels.answered("scoring"):
            await self._scoring.EraseFromPrediction(
                request, metadata=channels.metadata(self._tokens, erasure.user_id), timeout=DEADLINE_S
            )

    async def erase_training_rows(self, erasure: Erasure) -> None:
        """Erase from the training rows."""
        request = catalog_pb2.EraseTrainingRowsRequest(pseudonyms=erasure.pseudonyms)
        async with channels.answered("catalog"):
            await self._catalog.EraseTrainingRows(
                request, metadata=channels.metadata(self._tokens, erasure.user_id), timeout=DEADLINE_S
            )
