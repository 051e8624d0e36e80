"""The catalog's gRPC edge: reads the request, calls the use case, writes the answer."""

from collections.abc import AsyncIterator
from typing import Any, TypeAlias

import grpc

from retainwise.catalog.v1 import (
    erasure_service_pb2,
    erasure_service_pb2_grpc,
    experiment_pb2,
    experiment_service_pb2,
    experiment_service_pb2_grpc,
    model_pb2,
    model_service_pb2,
    model_service_pb2_grpc,
    outcome_pb2,
    outcome_service_pb2,
    outcome_service_pb2_grpc,
)
from services.catalog import convert, experiment_messages, outcome_messages
from services.catalog.erasures import Erasures
from services.catalog.experiments import Experiments
from services.catalog.models import Models
from services.catalog.outcomes import Outcomes
from services.catalog.promotions import Promotions
from services.runtime import auth, pages, repeats

Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"

# About 100 KB; a service takes 8 MiB a message.
LABELS_A_MESSAGE = 2000


class ModelService(model_service_pb2_grpc.ModelServiceServicer):
    """retainwise.catalog.v1.ModelService."""

    def __init__(self, models: Models, promotions: Promotions) -> None:
        self._models = models
        self._promotions = promotions

    async def RegisterModel(self, request: model_service_pb2.RegisterModelRequest, context: Context) -> model_pb2.Model:
        """Registers a model file for the user acted for, or for everybody."""
        caller = auth.require_service()
        return convert.model_message(await self._models.register(caller.user_id, convert.new_model(request)))

    async def GetModel(self, request: model_service_pb2.GetModelRequest, context: Context) -> model_pb2.Model:
        """One model."""
        model_id = convert.model_id(request.model_id)
        return convert.model_message(await self._models.get(auth.caller().user_id, model_id))

    async def GetActiveModel(self, request: model_service_pb2.GetActiveModelRequest, context: Context) -> model_pb2.Model:
        """The model of the caller's next prediction."""
        return convert.model_message(await self._models.active(auth.caller().user_id))

    async def ListModels(
        self, request: model_service_pb2.ListModelsRequest, context: Context
    ) -> model_service_pb2.ListModelsResponse:
        """A page of models, newest first."""
        page = pages.asked(request.page_size, request.page_token, "models")
        found, total = await self._models.page(auth.caller().user_id, after=page.after, limit=page.size + 1)
        shown, following = pages.cut(found, page, lambda model: pages.Position(model.created_at, model.id))
        return model_service_pb2.ListModelsResponse(
            models=[convert.model_message(model) for model in shown], next_page_token=following, total_size=total
        )

    async def PromoteModel(self, request: model_service_pb2.PromoteModelRequest, context: Context) -> model_pb2.Model:
        """Makes a model the caller's active one."""
        model_id = convert.model_id(request.model_id)
        return convert.model_message(await self._promotions.promote(auth.caller().user_id, model_id))

    async def RollbackModel(self, request: model_service_pb2.RollbackModelRequest, context: Context) -> model_pb2.Model:
        """Takes a promotion back."""
        model_id = convert.model_id(request.model_id)
        return convert.model_message(await self._promotions.roll_back(auth.caller().user_id, model_id))


class ErasureService(erasure_service_pb2_grpc.ErasureServiceServicer):
    """retainwise.catalog.v1.ErasureService."""

    def __init__(self, erasures: Erasures) -> None:
        self._erasures = erasures

    async def EraseTrainingRows(
        self, request: erasure_service_pb2.EraseTrainingRowsRequest, context: Context
    ) -> erasure_service_pb2.EraseTrainingRowsResponse:
        """Erases a customer for the user acted for."""
        caller = auth.require_service()
        removed = await self._erasures.erase(caller.user_id, list(request.pseudonyms))
        return erasure_service_pb2.EraseTrainingRowsResponse(row_count=removed)


