"""Killing anything at any moment loses nothing and doubles nothing."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from tests import running
from tests.builders import a_csv
from tests.running import Suite, wait_until
from tests.system.jobs import finished, prediction, refused, rows, stored, upload

# A few seconds of work for a worker, so that it can be killed in the middle of it.
LONG_JOB_ROWS = 600_000
HOLDOUT_SHARE = 0.25


@pytest.fixture(scope="module")
def own_suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """A suite that these tests break, each in its own way, and that has to heal every time."""
    suite = running.start(tmp_path_factory.mktemp("faults"), "--scoring-workers", "2", RETAINWISE_LEASE_SECONDS="4")
    yield suite
    assert suite.stop() == 0


def _is_alive(process_id: int) -> bool:
    try:
        return Path("/proc", str(process_id), "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.timeout(300)
def test_a_job_whose_worker_is_killed_is_finished_by_another_once(own_suite: Suite, user: str) -> None:
    with own_suite.client(user) as client:
        prediction_id = upload(client, a_csv(LONG_JOB_ROWS))["prediction_id"]
        wait_until(lambda: prediction(client, prediction_id).get("status") == "RUNNING")
        for worker in ("scoring-worker-1", "scoring-worker-2"):
            own_suite.kill(worker)
        ended = finished(client, prediction_id)
        back = rows(client.get(f"/v1/predictions/{prediction_id}/download").content)

    assert ended["status"] == "COMPLETED"
    assert len(back) == LONG_JOB_ROWS + 1
    assert [row[0] for row in back[1:]] == [f"{number:05}" for number in range(LONG_JOB_ROWS)]


@pytest.mark.timeout(300)
def test_a_job_whose_worker_is_told_to_stop_is_finished_by_another(own_suite: Suite, user: str) -> None:
    with own_suite.client(user) as client:
        prediction_id = upload(client, a_csv(LONG_JOB_ROWS))["prediction_id"]
        wait_until(lambda: prediction(client, prediction_id).get("status") == "RUNNING")
        for worker in ("scoring-worker-1", "scoring-worker-2"):
            os.kill(own_suite.process_id(worker), signal.SIGTERM)
        ended = finished(client, prediction_id)

    assert (ended["status"], ended["scored_count"]) == ("COMPLETED", LONG_JOB_ROWS)


async def _salt(suite: Suite, experiment_id: str) -> bytes:
    """What the groups are drawn with, which no caller is ever told."""
    connection = await asyncpg.connect(f"{suite.administrator_url.rpartition('/')[0]}/catalog")
    try:
        return bytes(await connection.fetchval("SELECT salt FROM experiments WHERE id = $1::uuid", experiment_id))
    finally:
        await connection.close()


@pytest.mark.timeout(300)
def test_a_killed_job_of_an_experiment_gives_every_customer_the_one_group_of_its_hash(own_suite: Suite, user: str) -> None:
    workers = [own_suite.process_id(name) for name in ("scoring-worker-1", "scoring-worker-2")]
    with own_suite.client(user) as client:
        begun = client.post("/v1/experiments", json={"display_name": "Spring", "holdout_share": HOLDOUT_SHARE}).json()
        prediction_id = upload(client, a_csv(LONG_JOB_ROWS))["prediction_id"]
        wait_until(lambda: prediction(client, prediction_id).get("scored_count", 0) > 0)
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)
        halted = prediction(client, prediction_id)
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        ended = finished(client, prediction_id)
        header, *back = rows(client.get(f"/v1/predictions/{prediction_id}/download").content)
        counted = client.get(f"/v1/experiments/{begun['experiment_id']}:results").json()

    assert halted["status"] == "RUNNING"
    assert ended["status"] == "COMPLETED"
    assert [row[0] for row in back] == [f"{number:05}" for number in range(LONG_JOB_ROWS)]
    assert header[-1] == "experiment_group"
    salt, border = asyncio.run(_salt(own_suite, begun["experiment_id"])), HOLDOUT_SHARE * 2**64
    drawn = [int.from_bytes(blake2b(row[0].encode(), key=salt, digest_size=8).digest(), "big") for row in back]
    assert [row[-1] for row in back] == ["holdout" if each < border else "treatment" for each in drawn]
    held_count = sum(each < border for each in drawn)
    assert counted["holdout"]["scored_count"] == held_count
    assert counted["treatment"]["scored_count"] == LONG_JOB_ROWS - held_count


@pytest.mark.timeout(300)
def test_every_job_finishes_though_the_queue_is_wiped(own_suite: Suite, user: str) -> None:
    with own_suite.client(user) as client:
        waiting = [upload(client, a_csv(2000))["prediction_id"] for _ in range(6)]
        own_suite.kill("queue")
        waiting += [upload(client, a_csv(2000))["prediction_id"] for _ in range(3)]

        assert [finished(client, prediction_id)["status"] for prediction_id in waiting] == ["COMPLETED"] * 9


def test_nothing_survives_the_launcher(tmp_path: Path) -> None:
    suite = running.start(tmp_path / "state")
    children = [int(part["pid"]) for part in suite.description["parts"].values()]
    os.kill(suite.launcher.pid, signal.SIGKILL)
    suite.ended()

    wait_until(lambda: not any(map(_is_alive, children)), within_s=20)


@pytest.mark.timeout(300)
def test_what_was_uploaded_is_there_after_a_kill_and_a_new_start(tmp_path: Path) -> None:
    first = running.start(tmp_path / "state")
    with first.client("ann") as client:
        prediction_id = upload(client, a_csv(20_000))["prediction_id"]
    os.kill(first.launcher.pid, signal.SIGKILL)
    first.ended()

    second = running.start(tmp_path / "state")
    with second.client("ann") as client:
        assert finished(client, prediction_id)["status"] == "COMPLETED"
        assert client.get("/v1/predictions").json()["total_size"] == 1
    assert second.stop() == 0


@contextmanager
def _standing_still(suite: Suite, part: str) -> Iterator[None]:
    """Halt a part while the block runs."""
    process_id = suite.process_id(part)
    os.kill(process_id, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process_id, signal.SIGCONT)


@pytest.mark.timeout(300)
def test_an_erasure_whose_server_is_killed_in_the_middle_is_done_once(own_suite: Suite, user: str) -> None:
    with own_suite.client(user) as client:
        made = [upload(client, a_csv(20)) for _ in range(2)]
        for created in made:
            finished(client, created["prediction_id"])
        whole = client.get(f"/v1/uploads/{made[0]['upload_id']}").json()["size_bytes"]
        with _standing_still(own_suite, "scoring-1"):
            asked = client.post("/v1/customers:erase", json={"customer_id": "00001"}).json()["erasure_id"]
            # The first upload is replaced, and its prediction's turn has come.
            wait_until(lambda: client.get(f"/v1/uploads/{made[0]['upload_id']}").json()["size_bytes"] != whole)
            assert client.get(f"/v1/erasures/{asked}").json()["done_count"] == 0
            own_suite.kill("ingest")
        wait_until(lambda: _shown(client, asked).get("is_finished"))

        ended = _shown(client, asked)
        assert (ended["upload_count"], ended["done_count"], ended["row_count"]) == (2, 2, 2)
        for created in made:
            for address in (f"/v1/uploads/{created['upload_id']}", f"/v1/predictions/{created['prediction_id']}"):
                kept = [row[0] for row in rows(client.get(f"{address}/download").content)[1:]]
                assert kept == [f"{number:05}" for number in range(20) if number != 1]


def _shown(client: httpx.Client, erasure_id: str) -> dict[str, Any]:
    """The erasure as it stands, {} while ingest starts."""
    answer = client.get(f"/v1/erasures/{erasure_id}")
    shown: dict[str, Any] = answer.json() if answer.status_code == 200 else {}
    return shown


@pytest.mark.timeout(300)
def test_a_deletion_whose_server_is_killed_in_the_middle_leaves_nothing(own_suite: Suite, user: str) -> None:
    with own_suite.client(user) as client:
        created = upload(client, a_csv())
        finished(client, created["prediction_id"])
        with _standing_still(own_suite, "storage"):
            client.delete(f"/v1/uploads/{created['upload_id']}").raise_for_status()
            # The prediction has been withdrawn, and the turn of the files has come, which cannot go.
            wait_until(lambda: client.get(f"/v1/predictions/{created['prediction_id']}").status_code == 404)
            own_suite.kill("ingest")
        folders = (f"ingest/uploads/{created['upload_id']}/", f"scoring/predictions/{created['prediction_id']}/")
        wait_until(lambda: not any(stored(own_suite, folder) for folder in folders))
        wait_until(lambda: client.get("/v1/uploads").status_code == 200)

        assert client.get("/v1/uploads").json()["total_size"] == 0
        refused(client.delete(f"/v1/uploads/{created['upload_id']}"), 404, "ERR-1010")


@pytest.mark.timeout(300)
def test_an_upload_without_storage_is_refused_in_plain_words_and_leaves_no_row(own_suite: Suite, user: str) -> None:
    with own_suite.client(user) as client:
        with _standing_still(own_suite, "storage"):
            error = refused(client.post("/v1/uploads", content=a_csv()), 503, "ERR-9002")

        assert "nothing was saved" in error["message"]
        assert client.get("/v1/uploads").json()["total_size"] == 0


@pytest.mark.timeout(300)
def test_a_restart_of_the_database_is_survived(own_suite: Suite, user: str) -> None:
    with own_suite.client(user) as client:
        before = upload(client, a_csv())["prediction_id"]
        finished(client, before)
        own_suite.kill("postgres")

        def answers() -> bool:
            answer = client.get("/v1/predictions")
            assert answer.status_code in (200, 503), answer.text
            return answer.status_code == 200

        wait_until(answers)
        assert client.get("/v1/predictions").json()["total_size"] == 1


@pytest.mark.timeout(300)
def test_a_cancelled_job_stops_and_has_no_result(own_suite: Suite, user: str) -> None:
    with own_suite.client(user) as client:
        prediction_id = upload(client, a_csv(LONG_JOB_ROWS))["prediction_id"]
        wait_until(lambda: prediction(client, prediction_id).get("status") == "RUNNING")

        cancelled = client.post(f"/v1/predictions/{prediction_id}:cancel", json={}).json()
        again = client.post(f"/v1/predictions/{prediction_id}:cancel", json={}).json()

        assert cancelled["status"] == again["status"] == "CANCELLED"
        refused(client.get(f"/v1/predictions/{prediction_id}/download"), 409, "ERR-2002")


@pytest.mark.timeout(300)
def test_a_million_customers_are_scored_within_512_mib(own_suite: Suite, user: str) -> None:
    lines = b"".join(b"%d,%d,%d\n" % (number, number % 72, 20 + number % 90) for number in range(1_000_000))
    content = b"Customer ID,Tenure,Monthly Charges\n" + lines
    assert len(content) < 50 * 2**20
    with own_suite.client(user) as client:
        ended = finished(client, upload(client, content)["prediction_id"])

    assert (ended["status"], ended["scored_count"]) == ("COMPLETED", 1_000_000)
    peaks_kib = [_peak_kib(own_suite.process_id(part)) for part in ("scoring-worker-1", "scoring-worker-2")]
    assert max(peaks_kib) <= 512 * 1024


def _peak_kib(process_id: int) -> int:
    status = Path("/proc", str(process_id), "status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
