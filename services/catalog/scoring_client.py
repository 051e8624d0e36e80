"""The catalog's calls to scoring: where the scores of a prediction lie, and how many customers an experiment has."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import grpc

from retainwise.scoring.v1 import prediction_service_pb2, prediction_service_pb2_grpc
from services.catalog.domain import ExperimentId, PredictionId
from services.catalog.failures import NotScored, PredictionUnknown
from services.runtime import channels
from services.runtime.auth import Tokens

# A look-up takes milliseconds; a caller of ours waits several seconds.
DEADLINE_S = 3.0


@dataclass(frozen=True)
class Scores:
    """Scores in the bucket, of customers as they were on ``observed_on``, and the experiment that ran then."""

    key: str
    observed_on: date
    model_version: str
    experiment_id: ExperimentId | None


class ScoringClient:
    """Scoring's prediction service."""

    def __init__(self, channel: grpc.aio.Channel, tokens: Tokens) -> None:
        self._stub: prediction_service_pb2_grpc.PredictionServiceAsyncStub = prediction_service_pb2_grpc.PredictionServiceStub(
            channel
        )
        self._tokens = tokens

    async def scores(self, user_id: str, prediction_id: PredictionId) -> Scores:
        """Where the prediction's scores lie. Raises PredictionUnknown, NotScored, and ServiceUnavailable."""
        request = prediction_service_pb2.LocateScoresRequest(prediction_id=str(prediction_id))
        async with channels.answered("scoring"):
            try:
                found = await self._stub.LocateScores(
                    request, metadata=channels.metadata(self._tokens, user_id), timeout=DEADLINE_S
                )
            except grpc.aio.AioRpcError as error:
                if error.code() is grpc.StatusCode.NOT_FOUND:
                    raise PredictionUnknown(f"There is no prediction {prediction_id}.") from error
                if error.code() is grpc.StatusCode.FAILED_PRECONDITION:
                    raise NotScored("The prediction is not completed, so there is nothing to match with.") from error
                raise
        experiment_id = ExperimentId(UUID(found.experiment_id)) if found.experiment_id else None
        return Scores(found.scores_key, date.fromisoformat(found.observed_on), found.model_version, experiment_id)

    async def scored_counts(self, user_id: str, experiment_id: ExperimentId) -> tuple[int, int]:
        """How many customers of the treatment group and of the holdout stand in scored files. Raises ServiceUnavailable."""
        request = prediction_service_pb2.CountExperimentCustomersRequest(experiment_id=str(experiment_id))
        async with channels.answered("scoring"):
            found = await self._stub.CountExperimentCustomers(
                request, metadata=channels.metadata(self._tokens, user_id), timeout=DEADLINE_S
            )
        return found.treatment_count, found.holdout_count
