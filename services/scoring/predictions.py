"""What users and ingest can do with predictions."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime

from services.runtime import audit
from services.runtime.blobs import Blobs
from services.runtime.database import Database
from services.runtime.pages import Position
from services.scoring import leases, store, summary
from services.scoring.domain import ExperimentId, JobStatus, Order, Prediction, PredictionId, Result
from services.scoring.failures import AlreadyFinal, NotCompleted, NotSummedUp, PredictionNotFound
from services.scoring.summary import Summary
from services.scoring.watching import changes


class Predictions:
    """The predictions of the user who calls."""

    def __init__(self, database: Database, blobs: Blobs, *, now: Callable[[], datetime]) -> None:
        self._database = database
        self._blobs = blobs
        self._now = now

    async def create(self, order: Order) -> Prediction:
        """Take a prepared file over as QUEUED. The same order again changes nothing and returns the prediction as it stands."""
        async with self._database.transaction(order.user_id) as tx:
            await store.insert_queued(tx, order, now=self._now())
            prediction = await store.find(tx, order.id)
        return _found(prediction, order.id)

    async def get(self, user_id: str, prediction_id: PredictionId) -> Prediction:
        """The prediction. Raises PredictionNotFound."""
        async with self._database.transaction(user_id) as tx:
            prediction = await store.find(tx, prediction_id)
        return _found(prediction, prediction_id)

    async def page(
        self, user_id: str, *, status: JobStatus | None, after: Position | None, limit: int
    ) -> tuple[list[Prediction], int]:
        """Up to ``limit`` predictions behind ``after``, newest first, and how many there are in all."""
        async with self._database.transaction(user_id) as tx:
            predictions = await store.page(tx, user_id, status=status, after=after, limit=limit)
            return predictions, await store.count(tx, user_id, status=status)

    async def cancel(self, user_id: str, prediction_id: PredictionId) -> Prediction:
        """Call it off; again is no fault. Raises AlreadyFinal where it is COMPLETED or FAILED, and PredictionNotFound."""
        async with self._database.transaction(user_id) as tx:
            is_cancelled = await leases.cancel(tx, store.JOBS, prediction_id)
            prediction = _found(await store.find(tx, prediction_id), prediction_id)
            if is_cancelled:
                await audit.note(tx, user_id, "prediction.cancel", prediction_id)
        if not is_cancelled and prediction.status is not JobStatus.CANCELLED:
            raise AlreadyFinal(f"The prediction is {prediction.status.value} already, so it cannot be cancelled.")
        return prediction

    async def watch(self, user_id: str, prediction_id: PredictionId) -> AsyncIterator[Prediction]:
        """The prediction now and at each change, up to its final status. Raises PredictionNotFound."""
        async for prediction in changes(lambda: self.get(user_id, prediction_id)):
            yield prediction

    async def completed(self, user_id: str, prediction_id: PredictionId) -> tuple[Prediction, Result]:
        """The prediction and where its result is. Raises NotCompleted and PredictionNotFound."""
        prediction = await self.get(user_id, prediction_id)
        if prediction.result is None:
            raise NotCompleted(f"The prediction is {prediction.status.value}, so there is no result.")
        return prediction, prediction.result

    async def experiment_counts(self, user_id: str, experiment_id: ExperimentId) -> tuple[int, int]:
        """How many rows of the treatment group and of the holdout stand in scored files of an experiment."""
        async with self._database.transaction(user_id) as tx:
            return await store.experiment_counts(tx, user_id, experiment_id)

    async def result(self, user_id: str, prediction_id: PredictionId) -> tuple[Prediction, AsyncIterator[bytes]]:
        """The prediction and its scored CSV. Raises NotCompleted and PredictionNotFound, before any byte."""
        prediction = await self.get(user_id, prediction_id)
        if prediction.result is None:
            raise NotCompleted(f"The prediction is {prediction.status.value}, so there is no result to download.")
        async with self._database.transaction(user_id) as tx:
            await audit.note(tx, user_id, "prediction.download", prediction_id)
        return prediction, self._blobs.stream(prediction.result.csv_key)

    async def summary(self, user_id: str, prediction_id: PredictionId) -> Summary:
        """What the scored file says as a whole. Raises NotCompleted, NotSummedUp and PredictionNotFound."""
        prediction = await self.get(user_id, prediction_id)
        if prediction.result is None:
            raise NotCompleted(f"The prediction is {prediction.status.value}, so there is nothing to sum up.")
        if prediction.result.summary_key is None:
            raise NotSummedUp("This file was scored before there were summaries. Upload it again to have one.")
        return summary.read(await self._blobs.get(prediction.result.summary_key))


def _found(prediction: Prediction | None, prediction_id: PredictionId) -> Prediction:
    if prediction is None:
        raise PredictionNotFound(f"There is no prediction {prediction_id}.")
    return prediction
