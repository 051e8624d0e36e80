"""What the suite answers, held against its OpenAPI document."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from gateway.openapi.calls import Api
from gateway.openapi.document import document
from tests.documented import faults
from tests.running import Suite
from tests.system.story import told
from tests.unit.gateway.deployments import ROOT

DESCRIPTORS = (ROOT / "protos" / "descriptors.binpb").read_bytes()
DOCUMENT = document(DESCRIPTORS)
made_up = schemathesis.openapi.from_dict(deepcopy(DOCUMENT))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


@pytest.fixture(scope="module")
def authorization(suite: Suite) -> str:
    return suite.authorization("maker of requests")


def test_the_gateway_serves_the_document_to_everybody(suite: Suite) -> None:
    answer = httpx.get(f"{suite.gateway}/openapi.json")

    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == DOCUMENT


def test_the_page_that_shows_it_is_whole(suite: Suite) -> None:
    with httpx.Client(base_url=suite.gateway) as stranger:
        page = stranger.get("/docs")
        assert page.headers["content-type"].startswith("text/html")
        for path, words in (
            ("/docs/swagger-ui-bundle.js", "SwaggerUI"),
            ("/docs/swagger-ui.css", ".swagger-ui"),
            ("/docs/page.js", "/openapi.json"),
        ):
            assert path in page.text or path.endswith("page.js")
            answer = stranger.get(path)
            assert (answer.status_code, words in answer.text) == (200, True)
            assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_every_answer_of_a_story_is_one_that_the_document_knows(client: httpx.Client) -> None:
    asked = set()
    for exchange in told(client, Api(DESCRIPTORS).calls()):
        call, answer = exchange.call, exchange.answer
        asked.add(call.name)
        described = DOCUMENT["paths"][call.path][call.verb]["responses"].get(str(answer.status_code))
        assert described is not None, (call.name, answer.status_code, answer.text)
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind in described["content"], (call.name, kind)
        if kind == "application/json":
            assert faults(DOCUMENT, described["content"][kind]["schema"], answer.json()) == [], call.name
        if answer.is_error:
            assert answer.json()["error"]["code"] in described["x-codes"], (call.name, answer.text)

    assert {"CreateUpload", "ListUploads", "GetPrediction", "DownloadPrediction", "ListModels", "ScoreCustomers"} <= asked


@made_up.parametrize()
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_the_answer_is_a_documented_one(case: Any, suite: Suite, authorization: str) -> None:
    case.call_and_validate(base_url=suite.gateway, headers={"authorization": authorization}, checks=CHECKS, timeout=30)
