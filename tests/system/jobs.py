"""What a stranger does with the suite over REST: upload, wait, download."""

import csv
import io
import json
from typing import Any

import boto3
import httpx

from tests.running import Suite, wait_until

RESULT_COLUMNS = [
    "churn_probability",
    "churn_risk_pct",
    "risk_level",
    "recommendation",
    "key_risks",
    "strengths",
    "data_coverage",
    "model_version",
]
FINAL = {"COMPLETED", "FAILED", "CANCELLED"}


def upload(client: httpx.Client, content: bytes, filename: str = "customers.csv") -> dict[str, Any]:
    """Send a file; the answer."""
    answer = client.post("/v1/uploads", params={"filename": filename}, content=content, headers={"content-type": "text/csv"})
    assert answer.status_code == 200, answer.text
    created: dict[str, Any] = answer.json()
    return created


def prediction(client: httpx.Client, prediction_id: str) -> dict[str, Any]:
    """The prediction as it stands, {} while scoring has not heard of it."""
    answer = client.get(f"/v1/predictions/{prediction_id}")
    shown: dict[str, Any] = answer.json() if answer.status_code == 200 else {}
    return shown


def finished(client: httpx.Client, prediction_id: str) -> dict[str, Any]:
    """The prediction once it is final."""
    wait_until(lambda: prediction(client, prediction_id).get("status") in FINAL)
    return prediction(client, prediction_id)


def scored(client: httpx.Client, content: bytes, filename: str = "customers.csv") -> list[list[str]]:
    """The rows of the scored file, header first."""
    prediction_id = upload(client, content, filename)["prediction_id"]
    ended = finished(client, prediction_id)
    assert ended["status"] == "COMPLETED", ended
    return rows(client.get(f"/v1/predictions/{prediction_id}/download").content)


def rows(content: bytes) -> list[list[str]]:
    """The cells of a CSV."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def stored(suite: Suite, prefix: str) -> list[str]:
    """The keys of the bucket's objects that begin so."""
    passwords = json.loads((suite.state / "passwords.json").read_text())
    store: Any = boto3.client(
        "s3",
        endpoint_url=f"http://{suite.address('storage')}",
        aws_access_key_id=passwords["access_key"],
        aws_secret_access_key=passwords["secret_key"],
        region_name="us-east-1",
    )
    return [item["Key"] for item in store.list_objects_v2(Bucket="retainwise", Prefix=prefix).get("Contents", ())]


def events(client: httpx.Client, path: str) -> list[dict[str, Any]]:
    """The data of all server-sent events up to the end of the stream."""
    with client.stream("GET", path) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        return [json.loads(line.removeprefix("data:")) for line in answer.iter_lines() if line.startswith("data:")]


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The error of a refused call, after its shape was checked."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    error: dict[str, Any] = answer.json()["error"]
    assert answer.json().keys() == {"error"}
    assert error.keys() <= {"code", "message", "request_id", "details", "retry_after_s"}
    assert error["code"] == code, error
    assert error["request_id"] == answer.headers["x-request-id"]
    return error
