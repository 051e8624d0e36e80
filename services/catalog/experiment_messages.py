"""Between the API's experiments and the catalog's."""

from uuid import UUID

from retainwise.catalog.v1 import experiment_pb2, experiment_service_pb2
from services.catalog import convert
from services.catalog.comparison import Comparison, Group
from services.catalog.domain import Experiment, ExperimentId
from services.catalog.failures import ExperimentNotFound
from services.runtime.errors import BadRequest
from services.runtime.messages import timestamp

LONGEST_NAME = 100
# With more, those whom one acts on would be the smaller group.
LARGEST_SHARE = 0.5


def experiment_id(text: str) -> ExperimentId:
    """The id in ``text``. Raises ExperimentNotFound where it is none, since no experiment has it."""
    try:
        return ExperimentId(UUID(text))
    except ValueError:
        raise ExperimentNotFound("There is no experiment with this id.") from None


def asked(request: experiment_service_pb2.CreateExperimentRequest) -> tuple[str, float]:
    """The name and the holdout's share of an experiment to be. Raises BadRequest."""
    name = request.display_name.strip()
    wrong = []
    if not 0 < len(name) <= LONGEST_NAME:
        wrong.append(("display_name", f"must have 1 to {LONGEST_NAME} characters"))
    # Written so that NaN is refused as well.
    if not 0 < request.holdout_share <= LARGEST_SHARE:
        wrong.append(("holdout_share", f"must be above 0 and at most {LARGEST_SHARE}"))
    if wrong:
        raise BadRequest(f"{' '.join(wrong[0])}.", details=tuple(wrong))
    return name, request.holdout_share


def experiment_message(experiment: Experiment) -> experiment_pb2.Experiment:
    """The experiment as the API shows it."""
    return experiment_pb2.Experiment(
        experiment_id=str(experiment.id),
        display_name=experiment.display_name,
        holdout_share=experiment.holdout_share,
        is_running=experiment.finished_at is None,
        create_time=timestamp(experiment.created_at),
        finish_time=timestamp(experiment.finished_at),
    )


def running_message(experiment: Experiment | None) -> experiment_service_pb2.GetRunningExperimentResponse:
    """What customers are assigned by, for services; empty where no experiment runs."""
    if experiment is None:
        return experiment_service_pb2.GetRunningExperimentResponse()
    return experiment_service_pb2.GetRunningExperimentResponse(
        experiment_id=str(experiment.id), salt=experiment.salt, holdout_share=experiment.holdout_share
    )


def results_message(of: ExperimentId, found: Comparison) -> experiment_pb2.ExperimentResults:
    """The comparison as the API shows it."""
    return experiment_pb2.ExperimentResults(
        experiment_id=str(of),
        treatment=_group(found.treatment),
        holdout=_group(found.holdout),
        difference=convert.estimate_message(found.difference),
        verdict=experiment_pb2.ExperimentResults.Verdict.Value(found.verdict.name),
        sentence=found.sentence,
    )


def _group(group: Group) -> experiment_pb2.ExperimentGroup:
    return experiment_pb2.ExperimentGroup(
        scored_count=group.counts.scored_count,
        outcome_count=group.counts.outcome_count,
        churned_count=group.counts.churned_count,
        churn_rate=convert.estimate_message(group.churn_rate),
    )
