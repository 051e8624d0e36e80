"""What users can do with trainings."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from uuid import UUID

from services.runtime import audit, repeats
from services.runtime.database import Database
from services.runtime.pages import Position
from services.scoring import leases, store, store_trainings
from services.scoring.domain import JobStatus, PredictionId, Training, TrainingId, TrainingOrder
from services.scoring.failures import PredictionNotFound, TrainingNotFound, TrainingOver
from services.scoring.watching import changes


class Trainings:
    """The trainings of the user who calls."""

    def __init__(self, database: Database, *, now: Callable[[], datetime], new_id: Callable[[], UUID]) -> None:
        self._database = database
        self._now = now
        self._new_id = new_id

    async def start(
        self, user_id: str, display_name: str, prediction_ids: Sequence[PredictionId], *, request_key: str = ""
    ) -> Training:
        """Queue a training, or return the one that is not over yet. Raises PredictionNotFound.

        The same ``request_key`` again returns the training of the first time, over or not, or raises RequestReused where name or
        predictions differ.
        """
        request = repeats.request(user_id, "training", request_key, (display_name, *map(str, prediction_ids)))
        now = self._now()
        name = display_name or f"Trained on {now.date().isoformat()}"
        order = TrainingOrder(TrainingId(self._new_id()), user_id, name, tuple(dict.fromkeys(prediction_ids)), now)
        async with self._database.transaction(user_id) as tx:
            asked_id = TrainingId(await repeats.remember(tx, request, order.id)) if request else order.id
            if asked_id != order.id:
                return _found(await store_trainings.find(tx, asked_id), asked_id)
            for prediction_id in order.prediction_ids:
                if await store.find(tx, prediction_id) is None:
                    raise PredictionNotFound(f"There is no prediction {prediction_id}.")
            await store_trainings.insert_queued(tx, order)
            training = await store_trainings.find(tx, order.id)
            if training is not None:
                await audit.note(tx, user_id, "training.start", order.id)
                return training
            training = await store_trainings.find_unfinished(tx, user_id)
            if request:
                await repeats.forget(tx, order.id)
            if request and training:
                await repeats.remember(tx, request, training.order.id)
        # It kept the new one out, and was over before it could be read: so there is room now.
        return training or await self.start(user_id, display_name, prediction_ids, request_key=request_key)

    async def get(self, user_id: str, training_id: TrainingId) -> Training:
        """The training. Raises TrainingNotFound."""
        async with self._database.transaction(user_id) as tx:
            return _found(await store_trainings.find(tx, training_id), training_id)

    async def page(self, user_id: str, *, after: Position | None, limit: int) -> tuple[list[Training], int]:
        """Up to ``limit`` trainings behind ``after``, newest first, and how many there are in all."""
        async with self._database.transaction(user_id) as tx:
            found = await store_trainings.page(tx, user_id, after=after, limit=limit)
            return found, await store_trainings.count(tx, user_id)

    async def cancel(self, user_id: str, training_id: TrainingId) -> Training:
        """Call it off; again is no fault. Raises TrainingOver where it is COMPLETED or FAILED, and TrainingNotFound."""
        async with self._database.transaction(user_id) as tx:
            is_cancelled = await leases.cancel(tx, store_trainings.JOBS, training_id)
            training = _found(await store_trainings.find(tx, training_id), training_id)
            if is_cancelled:
                await audit.note(tx, user_id, "training.cancel", training_id)
        if training.status is not JobStatus.CANCELLED:
            raise TrainingOver(f"The training is {training.status.value} already, so it cannot be cancelled.")
        return training

    async def watch(self, user_id: str, training_id: TrainingId) -> AsyncIterator[Training]:
        """The training now and at each change, up to its final status. Raises TrainingNotFound."""
        async for training in changes(lambda: self.get(user_id, training_id)):
            yield training


def _found(training: Training | None, training_id: TrainingId) -> Training:
    if training is None:
        raise TrainingNotFound(f"There is no training {training_id}.")
    return training
