"""Between the API's outcomes and the catalog's."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from retainwise.catalog.v1 import outcome_pb2, outcome_service_pb2
from services.catalog import convert
from services.catalog.domain import OutcomeReceipt, OutcomeTotals, PredictionId
from services.catalog.failures import OutcomesUnsupported, PredictionUnknown, TooManyOutcomes
from services.catalog.outcome_list import LARGEST_BYTES
from services.catalog.quality import Quality

CSV_TYPES = {"", "text/csv", "application/csv", "text/plain", "application/vnd.ms-excel", "application/octet-stream"}


def prediction_id(text: str) -> PredictionId:
    """The id in ``text``. Raises PredictionUnknown where it is none, since no prediction has it."""
    try:
        return PredictionId(UUID(text))
    except ValueError:
        raise PredictionUnknown("There is no prediction with this id. Name it as prediction_id.") from None


@dataclass(frozen=True)
class Received:
    """A list of outcomes as it was sent; ``request_id`` is empty where the request has no name."""

    prediction_id: PredictionId
    content: bytes
    is_json: bool
    request_id: str


async def received(requests: AsyncIterator[outcome_service_pb2.CreateOutcomesRequest]) -> Received:
    """All that was sent. Raises PredictionUnknown, OutcomesUnsupported and TooManyOutcomes."""
    named: PredictionId | None = None
    is_json = False
    request_id = ""
    body = bytearray()
    async for request in requests:
        if named is None:
            named, request_id = prediction_id(request.prediction_id), request.request_id
            kind = request.body.content_type.partition(";")[0].strip().lower()
            is_json = kind == "application/json"
            if not is_json and kind not in CSV_TYPES:
                raise OutcomesUnsupported("Send the outcomes as text/csv or application/json.")
        body += request.body.data
        if len(body) > LARGEST_BYTES:
            raise TooManyOutcomes("The list has more than 20 MB. Send it in several calls.")
    return Received(named or prediction_id(""), bytes(body), is_json, request_id)


def receipt_message(receipt: OutcomeReceipt) -> outcome_pb2.OutcomeReceipt:
    """The receipt as the API shows it."""
    return outcome_pb2.OutcomeReceipt(
        prediction_id=str(receipt.prediction_id),
        outcome_count=receipt.outcome_count,
        matched_count=receipt.matched_count,
        unmatched_count=receipt.unmatched_count,
        repeated_count=receipt.repeated_count,
        new_count=receipt.new_count,
        changed_count=receipt.changed_count,
    )


def summary_message(totals: OutcomeTotals) -> outcome_pb2.OutcomeSummary:
    """The totals as the API shows them."""
    return outcome_pb2.OutcomeSummary(
        outcome_count=totals.outcome_count,
        churned_count=totals.churned_count,
        prediction_count=totals.prediction_count,
        first_day=totals.first_day.isoformat() if totals.first_day else "",
        last_day=totals.last_day.isoformat() if totals.last_day else "",
    )


def quality_message(of: PredictionId, model_version: str, quality: Quality) -> outcome_pb2.PredictionQuality:
    """The quality as the API shows it."""
    return outcome_pb2.PredictionQuality(
        prediction_id=str(of),
        model_version=model_version,
        outcome_count=quality.outcome_count,
        churned_count=quality.churned_count,
        auc=convert.estimate_message(quality.auc),
        lift_top_decile=convert.estimate_message(quality.lift),
        calibration_error=quality.calibration_error,
        bands=[
            outcome_pb2.CalibrationBand(
                count=band.count, predicted=band.predicted, observed=convert.estimate_message(band.observed)
            )
            for band in quality.bands
        ],
    )
