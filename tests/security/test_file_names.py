"""File names: stored reduced to a safe base name, and sent back by RFC 6266."""

from urllib.parse import unquote

import httpx
import pytest

from tests.builders import a_csv
from tests.system.jobs import upload


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("..%2f..%2fetc%2fpasswd", "_2f.._2fetc_2fpasswd"),
        ("%252e%252e%252fx.csv", "_252e_252e_252fx.csv"),
        ("a\0b.csv", "ab.csv"),
        ("a\r\nset-cookie: x=1.csv", "aset-cookie_ x=1.csv"),
        ('x"; filename="evil.exe', "x__ filename=_evil.exe"),
        ("\u202egpj.csv", "gpj.csv"),
        ("<b>bold.csv", "_b_bold.csv"),
        (".htaccess", "htaccess"),
        ("...", "upload.csv"),
        ("x" * 5000 + ".csv", "x" * 196 + ".csv"),
        ("名前 für Ann.csv", "名前 für Ann.csv"),
    ],
    ids=lambda text: ascii(text)[:30],
)
def test_file_names_are_kept_as_a_safe_base_name_and_sent_back_by_rfc_6266(client: httpx.Client, sent: str, kept: str) -> None:
    created = upload(client, a_csv(), filename=sent)
    header = client.get(f"/v1/uploads/{created['upload_id']}/download").headers["content-disposition"]

    kind, plain, extended = header.split("; ")
    assert created["upload"]["filename"] == kept
    assert kind == "attachment"
    assert plain.startswith('filename="')
    assert plain.isascii()
    assert plain.count('"') == 2
    assert unquote(extended.removeprefix("filename*=UTF-8''")) == kept


def test_file_names_of_a_form_are_reduced_as_well(client: httpx.Client) -> None:
    answer = client.post("/v1/uploads", files={"file": ("../=1+<b>.csv", a_csv(), "text/csv")})

    assert answer.json()["upload"]["filename"] == "1+_b_.csv"