class OutcomeService(outcome_service_pb2_grpc.OutcomeServiceServicer):
    """retainwise.catalog.v1.OutcomeService."""

    def __init__(self, outcomes: Outcomes) -> None:
        self._outcomes = outcomes

    async def CreateOutcomes(
        self, request_iterator: AsyncIterator[outcome_service_pb2.CreateOutcomesRequest], context: Context
    ) -> outcome_pb2.OutcomeReceipt:
        """Takes a list of outcomes in."""
        told = await outcome_messages.received(request_iterator)
        caller = auth.caller()
        if caller.service is not None:
            return outcome_messages.receipt_message(await self._outcomes.add(caller.user_id, told.prediction_id, told.content))
        key = repeats.key_of(context.invocation_metadata(), told.request_id)
        receipt = await self._outcomes.create(
            caller.user_id, told.prediction_id, told.content, is_json=told.is_json, request_key=key
        )
        return outcome_messages.receipt_message(receipt)

    async def GetOutcomeSummary(
        self, request: outcome_service_pb2.GetOutcomeSummaryRequest, context: Context
    ) -> outcome_pb2.OutcomeSummary:
        """What is known of the caller's customers."""
        return outcome_messages.summary_message(await self._outcomes.totals(auth.caller().user_id))

    async def GetPredictionQuality(
        self, request: outcome_service_pb2.GetPredictionQualityRequest, context: Context
    ) -> outcome_pb2.PredictionQuality:
        """How good a prediction was."""
        prediction_id = outcome_messages.prediction_id(request.prediction_id)
        version, quality = await self._outcomes.quality(auth.caller().user_id, prediction_id)
        return outcome_messages.quality_message(prediction_id, version, quality)

    async def ListLabelledPredictions(
        self, request: outcome_service_pb2.ListLabelledPredictionsRequest, context: Context
    ) -> outcome_service_pb2.ListLabelledPredictionsResponse:
        """The predictions that have outcomes."""
        found = await self._outcomes.labelled_predictions(auth.require_service().user_id)
        return outcome_service_pb2.ListLabelledPredictionsResponse(prediction_ids=[str(each) for each in found])

    async def StreamLabels(
        self, request: outcome_service_pb2.StreamLabelsRequest, context: Context
    ) -> AsyncIterator[outcome_service_pb2.StreamLabelsResponse]:
        """The outcomes of a prediction."""
        user_id, prediction_id = auth.require_service().user_id, outcome_messages.prediction_id(request.prediction_id)
        part = outcome_service_pb2.StreamLabelsResponse()
        async for customer_key, churned in self._outcomes.labels(user_id, prediction_id):
            part.customer_keys.append(customer_key)
            part.churned.append(churned)
            if len(part.churned) == LABELS_A_MESSAGE:
                yield part
                part = outcome_service_pb2.StreamLabelsResponse()
        if part.churned:
            yield part

    async def DeleteOutcomes(
        self, request: outcome_service_pb2.DeleteOutcomesRequest, context: Context
    ) -> outcome_service_pb2.DeleteOutcomesResponse:
        """Removes the outcomes of a prediction that is gone."""
        user_id, prediction_id = auth.require_service().user_id, outcome_messages.prediction_id(request.prediction_id)
        removed = await self._outcomes.delete(user_id, prediction_id)
        return outcome_service_pb2.DeleteOutcomesResponse(outcome_count=removed)


class ExperimentService(experiment_service_pb2_grpc.ExperimentServiceServicer):
    """retainwise.catalog.v1.ExperimentService."""

    def __init__(self, experiments: Experiments) -> None:
        self._experiments = experiments

    async def CreateExperiment(
        self, request: experiment_service_pb2.CreateExperimentRequest, context: Context
    ) -> experiment_pb2.Experiment:
        """Begins an experiment."""
        display_name, holdout_share = experiment_messages.asked(request)
        key = repeats.key_of(context.invocation_metadata(), request.request_id)
        begun = await self._experiments.begin(auth.caller().user_id, display_name, holdout_share, request_key=key)
        return experiment_messages.experiment_message(begun)

    async def ListExperiments(
        self, request: experiment_service_pb2.ListExperimentsRequest, context: Context
    ) -> experiment_service_pb2.ListExperimentsResponse:
        """A page of experiments, newest first."""
        page = pages.asked(request.page_size, request.page_token, "experiments")
        found, total = await self._experiments.page(auth.caller().user_id, after=page.after, limit=page.size + 1)
        shown, following = pages.cut(found, page, lambda experiment: pages.Position(experiment.created_at, experiment.id))
        return experiment_service_pb2.ListExperimentsResponse(
            experiments=[experiment_messages.experiment_message(experiment) for experiment in shown],
            next_page_token=following,
            total_size=total,
        )

    async def GetExperiment(
        self, request: experiment_service_pb2.GetExperimentRequest, context: Context
    ) -> experiment_pb2.Experiment:
        """One experiment."""
        experiment_id = experiment_messages.experiment_id(request.experiment_id)
        return experiment_messages.experiment_message(await self._experiments.get(auth.caller().user_id, experiment_id))

    async def FinishExperiment(
        self, request: experiment_service_pb2.FinishExperimentRequest, context: Context
    ) -> experiment_pb2.Experiment:
        """Finishes an experiment."""
        experiment_id = experiment_messages.experiment_id(request.experiment_id)
        return experiment_messages.experiment_message(await self._experiments.finish(auth.caller().user_id, experiment_id))

    async def GetExperimentResults(
        self, request: experiment_service_pb2.GetExperimentResultsRequest, context: Context
    ) -> experiment_pb2.ExperimentResults:
        """What an experiment has shown by now."""
        experiment_id = experiment_messages.experiment_id(request.experiment_id)
        found = await self._experiments.results(auth.caller().user_id, experiment_id)
        return experiment_messages.results_message(experiment_id, found)

    async def GetRunningExperiment(
        self, request: experiment_service_pb2.GetRunningExperimentRequest, context: Context
    ) -> experiment_service_pb2.GetRunningExperimentResponse:
        """What customers of the user acted for are assigned by."""
        return experiment_messages.running_message(await self._experiments.running(auth.require_service().user_id))
