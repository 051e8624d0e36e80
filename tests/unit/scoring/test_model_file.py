"""A model as a file."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from services.scoring import model_file, scorecard
from services.scoring.additive import AdditiveModel
from services.scoring.curve import Curve
from services.scoring.model_file import ModelFileUnreadable
from tests.unit.scoring.customers import a_model

BENT = replace(a_model(), curve=Curve((-2.0, 0.1, 3.0), (-4.0, 0.3, 2.0)))


@pytest.mark.parametrize("model", [a_model(), BENT, scorecard.baseline()])
def test_a_model_reads_back_as_it_was_written(model: AdditiveModel) -> None:
    content = model_file.write(model)
    back = model_file.read(content)
    assert model_file.write(back) == content
    assert (back.name, back.kind, back.created, back.intercept) == (model.name, model.kind, model.created, model.intercept)
    assert (back.features, back.metrics) == (model.features, model.metrics)
    assert back.curve == model.curve
    assert all(np.array_equal(a.contributions, b.contributions) for a, b in zip(model.ones, back.ones, strict=True))
    assert all(np.array_equal(a.contributions, b.contributions) for a, b in zip(model.twos, back.twos, strict=True))


def test_equal_models_have_equal_bytes_and_the_digest_is_their_sha256() -> None:
    content = model_file.write(scorecard.baseline())
    assert content == model_file.write(scorecard.baseline())
    assert model_file.digest(content) == hashlib.sha256(content).hexdigest()


def test_the_manifest_names_features_with_unit_range_and_categories() -> None:
    entries = {entry["name"]: entry for entry in model_file.manifest(scorecard.baseline())["features"]}
    assert entries["nps_score"]["unit"] == "1"
    assert (entries["nps_score"]["minimum"], entries["nps_score"]["maximum"]) == (0.0, 10.0)
    assert "monthly" in entries["contract_term"]["categories"]


def test_a_reader_that_knows_no_curves_refuses_a_model_with_one() -> None:
    assert model_file.write(a_model()).startswith(b"RETAINWISE-MODEL 1\n")
    assert model_file.write(BENT).startswith(b"RETAINWISE-MODEL 2\n")


@pytest.mark.parametrize(
    "damage", [lambda c: b"", lambda c: c[:-8], lambda c: c + b"12345678", lambda c: c[:60], lambda c: c[1:]]
)
def test_damaged_bytes_are_refused(damage) -> None:  # type: ignore[no-untyped-def]  # a lambda of a parameter list
    with pytest.raises(ModelFileUnreadable):
        model_file.read(damage(model_file.write(a_model())))
