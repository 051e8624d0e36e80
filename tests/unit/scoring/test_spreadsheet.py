"""Cells that spreadsheets open without harm."""

import csv
import io
import re

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.scoring.spreadsheet import bytes_of, csv_cells


def cell(text: str) -> str:
    """One cell, as it stands in the file."""
    only: str = csv_cells(pa.array([text])).to_pylist()[0]
    return only


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "  =1",
        '"=1',
        ' " =1',
        "\u00a0=1",
        "\ufeff=1",
        "=",
        "-",
        "＝1",
        *(f"{skipped}=1" for skipped in "\x00\x0b\x0c\x1c\x1f\x7f\x85\xad\u061c\u1680\u180e\u2000\u200e\u2028\u202f\u2060\u3000"),
        "+cmd|' /C calc'!A0",
    ],
)
def test_a_cell_that_would_run_gets_a_leading_apostrophe(text: str) -> None:
    assert next(csv.reader(io.StringIO(cell(text), newline="")))[0] == "'" + text


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("Acme;=1+1;x", "Acme;'=1+1;x"),
        ('a;"=1', "a;\"'=1"),
        ("a\n- b\n- c", "a\n'- b\n'- c"),
        ("a\r\n@b", "a\r\n'@b"),
        ("a\t＝1", "a\t'＝1"),
        ("\n=1", "'\n'=1"),
        ("a; b;c=d", "a; b;c=d"),
    ],
)
def test_what_would_run_behind_the_end_of_a_cell_elsewhere_gets_an_apostrophe(text: str, harmless: str) -> None:
    assert next(csv.reader(io.StringIO(cell(text), newline="")))[0] == harmless


@pytest.mark.parametrize(
    ("text", "harmless"), [("a,=1", "a,'=1"), ('a, "@b', "a, \"'@b"), ("12,-", "12,-"), ("-12,5", "-12,5"), ("a, b", "a, b")]
)
def test_behind_a_comma_it_would_run_where_semicolons_divide(text: str, harmless: str) -> None:
    written: str = csv_cells(pa.array([text]), ";").to_pylist()[0]
    assert next(csv.reader(io.StringIO(written, newline=""), delimiter=";"))[0] == harmless


@pytest.mark.parametrize("text", ["-12.5", "+3", "-1", " -1.5", "-1,234.56", "-12,5", "+1e5", "-.5", "-5%", "-1E-7"])
def test_a_plain_number_stays_as_it_is(text: str) -> None:
    assert cell(text).strip('"') == text


@pytest.mark.parametrize("text", ["a", "", "a=b", "a-b", "x@y.z", "'=1", "00123", "é", "日本"])
def test_a_harmless_cell_stays_as_it_is_without_quotes(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize(("text", "quoted"), [("a,b", '"a,b"'), ('a"b', '"a""b"'), ("a\nb", '"a\nb"'), ("a\rb", '"a\rb"')])
def test_only_a_cell_that_needs_quotes_has_them(text: str, quoted: str) -> None:
    assert csv_cells(pa.array(["plain", text, None])).to_pylist() == ["plain", quoted, ""]


def test_numbers_and_dictionaries_become_text() -> None:
    assert csv_cells(pa.array([0.5, -3.0, None])).to_pylist() == ["0.5", "-3", ""]
    assert csv_cells(pa.array(["a,b", "c", "a,b"]).dictionary_encode()).to_pylist() == ['"a,b"', "c", '"a,b"']


def test_a_slice_is_read_from_where_it_begins() -> None:
    whole = pa.array(["=0", "a", "=1", "b,", "c"])
    assert csv_cells(whole.slice(1, 3)).to_pylist() == ["a", "'=1", '"b,"']
    assert bytes(bytes_of(whole.slice(3, 2))) == b"b,c"
    assert csv_cells(whole.slice(0, 0)).to_pylist() == []


# How fast texts are made up depends on what else the machine does, and says nothing about them.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=3, max_size=3), min_size=1))
def test_whatever_is_written_reads_back_but_for_apostrophes(rows: list[list[str]]) -> None:
    columns = [csv_cells(pa.array(column, pa.string())).to_pylist() for column in zip(*rows, strict=True)]
    text = "".join(",".join(cells) + "\n" for cells in zip(*columns, strict=True))
    back = list(csv.reader(io.StringIO(text, newline="")))
    assert [[now.replace("'", "") for now in line] for line in back] == [[was.replace("'", "") for was in line] for line in rows]
    parts = [part for line in back for now in line for part in re.split(r"[;\t\r\n]", now)]
    assert not any(part[:1] in {"=", "@"} for part in parts if part)
