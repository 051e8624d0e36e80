"""Formula injection: nothing that a customer's file holds runs in the spreadsheet of whoever opens our files."""

import csv
import io
import re

import httpx
import pytest

from tests.system.jobs import finished, rows, scored, upload

FORMULAS = {
    "equals": "=HYPERLINK(1)",
    "plus": "+SUM(A1)",
    "minus": "-cmd()",
    "at": "@SUM(1)",
    "tab": "\t=1+1",
    "carriage_return": "\r=1+1",
    "line_feed": "\n=1+1",
    "after_a_space": " =1+A1",
    "after_spaces_of_other_kinds": "\u00a0\u3000=1+A1",
    "after_a_quote": '"=1+A1',
    "after_a_quote_and_a_space": '" =1+A1',
    "after_a_mark": "\ufeff=1+A1",
    "full_width": "＝1+A1",
    "dde": "=cmd|' /C calc'!A0",
}
RUNS = re.compile(r"^[\s\u00a0\u2000-\u200b\u3000\ufeff\"]*[=+\-@\t\r＝＋－＠]")


def _file(*, cell: str = "x", header: str = "Note", customer: str = "00001") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([["Customer ID", "Tenure", header], [customer, "3", cell], ["00002", "50", "fine"]])
    return text.getvalue().encode()


def _is_harmless(cell: str) -> bool:
    return not RUNS.match(cell)


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_formula_injection_by_a_cell_is_text_in_the_result(client: httpx.Client, formula: str) -> None:
    result = scored(client, _file(cell=formula))

    assert all(_is_harmless(cell) for row in result for cell in row), result
    # It is all there, behind an apostrophe.
    assert formula.strip() in "".join(result[1]).strip("'")


def test_formula_injection_by_a_header_is_text_in_the_result(client: httpx.Client) -> None:
    header, *_ = scored(client, _file(header="=HYPERLINK(1)"))

    assert all(map(_is_harmless, header)), header
    assert any("HYPERLINK" in name for name in header)


def test_formula_injection_by_a_customers_id_is_text_in_the_result(client: httpx.Client) -> None:
    result = scored(client, _file(customer="=1+A1"))

    assert result[1][0] == "'=1+A1"


def test_formula_injection_by_a_header_is_text_in_the_list_of_problems(client: httpx.Client) -> None:
    lines = [",".join(["Customer ID", "=Tenure (months)"]), *(f"{row:04},{'many' if row % 2 else row + 1}" for row in range(20))]
    created = upload(client, "\n".join(lines).encode())
    text = client.get(f"/v1/uploads/{created['upload_id']}/problems").content

    listed = rows(text)
    assert len(listed) > 1
    assert all(_is_harmless(cell) for row in listed for cell in row), listed[:3]


@pytest.mark.parametrize("name", ["=1+1.csv", "+1.csv", "-1.csv", "@SUM.csv", "\t=1.csv", " =1.csv", '"=1.csv', "'=1.csv"])
def test_formula_injection_by_a_file_name_is_taken_off(client: httpx.Client, name: str) -> None:
    created = upload(client, _file(), filename=name)
    finished(client, created["prediction_id"])

    shown = client.get(f"/v1/predictions/{created['prediction_id']}").json()["filename"]
    assert shown == created["upload"]["filename"]
    assert shown[0].isalnum()
