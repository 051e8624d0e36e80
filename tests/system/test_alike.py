"""Whatever way a customer is scored, and however much else is scored beside it, the answer is the same."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from retainwise.scoring.v1 import customer_pb2, scoring_service_pb2, scoring_service_pb2_grpc
from tests.builders import a_csv, a_labelled_csv
from tests.running import Suite, wait_until
from tests.system.jobs import RESULT_COLUMNS, finished, rows, upload
from tests.system.learning import trained

AT_ONCE = 50
EXACTLY = 1e-12

Row = dict[str, str]


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


def _result(client: httpx.Client, content: bytes) -> bytes:
    """The scored file, byte for byte."""
    ended = finished(client, upload(client, content)["prediction_id"])
    assert ended["status"] == "COMPLETED", ended
    return client.get(f"/v1/predictions/{ended['prediction_id']}/download").content


def _by_header(content: bytes) -> list[Row]:
    header, *body = rows(content)
    return [dict(zip(header, row, strict=True)) for row in body]


def _streamed(suite: Suite, user: str, customers: Sequence[customer_pb2.Customer], *, at_once: int) -> list[Any]:
    """The scores of ``customers``, sent over one stream in messages of ``at_once``."""
    messages = (
        scoring_service_pb2.StreamScoresRequest(customers=customers[start : start + at_once])
        for start in range(0, len(customers), at_once)
    )
    with suite.channel() as channel:
        stub = scoring_service_pb2_grpc.ScoringServiceStub(channel)
        metadata = (("authorization", suite.authorization(user)),)
        return [score for answer in stub.StreamScores(messages, metadata=metadata, timeout=30) for score in answer.scores]


def _assert_alike(score: Any, row: Row) -> None:
    """Every field of a streamed score is what the file says of the customer."""
    assert score.churn_probability == pytest.approx(float(row["churn_probability"]), abs=EXACTLY)
    assert score.data_coverage == pytest.approx(float(row["data_coverage"]), abs=EXACTLY)
    assert score.RiskLevel.Name(score.risk_level) == row["risk_level"].upper()
    for name in set(RESULT_COLUMNS) - {"churn_probability", "data_coverage", "risk_level"}:
        assert getattr(score, name) == row[name], name


@pytest.mark.timeout(300)
def test_fifty_predictions_at_once_give_byte_for_byte_what_one_alone_gives(suite: Suite, client: httpx.Client, user: str) -> None:
    files = [a_csv(20 + number % 5) for number in range(AT_ONCE)]
    alone = {content: _result(client, content) for content in set(files)}

    def score(content: bytes) -> bytes:
        with suite.client(user) as own:
            return _result(own, content)

    with ThreadPoolExecutor(AT_ONCE) as together:
        found = list(together.map(score, files))

    assert [result == alone[content] for content, result in zip(files, found, strict=True)] == [True] * AT_ONCE
    assert client.get("/v1/predictions").json()["total_size"] == AT_ONCE + len(alone)


def test_a_stream_gives_the_same_as_a_file(suite: Suite, client: httpx.Client, user: str) -> None:
    content = a_csv(120)
    from_file = _by_header(_result(client, content))
    customers = [
        customer_pb2.Customer(
            customer_id=row["Customer ID"],
            tenure_months=float(row["Tenure"]),
            monthly_charges=float(row["Monthly Charges"]),
            contract_type=row["Contract"],
        )
        for row in from_file
    ]

    # One way to judge is for a few customers at once, another for many.
    for at_once in (1, 50):
        scores = _streamed(suite, user, customers, at_once=at_once)
        assert [score.customer_id for score in scores] == [row["Customer ID"] for row in from_file]
        for score, row in zip(scores, from_file, strict=True):
            _assert_alike(score, row)


@pytest.mark.timeout(300)
def test_a_model_of_own_columns_gives_online_what_it_gives_the_file(suite: Suite, client: httpx.Client, user: str) -> None:
    # No field of ours is called like this, so the column stays the customer's own.
    content = a_labelled_csv(1500).replace(b"Calls To The Hotline", b"Reports Exported")
    finished(client, upload(client, content)["prediction_id"])
    ended = trained(client)
    assert "Reports Exported" in ended["report"]["used"], ended
    promoted = client.post(f"/v1/models/{ended['model_id']}:promote", json={}).json()
    version = f"trained-{promoted['version']}"

    # Servers ask which model is active every few seconds only; a file's worker asks at once.
    from_file = _by_header(_result(client, content))[:100]
    assert {row["model_version"] for row in from_file} == {version}
    assert any("Reports Exported" in row["key_risks"] for row in from_file)
    sent = [_with_own_columns(row) for row in _by_header(content)[:100]]
    customers = [customer_pb2.Customer(**each) for each in sent]
    wait_until(lambda: _streamed(suite, user, customers[:1], at_once=1)[0].model_version == version)

    for score, row in zip(_streamed(suite, user, customers, at_once=40), from_file, strict=True):
        _assert_alike(score, row)
    called = client.post("/v1/customers:score", json={"customers": sent}).json()["scores"]
    for answer, row in zip(called, from_file, strict=True):
        assert answer["churn_probability"] == pytest.approx(float(row["churn_probability"]), abs=EXACTLY)
        for name in ("churn_risk_pct", "recommendation", "key_risks", "strengths", "model_version"):
            assert answer[name] == row[name], name


def _with_own_columns(row: Row) -> dict[str, Any]:
    """A customer of the file as a call sends it."""
    return {
        "customer_id": row["Customer ID"],
        "tenure_months": float(row["Tenure"]),
        "monthly_charges": float(row["Monthly Charges"]),
        "own": {"reports_exported": row["Reports Exported"]},
    }
