"""Scoring's calls to the catalog about what really happened."""

import csv
import io
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import date
from uuid import UUID

import grpc
from google.api.httpbody_pb2 import HttpBody

from retainwise.catalog.v1 import outcome_service_pb2, outcome_service_pb2_grpc
from services.runtime import channels
from services.runtime.auth import Tokens
from services.scoring.domain import PredictionId

# Nobody waits for these but a training worker and the sweeper, and a list of 100,000 takes the catalog seconds.
DEADLINE_S = 60.0
# Half of what the catalog takes at once.
OUTCOMES_A_CALL = 100_000
BYTES_A_CALL = 10 * 1024 * 1024
# The catalog reads no longer cell (Python's csv.field_size_limit). Such a text is no id, but a cell whose mark is never closed.
LONGEST_ID = 131_072
# Two quotation marks around the id, and behind it two commas, the flag, the day and the end of the line.
_BESIDE_ID_BYTES = 17


class OutcomesClient:
    """The catalog's outcome service. Every method raises its refusals, and ServiceUnavailable where it does not answer."""

    def __init__(self, channel: grpc.aio.Channel, tokens: Tokens) -> None:
        self._stub: outcome_service_pb2_grpc.OutcomeServiceAsyncStub = outcome_service_pb2_grpc.OutcomeServiceStub(channel)
        self._tokens = tokens

    async def predictions(self, user_id: str) -> list[PredictionId]:
        """The user's predictions that have outcomes, newest first."""
        async with channels.answered("catalog"):
            found = await self._stub.ListLabelledPredictions(
                outcome_service_pb2.ListLabelledPredictionsRequest(),
                metadata=channels.metadata(self._tokens, user_id),
                timeout=DEADLINE_S,
            )
        return [PredictionId(UUID(text)) for text in found.prediction_ids]

    async def labels(self, user_id: str, prediction_id: PredictionId) -> dict[str, bool]:
        """Who of a prediction's customers left, by pseudonym."""
        labels: dict[str, bool] = {}
        request = outcome_service_pb2.StreamLabelsRequest(prediction_id=str(prediction_id))
        async with channels.answered("catalog"):
            async for part in self._stub.StreamLabels(
                request, metadata=channels.metadata(self._tokens, user_id), timeout=DEADLINE_S
            ):
                labels.update(zip(part.customer_keys, part.churned, strict=True))
        return labels

    async def tell(self, user_id: str, prediction_id: PredictionId, labels: Mapping[str, bool], *, on: date) -> None:
        """Make what a file says of its customers, by id, the prediction's outcomes; again is no fault."""
        for content in lists(labels, on):
            async with channels.answered("catalog"):
                await self._stub.CreateOutcomes(
                    _requests(prediction_id, content), metadata=channels.metadata(self._tokens, user_id), timeout=DEADLINE_S
                )

    async def forget(self, user_id: str, prediction_id: PredictionId) -> None:
        """Have the outcomes of a prediction that is gone removed; again is no fault."""
        request = outcome_service_pb2.DeleteOutcomesRequest(prediction_id=str(prediction_id))
        async with channels.answered("catalog"):
            await self._stub.DeleteOutcomes(request, metadata=channels.metadata(self._tokens, user_id), timeout=DEADLINE_S)


def lists(labels: Mapping[str, bool], on: date) -> Iterator[bytes]:
    """What ``labels`` say by id, as CSVs that the catalog takes; ids of more than LONGEST_ID characters are left out."""
    for part in _parts(labels):
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow(("customer_id", "churned", "date"))
        writer.writerows((customer_id, int(churned), on.isoformat()) for customer_id, churned in part)
        yield written.getvalue().encode()


def _parts(labels: Mapping[str, bool]) -> Iterator[list[tuple[str, bool]]]:
    part: list[tuple[str, bool]] = []
    size_bytes = 0
    for customer_id, churned in labels.items():
        if len(customer_id) > LONGEST_ID:
            continue
        # Quotation marks inside are written twice.
        row_bytes = len(customer_id.encode()) + customer_id.count('"') + _BESIDE_ID_BYTES
        if part and (len(part) == OUTCOMES_A_CALL or size_bytes + row_bytes > BYTES_A_CALL):
            yield part
            part, size_bytes = [], 0
        part.append((customer_id, churned))
        size_bytes += row_bytes
    if part:
        yield part


async def _requests(prediction_id: PredictionId, content: bytes) -> AsyncIterator[outcome_service_pb2.CreateOutcomesRequest]:
    piece_bytes = 1024 * 1024
    for start in range(0, len(content), piece_bytes):
        yield outcome_service_pb2.CreateOutcomesRequest(
            prediction_id=str(prediction_id),
            body=HttpBody(content_type="text/csv", data=content[start : start + piece_bytes]),
        )
