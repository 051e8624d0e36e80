"""One customer is erased from everything that is stored, and stays erased when old files come back."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import httpx
import pyarrow.parquet as pq
import pytest

from tests.builders import a_csv
from tests.running import Suite, wait_until
from tests.system.jobs import finished, refused, rows, upload
from tests.system.test_mapping import doubtful

VICTIM = "00001"


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


@pytest.fixture
def bucket(suite: Suite) -> Any:
    passwords = json.loads((suite.state / "passwords.json").read_text())
    return boto3.resource(
        "s3",
        endpoint_url=f"http://{suite.address('storage')}",
        aws_access_key_id=passwords["access_key"],
        aws_secret_access_key=passwords["secret_key"],
        region_name="us-east-1",
    ).Bucket("retainwise")


def _erase(client: httpx.Client, customer_id: str) -> dict[str, Any]:
    answer = client.post("/v1/customers:erase", json={"customer_id": customer_id})
    assert answer.status_code == 200, answer.text
    erasure: dict[str, Any] = answer.json()
    wait_until(lambda: client.get(f"/v1/erasures/{erasure['erasure_id']}").json()["is_finished"])
    ended: dict[str, Any] = client.get(f"/v1/erasures/{erasure['erasure_id']}").json()
    return ended


def _files(bucket: Any, created: dict[str, Any]) -> dict[str, bytes]:
    folders = (f"ingest/uploads/{created['upload_id']}/", f"scoring/predictions/{created['prediction_id']}/")
    return {item.key: item.get()["Body"].read() for folder in folders for item in bucket.objects.filter(Prefix=folder)}


def _names_the_victim(key: str, content: bytes) -> bool:
    if key.endswith(".parquet"):
        table = pq.read_table(io.BytesIO(content))
        return any(VICTIM in table.column(name).to_pylist() for name in table.schema.names)
    # In a summary the same digits may be part of a number.
    return (f'"{VICTIM}"' if key.endswith(".json") else VICTIM).encode() in content


def _without(content: bytes) -> bytes:
    return b"".join(line for line in content.splitlines(keepends=True) if not line.startswith(VICTIM.encode()))


def test_a_customer_is_erased_from_uploads_results_and_summaries(client: httpx.Client, bucket: Any) -> None:
    made = [upload(client, a_csv(5)), upload(client, a_csv(50))]
    waiting = upload(client, doubtful())
    for created in made:
        finished(client, created["prediction_id"])
    before = client.get(f"/v1/predictions/{made[1]['prediction_id']}/download").content

    erasure = _erase(client, VICTIM)

    assert (erasure["upload_count"], erasure["done_count"], erasure["row_count"]) == (3, 3, 3)
    for created in made:
        for key, content in _files(bucket, created).items():
            assert not _names_the_victim(key, content), key
    after = client.get(f"/v1/predictions/{made[1]['prediction_id']}/download").content
    assert after == _without(before)
    assert client.get(f"/v1/uploads/{made[1]['upload_id']}/download").content == _without(a_csv(50))
    shown = client.get(f"/v1/predictions/{made[1]['prediction_id']}").json()
    assert (shown["row_count"], sum(shown["risk_counts"].values())) == (49, 49)
    assert VICTIM not in client.get(f"/v1/predictions/{made[1]['prediction_id']}/summary").text
    assert client.get(f"/v1/uploads/{made[1]['upload_id']}").json()["row_count"] == 49
    assert waiting["status"] == "needs_mapping"
    assert client.get(f"/v1/uploads/{waiting['upload_id']}/download").content == _without(doubtful())


def test_what_is_sent_after_an_erasure_stays(client: httpx.Client) -> None:
    _erase(client, VICTIM)
    created = upload(client, a_csv(5))
    finished(client, created["prediction_id"])

    assert [row[0] for row in rows(client.get(f"/v1/predictions/{created['prediction_id']}/download").content)].count(VICTIM) == 1


def test_another_users_customer_of_the_same_id_stays(suite: Suite, user: str, client: httpx.Client) -> None:
    with suite.client(f"{user}-neighbour") as neighbour:
        created = upload(neighbour, a_csv(5))
        finished(neighbour, created["prediction_id"])
        erasure = _erase(client, VICTIM)

        assert neighbour.get(f"/v1/uploads/{created['upload_id']}/download").content == a_csv(5)
        refused(neighbour.get(f"/v1/erasures/{erasure['erasure_id']}"), 404, "ERR-1030")


@pytest.mark.parametrize("customer_id", ["", "x" * 1001])
def test_an_impossible_customer_is_refused(client: httpx.Client, customer_id: str) -> None:
    refused(client.post("/v1/customers:erase", json={"customer_id": customer_id}), 400, "ERR-4001")


def test_a_customer_is_erased_from_a_file_that_is_being_scored(client: httpx.Client, bucket: Any) -> None:
    created = upload(client, a_csv(60_000))
    erasure = _erase(client, VICTIM)
    ended = finished(client, created["prediction_id"])

    assert erasure["row_count"] == 1
    assert (ended["status"], ended["row_count"], ended["scored_count"]) == ("COMPLETED", 59_999, 59_999)
    content = client.get(f"/v1/predictions/{created['prediction_id']}/download").content
    assert len(rows(content)) == 60_000
    assert VICTIM not in {row[0] for row in rows(content)}


def test_a_customer_is_erased_from_a_file_that_was_half_sent_when_it_was_asked_for(
    suite: Suite, user: str, client: httpx.Client, bucket: Any
) -> None:
    content = a_csv(40_000)
    asked: list[dict[str, Any]] = []

    def has_begun_to_arrive() -> bool:
        spools = suite.state.rglob("spool*/**/*.csv")
        return any(VICTIM.encode() in path.read_bytes() for path in spools if path.stat().st_size)

    def halves() -> Iterator[bytes]:
        yield content[: len(content) // 2]
        wait_until(has_begun_to_arrive)
        asked.append(_erase(client, VICTIM))
        yield content[len(content) // 2 :]

    with suite.client(user) as sender:
        answer = sender.post("/v1/uploads", content=halves(), headers={"content-type": "text/csv"})
    assert answer.status_code == 200, answer.text
    created = answer.json()
    ended = finished(client, created["prediction_id"])
    wait_until(lambda: client.get(f"/v1/erasures/{asked[0]['erasure_id']}").json()["is_finished"])

    assert ended["status"] == "COMPLETED"
    assert client.get(f"/v1/erasures/{asked[0]['erasure_id']}").json()["row_count"] == 1
    for key, stored in _files(bucket, created).items():
        assert not _names_the_victim(key, stored), key
    assert client.get(f"/v1/uploads/{created['upload_id']}/download").content == _without(content)
    told = {"outcomes": [{"customer_id": VICTIM, "churned": True}]}
    answer = client.post("/v1/outcomes", params={"prediction_id": created["prediction_id"]}, json=told)
    assert answer.json()["matched_count"] == 0


def test_old_files_that_come_back_are_erased_again_by_a_replay(suite: Suite, client: httpx.Client, bucket: Any) -> None:
    created = upload(client, a_csv(5))
    finished(client, created["prediction_id"])
    old = {key: content for key, content in _files(bucket, created).items() if key.startswith("ingest/")}
    erasure = _erase(client, VICTIM)
    for key, content in old.items():
        bucket.put_object(Key=key, Body=content)
    assert any(_names_the_victim(key, content) for key, content in _files(bucket, created).items())

    ledger = bucket.Object(f"ingest/erasures/{erasure['erasure_id']}.json").get()["Body"].read()
    environment = dict(
        entry.split("=", 1)
        for entry in Path("/proc", str(suite.process_id("ingest")), "environ").read_text().split("\0")
        if entry
    )
    spool = {"RETAINWISE_SPOOL_DIR": str(suite.state / "scratch" / "spool-replay")}
    subprocess.run(
        [sys.executable, "-m", "services.ingest", "replay"], env={**os.environ, **environment, **spool}, check=True, timeout=60
    )

    assert VICTIM.encode() not in ledger
    wait_until(lambda: client.get(f"/v1/erasures/{erasure['erasure_id']}").json()["is_finished"])
    for key, content in _files(bucket, created).items():
        assert not _names_the_victim(key, content), key
    assert client.get(f"/v1/uploads/{created['upload_id']}/download").content == _without(a_csv(5))
