"""What is no table of text is refused, with the way out."""

import gzip
import io
import zipfile

import pytest

from services.ingest.failures import NotACsv
from services.ingest.reading import dialect
from tests.unit.ingest.builders import a_csv


def a_zip(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "content " * 100)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (a_zip("[Content_Types].xml", "xl/workbook.xml"), "This is an Excel workbook. Save it as CSV and upload that."),
        (a_zip("word/document.xml"), "Word document"),
        (a_zip("customers.csv"), "zip archive"),
        (gzip.compress(a_csv()), "gzip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "Excel workbook of the old kind"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\x7fELF\x02\x01\x01" + bytes(300), "program"),
        (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(300), "program"),
        (b"#!/bin/sh\nrm -rf /\n", "script"),
        (b"<!DOCTYPE html>\n<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b'<?xml version="1.0"?><rows><row/></rows>', "XML"),
        (b'[{"customer_id": 1, "plan": "Pro"}]', "JSON"),
        (b"PAR1" + bytes(100), "Parquet"),
        (b"SQLite format 3\x00" + bytes(100), "database"),
        (bytes(range(256)) * 20, "not a text file"),
    ],
)
def test_a_file_that_is_no_table_of_text_is_refused_by_what_it_is(content: bytes, words: str) -> None:
    with pytest.raises(NotACsv, match=words.replace(".", r"\.")) as refused:
        dialect.sniff(content)
    assert refused.value.code == "ERR-1001"
    assert "CSV" in refused.value.message


@pytest.mark.parametrize("beginning", ["BM", "PK", "MZ", "ID", "RIF", "7z", "{id}"])
def test_a_header_that_begins_like_a_binary_format_is_no_reason_to_refuse(beginning: str) -> None:
    assert dialect.sniff(f"{beginning},plan\n1,Pro\n2,Basic\n".encode()).delimiter == ","


def test_a_text_with_a_few_nul_bytes_is_still_a_text() -> None:
    assert dialect.sniff(a_csv().replace(b"C00002", b"C0\x00002")).header_row == 1
