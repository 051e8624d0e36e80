"""Lists of outcomes: what is read, and what is refused by line."""

import io
import json
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest

from services.catalog import outcome_list
from services.catalog.domain import Outcome
from services.catalog.failures import OutcomesUnreadable, TooManyOutcomes

TODAY = date(2026, 6, 30)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_is_read_with_any_delimiter_and_a_byte_order_mark(delimiter: str) -> None:
    lines = [["Customer ID", "Churned", "Date"], ["007", "Sí", "2026-05-31"], [" 8 ", "nein", ""]]
    content = b"\xef\xbb\xbf" + "\r\n".join(delimiter.join(cells) for cells in lines).encode()

    assert outcome_list.read_csv(content, TODAY) == [Outcome("007", True, date(2026, 5, 31)), Outcome("8", False, None)]


@pytest.mark.parametrize(
    ("headers", "left", "stayed"),
    [
        ("Account ID,Name,Status", "Cancelled", "active"),
        ("id_cliente,nombre,¿Baja?", "Sí", "no"),
        ("Código Cliente,Nome,Cancelou", "sim", "não"),
        ("N° client,Nom,Résilié", "oui", "non"),
        ("Kunden-Nr.,Kunde,Gekündigt", "ja", "nein"),
        ("Codice cliente,Cliente,Disdetta", "sì", "no"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_headers_are_known_in_six_languages_however_a_spreadsheet_saves_them(
    headers: str, left: str, stayed: str, encoding: str
) -> None:
    content = f"{headers}\n007,Ann,{left}\n8,Bob,{stayed}\n".encode(encoding)

    assert outcome_list.read_csv(content, TODAY) == [Outcome("007", True, None), Outcome("8", False, None)]


@pytest.mark.parametrize(
    ("headers", "left", "stayed"),
    [
        ("Nr klienta;Nazwisko;Odszedł;Data odejścia", "TAK", "nie"),
        ("Numer klienta;Nazwisko;Status;Data", "Zrezygnował", "aktywny"),
        ("Müşteri No;Adı;Ayrıldı mı;Ayrılma Tarihi", "Evet", "HAYIR"),
        ("ÜYE NO;ADI;DURUM;TARİH", "İPTAL", "Aktif"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_headers_are_known_in_polish_and_in_turkish(headers: str, left: str, stayed: str, encoding: str) -> None:
    content = f"{headers}\n007;Ann;{left};31.05.2026\n8;Bob;{stayed};\n".encode(encoding)

    assert outcome_list.read_csv(content, TODAY) == [Outcome("007", True, date(2026, 5, 31)), Outcome("8", False, None)]


def test_a_name_beside_an_id_is_not_taken_for_one() -> None:
    for headers, cells in (("Customer,Customer ID,Churned", "Ann,7,1"), ("ID,Customer,Churned", "7,Ann,1")):
        assert outcome_list.read_csv(f"{headers}\n{cells}\n".encode(), TODAY) == [Outcome("7", True, None)]


def test_a_date_with_points_has_its_day_first() -> None:
    content = b"Customer ID;Churned;Date\n7;ja;5.6.2026\n8;nein;30.06.2026\n"

    assert [outcome.on for outcome in outcome_list.read_csv(content, TODAY)] == [date(2026, 6, 5), date(2026, 6, 30)]


@pytest.mark.parametrize("proof", ["13/05/2026", "05/13/2026"])
def test_dates_with_slashes_are_read_in_the_order_that_one_of_them_proves(proof: str) -> None:
    content = f"customer_id,churned,date\n7,yes,06/05/2026\n8,no,5/5/2026\n9,no,{proof}\n".encode()

    first = date(2026, 5, 6) if proof.startswith("13") else date(2026, 6, 5)
    assert [outcome.on for outcome in outcome_list.read_csv(content, TODAY)] == [first, date(2026, 5, 5), date(2026, 5, 13)]


def test_dates_with_slashes_of_a_json_are_read_in_the_order_that_one_of_them_proves() -> None:
    dates = ["06/05/2026", "31/05/2026"]
    content = json.dumps({"outcomes": [{"customer_id": 1, "churned": True, "date": each} for each in dates]})

    assert [outcome.on for outcome in outcome_list.read_json(content.encode(), TODAY)] == [date(2026, 5, 6), date(2026, 5, 31)]


def test_dates_with_slashes_in_two_orders_are_refused_by_line() -> None:
    with pytest.raises(OutcomesUnreadable) as refusal:
        outcome_list.read_csv(b"id,churned,date\n1,1,31/05/2026\n2,1,05/31/2026\n", TODAY)

    assert [place for place, _ in refusal.value.details] == ["line 2", "line 3"]
    assert "others the month" in refusal.value.message


@pytest.mark.parametrize("bookname", ["xlsx", "xls"])
def test_a_workbook_is_refused_as_one(bookname: str) -> None:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    content = file.getvalue() if bookname == "xlsx" else b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)

    with pytest.raises(OutcomesUnreadable, match=r"^This is an Excel workbook\. Save it as CSV and send that\.$"):
        outcome_list.read_csv(content, TODAY)


@pytest.mark.parametrize("read", [outcome_list.read_csv, outcome_list.read_json])
def test_an_empty_body_is_refused_as_one(read: Callable[[bytes, date], list[Outcome]]) -> None:
    for content in (b"", b" \r\n"):
        with pytest.raises(OutcomesUnreadable, match="The body is empty"):
            read(content, TODAY)


def test_a_day_that_has_begun_east_of_utc_is_read() -> None:
    assert outcome_list.read_csv(b"id,churned,date\n7,1,2026-07-01\n", TODAY) == [Outcome("7", True, date(2026, 7, 1))]


def test_json_is_read_with_booleans_and_without_a_date() -> None:
    content = json.dumps({"outcomes": [{"customer_id": "1", "churned": True}, {"customer_id": 2, "churned": "no", "date": None}]})

    assert outcome_list.read_json(content.encode(), TODAY) == [Outcome("1", True, None), Outcome("2", False, None)]


def test_json_with_a_field_that_does_not_exist_is_refused_by_place_and_without_the_name() -> None:
    outcomes = [{"customer_id": "1", "churned": True}, {"customer_id": "2", "churned": True, "secret": "2026-05-31"}]
    with pytest.raises(OutcomesUnreadable) as refusal:
        outcome_list.read_json(json.dumps({"outcomes": outcomes}).encode(), TODAY)

    assert refusal.value.details == (("outcomes[1]", "a field is none of customer_id, churned and date."),)
    assert "secret" not in refusal.value.message


def test_json_with_something_beside_the_outcomes_is_refused() -> None:
    body = {"prediction_id": "x", "outcomes": [{"customer_id": "1", "churned": True}]}
    with pytest.raises(OutcomesUnreadable, match="prediction_id and request_id stand in the address"):
        outcome_list.read_json(json.dumps(body).encode(), TODAY)


def test_json_with_half_a_character_in_an_id_is_refused_by_place() -> None:
    with pytest.raises(OutcomesUnreadable) as refusal:
        outcome_list.read_json(b'{"outcomes": [{"customer_id": "\\ud800", "churned": true}]}', TODAY)

    assert refusal.value.details == (("outcomes[0]", "customer_id has half a character, a surrogate without its other."),)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (",yes,", "customer_id is empty."),
        ("7,secret,", "churned must be yes or no, true or false, 1 or 0."),
        ("7,yes,secret", "date must be a day as YYYY-MM-DD or DD.MM.YYYY."),
        (
            "7,yes,05/06/2026",
            "date has slashes, and no date of the list shows whether the day or the month stands first. Write it as YYYY-MM-DD.",
        ),
        ("7,yes,13/13/2026", "date must be a day as YYYY-MM-DD or DD.MM.YYYY."),
        ("7,yes,31.2.2026", "date must be a day as YYYY-MM-DD or DD.MM.YYYY."),
        ("7,yes,2026-07-02", "date lies in the future."),
    ],
)
def test_what_cannot_be_read_is_told_by_line_and_without_its_value(line: str, wrong: str) -> None:
    with pytest.raises(OutcomesUnreadable) as refusal:
        outcome_list.read_csv(f"customer_id,churned,date\n1,no,\n{line}\n".encode(), TODAY)

    assert refusal.value.details == (("line 3", wrong),)
    assert "secret" not in refusal.value.message


@pytest.mark.parametrize("content", [b"", b"customer_id,churned\n", b"a,b\n1,2\n", b"x" * 200_000])
def test_what_is_no_list_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(OutcomesUnreadable):
        outcome_list.read_csv(content, TODAY)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"outcomes": {}}', b'{"outcomes": [1]}', b'{"outcomes": []}', b"[" * 100_000])
def test_json_of_another_form_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(OutcomesUnreadable):
        outcome_list.read_json(content, TODAY)


def test_a_list_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome_list, "MOST_OUTCOMES", 2)
    with pytest.raises(TooManyOutcomes):
        outcome_list.read_csv(b"id,churn\n1,1\n2,1\n3,1\n", TODAY)
