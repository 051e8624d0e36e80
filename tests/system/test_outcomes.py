"""What really happened is told, matched, corrected, summed up, and learned from."""

import csv
import io

import httpx
import pytest

from tests.builders import a_labelled_csv
from tests.running import Suite, wait_until
from tests.system.jobs import finished, refused, upload
from tests.system.learning import trained

TABLE = {"content-type": "text/csv"}


def _told(client: httpx.Client, prediction_id: str, lines: str) -> dict[str, object]:
    answer = client.post(
        "/v1/outcomes", params={"prediction_id": prediction_id}, content=f"customer_id;churned\n{lines}", headers=TABLE
    )
    assert answer.status_code == 200, answer.text
    receipt: dict[str, object] = answer.json()
    return receipt


def _without_labels(content: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    """The file without its last column, and each customer's entry in that."""
    header, *body = list(csv.reader(io.StringIO(content.decode())))
    lines = [",".join(row[:-1]) for row in [header, *body]]
    return ("\n".join(lines) + "\n").encode(), [(row[0], row[-1]) for row in body]


def test_outcomes_are_matched_counted_and_corrected(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        prediction_id = upload(client, a_labelled_csv(50))["prediction_id"]
        finished(client, prediction_id)

        first = _told(client, prediction_id, "00001;ja\n00002;nein\n99999;ja\n00002;no\n")
        assert (first["outcome_count"], first["matched_count"], first["unmatched_count"]) == (4, 2, 1)
        assert (first["repeated_count"], first["new_count"], first["changed_count"]) == (1, 2, 0)
        again = _told(client, prediction_id, "00001;ja\n00002;nein\n")
        assert (again["new_count"], again["changed_count"]) == (0, 0)
        corrected = client.post(
            "/v1/outcomes",
            params={"prediction_id": prediction_id},
            json={"outcomes": [{"customer_id": "00002", "churned": True, "date": "2026-01-31"}]},
        ).json()
        assert (corrected["new_count"], corrected["changed_count"]) == (0, 1)

        summary = client.get("/v1/outcomes:summary").json()
        assert (summary["outcome_count"], summary["churned_count"], summary["prediction_count"]) == (2, 2, 1)
        assert summary["first_day"] == "2026-01-31"
        quality = client.get(f"/v1/predictions/{prediction_id}/quality").json()
        assert (quality["outcome_count"], quality["churned_count"]) == (2, 2)
        assert "auc" not in quality or quality["auc"] is None


def test_a_deleted_prediction_takes_its_outcomes_with_it_and_an_erased_customer_theirs(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        made = [upload(client, a_labelled_csv(50))["prediction_id"] for _ in range(2)]
        for prediction_id in made:
            finished(client, prediction_id)
            _told(client, prediction_id, "00001;ja\n00002;nein\n")

        def outcome_count() -> int:
            return int(client.get("/v1/outcomes:summary").json()["outcome_count"])

        assert outcome_count() == 4
        client.post("/v1/customers:erase", json={"customer_id": "00001"}).raise_for_status()
        wait_until(lambda: outcome_count() == 2)
        client.delete(f"/v1/predictions/{made[0]}").raise_for_status()
        wait_until(lambda: outcome_count() == 1)
        assert client.get(f"/v1/predictions/{made[1]}/quality").json()["outcome_count"] == 1


def test_lists_that_cannot_be_taken_are_refused_in_words(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        prediction_id = upload(client, a_labelled_csv(50))["prediction_id"]
        finished(client, prediction_id)
        of = {"prediction_id": prediction_id}

        error = refused(
            client.post("/v1/outcomes", params=of, content="customer_id,churned\n1,Secret\n", headers=TABLE), 400, "ERR-3010"
        )
        assert error["details"][0]["field"] == "line 2"
        assert "Secret" not in str(error)
        unknown = {"prediction_id": "0190a1b2-0000-7000-8000-000000000000"}
        content = "customer_id,churned\n1,1\n"
        refused(client.post("/v1/outcomes", params=unknown, content=content, headers=TABLE), 404, "ERR-3005")
        refused(client.post("/v1/outcomes", content=content, headers=TABLE), 404, "ERR-3005")
        refused(client.post("/v1/outcomes", params=of, content=content, headers={"content-type": "image/png"}), 415, "ERR-3012")
        refused(client.get(f"/v1/predictions/{unknown['prediction_id']}/quality"), 404, "ERR-3005")
        assert client.get("/v1/outcomes:summary").json()["outcome_count"] == 0
    with suite.client(f"{user}-other") as stranger:
        refused(stranger.post("/v1/outcomes", params=of, content=content, headers=TABLE), 404, "ERR-3005")
        refused(stranger.get(f"/v1/predictions/{prediction_id}/quality"), 404, "ERR-3005")


@pytest.mark.timeout(300)
def test_a_model_is_trained_on_outcomes_that_came_after_the_scores(suite: Suite, user: str) -> None:
    content, labels = _without_labels(a_labelled_csv(1500))
    with suite.client(user) as client:
        prediction_id = upload(client, content)["prediction_id"]
        finished(client, prediction_id)
        receipt = _told(client, prediction_id, "".join(f"{customer};{left}\n" for customer, left in labels))
        assert receipt["new_count"] == 1500
        quality = client.get(f"/v1/predictions/{prediction_id}/quality").json()
        assert quality["auc"]["low"] < quality["auc"]["value"] < quality["auc"]["high"]
        assert sum(band["count"] for band in quality["bands"]) == 1500

        ended = trained(client)
        assert (ended["report"]["verdict"], ended["report"]["row_count"]) == ("WIN", 1500)


@pytest.mark.timeout(300)
def test_a_files_own_labels_become_outcomes_and_do_not_undo_what_was_told(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        content = a_labelled_csv(300)
        prediction_id = upload(client, content)["prediction_id"]
        finished(client, prediction_id)
        customer, left = _without_labels(content)[1][0]
        _told(client, prediction_id, f"{customer};{'no' if left == 'Yes' else 'yes'}\n")
        own = sum(entry == "Yes" for _, entry in _without_labels(content)[1])

        for _ in range(2):
            assert trained(client)["status"] == "COMPLETED"
            summary = client.get("/v1/outcomes:summary").json()
            assert summary["outcome_count"] == 300
            assert summary["churned_count"] == own + (-1 if left == "Yes" else 1)
