"""The main job: a customer file goes in through the gateway and comes back scored."""

import operator
from collections.abc import Iterator

import grpc
import httpx
import pytest
from google.api.httpbody_pb2 import HttpBody

from retainwise.ingest.v1 import upload_service_pb2, upload_service_pb2_grpc
from retainwise.scoring.v1 import prediction_pb2, prediction_service_pb2, prediction_service_pb2_grpc
from tests.builders import a_csv
from tests.running import Suite
from tests.system.jobs import RESULT_COLUMNS, events, finished, rows, scored, upload


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


def test_a_file_comes_back_scored_in_its_own_order_with_its_own_cells(client: httpx.Client) -> None:
    content = a_csv(7043)

    back = scored(client, content)

    sent = rows(content)
    assert back[0] == sent[0] + RESULT_COLUMNS
    assert [row[: len(sent[0])] for row in back] == sent
    probabilities = [float(row[len(sent[0])]) for row in back[1:]]
    assert all(0 < probability < 1 for probability in probabilities)
    assert len(set(probabilities)) > 10


def test_the_summary_adds_up_to_the_file(client: httpx.Client) -> None:
    header, *lines = scored(client, a_csv(700))
    (prediction,) = client.get("/v1/predictions").json()["predictions"]
    summary = client.get(f"/v1/predictions/{prediction['prediction_id']}/summary").json()

    scores = [float(line[header.index("churn_probability")]) for line in lines]
    paid = [float(line[header.index("Monthly Charges")]) for line in lines]
    levels = [line[header.index("risk_level")] for line in lines]
    assert summary["total"]["customer_count"] == 700
    assert summary["total"]["revenue"] == pytest.approx(sum(paid))
    assert summary["total"]["revenue_at_risk"] == pytest.approx(sum(map(operator.mul, paid, scores)))
    assert [level["customer_count"] for level in summary["levels"]] == [
        levels.count(level) for level in ("High", "Medium", "Low")
    ]
    assert sum(summary["histogram"]) == 700
    first = summary["customers_at_risk"][0]
    at_risk = map(operator.mul, paid, scores)
    assert first["revenue_at_risk"] == max(money for money, level in zip(at_risk, levels, strict=True) if level != "Low")
    line = next(line for line in lines if line[0] == first["score"]["customer_id"])
    assert line[header.index("key_risks")] == first["score"]["key_risks"]


def test_the_upload_answers_at_once_with_what_was_understood(client: httpx.Client) -> None:
    created = upload(client, a_csv(3), "../../Kunden März.csv")

    assert created["status"] == "queued"
    assert created["upload"]["filename"] == "Kunden März.csv"
    assert created["upload"]["row_count"] == 3
    assert created["upload"]["status"] == "ACCEPTED"
    fields = {column["header"]: column["field"] for column in created["upload"]["columns"]}
    assert fields == {
        "Customer ID": "customer_id",
        "Tenure": "tenure_months",
        "Monthly Charges": "monthly_charges",
        "Contract": "contract_type",
    }


def test_a_form_does_the_same_as_the_raw_body(client: httpx.Client) -> None:
    answer = client.post("/v1/uploads", files={"file": ("customers.csv", a_csv(5), "text/csv")})

    assert answer.status_code == 200, answer.text
    assert answer.json()["upload"]["filename"] == "customers.csv"
    assert answer.json()["upload"]["row_count"] == 5


def test_the_raw_file_can_be_had_again_byte_for_byte(client: httpx.Client) -> None:
    content = a_csv(50)
    upload_id = upload(client, content)["upload_id"]

    answer = client.get(f"/v1/uploads/{upload_id}/download")

    assert answer.content == content
    assert "customers.csv" in answer.headers["content-disposition"]


def test_a_prediction_knows_its_file_and_its_counts(client: httpx.Client) -> None:
    created = upload(client, a_csv(30))
    ended = finished(client, created["prediction_id"])

    assert (ended["filename"], ended["row_count"], ended["scored_count"]) == ("customers.csv", 30, 30)
    assert ended["upload_id"] == created["upload_id"]
    assert sum(ended["risk_counts"].values()) == 30
    assert ended["model_version"] == "baseline-1"
    assert ended["create_time"] <= ended["start_time"] <= ended["finish_time"]


