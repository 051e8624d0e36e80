"""The report of a training as JSON, in the form of retainwise.catalog.v1.TrainingReport."""

import math
from collections.abc import Mapping

from services.scoring.domain import Figures
from services.scoring.learning.metrics import Estimate
from services.scoring.learning.report import Report, Validation


def of(report: Report) -> Figures:
    """The figures of ``report``, and the names of its columns. A measure that is not finite is left out."""
    told = {
        "verdict": report.verdict.name,
        "sentence": report.sentence,
        "row_count": report.row_count,
        "positive_count": report.positive_count,
        "left_out": [{"name": column.name, "reason": column.reason} for column in report.left_out],
        "used": list(report.used),
        **{model: _measures(measures) for model, measures in report.metrics.items()},
    }
    if report.validation is not Validation.NONE:
        told["validation"] = report.validation.name
    if report.window is not None:
        told |= {"first_day": report.window.first.isoformat(), "last_day": report.window.last.isoformat()}
    if report.gain is not None and _is_finite(report.gain):
        told["gain"] = _estimate(report.gain)
    return told


def _measures(measures: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    return {name: _estimate(estimate) for name, estimate in measures.items() if _is_finite(estimate)}


def _estimate(estimate: Estimate) -> dict[str, float]:
    return {"value": float(estimate.value), "low": float(estimate.low), "high": float(estimate.high)}


def _is_finite(estimate: Estimate) -> bool:
    return all(math.isfinite(number) for number in (estimate.value, estimate.low, estimate.high))
