"""Encoding, delimiter and header row of files from all over."""

from pathlib import Path

import pytest

from services.ingest.domain import Dialect
from services.ingest.failures import EmptyFile, NotACsv
from services.ingest.reading import dialect
from tests.unit.ingest.builders import a_csv, a_file, a_table

GERMAN = [
    ["Kundennummer", "Name", "Straße", "Umsatz"],
    ["K-1", "Müller", "Hauptstraße 1", "1.234,50"],
    ["K-2", "Jäger", "Ölmühle 3", "12,00"],
    ["K-3", "Größ", "Am Fluß 7", "99,90"],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found_under_any_line_end(delimiter: str, line_end: str) -> None:
    assert dialect.sniff(a_csv(delimiter=delimiter, line_end=line_end)) == Dialect("utf-8", delimiter, 1)


def test_semicolons_win_over_decimal_commas() -> None:
    table = [["id", "mrr", "usage", "note"], *([str(n), f"{n},50", f"0,{n}", "a, b"] for n in range(10, 40))]
    assert dialect.sniff(a_csv(table, delimiter=";")).delimiter == ";"


def test_commas_in_quoted_texts_do_not_make_a_table() -> None:
    table = [["id", "address"], *([str(n), f"Street {n}, Town, Country"] for n in range(30))]
    assert dialect.sniff(a_csv(table, delimiter="|")).delimiter == "|"


def test_a_file_with_one_column_is_read_with_a_comma() -> None:
    assert dialect.sniff(b"customer_id\n1\n2\n3\n") == Dialect("utf-8", ",", 1)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("cp850", "cp850"),
    ],
)
def test_the_encoding_of_a_german_file_is_found(encoding: str, name: str) -> None:
    assert dialect.sniff(a_csv(GERMAN, delimiter=";", encoding=encoding)) == Dialect(name, ";", 1)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Клиент Договор Тариф Оплата"),
        ("cp932", "顧客番号 名前 契約期間 月額料金"),
        ("cp1253", "Πελάτης Όνομα Πόλη Χρέωση"),
    ],
)
def test_an_encoding_of_another_script_is_named_by_the_detector(encoding: str, words: str) -> None:
    table = [words.split(), *([*words.split()[:3], str(n)] for n in range(20))]
    assert dialect.sniff(a_csv(table, encoding=encoding)).encoding == encoding


def test_an_umlaut_far_down_the_file_decides_on_its_encoding(tmp_path: Path) -> None:
    table = [*a_table(20_000), ["C99999", "1", "Müller", "2024-01-01", "no"]]
    assert dialect.of_file(a_file(tmp_path, a_csv(table, encoding="cp1252"))).encoding == "cp1252"


def test_one_broken_byte_does_not_make_a_utf_8_file_western() -> None:
    content = a_csv(GERMAN * 3, delimiter=";").replace("Jäger".encode(), b"J\xe4ger", 1)
    assert dialect.sniff(content).encoding == "utf-8"


@pytest.mark.parametrize(
    "preamble",
    [
        ["Customer health report"],
        ["Customer health report", "Generated 2025-11-15 09:12", ""],
        ["Customer health report,,,,", "Generated 2025-11-15,,,,", ",,,,"],
        ["Account:,ACME", "Period:,Q3 2025", "", ""],
        ["# exported by hand", "# do not share"],
        ['"Report, with a comma', 'and a line break"'],
    ],
)
def test_the_header_is_found_below_a_preamble(preamble: list[str]) -> None:
    content = "\n".join(preamble).encode() + b"\n" + a_csv(a_table(12))
    assert dialect.sniff(content) == Dialect("utf-8", ",", len(preamble) + 1)


def test_blank_columns_do_not_hide_the_header() -> None:
    table = [["id", "plan", "mrr", "", "note"], *([str(n), "Pro", "12.5", "", ""] for n in range(10))]
    assert dialect.sniff(a_csv(table)).header_row == 1


def test_a_header_of_two_columns_is_the_first_line() -> None:
    assert dialect.sniff(b"user,joined\nab12,2015-03-01\ncd34,2015-03-02\n") == Dialect("utf-8", ",", 1)


def test_a_file_without_a_header_begins_on_its_first_line() -> None:
    content = b"".join(b"%d,2016-09-%02d\n" % (1000 + day, day) for day in range(1, 29)) + b"cut,of"
    assert dialect.sniff(content).header_row == 1


def test_the_hint_of_excel_is_followed() -> None:
    assert dialect.sniff(b"sep=;\r\nid;name\r\n1;a,b\r\n2;c,d\r\n") == Dialect("utf-8", ";", 2)


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b"  \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b",,,\n,,,\n"])
def test_a_file_of_blanks_is_empty(content: bytes) -> None:
    with pytest.raises(EmptyFile):
        dialect.sniff(content)


def test_a_text_without_any_row_is_no_csv() -> None:
    with pytest.raises(NotACsv):
        dialect.sniff(b'"never closed\n' * 3)
