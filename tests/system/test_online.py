"""Scoring at once, without a file."""

from collections.abc import Iterator
from typing import Any

import grpc
import httpx
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from retainwise.scoring.v1 import customer_pb2, scoring_service_pb2, scoring_service_pb2_grpc
from tests.running import Suite
from tests.system.jobs import RESULT_COLUMNS, refused, scored

ANN = {"customer_id": "00123", "tenure_months": 2, "monthly_charges": 95.5, "contract_type": "Month-to-month"}
BEN = {"customer_id": "00124", "tenure_months": 60, "monthly_charges": 20, "contract_type": "Two year"}


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


def test_customers_are_scored_in_the_order_they_were_sent(client: httpx.Client) -> None:
    answer = client.post("/v1/customers:score", json={"customers": [ANN, BEN]})

    ann, ben = answer.json()["scores"]
    assert (ann["customer_id"], ben["customer_id"]) == ("00123", "00124")
    assert ann["churn_probability"] > ben["churn_probability"]
    assert ann["risk_level"] in {"HIGH", "MEDIUM", "LOW"}
    assert "Month-to-month" in ann["key_risks"]


def test_a_call_gives_the_same_as_a_file(client: httpx.Client) -> None:
    header = "Customer ID,Tenure,Monthly Charges,Contract"
    lines = [",".join(str(value) for value in customer.values()) for customer in (ANN, BEN)]
    from_file = scored(client, "\n".join([header, *lines]).encode())
    from_call = client.post("/v1/customers:score", json={"customers": [ANN, BEN]}).json()["scores"]

    for row, score in zip(from_file[1:], from_call, strict=True):
        cells = dict(zip(RESULT_COLUMNS, row[4:], strict=True))
        assert float(cells["churn_probability"]) == pytest.approx(score["churn_probability"], abs=1e-12)
        assert float(cells["data_coverage"]) == pytest.approx(score["data_coverage"], abs=1e-12)
        assert cells["risk_level"].upper() == score["risk_level"]
        for name in ("churn_risk_pct", "recommendation", "key_risks", "strengths", "model_version"):
            assert cells[name] == score[name]


@pytest.mark.parametrize("count", [0, 1001])
def test_a_call_takes_1_to_1000_customers(client: httpx.Client, count: int) -> None:
    refused(client.post("/v1/customers:score", json={"customers": [ANN] * count}), 400, "ERR-2005")


def test_a_customer_without_an_id_is_named_by_its_place(client: httpx.Client) -> None:
    error = refused(client.post("/v1/customers:score", json={"customers": [ANN, {"tenure_months": 3}]}), 400, "ERR-2006")

    assert error["details"] == [{"field": "customers[1].customer_id", "message": "must not be empty"}]


def test_what_is_no_json_is_refused(client: httpx.Client) -> None:
    refused(client.post("/v1/customers:score", content=b"{", headers={"content-type": "application/json"}), 400, "ERR-4000")


def test_a_stream_answers_each_message_in_order(suite: Suite, user: str) -> None:
    asked = [[f"{number}-{index}" for index in range(3)] for number in range(20)]
    messages = (
        scoring_service_pb2.StreamScoresRequest(customers=[customer_pb2.Customer(customer_id=name) for name in names])
        for names in asked
    )
    metadata = (("authorization", suite.authorization(user)),)
    with suite.channel() as channel:
        stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
        answers = list(stub.StreamScores(messages, metadata=metadata, timeout=30))

    assert [[score.customer_id for score in answer.scores] for answer in answers] == asked


def test_a_stream_ends_at_a_message_that_breaks_the_limits(suite: Suite, user: str) -> None:
    metadata = (("authorization", suite.authorization(user)),)
    with suite.channel() as channel, pytest.raises(grpc.RpcError) as refusal:
        list(
            scoring_service_pb2_grpc.ScoringServiceStub(channel).StreamScores(
                iter([scoring_service_pb2.StreamScoresRequest()]), metadata=metadata, timeout=30
            )
        )

    assert refusal.value.code() is grpc.StatusCode.INVALID_ARGUMENT


def test_the_baseline_is_the_active_model(client: httpx.Client) -> None:
    active = client.get("/v1/models:active").json()

    assert (active["version"], active["kind"], active["is_active"]) == (1, "BASELINE", True)
    assert client.get(f"/v1/models/{active['model_id']}").json() == active
    assert active in client.get("/v1/models").json()["models"]


def test_the_services_answer_health_and_reflection(suite: Suite) -> None:
    for part, names in {
        "ingest": ["", "retainwise.ingest.v1.UploadService", "database", "storage"],
        "catalog": ["", "retainwise.catalog.v1.ModelService", "database"],
        "scoring-1": ["", "retainwise.scoring.v1.PredictionService", "database", "storage", "queue"],
        "scoring-worker-1": ["", "database", "storage", "queue"],
    }.items():
        with suite.channel(part) as channel:
            for name in names:
                stub: Any = health_pb2_grpc.HealthStub(channel)
                answer = stub.Check(health_pb2.HealthCheckRequest(service=name), timeout=5)
                assert answer.status == health_pb2.HealthCheckResponse.SERVING


def test_the_gateway_tells_its_health_over_grpc_without_a_token(suite: Suite) -> None:
    with suite.channel() as channel:
        stub: Any = health_pb2_grpc.HealthStub(channel)
        assert stub.Check(health_pb2.HealthCheckRequest(), timeout=5).status == health_pb2.HealthCheckResponse.SERVING
