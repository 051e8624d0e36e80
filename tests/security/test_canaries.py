"""No customer's cell gets out: a file full of marked values is scored, everything fails that can, and all traces are searched."""

import asyncio
import csv
import io
import json
import os
import signal
import socket
import urllib.request
from collections.abc import Iterator
from typing import Any, Literal

import asyncpg
import boto3
import httpx
import pytest

from tests import running
from tests.running import Suite, wait_until
from tests.system.jobs import finished, prediction, upload

MARK = "zq7canary"
ROWS = 60
USER = "canary-keeper"
HEADERS = ("Customer ID", "Name", "Email", "Tenure", "Monthly Charges", "Contract", "Notes")


@pytest.fixture(scope="module")
def marked_suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """A suite that sees nothing but marked values, and logs all it can."""
    suite = running.start(tmp_path_factory.mktemp("canaries"), RETAINWISE_LEASE_SECONDS="4", RETAINWISE_LOG_LEVEL="debug")
    yield suite
    assert suite.stop() == 0


def marked_csv() -> bytes:
    """A table in which every cell that a person could be known by is marked, and in some rows the numbers are, too."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    for row in range(ROWS):
        numbers = [f"{MARK}-n{row}"] * 2 if row % 20 == 7 else [str(row % 70 + 1), str(20 + row)]
        cells = [f"{MARK}-{row}", f"{MARK} name {row}", f"{MARK}{row}@example.com", *numbers, "Monthly", f"{MARK}: call back"]
        writer.writerow(cells)
    return text.getvalue().encode()


def _cut_short(suite: Suite) -> str:
    host, port = suite.gateway.removeprefix("http://").split(":")
    head = f"POST /v1/uploads HTTP/1.1\r\nhost: {host}\r\nauthorization: {suite.authorization(USER)}\r\n"
    head += "content-length: 99999\r\n\r\n"
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(head.encode() + marked_csv())
    return ""


def _refusals(suite: Suite, client: httpx.Client) -> dict[str, str]:
    """What is answered to calls that are wrong in a way each, all of them with marked values."""
    form = {"content-type": "multipart/form-data; boundary=x"}
    named = {"idempotency-key": "canary"}
    client.post("/v1/uploads", content=marked_csv(), headers=named)

    def answer(path: str, **what: Any) -> str:
        given = client.post(path, **what)
        assert given.status_code >= 400, (path, given.text)
        return given.text

    return {
        "no CSV": answer("/v1/uploads", content=b"\x89PNG\r\n\x1a\n" + MARK.encode() * 50),
        "no customer id": answer("/v1/uploads", content=f"Color,Size\n{MARK},1\n{MARK},1\n".encode()),
        "an open quotation mark": answer("/v1/uploads", content=marked_csv() + f'{MARK},"{MARK}\n{MARK}\n'.encode() * 3),
        "another content type": answer("/v1/uploads", content=marked_csv(), headers={"content-type": "application/json"}),
        "a broken form": answer("/v1/uploads", content=b"--x\r\n" + marked_csv(), headers=form),
        "a body that is cut short": _cut_short(suite),
        "a name that was used": answer("/v1/uploads", content=marked_csv() + b"\n", headers=named),
        "a text for a number": answer("/v1/customers:score", json={"customers": [{"customer_id": "1", "tenure_months": MARK}]}),
        "a customer without an id": answer("/v1/customers:score", json={"customers": [{"plan": MARK}]}),
        "no JSON": answer("/v1/customers:score", content=f'{{"customers": [{{"customer_id": "{MARK}'.encode()),
        "too many customers": answer("/v1/customers:score", json={"customers": [{"customer_id": MARK}] * 1001}),
        "an endless id": answer("/v1/customers:erase", json={"customer_id": MARK * 200}),
    }


def _aws(suite: Suite, service: Literal["s3", "sqs"], part: str) -> Any:
    passwords = json.loads((suite.state / "passwords.json").read_text())
    return boto3.client(
        service,
        endpoint_url=f"http://{suite.address(part)}",
        aws_access_key_id=passwords["access_key"],
        aws_secret_access_key=passwords["secret_key"],
        region_name="us-east-1",
    )


def _failed_job(suite: Suite, client: httpx.Client) -> str:
    """Let a prediction fail on a prepared file that is spoilt and full of marks; the messages that its workers were sent."""
    worker = suite.process_id("scoring-worker-1")
    os.kill(worker, signal.SIGSTOP)
    try:
        created = upload(client, marked_csv())
        key = f"ingest/uploads/{created['upload_id']}/prepared.parquet"
        _aws(suite, "s3", "storage").put_object(Bucket="retainwise", Key=key, Body=MARK.encode() * 1000)
        wait_until(lambda: prediction(client, created["prediction_id"]))
        queues = _aws(suite, "sqs", "queue")
        address = queues.get_queue_url(QueueName="retainwise-scoring.fifo")["QueueUrl"]
        messages: list[Any] = []
        while not messages:
            messages += _received(queues, address)
    finally:
        os.kill(worker, signal.SIGCONT)
    assert finished(client, created["prediction_id"])["status"] == "FAILED"
    return json.dumps(messages)


def _received(queues: Any, address: str) -> list[Any]:
    answer = queues.receive_message(QueueUrl=address, VisibilityTimeout=0, WaitTimeSeconds=1, MessageAttributeNames=["All"])
    found: list[Any] = answer.get("Messages", [])
    return found


async def _rows(suite: Suite) -> dict[str, str]:
    """All rows of all tables of all services, as one text for each table."""
    found = {}
    for service in ("ingest", "scoring", "catalog"):
        connection = await asyncpg.connect(f"{suite.administrator_url.rpartition('/')[0]}/{service}")
        for table in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
            name = table["tablename"]
            rows = await connection.fetch(f'SELECT t::text AS row FROM "{name}" AS t')  # noqa: S608 - a name from the catalogue
            found[f"{service}.{name}"] = "\n".join(row["row"] for row in rows)
        await connection.close()
    return found


def _metrics(suite: Suite) -> dict[str, str]:
    pages = {name: part["metrics"] for name, part in suite.description["parts"].items() if "metrics" in part}
    return {name: urllib.request.urlopen(page, timeout=10).read().decode() for name, page in pages.items()}  # noqa: S310 - our own


@pytest.mark.timeout(240)
def test_no_customers_cell_gets_out(marked_suite: Suite) -> None:
    suite = marked_suite
    with suite.client(USER) as client:
        created = upload(client, marked_csv())
        assert created["status"] == "queued", created["upload"]["columns"]
        assert finished(client, created["prediction_id"])["status"] == "COMPLETED"
        assert MARK in client.get(f"/v1/predictions/{created['prediction_id']}/download").text
        answers = {
            "an upload": json.dumps(created),
            "its problems": client.get(f"/v1/uploads/{created['upload_id']}/problems").text,
            "uploads": client.get("/v1/uploads").text,
            "mappings": client.get("/v1/mappings").text,
            **_refusals(suite, client),
            "an erasure": client.post("/v1/customers:erase", json={"customer_id": f"{MARK}-7"}).text,
        }
        messages = _failed_job(suite, client)
        answers["predictions"] = client.get("/v1/predictions").text
    tables = asyncio.run(_rows(suite))
    logs = {path.name: path.read_text(errors="replace") for path in (suite.state / "logs").iterdir()}
    spools = {str(path): path.read_bytes().decode("latin-1") for path in (suite.state / "scratch").rglob("*") if path.is_file()}

    # The search would find something: there are rows, lines and messages about this very user.
    assert USER in messages
    assert USER in tables["ingest.uploads"]
    assert any("upload" in text for text in logs.values())
    for what in (answers, {"the queue": messages}, tables, logs, _metrics(suite), spools):
        assert [name for name, text in what.items() if MARK in text] == []