def test_a_watcher_hears_of_the_end_and_the_stream_ends(client: httpx.Client) -> None:
    prediction_id = upload(client, a_csv(20))["prediction_id"]

    heard = events(client, f"/v1/predictions/{prediction_id}:watch")

    assert heard[-1]["status"] == "COMPLETED"
    assert {event["prediction_id"] for event in heard} == {prediction_id}


def test_predictions_are_listed_newest_first_in_pages(client: httpx.Client) -> None:
    made = [upload(client, a_csv(2))["prediction_id"] for _ in range(5)]
    for prediction_id in made:
        finished(client, prediction_id)

    listed: list[str] = []
    token = ""
    while True:
        query: dict[str, str | int] = {"page_size": 2, "page_token": token, "status": "completed"}
        page = client.get("/v1/predictions", params=query).json()
        assert page["total_size"] == 5
        listed += [prediction["prediction_id"] for prediction in page["predictions"]]
        token = page["next_page_token"]
        if not token:
            break

    assert listed == made[::-1]
    assert client.get("/v1/predictions", params={"status": "FAILED"}).json()["predictions"] == []


def test_uploads_are_listed_without_their_details(client: httpx.Client) -> None:
    upload_id = upload(client, a_csv(2))["upload_id"]

    page = client.get("/v1/uploads").json()

    assert [listed["upload_id"] for listed in page["uploads"]] == [upload_id]
    assert page["uploads"][0]["columns"] == []
    assert page["total_size"] == 1


def test_a_cell_that_would_be_a_formula_comes_back_as_text(client: httpx.Client) -> None:
    header = b"Customer ID,Tenure,Note\n"
    cells = ["=1+1", "+cmd", "-x", "@SUM(A1)", "-12.5", "plain"]
    body = "".join(f'c{number},{number},"{cell}"\n' for number, cell in enumerate(cells)).encode()

    back = scored(client, header + body)

    assert [row[2] for row in back[1:]] == ["'=1+1", "'+cmd", "'-x", "'@SUM(A1)", "-12.5", "plain"]


def test_the_same_by_stubs_over_native_grpc(suite: Suite, user: str) -> None:
    metadata = (("authorization", suite.authorization(user)),)
    content = a_csv(1000)
    pieces = (
        upload_service_pb2.CreateUploadRequest(filename="customers.csv", file=HttpBody(data=content[start : start + 10_000]))
        for start in range(0, len(content), 10_000)
    )
    with suite.channel() as channel:
        uploads = upload_service_pb2_grpc.UploadServiceStub(channel)
        predictions = prediction_service_pb2_grpc.PredictionServiceStub(channel)

        created = uploads.CreateUpload(pieces, metadata=metadata, timeout=30)
        watch = prediction_service_pb2.WatchPredictionRequest(prediction_id=created.prediction_id)
        *_, last = predictions.WatchPrediction(watch, metadata=metadata, timeout=60)
        request = prediction_service_pb2.DownloadPredictionRequest(prediction_id=created.prediction_id)
        csv = b"".join(body.data for body in predictions.DownloadPrediction(request, metadata=metadata, timeout=30))

    assert last.status == prediction_pb2.Prediction.COMPLETED
    assert len(rows(csv)) == 1001


def test_an_internal_call_is_not_for_users(suite: Suite, user: str) -> None:
    metadata = (("authorization", suite.authorization(user)),)
    request = prediction_service_pb2.CreatePredictionRequest()
    for part, status in (("gateway", grpc.StatusCode.UNIMPLEMENTED), ("scoring-1", grpc.StatusCode.PERMISSION_DENIED)):
        with suite.channel(part) as channel, pytest.raises(grpc.RpcError) as refused:
            prediction_service_pb2_grpc.PredictionServiceStub(channel).CreatePrediction(request, metadata=metadata, timeout=5)
        assert refused.value.code() is status
