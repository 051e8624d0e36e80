"""What a user deletes is gone: rows and objects, while it is scored and after."""

from collections.abc import Iterator

import httpx
import pytest

from tests.builders import a_csv
from tests.running import Suite, wait_until
from tests.system.jobs import finished, prediction, refused, stored, upload


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


def test_a_deleted_upload_takes_its_files_and_its_prediction_with_it(suite: Suite, client: httpx.Client) -> None:
    created = upload(client, a_csv())
    upload_id, prediction_id = created["upload_id"], created["prediction_id"]
    finished(client, prediction_id)
    folders = (f"ingest/uploads/{upload_id}/", f"scoring/predictions/{prediction_id}/")
    assert all(stored(suite, folder) for folder in folders)

    answer = client.delete(f"/v1/uploads/{upload_id}")

    assert (answer.status_code, answer.json()) == (200, {})
    refused(client.get(f"/v1/uploads/{upload_id}"), 404, "ERR-1010")
    refused(client.get(f"/v1/uploads/{upload_id}/download"), 404, "ERR-1010")
    refused(client.delete(f"/v1/uploads/{upload_id}"), 404, "ERR-1010")
    assert client.get("/v1/uploads").json()["total_size"] == 0
    wait_until(lambda: not any(stored(suite, folder) for folder in folders))
    wait_until(lambda: client.get(f"/v1/predictions/{prediction_id}").status_code == 404)
    assert client.get("/v1/predictions").json()["total_size"] == 0


def test_a_deleted_prediction_leaves_its_upload(suite: Suite, client: httpx.Client) -> None:
    created = upload(client, a_csv())
    finished(client, created["prediction_id"])

    client.delete(f"/v1/predictions/{created['prediction_id']}").raise_for_status()

    refused(client.get(f"/v1/predictions/{created['prediction_id']}/download"), 404, "ERR-2001")
    refused(client.delete(f"/v1/predictions/{created['prediction_id']}"), 404, "ERR-2001")
    wait_until(lambda: not stored(suite, f"scoring/predictions/{created['prediction_id']}/"))
    assert client.get(f"/v1/uploads/{created['upload_id']}/download").content == a_csv()


@pytest.mark.timeout(240)
def test_a_prediction_that_is_deleted_while_it_is_scored_leaves_nothing(suite: Suite, client: httpx.Client) -> None:
    prediction_id = upload(client, a_csv(400_000))["prediction_id"]
    wait_until(lambda: prediction(client, prediction_id).get("status") == "RUNNING")

    client.delete(f"/v1/predictions/{prediction_id}").raise_for_status()
    refused(client.get(f"/v1/predictions/{prediction_id}"), 404, "ERR-2001")
    # The worker is free for the next one, which comes after it in the queue.
    finished(client, upload(client, a_csv())["prediction_id"])

    assert not stored(suite, f"scoring/predictions/{prediction_id}/")
    assert client.get("/v1/predictions").json()["total_size"] == 1


def test_another_users_things_cannot_be_deleted(suite: Suite, client: httpx.Client) -> None:
    created = upload(client, a_csv())
    finished(client, created["prediction_id"])
    with suite.client("somebody else") as stranger:
        refused(stranger.delete(f"/v1/uploads/{created['upload_id']}"), 404, "ERR-1010")
        refused(stranger.delete(f"/v1/predictions/{created['prediction_id']}"), 404, "ERR-2001")

    assert client.get(f"/v1/uploads/{created['upload_id']}").status_code == 200
    assert client.get(f"/v1/predictions/{created['prediction_id']}").status_code == 200
