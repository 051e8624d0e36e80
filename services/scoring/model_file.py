"""A model as a file: one line of manifest, then the tables as plain numbers.

The same model gives the same bytes on every machine (no timestamps, no compression), so its SHA-256 names it. Layout: a magic
line, the manifest as one line of JSON with sorted keys, then all tables as little-endian float64 in the manifest's order.
"""

import hashlib
import json
from typing import Any

import numpy as np

from services.scoring import manifest as manifest_
from services.scoring.additive import AdditiveModel, CategoricalFeature, Feature, Floats, NumericFeature, OneTable, TwoTable
from services.scoring.curve import Curve

# The digit counts formats: a reader refuses what it does not know. The second has a curve, which scores are wrong without.
MAGICS = {1: b"RETAINWISE-MODEL 1\n", 2: b"RETAINWISE-MODEL 2\n"}


class ModelFileUnreadable(ValueError):
    """The bytes are not a model file of a format we know, or are damaged."""


def manifest(model: AdditiveModel) -> dict[str, Any]:
    """What the model is, JSON-able; each feature with its unit, range and thresholds, or its categories, in the model's order.

    A trained model has "trained_on" beside it, which readers that do not know it pass over.
    """
    trained_on = {} if model.manifest is None else {"trained_on": manifest_.entry(model.manifest)}
    curve = {} if model.curve is None else {"curve": [list(model.curve.scores), list(model.curve.log_odds)]}
    return {
        **trained_on,
        **curve,
        "format": _format(model),
        "name": model.name,
        "kind": model.kind,
        "created": model.created,
        "intercept": model.intercept,
        "features": [_feature_entry(feature) for feature in model.features],
        "ones": [one.feature for one in model.ones],
        "twos": [[two.first, two.second] for two in model.twos],
        "metrics": dict(model.metrics),
    }


def write(model: AdditiveModel) -> bytes:
    """The bytes of ``model``; equal models give equal bytes."""
    head = json.dumps(manifest(model), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    tables = [one.contributions for one in model.ones] + [two.contributions for two in model.twos]
    return b"".join([MAGICS[_format(model)], head.encode(), b"\n", *(table.astype("<f8").tobytes() for table in tables)])


def digest(content: bytes) -> str:
    """SHA-256 of a model file, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read(content: bytes) -> AdditiveModel:
    """The model in ``content``. Raises ModelFileUnreadable for anything but what ``write`` made."""
    magic, _, rest = content.partition(b"\n")
    if magic + b"\n" not in MAGICS.values():
        raise ModelFileUnreadable("The file does not begin like a model file.")
    head, _, tables = rest.partition(b"\n")
    try:
        return _model(json.loads(head), np.frombuffer(tables, dtype="<f8"))
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise ModelFileUnreadable("The model file is damaged or incomplete.") from error


def _format(model: AdditiveModel) -> int:
    return 1 if model.curve is None else 2


def _model(entry: dict[str, Any], numbers: Floats) -> AdditiveModel:
    features = tuple(_feature(each) for each in entry["features"])
    counts = [feature.code_count for feature in features]
    shapes: list[tuple[int, ...]] = [(counts[one],) for one in entry["ones"]]
    shapes += [(counts[first], counts[second], 2) for first, second in entry["twos"]]
    tables = _cut(numbers, shapes)
    ones = tuple(OneTable(one, table) for one, table in zip(entry["ones"], tables, strict=False))
    twos = tuple(
        TwoTable(first, second, table) for (first, second), table in zip(entry["twos"], tables[len(ones) :], strict=True)
    )
    return AdditiveModel(
        name=entry["name"],
        kind=entry["kind"],
        created=entry["created"],
        intercept=entry["intercept"],
        features=features,
        ones=ones,
        twos=twos,
        metrics=entry["metrics"],
        manifest=manifest_.read(entry["trained_on"]) if "trained_on" in entry else None,
        curve=Curve(*map(tuple, entry["curve"])) if "curve" in entry else None,
    )


def _cut(numbers: Floats, shapes: list[tuple[int, ...]]) -> list[Floats]:
    sizes = [int(np.prod(shape)) for shape in shapes]
    if sum(sizes) != len(numbers):
        raise ModelFileUnreadable("The model file has too many or too few numbers.")
    pieces = np.split(numbers, np.cumsum(sizes)[:-1]) if sizes else []
    return [piece.reshape(shape) for piece, shape in zip(pieces, shapes, strict=True)]


def _feature_entry(feature: Feature) -> dict[str, Any]:
    if isinstance(feature, CategoricalFeature):
        return {"name": feature.name, "kind": "categorical", "categories": list(feature.categories)}
    return {
        "name": feature.name,
        "kind": "numeric",
        "unit": feature.unit,
        "minimum": feature.minimum,
        "maximum": feature.maximum,
        "thresholds": [float(threshold) for threshold in feature.thresholds],
    }


def _feature(entry: dict[str, Any]) -> Feature:
    if entry["kind"] == "categorical":
        return CategoricalFeature(entry["name"], tuple(entry["categories"]))
    return NumericFeature(entry["name"], tuple(entry["thresholds"]), entry["unit"], entry["minimum"], entry["maximum"])
