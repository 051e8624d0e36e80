"""Multipart forms."""

import pytest

from services.ingest.failures import BadForm
from services.ingest.form import Form

TYPE = "multipart/form-data; boundary=xyz"


def a_form(*parts: bytes, end: bytes = b"--xyz--\r\n") -> bytes:
    """A body of the given parts."""
    return b"".join(b"--xyz\r\n" + part + b"\r\n" for part in parts) + end


FILE = b'Content-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\nid,x\n1,2\n'
NOTE = b'Content-Disposition: form-data; name="note"\r\n\r\nhello'


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_only_the_files_bytes_pass_however_the_body_is_cut(size: int) -> None:
    body, form = a_form(NOTE, FILE), Form(TYPE)

    passed = b"".join(form.feed(body[start : start + size]) for start in range(0, len(body), size))
    form.finish()

    assert passed == b"id,x\n1,2\n"
    assert form.filename == "a.csv"


def test_a_form_that_was_cut_short_is_refused() -> None:
    form = Form(TYPE)
    form.feed(a_form(FILE, end=b""))

    with pytest.raises(BadForm, match="cut short"):
        form.finish()


@pytest.mark.parametrize("parts", [[NOTE], [FILE, FILE]])
def test_a_form_needs_exactly_one_file(parts: list[bytes]) -> None:
    form = Form(TYPE)
    form.feed(a_form(*parts))

    with pytest.raises(BadForm, match="exactly one"):
        form.finish()


def test_a_form_without_a_boundary_is_refused() -> None:
    with pytest.raises(BadForm, match="boundary"):
        Form("multipart/form-data")


def test_a_body_that_is_no_form_is_refused() -> None:
    with pytest.raises(BadForm):
        Form(TYPE).feed(b"id,x\n1,2\n")
