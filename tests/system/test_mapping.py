"""Columns in doubt: asked, confirmed, remembered, and asked again when they have changed."""

import csv
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.builders import a_csv
from tests.running import Suite
from tests.system.jobs import finished, refused, upload

# Nothing says for which period the fee is, and the dates may begin with the day or the month.
HEADERS = ("Customer ID", "Start", "Fee", "Contract")


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


def doubtful(*, rows: int = 40, fee: float = 20.0) -> bytes:
    """A file in which the unit of the money is in doubt, and the order of its dates."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    for row in range(rows):
        writer.writerow([f"{row:05}", f"0{row % 9 + 1}/0{row % 7 + 2}/2024", fee + row % 10, ("Monthly", "Yearly")[row % 2]])
    return text.getvalue().encode()


ANSWERS = [
    {"index": 1, "field": "signup_date", "unit": "day-first"},
    {"index": 2, "field": "monthly_charges", "unit": "currency/year"},
    {"index": 3, "field": "contract_type"},
]


def confirm(client: httpx.Client, upload_id: str, columns: list[dict[str, Any]]) -> httpx.Response:
    """The answer to a confirmed mapping."""
    return client.post(f"/v1/uploads/{upload_id}:confirmMapping", json={"columns": columns})


def confirmed(client: httpx.Client) -> dict[str, Any]:
    """An upload of the doubtful file whose mapping was confirmed."""
    answer = confirm(client, upload(client, doubtful())["upload_id"], ANSWERS)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def test_a_doubtful_file_waits_until_its_mapping_is_confirmed_and_is_scored_then(client: httpx.Client) -> None:
    created = upload(client, doubtful())
    assert created["status"] == "needs_mapping"
    assert {column["field"] for column in created["upload"]["columns"] if column["decision"] == "ASK"} >= {"monthly_charges"}

    answer = confirm(client, created["upload_id"], ANSWERS).json()

    assert (answer["status"], answer["row_count"], answer["prediction_id"]) == ("ACCEPTED", 40, created["prediction_id"])
    assert [column["unit"] for column in answer["columns"]] == ["", "day-first", "currency/year", ""]
    assert finished(client, created["prediction_id"])["status"] == "COMPLETED"
    assert client.get(f"/v1/uploads/{created['upload_id']}/download").content == doubtful()


def test_a_mapping_confirmed_twice_is_one_and_another_one_is_refused(client: httpx.Client) -> None:
    first = confirmed(client)

    again = confirm(client, first["upload_id"], ANSWERS)
    other = confirm(client, first["upload_id"], [{"index": 2, "field": "total_charges"}])

    assert again.json() == first
    refused(other, 409, "ERR-1013")
    assert client.get(f"/v1/uploads/{first['upload_id']}").json() == first


def test_a_file_that_was_scored_with_a_wrong_mapping_is_scored_again_with_the_right_one(client: httpx.Client) -> None:
    first = confirmed(client)
    finished(client, first["prediction_id"])
    right = {"columns": [{"index": 2, "field": "total_charges"}], "correct": True}

    answer = client.post(f"/v1/uploads/{first['upload_id']}:confirmMapping", json=right)
    again = client.post(f"/v1/uploads/{first['upload_id']}:confirmMapping", json=right)
    next_month = upload(client, doubtful(rows=45))

    corrected = answer.json()
    assert answer.status_code == 200, answer.text
    assert corrected["columns"][2]["field"] == "total_charges"
    assert corrected["upload_id"] != first["upload_id"]
    assert (again.json()["upload_id"], again.json()["prediction_id"]) == (corrected["upload_id"], corrected["prediction_id"])
    assert finished(client, corrected["prediction_id"])["status"] == "COMPLETED"
    assert client.get(f"/v1/uploads/{first['upload_id']}").json() == first
    assert client.get(f"/v1/uploads/{corrected['upload_id']}/download").content == doubtful()
    assert client.get("/v1/uploads").json()["total_size"] == 3
    assert next_month["upload"]["columns"][2]["field"] == "total_charges"


def test_a_correction_that_changes_nothing_is_the_upload_as_it_stands(client: httpx.Client) -> None:
    first = confirmed(client)

    same = client.post(f"/v1/uploads/{first['upload_id']}:confirmMapping", json={"columns": ANSWERS, "correct": True})

    assert same.json() == first


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ({"index": 9, "field": "age"}, "no column 9"),
        ({"index": 2, "field": "wealth"}, '"Fee"'),
        ({"index": 2, "field": "monthly_charges", "unit": "euros"}, "cannot be in this unit"),
        ({"index": 2, "field": ""}, "customer id"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_and_the_upload_waits_on(
    client: httpx.Client, column: dict[str, Any], words: str
) -> None:
    upload_id = upload(client, doubtful())["upload_id"]
    without_id = {"index": 0, "field": ""}

    answer = confirm(client, upload_id, [without_id, column])

    error = refused(answer, 400, "ERR-1005" if words == "customer id" else "ERR-1014")
    assert words in error["message"]
    assert error["details"]
    assert client.get(f"/v1/uploads/{upload_id}").json()["status"] == "NEEDS_MAPPING"


def test_of_many_confirmations_at_once_one_counts_and_the_others_hear_of_it(client: httpx.Client) -> None:
    upload_id = upload(client, doubtful())["upload_id"]
    other = [*ANSWERS[:1], {"index": 2, "field": "total_charges"}]

    with ThreadPoolExecutor(6) as pool:
        heard = list(pool.map(lambda columns: confirm(client, upload_id, columns), [ANSWERS, other] * 3))

    statuses = [answer.status_code for answer in heard]
    assert sorted(statuses) == [200, 200, 200, 409, 409, 409]
    assert {answer.text for answer in heard if answer.status_code == 200} == {client.get(f"/v1/uploads/{upload_id}").text}


def test_dates_that_are_confirmed_without_their_order_are_refused(client: httpx.Client) -> None:
    upload_id = upload(client, doubtful())["upload_id"]

    error = refused(confirm(client, upload_id, [{"index": 1, "field": "signup_date"}]), 400, "ERR-1014")

    assert '"Start"' in error["message"]
    assert "day-first or month-first" in error["message"]


def test_the_same_layout_is_not_asked_again_until_it_is_forgotten(client: httpx.Client) -> None:
    confirmed(client)

    next_month = upload(client, doubtful(rows=45, fee=22), "march.csv")
    mappings = client.get("/v1/mappings").json()
    forgotten = client.delete(f"/v1/mappings/{mappings['mappings'][0]['mapping_id']}")
    later = upload(client, doubtful())

    assert next_month["status"] == "queued"
    assert [column["unit"] for column in next_month["upload"]["columns"]][1:3] == ["day-first", "currency/year"]
    assert mappings["total_size"] == 1
    assert mappings["mappings"][0]["filename"] == "customers.csv"
    assert forgotten.status_code == 200
    assert client.get("/v1/mappings").json()["mappings"] == []
    assert later["status"] == "needs_mapping"


def test_a_column_whose_numbers_are_another_size_is_asked_again(client: httpx.Client) -> None:
    confirmed(client)

    drifted = upload(client, doubtful(fee=2400))

    fee = drifted["upload"]["columns"][2]
    assert drifted["status"] == "needs_mapping"
    assert (fee["field"], fee["decision"]) == ("monthly_charges", "ASK")
    assert "larger" in fee["reason"]
    assert drifted["upload"]["columns"][1]["decision"] == "AUTO"


def test_a_column_that_is_gone_is_told_and_the_others_stay_as_confirmed(client: httpx.Client) -> None:
    confirmed(client)

    narrower = "\n".join(line.rpartition(",")[0] for line in doubtful().decode().splitlines()).encode()
    answer = upload(client, narrower)

    assert answer["status"] == "queued"
    assert 'The column "Contract" is gone' in answer["upload"]["notices"][0]
    assert answer["upload"]["columns"][2]["unit"] == "currency/year"


def test_a_file_can_be_inspected_without_leaving_a_trace(client: httpx.Client) -> None:
    answer = client.post("/v1/uploads:inspect", params={"filename": "a/b.csv"}, content=a_csv(20))

    shown = answer.json()
    assert answer.status_code == 200, answer.text
    assert (shown["filename"], shown["status"], shown["row_count"]) == ("b.csv", "ACCEPTED", 20)
    assert (shown["delimiter"], shown["header_row"]) == (",", 1)
    assert [column["field"] for column in shown["columns"]][:2] == ["customer_id", "tenure_months"]
    assert client.get("/v1/uploads").json()["total_size"] == 0


def test_an_inspected_file_that_is_none_is_refused_as_an_upload_would_be(client: httpx.Client) -> None:
    refused(client.post("/v1/uploads:inspect", content=b""), 400, "ERR-1003")


def test_all_problems_can_be_had_as_a_csv(client: httpx.Client) -> None:
    rows = [f"{row:04},many" if row % 2 else f"{row:04},{row % 60 + 1}" for row in range(600)]
    created = upload(client, "\n".join(["Customer ID,Tenure (months)", *rows]).encode())
    assert created["upload"]["problem_count"] == 300
    assert len(created["upload"]["problems"]) == 100

    answer = client.get(f"/v1/uploads/{created['upload_id']}/problems")

    listed = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert "customers.problems.csv" in answer.headers["content-disposition"]
    assert len(listed) == 300
    assert (listed[0]["line"], listed[0]["column"], listed[0]["rule"]) == ("3", "Tenure (months)", "not_a_number")
    assert "many" not in answer.text


def test_a_whole_column_that_is_read_otherwise_than_it_is_written_is_counted_and_listed(client: httpx.Client) -> None:
    rows = [f"{row:04};{row % 60 + 1},5" for row in range(600)]
    created = upload(client, "\n".join(["Customer ID;Tenure (months)", *rows]).encode())["upload"]
    counted = {"column": "Tenure (months)", "rule": "decimal_comma", "count": 600, "first_line": 2, "is_coercion": True}

    shown = client.get(f"/v1/uploads/{created['upload_id']}").json()
    answer = client.get(f"/v1/uploads/{created['upload_id']}/problems")

    assert shown["problem_counts"] == created["problem_counts"]
    assert [{name: each[name] for name in counted} for each in shown["problem_counts"]] == [counted]
    listed = list(csv.DictReader(io.StringIO(answer.text), delimiter=";"))
    assert [(row["lines"], row["cells"], row["rule"]) for row in listed] == [("2..601", "600", "decimal_comma")]


def test_a_clean_file_has_a_list_of_no_problems(client: httpx.Client) -> None:
    upload_id = upload(client, a_csv())["upload_id"]

    assert client.get(f"/v1/uploads/{upload_id}/problems").text == "line,column,rule,message,lines,cells\r\n"


def test_what_is_another_users_is_not_found(suite: Suite, client: httpx.Client) -> None:
    mine = confirmed(client)
    mapping_id = client.get("/v1/mappings").json()["mappings"][0]["mapping_id"]
    with suite.client(f"other-{uuid4()}") as other:
        refused(confirm(other, mine["upload_id"], ANSWERS), 404, "ERR-1010")
        refused(other.get(f"/v1/uploads/{mine['upload_id']}/problems"), 404, "ERR-1010")
        refused(other.delete(f"/v1/mappings/{mapping_id}"), 404, "ERR-1015")
        assert other.get("/v1/mappings").json()["mappings"] == []
        assert upload(other, doubtful())["status"] == "needs_mapping"
    assert client.get("/v1/mappings").json()["total_size"] == 1
