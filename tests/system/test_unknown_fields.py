"""A typo in a JSON body: refused by its place, where the transcoder would drop it without a word."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.builders import a_csv
from tests.running import Suite
from tests.system.jobs import refused

SCORE = "/v1/customers:score"
ANN: dict[str, Any] = {"customer_id": "C-1", "tenure_months": 2}
# What a service takes as one message, and what is around the one text in it.
LARGEST_MESSAGE, AROUND = 8 * 2**20, 16
# What the gateway takes of any call, see envoy.yaml.
LARGEST_BODY = 52_494_336


@pytest.fixture
def client(suite: Suite, user: str) -> Iterator[httpx.Client]:
    with suite.client(user) as opened:
        yield opened


def places(answer: httpx.Response) -> list[str]:
    """The fields that a refusal names."""
    details = refused(answer, 400, "ERR-4000")["details"]
    assert {detail["message"] for detail in details} == {"There is no such field."}
    return [detail["field"] for detail in details]


@pytest.mark.parametrize(
    ("path", "body", "place"),
    [
        (SCORE, {"customers": [ANN], "customer": []}, "customer"),
        (SCORE, {"customers": [ANN, {"customer_id": "C-2", "tenure": 2}]}, "customers[1].tenure"),
        (SCORE, {"customers": [ANN | {"tenure": None}]}, "customers[0].tenure"),
        (SCORE, {"customers": [None, ANN | {"tenure": {"tenure_months": 2}}]}, "customers[1].tenure"),
        (SCORE, {"customers": ANN | {"tenure": 2}}, "customers.tenure"),
        (SCORE, {"customers": [ANN | {"Region": "North"}]}, "customers[0].Region"),
        (SCORE, {"customers": [ANN | {"TenureMonths": 2}]}, "customers[0].TenureMonths"),
        (SCORE, {"customers": [ANN | {"Größe": 2}]}, "customers[0].Größe"),
        (SCORE, {"customers": [ANN | {"a\n": 2}]}, "customers[0].?"),
        (SCORE, {"customers": [ANN | {"x" * 101: 2}]}, "customers[0].?"),
        (SCORE, {"customers": [ANN | {'"': 2}]}, 'customers[0]."'),
        (SCORE, {"customers": [ANN | {"": 2}]}, "customers[0]."),
        ("/v1/models:train", {"predictions": ["abc"]}, "predictions"),
        ("/v1/uploads/x:confirmMapping", {"columns": [{"index": 1, "feild": "monthly_charges"}]}, "columns[0].feild"),
        ("/v1/customers:erase", {"customer_id": "C-1", "force": True}, "force"),
        ("/v1/experiments", {"holdout": 0.1}, "holdout"),
        ("/v1/experiments/x:finish", {"now": True}, "now"),
        ("/v1/models/x:promote", {"force": True}, "force"),
        ("/v1/models/x:rollback", {"to": 1}, "to"),
        ("/v1/predictions/x:cancel", {"why": ""}, "why"),
        ("/v1/trainings/x:cancel?", {"why": ""}, "why"),
    ],
)
def test_a_field_that_does_not_exist_is_refused_by_its_place(
    client: httpx.Client, path: str, body: dict[str, Any], place: str
) -> None:
    assert places(client.post(path, json=body)) == [place]


@pytest.mark.parametrize(
    "body",
    [
        "{'customers': [{'customer_id': 'C-1', 'tenure': 2}]}",
        '{customers: [{customer_id: "C-1", tenure: 2}]}',
        '{"customers": [{"customer_id": "C-1", "tenure": 2,},]}',
        '\r\n{"customers" : [ {"customer_id" :"a\\"b\\\\" ,"\\u0074enure":\t-2.5e3} ] } ',
    ],
    ids=["apostrophes", "no_quotation_marks", "commas", "blanks_and_escapes"],
)
def test_json_as_loose_as_the_transcoder_takes_it_is_read_as_well(client: httpx.Client, body: str) -> None:
    assert places(client.post(SCORE, content=body)) == ["customers[0].tenure"]


def test_all_unknown_fields_are_named_but_no_more_than_twenty(client: httpx.Client) -> None:
    answer = client.post(SCORE, json={"customers": [ANN | {"tenure": 2, "plam": "Pro"}] * 30})

    assert places(answer) == [f"customers[{index}].{name}" for index in range(10) for name in ("tenure", "plam")]


@pytest.mark.parametrize(
    "body",
    [
        {"customers": [ANN | {"own": {"Region": "North", "tenure": "2", "*": "", "": "x"}}]},
        {"customers": [{"customerId": "C-1", "tenureMonths": 2, "loginsLast30d": 3}]},
        {"customers": [ANN | {"plan": None, "own": None}]},
    ],
    ids=["own", "camel_case", "null"],
)
def test_what_the_call_knows_is_taken(client: httpx.Client, body: dict[str, Any]) -> None:
    answer = client.post(SCORE, json=body)

    assert answer.status_code == 200, answer.text
    assert len(answer.json()["scores"]) == len(body["customers"])


def test_an_empty_body_is_an_empty_message(client: httpx.Client) -> None:
    for content in (b"", b"{}", iter([b"", b"{", b"}"])):
        refused(client.post(SCORE, content=content), 400, "ERR-2005")


@pytest.mark.parametrize("body", [b'{"x\xff": 1}', b'{"x\xed\xa0\x80": 1}', b'{"\\ud800": 1}', b'{"\xc3": 1}'])
def test_a_name_that_is_no_text_is_not_repeated(client: httpx.Client, body: bytes) -> None:
    assert places(client.post(SCORE, content=body)) == ["?"]


@pytest.mark.parametrize("body", [b"{", b'{"customers": [}', b'{"tenure": "', b'{"tenure" 2}', b"\xef\xbb\xbf{}"])
def test_what_is_no_json_is_refused_as_a_whole(client: httpx.Client, body: bytes) -> None:
    assert "details" not in refused(client.post(SCORE, content=body), 400, "ERR-4000")


def test_a_packed_body_is_not_taken(client: httpx.Client) -> None:
    packed = gzip.compress(json.dumps({"customers": [ANN]}).encode())

    refused(client.post(SCORE, content=packed, headers={"content-encoding": "gzip"}), 400, "ERR-4000")


def in_pieces(content: bytes) -> Iterator[bytes]:
    """The body as HTTP/1.1 sends it in chunks, without its length."""
    for start in range(0, len(content), 2**16):
        yield content[start : start + 2**16]


@pytest.mark.parametrize("send", [bytes, in_pieces], ids=["length", "chunked"])
def test_the_largest_message_is_taken_and_no_larger_one(client: httpx.Client, send: Any) -> None:
    def answer(size: int) -> httpx.Response:
        customer = {"customer_id": "C-1", "country": "x" * (size - AROUND)}
        return client.post(SCORE, content=send(json.dumps({"customers": [customer]}).encode()))

    assert answer(LARGEST_MESSAGE).status_code == 200
    refused(answer(LARGEST_MESSAGE + 1), 413, "ERR-2005")


def test_the_largest_body_is_taken_and_no_larger_one(client: httpx.Client) -> None:
    blanks = " " * (LARGEST_BODY - len(json.dumps({"customers": [ANN]})))

    assert client.post(SCORE, content=json.dumps({"customers": [ANN]}) + blanks).status_code == 200
    assert places(client.post(SCORE, content=blanks + json.dumps({"customers": [{"tenure": 2}]})))
    refused(client.post(SCORE, content=json.dumps({"customers": [ANN]}) + blanks + " "), 413, "ERR-2005")


def test_who_may_not_call_learns_nothing_of_fields(suite: Suite, client: httpx.Client) -> None:
    refused(httpx.post(f"{suite.gateway}{SCORE}", json={"tenure": 2}), 401, "ERR-4010")
    refused(client.put(SCORE, json={"tenure": 2}), 405, "ERR-4050")


def test_a_file_goes_on_as_it_comes(client: httpx.Client) -> None:
    """It is larger than what the gateway would hold of it."""
    file = a_csv(50_000)
    assert len(file) > 2**20

    assert client.post("/v1/uploads:inspect", content=in_pieces(file)).status_code == 200
