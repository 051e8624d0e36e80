"""An experiment from its beginning to its results, as a stranger sees it."""

from datetime import UTC, datetime, timedelta

import httpx

from tests.builders import a_labelled_csv
from tests.running import Suite, wait_until
from tests.system.jobs import RESULT_COLUMNS, finished, refused, rows, scored, upload


def _told(client: httpx.Client, prediction_id: str, gone: dict[str, bool]) -> None:
    # Only what is of a later day than the scoring counts; tomorrow by UTC is today further east.
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    outcomes = [{"customer_id": customer_id, "churned": churned, "date": tomorrow} for customer_id, churned in gone.items()]
    answer = client.post("/v1/outcomes", params={"prediction_id": prediction_id}, json={"outcomes": outcomes})
    assert answer.json()["matched_count"] == len(gone), answer.text


def test_groups_stand_in_the_file_and_outcomes_compare_them_until_it_is_finished(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        begun = client.post("/v1/experiments", json={"display_name": "Spring", "holdout_share": 0.4}).json()
        assert begun["is_running"]
        assert "salt" not in str(begun)
        address = f"/v1/experiments/{begun['experiment_id']}"

        prediction_id = upload(client, a_labelled_csv(400))["prediction_id"]
        finished(client, prediction_id)
        header, *body = rows(client.get(f"/v1/predictions/{prediction_id}/download").content)
        assert header[-len(RESULT_COLUMNS) - 1 :] == [*RESULT_COLUMNS, "experiment_group"]
        groups = {row[0]: row[-1] for row in body}
        held = [customer_id for customer_id, group in groups.items() if group == "holdout"]
        treated = [customer_id for customer_id, group in groups.items() if group == "treatment"]
        assert len(held) + len(treated) == 400
        assert 110 < len(held) < 210
        again = scored(client, a_labelled_csv(400))[1:]
        assert {row[0]: row[-1] for row in again} == groups

        # Of the holdout each second customer left, of the others each tenth.
        _told(client, prediction_id, {each: number % 2 == 0 for number, each in enumerate(held)})
        _told(client, prediction_id, {each: number % 10 == 0 for number, each in enumerate(treated)})
        results = client.get(f"{address}:results").json()
        assert results["holdout"]["scored_count"] == 2 * len(held)
        assert results["treatment"]["scored_count"] == 2 * len(treated)
        assert results["holdout"]["outcome_count"] == len(held)
        assert results["treatment"]["churned_count"] == -(-len(treated) // 10)
        assert results["verdict"] == "HELPS"
        assert 0.2 < results["difference"]["low"] < results["difference"]["value"] < results["difference"]["high"] < 0.6

        ended = [client.post(f"{address}:finish", json={}).json() for _ in range(2)]
        assert ended[0] == ended[1] == client.get(address).json()
        assert not ended[0]["is_running"]
        assert scored(client, a_labelled_csv(400))[0][-len(RESULT_COLUMNS) :] == RESULT_COLUMNS
        assert client.get(f"{address}:results").json() == results


def test_who_is_erased_is_in_no_group_any_more(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        begun = client.post("/v1/experiments", json={"display_name": "Spring", "holdout_share": 0.4}).json()
        body = scored(client, a_labelled_csv(40))[1:]
        counts = {group: sum(row[-1] == group for row in body) for group in ("holdout", "treatment")}
        held = next(row[0] for row in body if row[-1] == "holdout")

        erasure = client.post("/v1/customers:erase", json={"customer_id": held}).json()
        wait_until(lambda: client.get(f"/v1/erasures/{erasure['erasure_id']}").json()["is_finished"])

        results = client.get(f"/v1/experiments/{begun['experiment_id']}:results").json()
        assert results["holdout"]["scored_count"] == counts["holdout"] - 1
        assert results["treatment"]["scored_count"] == counts["treatment"]


def test_one_experiment_runs_at_a_time_and_others_see_none_of_it(suite: Suite, user: str) -> None:
    asked = {"display_name": "Spring", "holdout_share": 0.1}
    with suite.client(user) as client, suite.client(f"{user}-neighbour") as neighbour:
        begun = client.post("/v1/experiments", json=asked).json()
        error = refused(client.post("/v1/experiments", json=asked), 409, "ERR-3021")
        assert begun["experiment_id"] in error["message"]
        assert client.get(f"/v1/experiments/{begun['experiment_id']}:results").json()["verdict"] == "TOO_FEW"

        assert neighbour.get("/v1/experiments").json()["total_size"] == 0
        refused(neighbour.get(f"/v1/experiments/{begun['experiment_id']}"), 404, "ERR-3020")
        refused(neighbour.post("/v1/experiments/none:finish", json={}), 404, "ERR-3020")
        assert neighbour.post("/v1/experiments", json=asked).status_code == 200
        assert [each["experiment_id"] for each in client.get("/v1/experiments").json()["experiments"]] == [begun["experiment_id"]]


def test_an_experiment_without_a_name_or_with_an_impossible_share_is_refused_by_field(suite: Suite, user: str) -> None:
    with suite.client(user) as client:
        for asked, field in (
            ({"display_name": "Spring"}, "holdout_share"),
            ({"display_name": "Spring", "holdout_share": 0.51}, "holdout_share"),
            ({"display_name": "Spring", "holdout_share": "NaN"}, "holdout_share"),
            ({"display_name": " ", "holdout_share": 0.1}, "display_name"),
        ):
            answer = client.post("/v1/experiments", json=asked)
            assert answer.status_code == 400, answer.text
            assert answer.json()["error"]["details"][0]["field"] == field
        assert client.get("/v1/experiments").json()["total_size"] == 0
