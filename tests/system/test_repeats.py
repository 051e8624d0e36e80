"""A request that is sent again, by its field or by its header."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.builders import a_csv
from tests.running import Suite, wait_until
from tests.system.jobs import FINAL, finished, refused, upload

MARCH = {"Idempotency-Key": "march"}


def _send(client: httpx.Client, content: bytes, name: dict[str, dict[str, str]]) -> httpx.Response:
    query = {"filename": "x.csv", **name.get("params", {})}
    return client.post("/v1/uploads", params=query, content=content, headers=name.get("headers"))


@pytest.mark.parametrize("name", [{"params": {"request_id": "march"}}, {"headers": {"Idempotency-Key": "march"}}])
def test_the_same_request_again_gets_the_first_upload(suite: Suite, user: str, name: dict[str, dict[str, str]]) -> None:
    with suite.client(user) as client, ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(lambda _: _send(client, a_csv(), name), range(4)))
        other = _send(client, a_csv(5), name)
        total = client.get("/v1/uploads").json()["total_size"]

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["upload_id"] for answer in answers}) == 1
    refused(other, 409, "ERR-4032")
    assert total == 1


def test_two_users_may_choose_the_same_name(suite: Suite, user: str) -> None:
    name = {"headers": {"Idempotency-Key": "march"}}
    with suite.client(user) as client, suite.client(f"{user}-neighbour") as neighbour:
        mine, theirs = _send(client, a_csv(), name), _send(neighbour, a_csv(), name)

    assert mine.json()["upload_id"] != theirs.json()["upload_id"]


def test_the_same_experiment_again_is_the_first_one_also_when_it_is_over(suite: Suite, user: str) -> None:
    spring = {"display_name": "Spring", "holdout_share": 0.1}
    with suite.client(user) as client, ThreadPoolExecutor(4) as crowd:
        begun = list(crowd.map(lambda _: client.post("/v1/experiments", json=spring, headers=MARCH), range(4)))
        first: dict[str, Any] = begun[0].raise_for_status().json()
        client.post(f"/v1/experiments/{first['experiment_id']}:finish", json={}).raise_for_status()
        again = client.post("/v1/experiments", json={**spring, "request_id": "march"}).raise_for_status().json()
        other = client.post("/v1/experiments", json={**spring, "holdout_share": 0.2}, headers=MARCH)
        total = client.get("/v1/experiments").json()["total_size"]

    assert {answer.json()["experiment_id"] for answer in begun} == {again["experiment_id"]}
    assert again["is_running"] is False
    refused(other, 409, "ERR-4032")
    assert total == 1


def test_an_experiment_that_was_refused_may_be_asked_for_again(suite: Suite, user: str) -> None:
    summer = {"display_name": "Summer", "holdout_share": 0.1}
    with suite.client(user) as client:
        running = client.post("/v1/experiments", json={**summer, "display_name": "Spring"}).json()
        refused(client.post("/v1/experiments", json=summer, headers=MARCH), 409, "ERR-3021")
        client.post(f"/v1/experiments/{running['experiment_id']}:finish", json={}).raise_for_status()

        assert client.post("/v1/experiments", json=summer, headers=MARCH).json()["is_running"] is True


def test_the_same_training_again_is_the_first_one_also_when_it_is_over(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        first = client.post("/v1/models:train", json={}, headers=MARCH).raise_for_status().json()
        # There is nothing to learn from.
        wait_until(lambda: client.get(f"/v1/trainings/{first['training_id']}").json()["status"] in FINAL)
        again = client.post("/v1/models:train", json={"request_id": "march"}).raise_for_status().json()
        other = client.post("/v1/models:train", json={"display_name": "Other"}, headers=MARCH)
        unnamed = client.post("/v1/models:train", json={}).raise_for_status().json()

    assert again["training_id"] == first["training_id"]
    assert again["status"] in FINAL
    refused(other, 409, "ERR-4032")
    assert unnamed["training_id"] != first["training_id"]


def test_outcomes_sent_again_do_not_undo_what_was_told_since(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        prediction_id = upload(client, a_csv())["prediction_id"]
        finished(client, prediction_id)

        def tell(churned: str, headers: dict[str, str], **query: str) -> httpx.Response:
            content = f"customer_id,churned\n00001,{churned}\n"
            kind = {"content-type": "text/csv"}
            params = {"prediction_id": prediction_id, **query}
            return client.post("/v1/outcomes", params=params, content=content, headers=headers | kind)

        first = tell("yes", MARCH).json()
        corrected = tell("no", {}).json()
        again = tell("yes", {}, request_id="march").raise_for_status().json()
        refused(tell("no", MARCH), 409, "ERR-4032")
        summary = client.get("/v1/outcomes:summary").json()

    assert (first["new_count"], corrected["changed_count"]) == (1, 1)
    assert (again["matched_count"], again["new_count"], again["changed_count"]) == (1, 0, 0)
    assert (summary["outcome_count"], summary["churned_count"]) == (1, 0)
