"""The kinds of background job, and the message on the queue that wakes a worker for one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from google.protobuf import json_format

from retainwise.scoring.v1.task_pb2 import ScoringTask, TrainingTask
from services.runtime.errors import Failure
from services.scoring import store, store_trainings
from services.scoring.domain import Wake
from services.scoring.failures import CannotBeScored, CannotBeTrained
from services.scoring.leases import Jobs


@dataclass(frozen=True)
class Kind:
    """One kind of job. ``id_name`` is the name of its id in logs; ``lanes`` is how many workers one user may keep busy.

    ``write`` makes the message of a wake-up, and ``read`` its user and job id. ``given_up`` is what the user is told of a job
    that came to nothing however often it was tried.
    """

    id_name: str
    jobs: Jobs[Any]
    lanes: int
    write: Callable[[Wake], str]
    read: Callable[[str], tuple[str, UUID]]
    given_up: Callable[[], Failure]


def _write_scoring(wake: Wake) -> str:
    return json_format.MessageToJson(ScoringTask(prediction_id=str(wake.id), user_id=wake.user_id), indent=None)


def _read_scoring(body: str) -> tuple[str, UUID]:
    task = json_format.Parse(body, ScoringTask(), ignore_unknown_fields=True)
    return task.user_id, UUID(task.prediction_id)


def _not_scored() -> Failure:
    return CannotBeScored(
        "The file could not be scored after several tries. Please upload it again, or send us the prediction's id."
    )


# A user's further files wait while four of them are scored, and nobody else's do.
SCORING = Kind("prediction_id", store.JOBS, 4, _write_scoring, _read_scoring, _not_scored)


def _write_training(wake: Wake) -> str:
    return json_format.MessageToJson(TrainingTask(training_id=str(wake.id), user_id=wake.user_id), indent=None)


def _read_training(body: str) -> tuple[str, UUID]:
    task = json_format.Parse(body, TrainingTask(), ignore_unknown_fields=True)
    return task.user_id, UUID(task.training_id)


def _not_trained() -> Failure:
    return CannotBeTrained("The model could not be trained after several tries. Please try again, or send us the training's id.")


TRAINING = Kind("training_id", store_trainings.JOBS, 1, _write_training, _read_training, _not_trained)
