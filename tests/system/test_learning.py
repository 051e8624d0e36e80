"""The whole loop: who left is told, a model is trained, proves itself, scores the next file, and can be taken back."""

import os
import signal
from collections.abc import Iterator

import httpx
import pytest

from tests import running
from tests.builders import a_labelled_csv
from tests.running import Suite, wait_until
from tests.system.jobs import FINAL, events, finished, refused, rows, upload
from tests.system.learning import trained, training


def _versions(client: httpx.Client, content: bytes) -> set[str]:
    """The model versions that a scored file names."""
    prediction_id = upload(client, content)["prediction_id"]
    assert finished(client, prediction_id)["status"] == "COMPLETED"
    header, *body = rows(client.get(f"/v1/predictions/{prediction_id}/download").content)
    return {row[header.index("model_version")] for row in body}


@pytest.mark.timeout(300)
def test_a_file_that_tells_who_left_trains_a_model_that_scores_the_next_file_until_it_is_taken_back(
    suite: Suite, user: str
) -> None:
    with suite.client(user) as client:
        finished(client, upload(client, a_labelled_csv(1500))["prediction_id"])
        ended = trained(client, display_name="Spring")
        assert ended["status"] == "COMPLETED", ended
        report, model_id = ended["report"], ended["model_id"]
        assert (report["verdict"], report["row_count"]) == ("WIN", 1500), report
        assert report["trained"]["auc"]["low"] > report["baseline"]["auc"]["value"]

        model = client.get(f"/v1/models/{model_id}").json()
        assert (model["display_name"], model["kind"], model["is_active"]) == ("Spring", "TRAINED", False)
        assert model["report"] == report
        for _ in range(2):
            assert client.post(f"/v1/models/{model_id}:promote", json={}).json()["is_active"] is True
        assert _versions(client, a_labelled_csv(200)) == {f"trained-{model['version']}"}

        for _ in range(2):
            assert client.post(f"/v1/models/{model_id}:rollback", json={}).json()["kind"] == "BASELINE"
        assert _versions(client, a_labelled_csv(200)) == {"baseline-1"}


@pytest.mark.timeout(300)
def test_a_file_without_signal_ends_with_figures_and_no_promotion(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        finished(client, upload(client, a_labelled_csv(1000, has_signal=False))["prediction_id"])
        ended = trained(client)
        assert (ended["status"], ended["report"]["verdict"]) == ("COMPLETED", "NO_SIGNAL")
        assert ended["report"]["trained"]["auc"]["low"] < 0.6

        error = refused(client.post(f"/v1/models/{ended['model_id']}:promote", json={}), 409, "ERR-3003")
        assert ended["report"]["sentence"] in error["message"]


def test_without_any_outcome_a_training_fails_in_words(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        ended = trained(client)
        assert (ended["status"], ended["failure"]["code"]) == ("FAILED", "ERR-2011")
        shown = events(client, f"/v1/trainings/{ended['training_id']}:watch")
        assert [seen["status"] for seen in shown] == ["FAILED"]
        assert client.get("/v1/trainings").json()["total_size"] == 1
        refused(client.post(f"/v1/trainings/{ended['training_id']}:cancel", json={}), 409, "ERR-2012")
        refused(client.get("/v1/trainings/none"), 404, "ERR-2010")


@pytest.fixture(scope="module")
def own_suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """A suite whose training worker these tests kill."""
    suite = running.start(tmp_path_factory.mktemp("learning"), RETAINWISE_LEASE_SECONDS="4")
    yield suite
    assert suite.stop() == 0


@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_training_whose_worker_ends_in_mid_fit_is_done_once_by_another(
    own_suite: Suite, user: str, number: signal.Signals
) -> None:
    with own_suite.client(user) as client:
        finished(client, upload(client, a_labelled_csv(8000))["prediction_id"])
        training_id = client.post("/v1/models:train", json={}).json()["training_id"]
        wait_until(lambda: training(client, training_id)["progress"] > 0)
        again = client.post("/v1/models:train", json={}).json()
        os.kill(own_suite.process_id("training-worker"), number)
        wait_until(lambda: training(client, training_id)["status"] in FINAL)

        assert again["training_id"] == training_id
        assert training(client, training_id)["status"] == "COMPLETED"
        assert [model["kind"] for model in client.get("/v1/models").json()["models"]].count("TRAINED") == 1


@pytest.mark.timeout(300)
def test_a_cancelled_training_stops_in_mid_fit_and_leaves_no_model(own_suite: Suite, user: str) -> None:
    with own_suite.client(user) as client:
        finished(client, upload(client, a_labelled_csv(8000))["prediction_id"])
        training_id = client.post("/v1/models:train", json={}).json()["training_id"]
        wait_until(lambda: training(client, training_id)["progress"] > 0)

        for _ in range(2):
            assert client.post(f"/v1/trainings/{training_id}:cancel", json={}).json()["status"] == "CANCELLED"
        finished(client, upload(client, a_labelled_csv(100))["prediction_id"])
        other = trained(client)
        assert other["status"] == "COMPLETED"
        assert [model["training_id"] for model in client.get("/v1/models").json()["models"]][:-1] == [other["training_id"]]
