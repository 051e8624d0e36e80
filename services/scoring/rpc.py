"""Scoring's gRPC edge: reads the request, calls the use case, writes the answer."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, TypeAlias

import grpc
from google.api.httpbody_pb2 import HttpBody
from google.protobuf.empty_pb2 import Empty

from retainwise.scoring.v1 import (
    customer_pb2,
    erasure_service_pb2,
    erasure_service_pb2_grpc,
    prediction_pb2,
    prediction_service_pb2,
    prediction_service_pb2_grpc,
    prediction_summary_pb2,
    scoring_service_pb2,
    scoring_service_pb2_grpc,
    training_pb2,
    training_service_pb2,
    training_service_pb2_grpc,
)
from services.runtime import auth, downloads, pages, repeats
from services.scoring import convert, summary_messages, training_messages
from services.scoring.deletions import Deletions
from services.scoring.erasures import Erasures
from services.scoring.model_cache import ModelCache
from services.scoring.predictions import Predictions
from services.scoring.trainings import Trainings

Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"
Scores = scoring_service_pb2.ScoreCustomersResponse | scoring_service_pb2.StreamScoresResponse

# Up to here scoring takes half a millisecond at most, less than a hop to a thread and back adds under load (measured).
SCORED_IN_PLACE = 128


class PredictionService(prediction_service_pb2_grpc.PredictionServiceServicer):
    """retainwise.scoring.v1.PredictionService."""

    def __init__(self, predictions: Predictions, deletions: Deletions, *, nudge: Callable[[], None]) -> None:
        self._predictions = predictions
        self._deletions = deletions
        self._nudge = nudge

    async def CreatePrediction(
        self, request: prediction_service_pb2.CreatePredictionRequest, context: Context
    ) -> prediction_pb2.Prediction:
        """Takes a prepared file over for the user acted for, and tells the relay."""
        caller = auth.require_service()
        prediction = await self._predictions.create(convert.order(request, caller.user_id))
        self._nudge()
        return convert.prediction_message(prediction)

    async def LocateScores(
        self, request: prediction_service_pb2.LocateScoresRequest, context: Context
    ) -> prediction_service_pb2.ScoresLocation:
        """Where the scores of a prediction lie."""
        caller = auth.require_service()
        prediction, result = await self._predictions.completed(caller.user_id, convert.prediction_id(request.prediction_id))
        return convert.location_message(prediction, result)

    async def CountExperimentCustomers(
        self, request: prediction_service_pb2.CountExperimentCustomersRequest, context: Context
    ) -> prediction_service_pb2.CountExperimentCustomersResponse:
        """How many customers of each group stand in scored files."""
        caller = auth.require_service()
        experiment_id = convert.experiment_id(request.experiment_id)
        treated, held = await self._predictions.experiment_counts(caller.user_id, experiment_id)
        return prediction_service_pb2.CountExperimentCustomersResponse(treatment_count=treated, holdout_count=held)

    async def GetPrediction(
        self, request: prediction_service_pb2.GetPredictionRequest, context: Context
    ) -> prediction_pb2.Prediction:
        """One prediction."""
        prediction_id = convert.prediction_id(request.prediction_id)
        return convert.prediction_message(await self._predictions.get(auth.caller().user_id, prediction_id))

    async def ListPredictions(
        self, request: prediction_service_pb2.ListPredictionsRequest, context: Context
    ) -> prediction_service_pb2.ListPredictionsResponse:
        """A page of predictions, newest first."""
        page = pages.asked(request.page_size, request.page_token, f"predictions {request.status}")
        found, total = await self._predictions.page(
            auth.caller().user_id, status=convert.status(request.status), after=page.after, limit=page.size + 1
        )
        shown, following = pages.cut(found, page, lambda prediction: pages.Position(prediction.created_at, prediction.order.id))
        return prediction_service_pb2.ListPredictionsResponse(
            predictions=[convert.prediction_message(prediction) for prediction in shown],
            next_page_token=following,
            total_size=total,
        )

    async def WatchPrediction(
        self, request: prediction_service_pb2.WatchPredictionRequest, context: Context
    ) -> AsyncIterator[prediction_pb2.Prediction]:
        """The prediction at each change, up to its final status."""
        prediction_id = convert.prediction_id(request.prediction_id)
        async for prediction in self._predictions.watch(auth.caller().user_id, prediction_id):
            yield convert.prediction_message(prediction)

    async def CancelPrediction(
        self, request: prediction_service_pb2.CancelPredictionRequest, context: Context
    ) -> prediction_pb2.Prediction:
        """Calls a prediction off."""
        prediction_id = convert.prediction_id(request.prediction_id)
        return convert.prediction_message(await self._predictions.cancel(auth.caller().user_id, prediction_id))

    async def DeletePrediction(self, request: prediction_service_pb2.DeletePredictionRequest, context: Context) -> Empty:
        """Removes a prediction."""
        await self._deletions.delete(auth.caller().user_id, convert.prediction_id(request.prediction_id))
        return Empty()

    async def DownloadPrediction(
        self, request: prediction_service_pb2.DownloadPredictionRequest, context: Context
    ) -> AsyncIterator[HttpBody]:
        """The scored CSV."""
        prediction_id = convert.prediction_id(request.prediction_id)
        prediction, pieces = await self._predictions.result(auth.caller().user_id, prediction_id)
        await downloads.send_headers(
            context,
            filename=f"{PurePath(prediction.order.filename).stem}.scored.csv",
            size_bytes=prediction.result.csv_bytes if prediction.result else 0,
            row_count=prediction.order.row_count,
        )
        async for body in downloads.bodies(pieces, "text/csv; charset=utf-8"):
            yield body

    async def GetPredictionSummary(
        self, request: prediction_service_pb2.GetPredictionSummaryRequest, context: Context
    ) -> prediction_summary_pb2.PredictionSummary:
        """What the scored file says as a whole."""
        prediction_id = convert.prediction_id(request.prediction_id)
        found = await self._predictions.summary(auth.caller().user_id, prediction_id)
        return summary_messages.summary_message(prediction_id, found)


class TrainingService(training_service_pb2_grpc.TrainingServiceServicer):
    """retainwise.scoring.v1.TrainingService."""

    def __init__(self, trainings: Trainings, *, nudge: Callable[[], None]) -> None:
        self._trainings = trainings
        self._nudge = nudge

    async def TrainModel(self, request: training_service_pb2.TrainModelRequest, context: Context) -> training_pb2.Training:
        """Queues a training, and tells the relay."""
        display_name, prediction_ids = training_messages.asked(request)
        key = repeats.key_of(context.invocation_metadata(), request.request_id)
        training = await self._trainings.start(auth.caller().user_id, display_name, prediction_ids, request_key=key)
        self._nudge()
        return training_messages.training_message(training)

    async def GetTraining(self, request: training_service_pb2.GetTrainingRequest, context: Context) -> training_pb2.Training:
        """One training."""
        training_id = training_messages.training_id(request.training_id)
        return training_messages.training_message(await self._trainings.get(auth.caller().user_id, training_id))

    async def ListTrainings(
        self, request: training_service_pb2.ListTrainingsRequest, context: Context
    ) -> training_service_pb2.ListTrainingsResponse:
        """A page of trainings, newest first."""
        page = pages.asked(request.page_size, request.page_token, "trainings")
        found, total = await self._trainings.page(auth.caller().user_id, after=page.after, limit=page.size + 1)
        shown, following = pages.cut(found, page, lambda training: pages.Position(training.order.created_at, training.order.id))
        return training_service_pb2.ListTrainingsResponse(
            trainings=[training_messages.training_message(training) for training in shown],
            next_page_token=following,
            total_size=total,
        )

    async def WatchTraining(
        self, request: training_service_pb2.WatchTrainingRequest, context: Context
    ) -> AsyncIterator[training_pb2.Training]:
        """The training at each change, up to its final status."""
        training_id = training_messages.training_id(request.training_id)
        async for training in self._trainings.watch(auth.caller().user_id, training_id):
            yield training_messages.training_message(training)

    async def CancelTraining(
        self, request: training_service_pb2.CancelTrainingRequest, context: Context
    ) -> training_pb2.Training:
        """Calls a training off."""
        training_id = training_messages.training_id(request.training_id)
        return training_messages.training_message(await self._trainings.cancel(auth.caller().user_id, training_id))


class ScoringService(scoring_service_pb2_grpc.ScoringServiceServicer):
    """retainwise.scoring.v1.ScoringService."""

    def __init__(self, models: ModelCache, *, today: Callable[[], date]) -> None:
        self._models = models
        self._today = today

    async def ScoreCustomers(
        self, request: scoring_service_pb2.ScoreCustomersRequest, context: Context
    ) -> scoring_service_pb2.ScoreCustomersResponse:
        """Scores the customers of one call."""
        answer = scoring_service_pb2.ScoreCustomersResponse()
        await self._score(request.customers, answer)
        return answer

    async def StreamScores(
        self, request_iterator: AsyncIterator[scoring_service_pb2.StreamScoresRequest], context: Context
    ) -> AsyncIterator[scoring_service_pb2.StreamScoresResponse]:
        """Scores the customers of each message, in order."""
        async for request in request_iterator:
            answer = scoring_service_pb2.StreamScoresResponse()
            await self._score(request.customers, answer)
            yield answer

    async def _score(self, customers: Sequence[customer_pb2.Customer], answer: Scores) -> None:
        scorer = await self._models.active(auth.caller().user_id)
        columns = convert.columns(customers, scorer.fields)
        if len(customers) <= SCORED_IN_PLACE and not scorer.reads_own:
            scores = scorer.score_customers(columns, self._today())
        else:
            scores = await asyncio.to_thread(scorer.score_customers, columns, self._today())
        for score in scores:
            convert.write_score(score, answer.scores.add())


class ErasureService(erasure_service_pb2_grpc.ErasureServiceServicer):
    """retainwise.scoring.v1.ErasureService."""

    def __init__(self, erasures: Erasures) -> None:
        self._erasures = erasures

    async def EraseFromPrediction(
        self, request: erasure_service_pb2.EraseFromPredictionRequest, context: Context
    ) -> erasure_service_pb2.EraseFromPredictionResponse:
        """Erases a customer from a prediction for the user acted for."""
        caller = auth.require_service()
        prediction_id = convert.prediction_id(request.prediction_id)
        removed = await self._erasures.erase(caller.user_id, prediction_id, list(request.pseudonyms), row_count=request.row_count)
        return erasure_service_pb2.EraseFromPredictionResponse(row_count=removed)
