"""Promotions and rollbacks while files are scored: every job has one model from its first row to its last."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from typing import Any

import httpx
import pytest

from tests.builders import a_csv, a_labelled_csv
from tests.running import Suite, wait_until
from tests.system.jobs import finished, prediction, rows, upload
from tests.system.learning import trained

MOVES = 100
FILES = 16
# The moves are spread over the time of the jobs, which need the machine too.
MOVE_EVERY_S = 0.03
# A second of work for a worker or more, so that it can be halted in the middle of it.
LONG_JOB_ROWS = 800_000


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


def _two_winners(client: httpx.Client) -> tuple[str, str]:
    """Two different models of the user's own that may be promoted."""
    made = []
    for row_count in (1500, 1200):
        finished(client, upload(client, a_labelled_csv(row_count))["prediction_id"])
        ended = trained(client)
        assert ended["report"]["verdict"] == "WIN", ended
        made.append(ended["model_id"])
    assert len(set(made)) == 2
    return made[0], made[1]


def _version(client: httpx.Client, model_id: str) -> str:
    model = client.get(f"/v1/models/{model_id}").json()
    return f"{model['kind'].lower()}-{model['version']}"


def _moved(client: httpx.Client, model_id: str, action: str) -> dict[str, Any]:
    answer = client.post(f"/v1/models/{model_id}:{action}", json={})
    assert answer.status_code == 200, answer.text
    active: dict[str, Any] = answer.json()
    return active


def _to_workers(suite: Suite, number: signal.Signals) -> None:
    for name in ("scoring-worker-1", "scoring-worker-2"):
        os.kill(suite.process_id(name), number)


def _versions_in_file(client: httpx.Client, prediction_id: str) -> set[str]:
    header, *body = rows(client.get(f"/v1/predictions/{prediction_id}/download").content)
    return {row[header.index("model_version")] for row in body}


@pytest.mark.timeout(300)
def test_of_a_hundred_promotions_and_rollbacks_under_load_no_job_fails_and_none_is_mixed(
    suite: Suite, client: httpx.Client, user: str
) -> None:
    first, second = _two_winners(client)

    def score(_: int) -> dict[str, Any]:
        with suite.client(user) as own:
            return finished(own, upload(own, a_labelled_csv(500))["prediction_id"])

    moves = cycle([(first, "promote"), (second, "promote"), (second, "rollback"), (first, "rollback")])
    expected = cycle([first, second, first, None])
    moved_count = 0
    with ThreadPoolExecutor(2) as pool:
        scoring = [pool.submit(score, number) for number in range(FILES)]
        while moved_count < MOVES or not all(job.done() for job in scoring):
            active, wanted = _moved(client, *next(moves)), next(expected)
            assert active["is_active"] is True
            assert active["model_id"] == wanted if wanted else active["kind"] == "BASELINE"
            moved_count += 1
            time.sleep(MOVE_EVERY_S)
    ended = [job.result() for job in scoring]

    assert [job["status"] for job in ended] == ["COMPLETED"] * FILES
    for job in ended:
        assert _versions_in_file(client, job["prediction_id"]) == {job["model_version"]}
    named = {job["model_version"] for job in ended}
    assert named <= {"baseline-1", _version(client, first), _version(client, second)}
    # Otherwise no promotion came between two jobs, and nothing was tried.
    assert len(named) > 1


@pytest.mark.timeout(300)
def test_a_job_in_work_keeps_its_model_and_the_next_one_has_the_promoted(suite: Suite, client: httpx.Client) -> None:
    finished(client, upload(client, a_labelled_csv(1500))["prediction_id"])
    model_id = trained(client)["model_id"]

    running = upload(client, a_csv(LONG_JOB_ROWS))["prediction_id"]
    wait_until(lambda: prediction(client, running).get("scored_count", 0) > 0)
    _to_workers(suite, signal.SIGSTOP)
    try:
        assert prediction(client, running)["status"] == "RUNNING"
        _moved(client, model_id, "promote")
    finally:
        _to_workers(suite, signal.SIGCONT)
    after = finished(client, upload(client, a_csv())["prediction_id"])

    assert after["model_version"] == _version(client, model_id)
    assert finished(client, running)["model_version"] == "baseline-1"
    assert _versions_in_file(client, running) == {"baseline-1"}
