"""The recorded examples, held against the schemas of today."""

import json
from pathlib import Path
from typing import Any

import pytest

from gateway.openapi.calls import Api
from gateway.openapi.document import EXAMPLES, document
from tests.documented import faults
from tests.unit.gateway.deployments import ROOT

DESCRIPTORS = (ROOT / "protos" / "descriptors.binpb").read_bytes()
DOCUMENT = document(DESCRIPTORS)
RECORDED: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text())
AGAIN = "Run `python -m tests.system.examples`."


def content_of(name: str) -> dict[str, dict[str, Any]]:
    """The JSON of a call in the document, as "request" and "response"."""
    call = next(call for call in Api(DESCRIPTORS).calls() if call.name == name)
    operation = DOCUMENT["paths"][call.path][call.verb]
    parts = {"request": operation.get("requestBody", {}), "response": operation["responses"]["200"]}
    return {part: found["content"]["application/json"] for part, found in parts.items() if part in RECORDED[name]}


@pytest.mark.parametrize("name", RECORDED)
def test_an_example_is_in_the_document_and_fits_its_schema(name: str) -> None:
    for part, content in content_of(name).items():
        assert content["example"] == RECORDED[name][part]
        assert faults(DOCUMENT, content["schema"], content["example"]) == [], AGAIN


def test_the_calls_that_people_begin_with_have_examples() -> None:
    assert {"CreateUpload", "GetPrediction", "GetPredictionSummary", "ListModels", "ScoreCustomers"} <= RECORDED.keys(), AGAIN
    assert {"CreateOutcomes", "GetPredictionQuality", "GetOutcomeSummary", "EraseCustomer", "GetErasure"} <= RECORDED.keys(), (
        AGAIN
    )
    assert {
        "CreateExperiment",
        "ListExperiments",
        "GetExperiment",
        "GetExperimentResults",
        "FinishExperiment",
    } <= RECORDED.keys(), AGAIN
    assert RECORDED["GetPredictionQuality"]["response"]["outcome_count"] > 0, AGAIN


def test_no_example_tells_of_a_person_or_of_the_machine_it_was_made_on() -> None:
    text = EXAMPLES.read_text()

    assert "@" not in text
    assert str(Path.home()) not in text
    assert "://" not in text
    assert "127.0.0.1" not in text
