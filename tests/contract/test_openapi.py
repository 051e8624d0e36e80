"""The OpenAPI document, judged by the protos it is made from."""

import json
from functools import cache
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from gateway.openapi import typescript
from gateway.openapi.calls import Api, Call
from gateway.openapi.document import document
from gateway.pages import POLICY, page_routes
from retainwise.error_codes import ERRORS
from tests.unit.gateway.deployments import ROOT

DESCRIPTORS = ROOT / "protos" / "descriptors.binpb"
CALLS = Api(DESCRIPTORS.read_bytes()).calls()


@cache
def written() -> dict[str, Any]:
    """The document."""
    return document(DESCRIPTORS.read_bytes())


def operation(call: Call) -> dict[str, Any]:
    """The call in the document."""
    found: dict[str, Any] = written()["paths"][call.path][call.verb]
    return found


def test_the_document_is_openapi_3_1() -> None:
    OpenAPIV31SpecValidator(written()).validate()


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_every_call_is_in_the_document_with_its_comment_and_its_parameters(call: Call) -> None:
    found = operation(call)
    names = {parameter["name"] for parameter in found["parameters"]}
    fields = {field.name for field in call.method.input_type.fields}

    assert found["operationId"] == call.name
    assert call.comment.startswith(found["summary"].removesuffix("."))
    assert names <= fields | {"Idempotency-Key", "If-None-Match"}
    assert set(call.path_fields) <= names
    assert ("requestBody" in found) == (call.verb == "post")


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_every_error_that_a_comment_names_is_an_answer_of_its_call(call: Call) -> None:
    answers = operation(call)["responses"]

    for code in call.codes:
        assert code in answers[str(ERRORS[code].http_status)]["x-codes"]
    assert {"400", "401", "403", "404", "429", "500", "503", "504"} <= answers.keys()


@pytest.mark.parametrize("call", [call for call in CALLS if call.path_fields], ids=lambda call: call.name)
def test_every_call_with_an_id_says_what_an_unknown_one_is(call: Call) -> None:
    codes = operation(call)["responses"]["404"]["x-codes"]

    assert [code for code in codes if code[:5] in ("ERR-1", "ERR-2", "ERR-3")]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ConfirmMapping", "ERR-1004"),
        ("ConfirmMapping", "ERR-1012"),
        ("GetPredictionQuality", "ERR-3006"),
        ("ScoreCustomers", "ERR-2006"),
        ("TrainModel", "ERR-2001"),
    ],
)
def test_what_a_call_was_seen_to_answer_is_in_the_document(name: str, code: str) -> None:
    answers = next(operation(call)["responses"] for call in CALLS if call.name == name)

    assert code in answers[str(ERRORS[code].http_status)]["x-codes"]


def test_everything_that_is_shown_is_explained() -> None:
    undescribed = [
        f"{name}.{field}"
        for name, schema in written()["components"]["schemas"].items()
        for field, value in schema.get("properties", {}).items()
        if "description" not in value and name != "Error"
    ]

    assert undescribed == []


def test_a_body_has_no_field_that_the_document_does_not_know() -> None:
    schemas = written()["components"]["schemas"]
    bodies = [operation(call)["requestBody"]["content"] for call in CALLS if "requestBody" in operation(call)]
    sent = [content["application/json"]["schema"] for content in bodies if content.keys() == {"application/json"}]

    assert [schema["additionalProperties"] for schema in [*sent, schemas["Customer"], schemas["ConfirmedColumn"]]] == [False] * 12
    assert "additionalProperties" not in schemas["CustomerScore"]
    assert schemas["Customer"]["properties"]["own"]["additionalProperties"] == {"type": "string"}


def test_only_reads_can_be_unchanged() -> None:
    unchanged = {call.name for call in CALLS if "304" in operation(call)["responses"]}

    assert {"ListUploads", "GetPrediction", "ListModels", "ListMappings"} <= unchanged
    assert not unchanged & {"CreateUpload", "DownloadPrediction", "WatchPrediction", "ScoreCustomers"}


def test_a_call_that_may_be_sent_again_says_under_which_header() -> None:
    named = {call.name for call in CALLS if "request_id" in call.method.input_type.fields_by_name}

    assert "CreateUpload" in named
    for call in CALLS:
        headers = {parameter["name"] for parameter in operation(call)["parameters"] if parameter["in"] == "header"}
        assert ("Idempotency-Key" in headers) == (call.name in named)


def test_the_pages_load_nothing_from_outside() -> None:
    routes = {route["match"]["path"]: route for route in page_routes(DESCRIPTORS)}
    page = routes["/docs"]["direct_response"]["body"]["inline_string"]

    assert json.loads(routes["/openapi.json"]["direct_response"]["body"]["inline_string"]) == written()
    assert "//" not in page
    assert "http" not in POLICY
    assert all(f'"{path}"' in page for path in routes if path.startswith("/docs/"))


def test_outcomes_are_a_file_or_a_list() -> None:
    content = written()["paths"]["/v1/outcomes"]["post"]["requestBody"]["content"]
    given = "list: Blob | { outcomes: Array<{ customer_id: string; churned: boolean; date?: string }> }"

    assert set(content) == {"text/csv", "application/json"}
    assert f"createOutcomes({given}, " in typescript.client(written())


def test_the_browser_client_is_that_of_the_api() -> None:
    assert typescript.CLIENT.read_text() == typescript.client(written()), "Run `make client`."
