"""Text that means something to a database, a file system or a browser is only text to us."""

from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from tests.builders import a_csv
from tests.running import Suite
from tests.security.wire import Wire
from tests.system.jobs import finished, refused, upload

SQL = [
    "' OR '1'='1",
    "'; DROP TABLE uploads; --",
    "1) UNION SELECT user_id FROM uploads --",
    "$$; SELECT pg_sleep(9); $$",
    "\\'; --",
]
READS = ["/v1/uploads/{}", "/v1/predictions/{}", "/v1/predictions/{}/summary", "/v1/models/{}"]
SCRIPT = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("text", SQL)
def test_sql_injection_by_an_id_finds_nothing(client: httpx.Client, text: str) -> None:
    upload(client, a_csv())
    for path in READS:
        # The gateway takes no backslash in a path.
        assert client.get(path.format(quote(text, safe=""))).status_code == (400 if "\\" in text else 404)

    assert client.get("/v1/uploads").json()["total_size"] == 1


@pytest.mark.parametrize("text", SQL)
def test_sql_injection_by_a_file_a_name_or_a_customer_is_stored_as_text(client: httpx.Client, text: str) -> None:
    content = f'Customer ID,Tenure,"{text}"\n"{text}",3,"{text}"\n'.encode()
    created = upload(client, content, filename=f"{text}.csv")
    ended = finished(client, created["prediction_id"])

    assert (ended["status"], ended["scored_count"]) == ("COMPLETED", 1)
    assert client.get(f"/v1/uploads/{created['upload_id']}/download").content == content


@pytest.mark.parametrize("query", ["status=' OR 1=1", "page_size=1;DROP TABLE uploads", "page_token=' OR 1=1 --"])
def test_sql_injection_by_a_parameter_is_refused(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/v1/uploads?{query}")

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] in ("ERR-4000", "ERR-4001", "ERR-4002")


def test_sql_injection_by_the_users_own_name_stays_with_that_user(suite: Suite) -> None:
    with suite.client(f"x', true); RESET ROLE; -- {uuid4()}") as client:
        upload(client, a_csv())

        assert client.get("/v1/uploads").json()["total_size"] == 1


@pytest.mark.parametrize(
    "identifier",
    [
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "%252e%252e%252fetc%252fpasswd",
        "..%5c..%5cboot.ini",
        "..\\..\\boot.ini",
        "%00",
        "x%00.csv",
        "%c0%ae%c0%ae%c0%af",
        "....//....//etc/passwd",
        "file:///etc/passwd",
    ],
)
@pytest.mark.parametrize("rest", ["", "/download"])
def test_path_traversal_by_an_id_leads_nowhere(wire: Wire, identifier: str, rest: str) -> None:
    answer = wire.answer(wire.head(f"GET /v1/uploads/{identifier}{rest}", "connection: close"))

    assert answer.split(b" ")[1] in (b"400", b"404")
    assert b"root:" not in answer
    assert b'"error"' in answer


def test_path_traversal_to_an_internal_call_leads_nowhere(wire: Wire) -> None:
    for path in (
        "/v1/../retainwise.scoring.v1.PredictionService/CreatePrediction",
        "/retainwise.catalog.v1.ModelService/RegisterModel",
    ):
        assert wire.answers(wire.head(f"POST {path}", "content-length: 0", "connection: close")) == [404]


@pytest.mark.parametrize("text", [SCRIPT, "<script>alert(1)</script>", '"><svg onload=alert(1)>', "javascript:alert(1)"])
def test_xss_by_an_echoed_field_stays_json(client: httpx.Client, text: str) -> None:
    """Every field that comes back in an answer: header, customer id, own column, file name, id, parameter, content type."""
    created = upload(
        client, f'Customer ID,Tenure,"{text.replace(chr(34), chr(34) * 2)}"\n1,2,3\n'.encode(), filename=f"{text}.csv"
    )
    finished(client, created["prediction_id"])
    answers = [
        client.get(f"/v1/uploads/{created['upload_id']}"),
        client.get(f"/v1/predictions/{created['prediction_id']}"),
        client.get("/v1/predictions"),
        client.post("/v1/customers:score", json={"customers": [{"customer_id": text}]}),
        client.get(f"/v1/models/{quote(text, safe='')}"),
        client.get("/v1/models", params={"page_token": text}),
        client.get("/v1/models", params={text: "1"}),
        client.get(f"/{quote(text)}"),
        client.post("/v1/uploads", content=a_csv(), headers={"content-type": text}),
    ]
    for answer in answers:
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        answer.json()


def test_xss_by_a_downloaded_file_is_offered_as_a_file_and_never_shown(client: httpx.Client) -> None:
    created = upload(client, f"Customer ID,Tenure,Note\n1,2,{SCRIPT}\n".encode(), filename="page.html")
    finished(client, created["prediction_id"])

    for path in (f"/v1/uploads/{created['upload_id']}/download", f"/v1/predictions/{created['prediction_id']}/download"):
        headers = client.get(path).headers
        assert headers["content-disposition"].startswith("attachment;")
        assert headers["content-type"].split(";")[0] in ("application/octet-stream", "text/csv")
        assert headers["x-content-type-options"] == "nosniff"


def test_duplicate_query_keys_have_one_meaning_the_last(client: httpx.Client) -> None:
    created = client.post("/v1/uploads?filename=first.csv&filename=second.csv", content=a_csv()).json()
    upload(client, a_csv())

    assert created["upload"]["filename"] == "second.csv"
    assert len(client.get("/v1/uploads?page_size=2&page_size=1").json()["uploads"]) == 1


def test_duplicate_query_keys_do_not_carry_a_bad_value_past_the_check(client: httpx.Client) -> None:
    refused(client.get("/v1/uploads?page_size=1&page_size=1001"), 400, "ERR-4001")
    refused(client.get("/v1/uploads?page_size=1&page_size=many"), 400, "ERR-4000")
    refused(client.get("/v1/uploads?page_size=many&page_size=1"), 400, "ERR-4000")
