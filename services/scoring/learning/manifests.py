"""What a training was made on, for the model's file."""

from collections.abc import Sequence

import lightgbm
import numpy as np
import sklearn

from services.scoring.additive import CategoricalFeature, Feature, NumericFeature
from services.scoring.learning.columns import Column
from services.scoring.learning.report import Report
from services.scoring.manifest import ColumnTraits, Manifest, Measured


def of(report: Report, features: Sequence[Feature], columns: Sequence[Column]) -> Manifest:
    """The manifest of a model with these ``features``, which was trained on ``columns`` and came out as ``report`` says."""
    column = {each.feature.name: each for each in columns}
    return Manifest(
        first_day=report.window.first.isoformat() if report.window else "",
        last_day=report.window.last.isoformat() if report.window else "",
        row_count=report.row_count,
        positive_count=report.positive_count,
        validation=report.validation.value,
        columns=tuple(_traits(feature, column[feature.name]) for feature in features),
        metrics={
            model: {name: Measured(each.value, each.low, each.high) for name, each in measures.items()}
            for model, measures in report.metrics.items()
        },
        left_out=tuple((each.name, each.reason) for each in report.left_out),
        libraries={"lightgbm": lightgbm.__version__, "numpy": np.__version__, "scikit-learn": sklearn.__version__},
    )


def _traits(feature: Feature, column: Column) -> ColumnTraits:
    if isinstance(feature, CategoricalFeature):
        counts = np.bincount(column.values.astype(np.intp), minlength=feature.code_count)
        return ColumnTraits(feature.name, tuple((counts / counts.sum()).tolist()))
    return _of_number(feature, column)


def _of_number(feature: NumericFeature, column: Column) -> ColumnTraits:
    codes = feature.codes(column.values)
    counts = np.bincount(codes, minlength=feature.code_count)
    known = column.values[~column.is_missing]
    middles = [float(np.median(column.values[codes == code])) if counts[code] else None for code in range(feature.known_codes)]
    return ColumnTraits(
        feature.name,
        tuple((counts / counts.sum()).tolist()),
        tuple(middles),
        float(known.min()),
        float(known.max()),
    )
